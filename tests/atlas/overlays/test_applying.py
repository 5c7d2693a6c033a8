"""An atlas with an overlay is the atlas of a package into which somebody typed the same changes."""

from __future__ import annotations

import json
import time

import pandas as pd
import pytest
from hypothesis import given, settings

from igs_geo.atlas import load_atlas
from igs_geo.atlas.overlays import apply_overlays, overlay_of
from tests.atlas.overlays.written import changes, memberships, ordered, overlay


@settings(max_examples=20, deadline=None)
@given(changed=changes())
def test_memberships_are_those_of_a_package_with_the_same_changes(tiny_folder, tiny_2019, tiny_2025, changed):
    edition, operations, members = changed
    document = overlay(operations, edition)
    for atlas in (tiny_2019, tiny_2025):
        found = apply_overlays(atlas, [document])
        expected = memberships(tiny_folder, members, atlas.edition)
        pd.testing.assert_frame_equal(ordered(found.memberships), expected, check_dtype=False)
        assert len(found.changes) == len(operations)
        assert {change.state for change in found.changes} <= {"applied"}


def test_two_overlays_are_the_operations_of_both(tiny_2025):
    first = overlay([{"op": "add_membership", "partnership": "zuid-jeugd", "nis": "11004"}], "2025", "Een")
    second = overlay([{"op": "end_partnership", "partnership": "noord-cultuur"}], "2025", "Twee")
    both = apply_overlays(tiny_2025, [first, second])
    one_by_one = apply_overlays(apply_overlays(tiny_2025, [first]), [second])
    for atlas in (both, one_by_one):
        assert atlas.partnerships.loc["noord-cultuur", "status"] == "inactive"
        assert "11004" in set(atlas.memberships.query("partnership == 'zuid-jeugd'")["nis"])
        assert [change.where.overlay for change in atlas.changes] == ["Een", "Twee"]
    assert both.without_own() is tiny_2025
    assert one_by_one.without_own() is tiny_2025
    assert tiny_2025.without_own() is tiny_2025


def test_every_row_says_where_it_comes_from(tiny_2025):
    atlas = apply_overlays(tiny_2025, [overlay([
        {"op": "add_partnership", "id": "waso", "name": "WASO", "domains": ["jeugd", "sport"],
         "members": [{"nis": "71099", "only": ["71003"]}, {"nis": "71002"}]},
        {"op": "change_partnership", "partnership": "west-afval", "name": "Afval W", "domains": ["afval", "energie"]},
        {"op": "add_membership", "partnership": "zuid-jeugd", "nis": "11004"},
        {"op": "set_youth", "partnership": "waso", "state": "other"},
        {"op": "add_mention", "id": "overleg", "name": "Overleg", "known": ["71099"]},
    ], "2025")])  # fmt: skip
    bodies = atlas.partnerships
    assert bodies.loc["waso", ["inventory", "origin", "domains", "as_of"]].tolist() == [
        "own", "own", ("jeugd", "sport"), "2026-03"]  # fmt: skip
    assert bodies.loc["west-afval", ["inventory", "origin", "name", "domains"]].tolist() == [
        "register", "own", "Afval W", ("afval", "energie")]  # fmt: skip
    assert bodies.loc["ilv-sport", "origin"] == "added"
    assert set(bodies["origin"].drop(["waso", "west-afval", "ilv-sport"])) == {"register"}
    members = atlas.memberships
    own = members[members["origin"] == "own"]
    assert set(zip(own["partnership"], own["nis"], strict=True)) == {
        ("waso", "71099"), ("waso", "71002"), ("zuid-jeugd", "11004")}  # fmt: skip
    assert own.set_index("nis").loc["71099", ["membership", "via"]].tolist() == ["partial", "71003"]
    # 33,000 and 34,000 inhabitants in 2020
    assert own.set_index("nis").loc["71099", "share"] == round(33 / 67, 4)
    assert set(atlas.partnership_domains.query("origin == 'own'")["partnership"]) == {"waso", "west-afval"}
    assert atlas.youth_partnerships.loc["waso", ["state", "name_used", "origin"]].tolist() == ["other", "WASO", "own"]
    assert atlas.youth_mentions.loc["overleg", ["known_nis_2019", "origin"]].tolist() == ["71003 71004", "own"]
    for name, frame in tiny_2025.frames.items():
        assert "own" not in set(frame.get("origin", ())), name
        assert list(frame.columns) == list(atlas.frames[name].columns), name
        assert frame.dtypes.equals(atlas.frames[name].dtypes), name


FIGURES = {"op": "add_figures", "code": "kamp", "name": "Kampplaatsen"}


@pytest.mark.parametrize(("aggregate", "merged"), [("sum", 14.0), ("mean", (5 * 33 + 9 * 34) / 67)])
def test_figures_of_predecessors_become_those_of_the_merged_municipality(tiny_2025, aggregate, merged):
    values = {"71003": 5.0, "71004": 9, "11001": 2.5}
    atlas = apply_overlays(tiny_2025, [overlay([{**FIGURES, "aggregate": aggregate, "values": values}])])
    found = atlas.figures.set_index("nis")["value"].to_dict()
    assert found == pytest.approx({"71099": merged, "11001": 2.5})
    assert atlas.figure_kinds.loc["kamp", ["aggregate", "origin"]].tolist() == [aggregate, "own"]
    assert atlas.changes[0].state == "applied"


def test_figures_that_cannot_be_split_or_are_not_complete_are_listed(tiny_2019, tiny_2025):
    later = overlay([{**FIGURES, "aggregate": "sum", "values": {"71099": 14, "11001": 2}}], "2025")
    atlas = apply_overlays(tiny_2019, [later])
    assert atlas.figures.set_index("nis")["value"].to_dict() == {"11001": 2.0}
    assert atlas.changes[0].state == "not_carried"
    assert "Limburg 3, Limburg 4" in atlas.changes[0].remark("nl")
    half = overlay([{**FIGURES, "aggregate": "sum", "values": {"71003": 5, "11001": 2}}])
    atlas = apply_overlays(tiny_2025, [half])
    assert atlas.figures.set_index("nis")["value"].to_dict() == {"11001": 2.0}
    assert "Limburg 3-4" in atlas.changes[0].remark("en")


def _division(kind, regions):
    return {"op": "add_division", "code": "buurten", "name": "Buurten", "kind": kind,
            "regions": [{"code": f"b{n}", "name": f"Buurt {n}", "members": own.split()}
                        for n, own in enumerate(regions, 1)]}  # fmt: skip


TORN = ("11001 11002 11003 11004 23001 23002 71001 71002 71003", "23003 23004 71004")


@pytest.mark.parametrize(("kind", "groups"), [("partition", None), ("partial", []), ("overlapping", ["b1", "b2"])])
def test_a_municipality_whose_parts_are_in_two_regions_is_told(tiny_2019, tiny_2025, kind, groups):
    document = overlay([_division(kind, TORN)])
    before = apply_overlays(tiny_2019, [document]).layer("division:buurten")
    assert before.groups()["b2"] == {"23003", "23004", "71004"}
    after = apply_overlays(tiny_2025, [document])
    assert "Limburg 3-4" in after.changes[0].remark("nl")
    if groups is None:
        assert "division:buurten" not in after.layers()
    else:
        members = after.layer("division:buurten").members
        assert sorted(members.loc[members["nis"] == "71099", "group"]) == groups


def test_a_division_of_the_merged_municipalities_holds_their_parts(tiny_2019, tiny_2025):
    regions = ("11001 11002 11003 11004 23001 23002", "23003 23004 71001 71002 71099")
    document = overlay([{**_division("partition", regions), "border_default": True}], "2025")
    layer = apply_overlays(tiny_2019, [document]).layer("division:buurten")
    assert layer.is_partition
    assert layer.groups()["b2"] == {"23003", "23004", "71001", "71002", "71003", "71004"}
    assert apply_overlays(tiny_2025, [document]).layer("division:buurten").labels()["71099"] == "b2"


def test_what_has_lapsed_no_longer_counts_and_is_told(tiny_2025):
    operation = {"op": "add_membership", "partnership": "zuid-jeugd", "nis": "11004", "until": "2020"}
    atlas = apply_overlays(tiny_2025, [overlay([operation], "2025")])
    assert atlas.memberships.equals(tiny_2025.memberships)
    assert atlas.changes[0].state == "lapsed"
    assert "2020" in atlas.changes[0].remark("nl")


def test_changes_say_in_both_languages_what_they_do_and_from_where(tiny_2025):
    atlas = apply_overlays(tiny_2025, [overlay([
        {"op": "add_partnership", "id": "waso", "name": "WASO", "domains": ["jeugd"], "members": [{"nis": "11001"}]},
        {"op": "end_partnership", "partnership": "oost-afval", "confirmed_by": "An Peeters"},
        {"op": "change_partnership", "partnership": "west-afval", "legal_form": "vzw"},
        {"op": "add_membership", "partnership": "waso", "nis": "71099", "only": ["71003"]},
        {"op": "end_membership", "partnership": "twee-noord", "nis": "71099"},
        {"op": "set_youth", "partnership": "waso", "state": "funded"},
        {"op": "add_mention", "id": "overleg", "name": "Overleg"},
        {**FIGURES, "aggregate": "sum", "values": {"11001": 1}},
        _division("partial", ("11001", "11002")),
    ], "2025")])  # fmt: skip
    assert [change.says("nl") for change in atlas.changes] == [
        "Toegevoegd: WASO. Leden: 1.",
        "Afval Oost is gestopt.",
        "Afval West gewijzigd: rechtsvorm.",
        "Limburg 3-4 is gedeeltelijk lid van WASO: alleen het vroegere Limburg 3.",
        "Limburg 3-4 is geen lid meer van Twee Noord.",
        "WASO: gesubsidieerde jeugdsamenwerking.",
        "Vermeld zonder ledenlijst: Overleg.",
        "Cijfers toegevoegd: Kampplaatsen. Gemeenten: 1.",
        "Gebiedsindeling toegevoegd: Buurten. Gebieden: 2.",
    ]
    assert all(change.says("en") for change in atlas.changes)
    assert atlas.changes[1].known_from("nl") == "iemand zei het; maart 2026; bevestigd door An Peeters"


def test_load_atlas_takes_overlays_objects_and_files(tiny_folder, tmp_path):
    document = overlay([{"op": "add_membership", "partnership": "zuid-jeugd", "nis": "11004"}])
    path = tmp_path / "eigen.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    for given_as in (document, path, str(path), overlay_of(document, "x")):
        atlas = load_atlas("2025", tiny_folder, overlays=[given_as])
        assert "11004" in set(atlas.memberships.query("partnership == 'zuid-jeugd'")["nis"])
    assert load_atlas("2025", tiny_folder, overlays=[]).changes == ()


def many(atlas, number):
    """As many different changes as asked, in the municipalities of an edition."""
    nis = list(atlas.flemish.index)
    members = set(zip(atlas.memberships["partnership"], atlas.memberships["nis"], strict=True))
    free = [(body, code) for body in atlas.partnerships.index for code in nis if (body, code) not in members]
    taken = free[:: max(1, len(free) // number)][: number // 2]
    operations = [{"op": "add_membership", "partnership": body, "nis": code} for body, code in taken]
    left = sorted(members)[:: max(1, len(members) // number)][: number // 4]
    operations += [{"op": "end_membership", "partnership": body, "nis": code} for body, code in left]
    operations += [
        {"op": "add_partnership", "id": f"eigen-{place}", "name": f"Eigen {place}", "domains": ["jeugd"],
         "members": [{"nis": code} for code in nis[place % 200: place % 200 + 8]]}
        for place in range(number - len(operations) - 3)
    ]  # fmt: skip
    operations.append({**FIGURES, "aggregate": "mean", "values": dict.fromkeys(nis, 1.0)})
    whole = {"op": "add_division", "code": "alles", "name": "Alles", "kind": "partition"}
    operations.append({**whole, "regions": [{"code": "a", "name": "A", "members": nis}]})
    operations.append({"op": "add_mention", "id": "m", "name": "M", "known": nis[:20]})
    return operations


@pytest.mark.parametrize("written", ["2019", "2025"])
def test_five_hundred_changes_take_a_moment(atlas_2019, atlas_2025, written):
    operations = many(atlas_2019 if written == "2019" else atlas_2025, 500)
    assert len(operations) == 500
    document = overlay_of(overlay(operations, written), "veel")
    for atlas in (atlas_2025, atlas_2019):
        times = []
        for _ in range(3):
            start = time.process_time()
            found = apply_overlays(atlas, [document])
            times.append(time.process_time() - start)
        assert len(found.changes) == 500
        assert min(times) <= 0.2
