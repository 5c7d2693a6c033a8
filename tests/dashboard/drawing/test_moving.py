"""Which part of the map is on the screen: zoom, home, the wheel, another edition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igs_geo.atlas import Atlas
from igs_geo.i18n import LANGUAGES, translate
from igs_geo.maps.spec import LegendEntry
from tests.dashboard.drawing.stage import FILLS, GROUP, LINK, MAP, SPEC, SPOT, Show, change, drawn, told, view

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_zoom_and_lead_home(show: Show, tiny_2019: Atlas, language: str) -> None:
    page = show(replace(SPEC, language=language), tiny_2019)
    home = view(page)
    for word, step in (("zoom_in", 0.5), ("zoom_in", 0.5), ("zoom_out", -0.5)):
        before = view(page)[2]
        page.get_by_role("button", name=translate(f"map.{word}", language), exact=True).click()
        page.wait_for_function(f"zoom => Math.abs({MAP}.map.getZoom() - zoom) < 0.01", arg=before + step)
        view(page)
    place = told(page)["places"][-1]
    assert float(place.split("_")[2]) == pytest.approx(home[2] + 0.5, abs=0.06)
    page.get_by_role("button", name=translate("map.zoom_home", language), exact=True).click()
    page.wait_for_function(f"() => {MAP}.place() === ''")
    assert view(page) == pytest.approx(home, abs=1e-6)
    assert told(page)["places"][-1] == ""
    # Where somebody was is reached again from the text of it.
    page.evaluate(f"place => {MAP}.goTo(place)", place)
    assert page.evaluate(f"() => {MAP}.place()") == place


def test_the_wheel_zooms_where_it_turns_and_dragging_pans(show: Show, tiny_2019: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    before = view(page)
    page.mouse.move(*page.evaluate(SPOT, "71004"))
    page.mouse.wheel(0, -600)
    page.wait_for_function(f"zoom => {MAP}.map.getZoom() > zoom", arg=before[2])
    closer = view(page)
    assert closer[0] > before[0]
    assert closer[1] > before[1]
    x, y = page.evaluate("() => { const b = document.querySelector('.igs-map').getBoundingClientRect();"
                         " return [b.x + b.width / 2, b.y + b.height / 2]; }")  # fmt: skip
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=5)
    page.mouse.up()
    page.wait_for_function(f"lng => {MAP}.map.getCenter().lng < lng", arg=closer[1])
    assert view(page)[2] == closer[2]
    # To drag is not to click.
    assert told(page)["picks"] == []


def test_a_focus_dims_the_rest_and_a_window_does_not(show: Show, tiny_2019: Atlas) -> None:
    ends = ("71001", "71002")
    page = show(replace(SPEC, focus=ends), tiny_2019)
    dim = f"""() => {{ const {{ drawing, geometry }} = {MAP}, d = drawing.dim.getAttribute("d");
      return geometry.shapes.filter((_, i) => d.includes(drawing.paths[i])).map((shape) => shape.id); }}"""
    assert set(page.evaluate(dim)) == set(tiny_2019.municipalities.index) - set(ends)
    close = view(page)
    change(page, replace(SPEC, window=ends))
    assert page.evaluate(dim) == []
    # The same part of the country: the map stays where it is.
    assert view(page) == close
    change(page, SPEC)
    page.wait_for_function(f"zoom => {MAP}.map.getZoom() < zoom - 0.3", arg=close[2])


def test_another_map_brings_its_own_head_legend_and_source(show: Show, tiny_2019: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    page.evaluate(f"() => {MAP}.map.zoomIn(1, {{ animate: false }})")
    place = view(page)
    page.mouse.click(*page.evaluate(SPOT, "23002"))
    other = replace(
        SPEC,
        title="Another",
        language="en",
        source="Source: made",
        legend=(
            LegendEntry("Border", outline=GROUP),
            LegendEntry("Line", line=LINK),
            LegendEntry("Body", fill=FILLS["11001"], mark="7"),
            LegendEntry("A remark", note=True),
        ),
        fills={},
        outlines=(),
    )
    change(page, other)
    frame = page.locator(".igs-frame")
    assert frame.locator(".igs-title").inner_text() == "Another"
    assert frame.locator(".igs-source").inner_text() == "Source: made"
    assert frame.get_attribute("data-drawn") == "Another"
    said = frame.locator(".igs-entry > span").all_inner_texts()
    assert said == ["Border", "Line", "Body", "A remark", translate("map.chosen", "en")]
    assert frame.locator(".igs-remark").all_inner_texts() == ["A remark"]
    assert frame.locator(".igs-entry .igs-label-number").text_content() == "7"
    assert page.get_by_role("button", name=translate("map.zoom_home", "en")).count() == 1
    # What was chosen and where somebody looked stays.
    assert drawn(page, "selected") == "23002"
    assert view(page) == place


def test_the_other_edition_keeps_place_and_choice(show: Show, tiny_2019: Atlas, tiny_2025: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    page.evaluate(f"() => {MAP}.map.zoomIn(1, {{ animate: false }})")
    place = view(page)
    for chosen, there in (("23002", "23002"), ("71003", None)):
        page.evaluate(f"nis => {MAP}.select(nis)", chosen)
        change(page, replace(SPEC, edition="2025"), tiny_2025)
        assert page.locator(".igs-municipality").count() == len(tiny_2025.municipalities)
        assert page.locator(".igs-drawing").count() == 1
        # A municipality that merged away has no outline.
        assert drawn(page, "selected") == there
        assert view(page) == place
        change(page, SPEC, tiny_2019)
        assert drawn(page, "selected") == chosen
    page.evaluate(f"() => {MAP}.select('')")
    assert drawn(page, "selected") is None
    assert not page.locator(".igs-entry", has_text=translate("map.chosen", "nl")).is_visible()
