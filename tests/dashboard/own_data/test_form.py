"""A partnership added by form: pasted text, doubtful names asked, clicked together, kept; nothing typed is lost."""

from __future__ import annotations

import pytest

from igs_geo.dashboard.frame import cached, kept
from igs_geo.dashboard.pages.own_data import members
from igs_geo.dashboard.pages.own_data.members import without
from igs_geo.i18n import translate
from igs_geo.workspace import WorkspaceError
from tests.dashboard.app import open_page, text_of

PAGE = "eigen-gegevens"
SENTENCE = "Lokeren, Moerbeke en Zele; ook Kruibeke"


def _input(app, label):
    every = [*app.text_input, *app.text_area]
    (found,) = [one for one in every if one.label == label]
    return found


def _fill(app, label, text):
    _input(app, translate(label, "nl")).set_value(text).run()


def _keep(app):
    (button,) = [one for one in app.button if one.key == "own-form-take"]
    return button


def _written(app, name="WASO", text=SENTENCE):
    _fill(app, "own.body_name", name)
    _fill(app, "own.members", text)
    _fill(app, "taking.source", "verzonnen")
    _fill(app, "taking.date", "2026")
    return app


@pytest.fixture
def form(alone):
    return open_page(PAGE, section="form")


def test_a_pasted_sentence_becomes_a_partnership_once_the_doubtful_names_are_answered(alone, form):
    app = _written(form)
    assert not app.exception
    lokeren, _kruibeke = app.radio
    assert "Moerbeke" in lokeren.label
    assert _keep(app).disabled
    assert translate("own.todo_answers", "nl") in [info.value for info in app.info]
    lokeren.set_value(1).run()
    app.radio[1].set_value(1).run()
    assert "enkel het vroegere Kruibeke" in text_of(app).replace("\\", "")
    assert not _keep(app).disabled
    _keep(app).click().run()
    assert not app.exception
    (overlay,) = alone.got(lambda: [kept.read(one.id).content for one in kept.held("overlay")])
    (made,) = overlay.operations
    assert (made.name, made.domains, made.source, made.date) == ("WASO", ("jeugd",), "verzonnen", "2026")
    # Lokeren was named as a whole, so that its part adds nothing
    found = {member.nis: member.only for member in made.members}
    assert found == {"46029": (), "42028": (), "46030": ("46013",)}
    assert _input(app, translate("own.body_name", "nl")).value == ""
    assert _input(app, translate("own.members", "nl")).value == ""
    assert made.id in alone.got(cached.atlas).partnerships.index


def test_what_was_typed_stays_when_it_cannot_be_kept_and_is_kept_later(alone, form, monkeypatch):
    app = _written(form, text="Temse, Stekene")

    def full(*_):
        raise WorkspaceError("workspace.full", place="hier")

    with monkeypatch.context() as patch:
        patch.setattr(kept, "keep", full)
        _keep(app).click().run()
    assert "schijf" in "\n".join(error.value for error in app.error)
    assert _input(app, translate("own.members", "nl")).value == "Temse, Stekene"
    assert _input(app, translate("own.body_name", "nl")).value == "WASO"
    _keep(app).click().run()
    assert len(alone.got(lambda: kept.held("overlay"))) == 1


def test_a_second_partnership_goes_into_the_same_list(alone, form):
    _keep(_written(form, text="Temse, Stekene")).click().run()
    _keep(_written(form, name="Tweede", text="Gent, Deinze")).click().run()
    (held,) = alone.got(lambda: kept.held("overlay"))
    names = alone.got(lambda: [one.name for one in kept.read(held.id).content.operations])
    assert names == ["WASO", "Tweede"]


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [("", "Temse", "own.todo_name"), ("WASO", "", "own.todo_members")],
)
def test_what_is_missing_is_said_and_nothing_can_be_kept(form, name, text, key):
    app = _written(form, name, text)
    assert translate(key, "nl") in [info.value for info in app.info]
    assert _keep(app).disabled


def test_a_name_that_is_there_already_is_said(form):
    app = _written(form, name="neteland", text="Temse")
    assert any("Er is al" in info.value for info in app.info)


def test_a_click_adds_a_municipality_and_another_one_takes_it_out(alone):
    def click(*codes):
        def clicks():
            for nis in codes:
                members._click(nis)
            return members.st.session_state.get("own.members")

        return clicks

    assert alone.got(click("46025", "46024")) == "Temse, Stekene"
    assert alone.got(click("46025", "46024", "46025")) == "Stekene"
    assert alone.got(click("46025", "46025")) == ""
    assert alone.got(click("21004")) is None


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("Temse, Stekene en Zele", ["Zele"], "Temse, Stekene"),
        ("Temse, Stekene en Zele", ["Temse"], "Stekene en Zele"),
        ("Temse en Zele", ["Temse"], "Zele"),
        ("Temse en Ensival", ["Temse"], "Ensival"),
        ("Sint-Niklaas; Niklaas", ["Niklaas"], "Sint-Niklaas"),
        ("Lo-Reninge, Lo", ["Lo"], "Lo-Reninge"),
        ("Temse", ["Temse"], ""),
        ("", ["Temse"], ""),
    ],
)
def test_a_name_leaves_a_list_with_the_sign_beside_it(text, names, left):
    assert without(text, names) == left
