"""What the map says and tells its surroundings: under the mouse, on a click, by the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igs_geo.atlas import Atlas
from igs_geo.i18n import LANGUAGES, format_number, translate
from igs_geo.maps.spec import Line
from tests.dashboard.drawing.stage import (
    ARROWS,
    BORDER,
    LINK,
    MAP,
    SPEC,
    SPOT,
    Show,
    between,
    drawn,
    neighbour,
    told,
    view,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hover_says_what_is_known_of_each_place(show: Show, tiny_2019: Atlas, language: str) -> None:
    page = show(replace(SPEC, language=language), tiny_2019)
    tip = page.locator(".igs-tip")
    people = tiny_2019.inhabitants()
    for nis, place in tiny_2019.municipalities.iterrows():
        page.mouse.move(*page.evaluate(SPOT, nis))
        province = translate("map.province", language, name=place["province"])
        lines = [place["name"], province if place["province"] else "", SPEC.notes.get(nis, "")]
        inhabitants = f"{format_number(people[nis], language)} {translate('map.inhabitants', language)}"
        said = tip.locator("strong, span").all_inner_texts()
        assert said == [line for line in (*lines[:2], inhabitants, lines[2]) if line]
        assert drawn(page, "hovered") == nis
        # It never runs over the edge of the map.
        assert page.evaluate(f"() => {MAP}.frame.stage.scrollWidth <= {MAP}.frame.stage.clientWidth")
    page.mouse.move(2, 2)
    assert not tip.is_visible()
    assert drawn(page, "hovered") is None


def test_a_click_chooses_a_place_of_the_region_and_no_other(show: Show, tiny_2019: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    chosen = page.locator(".igs-entry", has_text=translate("map.chosen", "nl"))
    assert not chosen.is_visible()
    for nis in tiny_2019.flemish.index:
        page.mouse.click(*page.evaluate(SPOT, nis))
        assert told(page)["picks"] == [nis]
        assert drawn(page, "selected") == nis
        assert chosen.is_visible()
    last = drawn(page, "selected")
    page.mouse.click(*page.evaluate(SPOT, "21001"))
    assert told(page)["picks"] == []
    assert drawn(page, "selected") == last


def test_a_line_answers_instead_of_what_lies_under_it(show: Show, tiny_2019: Atlas) -> None:
    page = show(replace(SPEC, lines=(BORDER, LINK, Line("weg", ("11001", "99999"), "link", 2))), tiny_2019)
    for line in (BORDER, LINK):
        # Three pixels beside the line is still on it: thin lines are hard to hit.
        x, y = between(page, line)
        for beside in (0, 3):
            at = (x + beside, y) if line is BORDER else (x, y + beside)
            page.mouse.move(*at)
            assert page.locator(".igs-tip").inner_text() == line.text
            assert drawn(page, "hovered") is None
            page.mouse.click(*at)
            assert told(page) == {"picks": [], "lines": [line.id], "places": []}
    assert drawn(page, "selected") is None
    # Each drawn once and once more to be hit; the one whose end is unknown is left out.
    assert page.locator(".igs-lines path").count() == 4


def test_arrows_walk_from_neighbour_to_neighbour(show: Show, tiny_2019: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    page.locator(".igs-map").focus()
    tip, keyboard = page.locator(".igs-tip"), page.keyboard
    names = tiny_2019.municipalities["name"]
    for nis in tiny_2019.flemish.index:
        for arrow in ARROWS:
            page.evaluate(f"nis => {MAP}.keyboard.go(nis)", nis)
            keyboard.press(arrow)
            there = neighbour(nis, arrow)
            assert page.evaluate(f"() => {MAP}.keyboard.at") == drawn(page, "hovered") == there
            assert tip.locator("strong").inner_text() == names[there]
    assert told(page)["picks"] == []


def test_the_keyboard_begins_chooses_and_lets_go(show: Show, tiny_2019: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    canvas, keyboard, tip = page.locator(".igs-map"), page.keyboard, page.locator(".igs-tip")
    assert canvas.get_attribute("aria-label") == translate("map.keyboard", "nl")
    assert tip.get_attribute("role") == "status"
    canvas.focus()
    before = view(page)
    keyboard.press("Enter")
    first = page.evaluate(f"() => {MAP}.keyboard.at")
    assert first in tiny_2019.flemish.index
    assert told(page)["picks"] == []
    keyboard.press("ArrowLeft")
    keyboard.press("Enter")
    picked = neighbour(first, "ArrowLeft")
    assert told(page)["picks"] == [picked]
    assert drawn(page, "selected") == picked
    # Walking does not pan a map on which everything can be seen; after Escape arrows pan again.
    assert view(page) == before
    keyboard.press("Escape")
    assert not tip.is_visible()
    assert drawn(page, "hovered") is None
    keyboard.press("ArrowLeft")
    page.wait_for_function(f"lng => {MAP}.map.getCenter().lng !== lng", arg=before[1])
    view(page)
    # What was chosen is where the next walk begins, also when it is not in the middle.
    page.evaluate(f"() => {MAP}.select('71004')")
    keyboard.press("Enter")
    assert page.evaluate(f"() => {MAP}.keyboard.at") == "71004"
    # Keys with a modifier are the browser's, and so is everything once the map has lost the focus.
    keyboard.press("Alt+ArrowUp")
    assert page.evaluate(f"() => {MAP}.keyboard.at") == "71004"
    canvas.blur()
    assert page.evaluate(f"() => {MAP}.keyboard.at") is None
    assert not tip.is_visible()
