"""A map to try, and what a test asks of the page that it is on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from igs_geo.atlas import Atlas
from igs_geo.maps import MapSpec, topology
from igs_geo.maps.screen import payload
from igs_geo.maps.spec import Band, Fill, LegendEntry, Line, Outline

Show = Callable[[MapSpec, Atlas], Page]

FILLS = {
    "11001": Fill((Band("#aa0000"),)),
    "11002": Fill((Band("#aa0000", "dots"),)),
    "11003": Fill((Band("#aa0000"), Band("#0000aa"))),
    "11004": Fill((Band("#aa0000", "forward"), Band("#0000aa", "level")), over=True),
    "23001": Fill(white_spot=True),
    "23002": Fill((Band("#aa0000"), Band("#0000aa", "dots"))),
}
BORDER = Line("11001-11002", ("11001", "11002"), "border", 3, text="Een grens")
LINK = Line("band", ("71001", "71002"), "link", 2, text="Een band")
GROUP = Outline("groep", "Groep", ("11001", "11002", "23001", "23002"), width=2.5)
SPEC = MapSpec(
    title="Proef",
    subtitle="Van een raster",
    edition="2019",
    language="nl",
    source="Bron: zelf gemaakt",
    legend=(LegendEntry("Vlakken"), *(LegendEntry(f"Vlak {nis}", fill) for nis, fill in FILLS.items())),
    fills=FILLS,
    outlines=(GROUP,),
    notes={"11001": "Let op"},
)
MAP = "document.querySelector('.igs-page').igsMap"
SPOT = f"""nis => {{
  const {{ map, geometry }} = {MAP};
  const [lng, lat] = geometry.shape(nis).properties.spot;
  const point = map.latLngToContainerPoint([lat, lng]), box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}}"""
LISTEN = f"""() => {{
  globalThis.told = {{ picks: [], lines: [], places: [] }};
  {MAP}.update({MAP}.spec, {{
    onPick: (nis) => told.picks.push(nis),
    onLine: (id) => told.lines.push(id),
    onMove: (place) => told.places.push(place),
  }});
}}"""
ARROWS = {"ArrowUp": (1, 0), "ArrowDown": (-1, 0), "ArrowRight": (0, 1), "ArrowLeft": (0, -1)}
"""Rows run from south to north, columns from west to east."""


def told(page: Page) -> dict[str, list[str]]:
    """What the map told its surroundings, and forget it."""
    return page.evaluate(
        "() => { const all = told; globalThis.told = { picks: [], lines: [], places: [] }; return all; }"
    )


def drawn(page: Page, name: str) -> str | None:
    """Which municipality the outline that points one out (``hovered`` or ``selected``) lies around."""
    return page.evaluate(
        f"""name => {{
          const {{ drawing, geometry }} = {MAP}, d = drawing[name].getAttribute("d");
          return d ? geometry.shapes[drawing.paths.indexOf(d)].id : null;
        }}""",
        name,
    )


def between(page: Page, line: Line) -> tuple[float, float]:
    """Return where the middle between the ends of a line is on the screen."""
    (ax, ay), (bx, by) = (page.evaluate(SPOT, nis) for nis in line.ends)
    return (ax + bx) / 2, (ay + by) / 2


def view(page: Page) -> list[float]:
    """Latitude, longitude and zoom, once nothing moves."""
    page.wait_for_function(
        f"() => !{MAP}.map._animatingZoom && !({MAP}.map._panAnim && {MAP}.map._panAnim._inProgress)"
    )
    return page.evaluate(f"() => [{MAP}.map.getCenter().lat, {MAP}.map.getCenter().lng, {MAP}.map.getZoom()]")


def change(page: Page, spec: MapSpec, atlas: Atlas | None = None) -> None:
    """Give the map another description, and another geometry if asked."""
    if atlas is None:
        page.evaluate(f"text => {MAP}.update(JSON.parse(text))", payload(spec))
        return
    geometry = topology(atlas).text
    page.evaluate(
        f"([ground, text]) => {MAP}.replace(new IgsGeometry(JSON.parse(ground)), JSON.parse(text))",
        [geometry, payload(spec)],
    )


def neighbour(nis: str, arrow: str) -> str:
    """The municipality of the grid on one side of another; itself at the edge."""
    rows = ("11", "23", "71")
    up, right = ARROWS[arrow]
    row, column = rows.index(nis[:2]) + up, int(nis[-1]) + right
    return f"{rows[row]}00{column}" if row in range(3) and column in range(1, 5) else nis
