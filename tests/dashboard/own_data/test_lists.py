"""The page Eigen gegevens: the tour, the lists that count, history and end of a list, links, files, differences."""

from __future__ import annotations

import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from igs_geo.dashboard.frame import kept, sharing
from igs_geo.dashboard.pages.own_data.tour import EXAMPLE, example
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate
from igs_geo.workspace.place import VARIABLE
from tests.dashboard.app import open_page, text_of

PAGE = "eigen-gegevens"
SAID = {"source": "verzonnen", "date": "2026"}
WASO = {"op": "add_partnership", "id": "waso", "name": "WASO", "domains": ["jeugd"],
        "members": [{"nis": "46025"}, {"nis": "46020"}]} | SAID  # fmt: skip
MORE = {"op": "add_membership", "partnership": "waso", "nis": "46024"} | SAID
OVERLAY = {"kind": "overlay", "title": "Onze lijst", "edition": "2025", "operations": [WASO]}


def _button(app, key):
    (found,) = [button for button in app.button if button.key == key]
    return found


def _said(app):
    assert not app.exception
    return [element.value for kind in ("success", "error", "warning", "info") for element in app.get(kind)]


@pytest.fixture
def waso(alone):
    """A list that is there."""
    return alone.do(lambda: kept.keep("overlay", OVERLAY)).session_state["got"]


def test_who_has_nothing_gets_a_tour_and_an_example_that_says_so(alone):
    app = open_page(PAGE)
    assert translate("own.tour_see", "nl") in text_of(app)
    assert json.loads(example())["example"] is True
    _button(app, "own-example").click().run()
    app = open_page(PAGE)
    assert translate("own.tour_see", "nl") not in text_of(app)
    made = kept_titles(alone)
    assert made == [json.loads(example())["title"]]


def kept_titles(sessions):
    return sessions.got(lambda: [one.title for one in kept.held()])


def test_another_data_package_has_no_example_of_this_one(alone, tiny_folder, monkeypatch):
    monkeypatch.setenv("IGS_GEO_DATA", str(tiny_folder))
    app = open_page(PAGE)
    assert not [button for button in app.button if button.key == "own-example"], EXAMPLE


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_says_which_own_data_count(waso, language):
    app = open_page("gegevens", language=language)
    assert translate("own.counts_one", language, titles="Onze lijst").split(":")[0] in text_of(app)
    assert "Onze lijst" in text_of(app)
    off = open_page("gegevens", language=language, own="0")
    assert "Onze lijst" not in text_of(off)
    assert [toggle.value for toggle in off.toggle if str(toggle.key).startswith("own-")] == [False]


def test_a_list_is_switched_off_and_on(alone, waso):
    app = open_page(PAGE)
    (toggle,) = [one for one in app.toggle if str(one.key).startswith("own-counts-")]
    assert toggle.value is True
    toggle.set_value(False).run()
    assert app.query_params["left_out"] in (waso.id, [waso.id])
    assert translate("own.none_counts", "nl")[:-1] in text_of(app)
    (toggle,) = [one for one in app.toggle if str(one.key).startswith("own-counts-")]
    toggle.set_value(True).run()
    assert "left_out" not in app.query_params


def test_the_changes_of_a_list_are_told_with_their_source(waso):
    app = open_page(PAGE, document=waso.id)
    assert not app.exception
    (table,) = [frame.value for frame in app.dataframe]
    assert table.iloc[0].tolist()[:3] == ["Toegevoegd: WASO. Leden: 2.", "", "verzonnen"]


def test_the_last_change_is_undone_and_an_old_version_put_back(alone, waso):
    alone.do(lambda: kept.save(waso.id, OVERLAY | {"operations": [WASO, MORE]}, 1))
    app = open_page(PAGE, document=waso.id)
    _button(app, "own-undo").click().run()
    assert _said(app)[0] == "Ongedaan gemaakt\\."
    assert len(alone.got(lambda: kept.read(waso.id).content.operations)) == 1
    _button(app, "own-restore-2").click().run()
    assert len(alone.got(lambda: kept.read(waso.id).content.operations)) == 2
    assert [one.number for one in alone.got(lambda: kept.history(waso.id))] == [1, 2, 3, 4]


def test_who_puts_back_what_someone_else_saved_over_is_told(alone, waso):
    alone.do(lambda: kept.save(waso.id, OVERLAY | {"operations": [WASO, MORE]}, 1))
    app = open_page(PAGE, document=waso.id)
    alone.do(lambda: kept.save(waso.id, OVERLAY | {"title": "Van een ander"}, 2))
    _button(app, "own-restore-1").click().run()
    assert "Intussen" in _said(app)[0]
    assert kept_titles(alone) == ["Van een ander"]
    assert [one.aside for one in alone.got(lambda: kept.history(waso.id))] == [False, False, False, True]


def test_a_change_is_taken_out_and_the_title_changed(alone, waso):
    alone.do(lambda: kept.save(waso.id, OVERLAY | {"operations": [WASO, MORE]}, 1))
    app = open_page(PAGE, document=waso.id)
    (box,) = [one for one in app.selectbox if str(one.key).startswith("own-out-")]
    box.set_value(1).run()
    _button(app, "own-out-now").click().run()
    assert len(alone.got(lambda: kept.read(waso.id).content.operations)) == 1
    (title,) = [one for one in app.text_input if one.label == translate("own.name", "nl")]
    title.set_value("Anders")
    (save,) = [one for one in app.button if str(one.key).startswith("FormSubmitter:own-edit")]
    save.click().run()
    assert _said(app)[0] == "Bewaard\\."
    assert kept_titles(alone) == ["Anders"]


def test_a_list_is_deleted_for_good(alone, waso, place):
    app = open_page(PAGE, document=waso.id)
    _button(app, "own-delete-now").click().run()
    assert "gewist" in _said(app)[0]
    assert kept_titles(alone) == []
    assert b"WASO" not in place.read_bytes()


def test_a_list_that_does_not_fit_says_where_and_why(alone, waso):
    wrong = OVERLAY | {"title": "Fout", "operations": [MORE | {"nis": "99999"}, MORE]}
    made = alone.do(lambda: kept.keep("overlay", wrong)).session_state["got"]
    app = open_page(PAGE, document=made.id)
    said = "\n".join(_said(app))
    assert translate("own.does_not_fit", "nl") in said
    (error,) = app.error
    assert "99999" in error.value
    assert "Fout, wijziging 1" in error.value


def test_the_figures_before_and_after_are_those_of_the_library(waso):
    app = open_page(PAGE, section="difference")
    assert not app.exception
    first, second = (frame.value for frame in app.dataframe)
    assert {"jeugd"} <= set(first.iloc[:, 0].str.lower())
    assert set(second.iloc[:, 0]) == {"Temse", "Sint-Gillis-Waas"}


def test_a_municipality_and_a_partnership_say_what_own_data_say_of_them(waso):
    for path, query in (("gemeente", {"municipality": "46025"}), ("samenwerkingsverband", {"partnership": "waso"})):
        said = "\n".join(_said(open_page(path, **query)))
        assert translate("own.said_here", "nl") in said
        assert "WASO" in said
        assert "verzonnen" in said
        assert translate("own.said_here", "nl") not in "\n".join(_said(open_page(path, **query, own="0")))
    assert translate("own.said_here", "nl") not in "\n".join(_said(open_page("gemeente", municipality="24020")))


@pytest.mark.parametrize("content", [b"", b"{", b"<html></html>", b"[1]", b'{"kind": "ander"}', b"\x00", b"[" * 9999])
def test_a_file_that_holds_no_list_is_refused_with_one_sentence(alone, content):
    def tried():
        with pytest.raises(IgsGeoError) as raised:
            sharing.take_in(io.BytesIO(content), "<b>lijst</b>.json")
        return raised.value.message("nl")

    assert len(alone.got(tried)) < 500
    assert alone.got(kept.held) == []


def test_a_list_goes_along_and_comes_in_elsewhere_with_its_history(alone, waso, monkeypatch, tmp_path):
    alone.do(lambda: kept.save(waso.id, OVERLAY | {"title": "Beter"}, 1))
    file = alone.got(lambda: sharing.taking_along(waso.id))()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elders.sqlite"))
    made = alone.got(lambda: sharing.take_in(io.BytesIO(file.encode()), "lijst.json"))
    assert [one.title for one in made] == ["Beter"]
    assert alone.got(lambda: [one.number for one in kept.history(made[0].id)]) == [1, 2]


def test_on_a_network_the_address_is_the_key_and_links_are_withdrawn(served):
    made = served.do(lambda: kept.keep("overlay", OVERLAY))
    document, opened = made.session_state["got"].id, made.query_params["open"]
    secret = opened if isinstance(opened, str) else opened[0]
    assert "Onze lijst" not in text_of(open_page(PAGE))
    app = open_page(PAGE, document=document, open=secret)
    assert translate("own.keep_address", "nl") in _said(app)
    _button(app, "own-link-read").click().run()
    (code,) = app.code
    query = parse_qs(urlsplit(code.value).query)
    reader = open_page(PAGE, document=document, open=query["open"][0])
    assert translate("own.may_read", "nl") in text_of(reader)
    assert not [button for button in reader.button if button.key in {"own-undo", "own-delete-now"}]
    number = served.do(lambda: sharing.links(document), open=secret).session_state["got"][-1].id
    _button(app, f"own-withdraw-{number}").click().run()
    assert not app.code
    gone = open_page(PAGE, document=document, open=query["open"][0])
    assert "Onze lijst" not in text_of(gone)
    assert any("ingetrokken" in text for text in _said(gone))


def test_without_the_library_for_it_logging_in_is_refused_with_a_sentence(logged_in, monkeypatch):
    from igs_geo.dashboard.pages.own_data import access

    logged_in()
    monkeypatch.setattr(access, "can_log_in", lambda: False)
    assert translate("own.no_login", "nl") in _said(open_page(PAGE))
    monkeypatch.setattr(access, "can_log_in", lambda: True)
    assert _button(open_page(PAGE), "own-log-in-default").label == translate("own.log_in", "nl")


def test_who_is_logged_in_is_named(logged_in, served):
    logged_in(iss="https://login", sub="an", name="An *Peeters*")
    served.do(lambda: kept.keep("overlay", OVERLAY))
    app = open_page(PAGE)
    assert "An \\*Peeters\\*" in text_of(app)
    assert "Onze lijst" in text_of(app)
