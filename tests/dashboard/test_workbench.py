"""The pages of the workbench without a browser: what is drawn is kept at every step, and said on every page."""

from __future__ import annotations

import base64
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
import segno

from igs_geo.assessment import Answer, Budget, Cost, Scenario, make_bill, members_of
from igs_geo.dashboard.pages.factors.invitation import qr_code
from igs_geo.workspace import open_workspace
from igs_geo.workspace.workshops import Workshops
from tests.dashboard.app import open_page, text_of

NORTH = "igs-noorderkempen"
MONEY = Budget(costs=(Cost(kind="staff", amount=Decimal(60_000)), Cost(kind="projects", amount=Decimal(40_000))))


@pytest.fixture(autouse=True)
def _own_workspace(monkeypatch, tmp_path):
    monkeypatch.setenv("IGS_GEO_WORKSPACE", str(tmp_path / "workspace.sqlite"))
    monkeypatch.delenv("IGS_GEO_DATA", raising=False)


def _press(app, key):
    (button,) = [one for one in app.button if one.key == key]
    button.click()
    app.run()
    assert not app.exception
    return app


def _query(app):
    return {name: text if isinstance(text, str) else text[0] for name, text in app.query_params.items()}


def _kept(app):
    space = open_workspace()
    content = space.read(_query(app)["scenario"]).content
    space.close()
    assert isinstance(content, Scenario)
    return content


@pytest.fixture
def drawn():
    """The page after an existing partnership was made a region."""
    app = open_page("regio-ontwerp")
    (choice,) = [one for one in app.selectbox if one.label == "Samenwerkingsverband"]
    choice.set_value(NORTH)
    app.run()
    return _press(app, "design.as_region")


def test_noorderkempen_is_in_two_parts_and_kapellen_joins_them(drawn):
    (warning,) = drawn.warning
    assert "2 delen" in warning.value
    assert "Kapellen" in warning.value
    _press(drawn, "design.join_parts")
    assert not drawn.warning
    assert "11023" in _kept(drawn).regions[0].members


def test_every_step_is_kept_and_can_be_taken_back(drawn):
    before = _kept(drawn).regions[0].members
    _press(drawn, "design.join_parts")
    _press(drawn, "design.undo")
    assert _kept(drawn).regions[0].members == before
    _press(drawn, "design.redo")
    assert len(_kept(drawn).regions[0].members) == len(before) + 1


def test_who_comes_back_finds_what_was_drawn(drawn):
    _press(drawn, "design.new")
    again = open_page("regio-ontwerp", **_query(drawn))
    assert not again.exception
    (choice,) = [one for one in again.selectbox if one.label == "Regio die u tekent"]
    assert choice.value == 2
    assert [text[:2] for text in choice.options] == ["1.", "2."]


def test_a_locked_region_stays_and_says_so(drawn):
    _press(drawn, "design.lock")
    _press(drawn, "design.join_parts")
    assert any("staat vast" in one.value for one in drawn.warning)
    assert len(_kept(drawn).regions[0].members) == 6


def test_a_scenario_that_is_not_there_is_said_and_nothing_breaks():
    app = open_page("regio-ontwerp", scenario="0" * 32)
    assert not app.exception
    assert any("Dit document is er niet" in one.value for one in app.warning)


def test_what_someone_else_kept_meanwhile_is_said_and_nothing_is_lost(drawn):
    space = open_workspace()
    document = _query(drawn)["scenario"]
    now = space.read(document)
    space.save(document, now.content.model_copy(update={"title": "Van een ander"}), now.number)
    _press(drawn, "design.join_parts")
    assert any("Iemand anders" in one.value for one in drawn.warning)
    assert space.read(document).content.title == "Van een ander"
    _press(drawn, "kept.mine")
    assert "11023" in space.read(document).content.regions[0].members
    assert len(space.history(document)) >= 4
    space.close()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", ["regio-ontwerp", "succesfactoren", "financieel-model", "waarom-bovenlokaal"])
def test_every_page_shows_its_subject_in_both_languages(drawn, path, language):
    sections = {"regio-ontwerp": ["rules", "compare"], "succesfactoren": ["workshop"]}
    for section in ["", *sections.get(path, [])]:
        query = _query(drawn) | {"language": language} | ({"section": section} if section else {})
        app = open_page(path, **query)
        assert not app.exception
        assert not app.error
        empty = open_page(path, language=language)
        assert not empty.error


def test_rules_follow_the_answers(drawn):
    app = open_page("regio-ontwerp", **_query(drawn), section="rules")
    before = text_of(app)
    assert "niet voldaan: 0" in before
    (route,) = [one for one in app.radio if "subsidie" in one.label]
    route.set_value("part")
    app.run()
    assert _kept(app).regions[0].questions.route == "part"
    assert "85.000" in text_of(app)


def test_a_bill_of_a_hundred_thousand_adds_up_on_the_page(drawn, atlas_2025):
    space = open_workspace()
    document = _query(drawn)["scenario"]
    now = space.read(document)
    region = now.content.regions[0].model_copy(update={"budget": MONEY})
    space.save(document, now.content.model_copy(update={"regions": (region,)}), now.number)
    space.close()
    app = open_page("financieel-model", **_query(drawn))
    assert not app.exception
    text = text_of(app)
    bill = make_bill(MONEY, members_of(atlas_2025, region.members))
    amounts = bill.without.shared.amounts.values()
    assert sum(amounts) == 100_000
    for amount in amounts:
        whole, cents = f"{amount:.2f}".split(".")
        assert f"{int(whole):,}".replace(",", ".") + f",{cents}" in text
    (leaving,) = [one for one in app.selectbox if "vertrekt" in one.label]
    leaving.set_value(region.members[0])
    app.run()
    assert not app.exception
    assert "Na het vertrek" in text_of(app)


def test_nine_people_score_and_are_hidden_until_shown(drawn):
    app = open_page("succesfactoren", **_query(drawn), section="workshop")
    _press(app, "workshop.open")
    space = open_workspace()
    store = Workshops(space)
    (opened,) = store.of(_query(drawn)["scenario"])
    code = opened.workshop.code
    roles = ("board", "officer", "youth_council")
    store.keep(code, [
        Answer(id=f"{person}-{factor}", who=f"p{person}", factor=factor, score=1 + (person + factor) % 5,
               role=roles[person % 3], name="Ann" if person == 1 else None)
        for person in range(9) for factor in range(1, 13)
    ])  # fmt: skip
    app.run()
    hidden = text_of(app)
    assert "verborgen" in hidden
    assert "mediaan" not in hidden
    assert ">108<" in hidden
    (stage,) = [one for one in app.get("button_group") if "workshop.stage" in str(one.key)]
    stage.set_value("shown")
    app.run()
    shown = text_of(app)
    assert not app.exception
    assert "mediaan" in shown
    (round_,) = _kept(app).regions[0].rounds
    assert len(round_.answers) == 108
    assert "Ann" not in round_.model_dump_json()
    assert store.workshop(code).stage == "shown"
    space.close()
    overview = open_page("succesfactoren", **_query(drawn))
    assert not overview.exception
    assert any("mediaan" in one.label for one in overview.expander)


def test_the_clock_of_a_part_runs_as_long_as_asked(drawn):
    app = open_page("succesfactoren", **_query(drawn), section="workshop")
    _press(app, "workshop.open")
    (stage,) = [one for one in app.get("button_group") if "workshop.stage" in str(one.key)]
    stage.set_value("first")
    app.run()
    space = open_workspace()
    (opened,) = Workshops(space).of(_query(drawn)["scenario"])
    space.close()
    assert opened.workshop.stage == "first"
    assert opened.workshop.ends is not None
    assert "34:5" in text_of(app) or "35:00" in text_of(app)


def test_a_partnership_leads_to_the_map_on_which_it_is_drawn():
    app = open_page("samenwerkingsverband", partnership=NORTH)
    _press(app, "start-partnership")
    assert [region.name for region in _kept(app).regions] == ["Jeugdregio Noorderkempen"]


def test_a_region_gets_the_name_that_is_typed(drawn):
    (field,) = [one for one in drawn.text_input if one.label == "Naam van de regio"]
    field.set_value("Kempen")
    drawn.run()
    assert not drawn.exception
    assert [region.name for region in _kept(drawn).regions] == ["Kempen"]


def test_the_code_to_scan_is_a_picture_of_the_address():
    address = "https://regio.example/w/ABCD"
    head, _, content = qr_code(address).partition(",")
    assert head == "data:image/svg+xml;base64"
    drawn = ET.fromstring(base64.b64decode(content))
    # A module is drawn six wide, with a margin of two; version 2 has 25 of them.
    assert (
        drawn.get("width") == drawn.get("height") == str(6 * (segno.make(address, error="m").symbol_size(border=2)[0]))
    )
    assert qr_code(address) != qr_code(f"{address}E")


def test_a_doubtful_name_is_asked_and_nothing_is_taken_until_it_is_answered():
    app = open_page("regio-ontwerp")
    (source,) = [one for one in app.selectbox if one.key == "design.source.nl"]
    source.set_value("names").run()
    (text,) = [one for one in app.text_area if one.key == "design.names"]
    text.set_value("Zele, Moerbeke").run()
    assert not app.exception
    (asked,) = app.radio
    assert asked.value is None
    assert not [one for one in app.button if one.key == "design.as_region"]
    asked.set_value(0).run()
    assert [one for one in app.button if one.key == "design.as_region"]
