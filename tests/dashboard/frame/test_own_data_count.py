"""Which own data count on a page: those within reach that are switched on, each revision as it is, none half."""

from __future__ import annotations

import gc
import weakref

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import change_view
from igs_geo.dashboard.frame import cached, kept, own
from igs_geo.fragmentation import count

SAID = {"source": "verzonnen", "date": "2026"}
MEMBERS = [{"nis": "46025"}, {"nis": "46020"}, {"nis": "46029", "only": ["44045"]}]
WASO = {"op": "add_partnership", "id": "waso", "name": "WASO", "domains": ["jeugd"], "members": MEMBERS} | SAID
ENDED = {"op": "end_partnership", "partnership": "0687552727"} | SAID
EDITED = {"op": "change_partnership", "partnership": "0687552727", "name": "Anders"} | SAID


def _overlay(*operations, title="WASO"):
    return {"kind": "overlay", "title": title, "edition": "2025", "operations": list(operations)}


def _keep(*operations, **more):
    return lambda: kept.keep("overlay", _overlay(*operations, **more))


def _names():
    return [overlay.title for overlay in cached.atlas().overlays]


def test_what_is_kept_counts_and_the_switch_gives_the_register_itself(alone):
    alone.do(_keep(WASO))
    atlas = alone.got(cached.atlas)
    assert atlas.partnerships.loc["waso", "origin"] == "own"
    assert alone.got(cached.atlas) is atlas
    assert alone.got(cached.atlas, own="0") is atlas.without_own()
    assert "waso" in cached.counted(atlas).bodies.index


def test_a_list_that_is_switched_off_does_not_count(alone):
    made = alone.do(_keep(WASO)).session_state["got"]
    alone.do(_keep(ENDED, title="Einde"))
    assert alone.got(_names) == ["WASO", "Einde"]
    assert alone.got(_names, left_out=made.id) == ["Einde"]


def test_own_data_count_in_the_other_edition_too(alone):
    alone.do(_keep(WASO))
    members = alone.got(cached.atlas, edition="2019").memberships
    assert set(members.loc[members["partnership"] == "waso", "nis"]) == {"46025", "46020", "44045"}


def test_what_someone_else_changed_counts_from_the_next_run_on(alone):
    made = alone.do(_keep(WASO)).session_state["got"]
    here = alone.do(_names)
    alone.do(lambda: kept.save(made.id, _overlay(WASO, ENDED), 1))
    assert len(alone.do(lambda: cached.atlas().changes, here).session_state["got"]) == 2


def test_lists_that_contradict_each_other_count_as_far_as_they_go_and_that_is_said(alone):
    alone.do(_keep(EDITED, title="Een"))
    wrong = alone.do(_keep(EDITED | {"name": "Nog anders"}, WASO, title="Twee")).session_state["got"]
    applied = alone.got(cached.what_counts)
    assert [overlay.title for overlay in applied.atlas.overlays] == ["Een"]
    assert "waso" not in applied.atlas.partnerships.index
    assert "Een" in applied.why_not(wrong.id).message("nl")


def test_a_workspace_that_stops_answering_leaves_the_register(alone, monkeypatch):
    made = alone.do(_keep(WASO)).session_state["got"]

    def fail(*_):
        raise kept.WorkspaceError("workspace.busy", place="hier")

    with monkeypatch.context() as patch:
        patch.setattr(own, "content", fail)
        applied = alone.got(cached.what_counts)
    assert applied.atlas.base is None
    assert applied.why_not(made.id).key == "workspace.busy"
    assert alone.got(cached.what_counts).refused == ()


def test_a_number_of_an_atlas_is_never_that_of_another():
    number, seen = cached.BY_ATLAS[Atlas], set()
    for _ in range(50):
        # the one before is gone, and its place in memory is free
        atlas = Atlas("2025", {}, {})
        assert number(atlas) == number(atlas)
        seen.add(number(atlas))
        gone = weakref.ref(atlas)
        del atlas
        assert gone() is None
    assert len(seen) == 50


def test_atlases_with_own_data_do_not_add_up(alone):
    made = alone.do(_keep(WASO)).session_state["got"]
    first = weakref.ref(alone.got(cached.atlas))
    for number in range(1, cached.MOST_OWN + 2):
        alone.do(lambda number=number: kept.save(made.id, _overlay(WASO | {"name": f"WASO {number}"}), number))
        alone.got(cached.atlas)
    gc.collect()
    assert first() is None


def test_the_worker_of_a_search_gets_the_data_that_count(alone):
    alone.do(_keep(WASO))
    (sent,) = alone.got(cached.own_documents)
    assert sent["operations"][0]["id"] == "waso"
    assert alone.got(cached.own_documents, own="0") == []


def test_counting_is_that_of_the_library(alone):
    alone.do(_keep(WASO))
    atlas = alone.got(cached.atlas)
    assert list(cached.counted(atlas).bodies.index) == list(count(atlas).bodies.index)


def test_a_view_without_own_data_is_spelled_in_the_address(alone):
    app = alone.do(lambda: change_view(own=False))
    assert app.query_params["own"] in ("0", ["0"])
