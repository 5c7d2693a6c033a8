"""What is drawn: labels, fills, outlines, and text that stays text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import shapely

from igs_geo.atlas import Atlas
from igs_geo.maps import Division, Words, division_map, partnership_map
from igs_geo.maps.spec import Label, LegendEntry
from tests.dashboard.drawing.stage import FILLS, MAP, SPEC, SPOT, Show, told

pytestmark = pytest.mark.browser

LEADERS = """() => Object.fromEntries([...document.querySelectorAll('.igs-labels .igs-label-number')]
  .filter((g) => g.style.display !== 'none' && g.querySelector('.igs-leader').getAttribute('d')).map((g) => {
    const line = g.querySelector('.igs-leader'), at = line.getPointAtLength(0).matrixTransform(line.getScreenCTM());
    return [g.textContent, [at.x, at.y]]; }))"""
"""Where the lines of numbers that stand beside their place begin."""
UNDER = """([x, y]) => document.elementsFromPoint(x, y).find((e) => e.dataset && e.dataset.nis).dataset.nis"""


def test_labels_stand_in_their_place_and_touch_no_other(show: Show, atlas_2025: Atlas) -> None:
    page = show(partnership_map(atlas_2025, ["jeugd"], background="referentieregio"), atlas_2025)
    script = """() => [...document.querySelectorAll('.igs-labels .igs-label')].filter((g) => g.style.display !== 'none')
      .map((g) => { const b = g.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"""
    numbers = []
    for zoom in (8, 9.5):
        page.evaluate(f"zoom => {MAP}.map.setView([51.0, 4.4], zoom, {{ animate: false }})", zoom)
        boxes = [shapely.box(*box).buffer(-2) for box in page.evaluate(script)]
        numbers.append(len(boxes))
        tree = shapely.STRtree(boxes)
        found = tree.query(boxes, predicate="intersects")
        touching = [(a, b) for a, b in found.T.tolist() if a < b]
        assert touching == []
    # The closer, the more there is room for.
    assert numbers == sorted(set(numbers))


def test_numbers_stand_on_the_first_place_that_is_free_or_beside_it_with_a_line(show: Show, tiny_2019: Atlas) -> None:
    wishes = {"1": ("11001",), "2": ("11001", "11003"), "3": ("11001",), "4": ("99999",)}
    labels = tuple(Label(text, places, "number") for text, places in wishes.items())
    page = show(replace(SPEC, labels=labels), tiny_2019)
    shown = page.locator(".igs-labels .igs-label-number")
    for text, place in (("1", "11001"), ("2", "11003")):
        box = shown.filter(has_text=text).bounding_box()
        assert box
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert middle == pytest.approx(page.evaluate(SPOT, place), abs=2)
    assert not shown.filter(has_text="4").is_visible()
    # The third finds no place of its own: a line leads from it to where it belongs.
    led = page.evaluate(LEADERS)
    assert list(led) == ["3"]
    assert led["3"] == pytest.approx(page.evaluate(SPOT, "11001"), abs=1)


@pytest.mark.parametrize("width", [560, 760, 1100])
def test_every_region_has_its_number_whatever_the_width(show: Show, atlas_2025: Atlas, width: int) -> None:
    """The widths are those that a window of 1024, 1440 and 1920 leaves for the map."""
    groups = atlas_2025.layer("division:eerstelijnszone").groups()
    regions = {str(number): members for number, members in enumerate(groups.values(), 1)}
    page = show(division_map(atlas_2025, Division(regions), Words("Regio's")), atlas_2025)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(f"width => {MAP}.map.getSize().x < width && {MAP}.map.getSize().x > width - 90", arg=width)
    boxes = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.igs-labels .igs-label-number')]
          .filter((g) => g.style.display !== 'none').map((g) => {
            const b = g.querySelector('circle').getBoundingClientRect();
            return [g.textContent, [b.left, b.top, b.right, b.bottom]]; }))"""
    )
    assert set(boxes) == set(regions)
    discs = [shapely.box(*box).buffer(-1) for box in boxes.values()]
    assert not [pair for pair in shapely.STRtree(discs).query(discs, predicate="intersects").T if pair[0] < pair[1]]
    for number, (x, y) in page.evaluate(LEADERS).items():
        assert page.evaluate(UNDER, [x, y]) in regions[number]


def test_names_are_those_that_a_reader_steers_by_and_then_the_largest(show: Show, atlas_2025: Atlas) -> None:
    page = show(partnership_map(atlas_2025, ["afval"], added=False), atlas_2025)
    named = page.evaluate(
        """() => [...document.querySelectorAll('.igs-labels .igs-label-landmark, .igs-labels .igs-label-place')]
          .filter((g) => g.style.display !== 'none').map((g) => g.textContent)"""
    )
    assert {"Turnhout", "Roeselare", "Antwerpen", "Gent"} <= set(named)
    # Names that are only short.
    assert not {"As", "Lille", "Wingene", "Lo-Reninge"} & set(named)
    people = atlas_2025.inhabitants()[atlas_2025.flemish.index].sort_values(ascending=False)
    order = [atlas_2025.flemish.loc[nis, "name"] for nis in people.index]
    assert max(order.index(name) for name in named if name in order) < 80


def test_every_fill_is_drawn_as_the_legend_shows_it(show: Show, tiny_2019: Atlas) -> None:
    page = show(SPEC, tiny_2019)
    looks = page.evaluate(
        f"""() => {{
          const look = (sign) => {{
            const fill = sign.getAttribute("fill");
            const pattern = fill.startsWith("url(#") && document.getElementById(fill.slice(5, -1));
            if (!pattern) return fill;
            const bare = pattern.cloneNode(true); bare.removeAttribute("id"); return bare.outerHTML;
          }};
          const {{ drawing, geometry }} = {MAP};
          return {{
            surfaces: Object.fromEntries(geometry.shapes.map((s, i) => [s.id, look(drawing.surfaces[i])])),
            signs: [...document.querySelectorAll(".igs-entry svg > rect")].map(look),
          }};
        }}"""
    )
    assert looks["signs"] == [looks["surfaces"][nis] for nis in FILLS]
    assert len(set(looks["signs"])) == len(FILLS)
    assert looks["signs"][0] == "#aa0000"
    # A place without a fill is white, one outside the region grey.
    assert looks["surfaces"]["71001"] == "#ffffff"
    assert looks["surfaces"]["21001"] == "#d9d9d9"


def test_the_outline_of_a_group_leaves_out_what_is_inside(show: Show, atlas_2025: Atlas) -> None:
    page = show(replace(SPEC, edition="2025", fills={}, outlines=(), notes={}), atlas_2025)
    shapes = atlas_2025.screen_geometry.to_crs(4326)
    script = f"""members => {MAP}.geometry.outline(members).map((chain) => chain.flatMap((step) => {{
      const points = {MAP}.geometry.arcs[step < 0 ? ~step : step].map(({{ lat, lng }}) => [lng, lat]);
      return step < 0 ? points.reverse() : points;
    }}))"""
    for members in atlas_2025.flemish.groupby("province").groups.values():
        chains = [shapely.LineString(chain) for chain in page.evaluate(script, list(members))]
        edge = shapely.coverage_union_all(shapes[list(members)].to_numpy()).boundary
        assert all(chain.is_closed for chain in chains)
        assert sum(chain.length for chain in chains) == pytest.approx(edge.length, rel=1e-3)
        assert shapely.hausdorff_distance(shapely.MultiLineString(chains), edge) < 1e-4


def test_text_is_text_wherever_it_stands(show: Show, tiny_2019: Atlas) -> None:
    hostile = "<img src=x onerror='throw 1'>"
    spec: dict[str, Any] = dict.fromkeys(("title", "subtitle", "source"), hostile)
    legend = (LegendEntry(hostile), LegendEntry(hostile, note=True), LegendEntry(hostile, FILLS["11001"], mark="<b>"))
    labels = (Label(hostile, ("23003",), "region"),)
    notes = dict.fromkeys(tiny_2019.flemish.index, hostile)
    page = show(replace(SPEC, **spec, legend=legend, labels=labels, notes=notes), tiny_2019)
    page.mouse.move(*page.evaluate(SPOT, "11002"))
    assert page.locator(".igs-tip span").last.inner_text() == hostile
    assert page.locator(".igs-title").inner_text() == page.locator(".igs-source").inner_text() == hostile
    assert page.locator(".igs-frame img, .igs-frame b").count() == 0


def test_the_whole_country_is_drawn_and_answers(show: Show, atlas_2025: Atlas) -> None:
    spec = partnership_map(atlas_2025, ["afval"])
    page = show(spec, atlas_2025)
    assert page.locator(".igs-municipality").count() == len(atlas_2025.municipalities)
    entries = page.locator(".igs-entry > span").all_inner_texts()
    assert entries[:-1] == [entry["text"] for entry in json.loads(spec.to_json())["legend"]]
    nis = str(atlas_2025.inhabitants()[atlas_2025.flemish.index].idxmax())
    page.mouse.click(*page.evaluate(SPOT, nis))
    assert told(page)["picks"] == [nis]
