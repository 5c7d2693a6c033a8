"""What a map shows as geodata: GeoPackage with styles for QGIS, GeoJSON, GeoParquet, KML, and all of it in a zip."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import pandas as pd
import shapely

from igs_geo.atlas import Atlas
from igs_geo.i18n import translate
from igs_geo.maps.print import PAPERS, Look, print_fitting
from igs_geo.maps.print.colours import for_print
from igs_geo.maps.print.furniture import licence_line
from igs_geo.maps.print.sheet import safe_name
from igs_geo.maps.spec import Fill, MapSpec, Outline
from igs_geo.maps.standalone import to_html

DEGREES = 4326
PRECISION = 1e-6
"""In degrees: about 10 cm."""
MUNICIPALITIES, AREAS = "municipalities", "areas"
WHITE, WHITE_SPOT, HATCH = "#ffffff", "white spot", "#888888"
STYLES = """
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
update_time DATETIME DEFAULT CURRENT_TIMESTAMP)
"""


def layers_of(spec: MapSpec, atlas: Atlas) -> dict[str, gpd.GeoDataFrame]:
    """Return what a map shows as tables with shapes: its municipalities, and the areas that it outlines.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition that it is of.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        ``municipalities``: ``nis``, ``name``, ``province``, ``colour``, ``sign`` (what the legend says), ``note``.
        ``areas``: ``id``, ``name``, ``style``, ``members`` (NIS codes); left out without outlines. In the projection
        of the data.
    """
    signs = {entry.fill: entry.text for entry in spec.legend if entry.fill is not None}
    rows = atlas.flemish
    table = gpd.GeoDataFrame(
        {
            "nis": rows.index,
            "name": rows["name"].to_numpy(),
            "province": rows["province"].to_numpy(),
            "colour": [_colour(spec.fills.get(nis, Fill())) for nis in rows.index],
            "sign": [signs.get(spec.fills.get(nis, Fill()), "") for nis in rows.index],
            "note": [spec.notes.get(nis, "") for nis in rows.index],
        },
        geometry=rows.geometry.to_numpy(),
        crs=rows.crs,
    )
    found = {MUNICIPALITIES: table}
    outlines = [outline for outline in spec.outlines if outline.style != "pick" and outline.members]
    if outlines:
        found[AREAS] = _areas(outlines, rows)
    return found


def _colour(fill: Fill) -> str:
    if fill.white_spot:
        return WHITE_SPOT
    return fill.bands[0].colour if fill.bands else WHITE


def _areas(outlines: list[Outline], rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    inside = [[nis for nis in outline.members if nis in rows.index] for outline in outlines]
    return gpd.GeoDataFrame(
        {
            "id": [outline.id for outline in outlines],
            "name": [outline.name for outline in outlines],
            "style": [outline.style for outline in outlines],
            "members": [" ".join(outline.members) for outline in outlines],
        },
        geometry=[shapely.coverage_union_all(rows.geometry.loc[own].to_numpy()) for own in inside],
        crs=rows.crs,
    )


def geopackage(spec: MapSpec, atlas: Atlas) -> bytes:
    """Return a map as GeoPackage with styles that QGIS shows at once, and its sources in a table.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition.
    """
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "map.gpkg"
        layers = layers_of(spec, atlas)
        for name, frame in layers.items():
            frame.to_file(file, layer=name, driver="GPKG", mode="a" if file.exists() else "w")
        connection = sqlite3.connect(file)
        try:
            connection.execute(STYLES)
            for name in layers:
                connection.execute(
                    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                    "styleName, styleQML, styleSLD, useAsDefault, description, owner) "
                    "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')",
                    (name, "igs-geo", _style(name, layers[name], spec), spec.title),
                )
            connection.execute("CREATE TABLE sources (text TEXT)")
            connection.execute("INSERT INTO sources VALUES (?)", (attribution(spec, atlas),))
            for table in ("layer_styles", "sources"):
                connection.execute(
                    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)",
                    (table, table),
                )
            connection.commit()
        finally:
            connection.close()
        return file.read_bytes()


def _style(layer: str, frame: gpd.GeoDataFrame, spec: MapSpec) -> str:
    """Return a style of QGIS: a class for each colour under the words of the legend, or outlines."""
    if layer == AREAS:
        symbols, classes = _symbol("0", "no", "#222222", 0.6), ""
        return _qml(f'<renderer-v2 type="singleSymbol"><symbols>{symbols}</symbols>{classes}</renderer-v2>')
    words = {_colour(entry.fill): entry.text for entry in spec.legend if entry.fill is not None}
    colours = list(dict.fromkeys(frame["colour"]))
    looks = [("b_diagonal", HATCH) if colour == WHITE_SPOT else ("solid", colour) for colour in colours]
    symbols = "".join(_symbol(str(n), pattern, colour, 0.2) for n, (pattern, colour) in enumerate(looks))
    classes = "".join(
        f'<category symbol="{n}" value={quoteattr(colour)} label={quoteattr(words.get(colour, ""))} render="true"/>'
        for n, colour in enumerate(colours)
    )
    return _qml(
        f'<renderer-v2 type="categorizedSymbol" attr="colour"><categories>{classes}</categories>'
        f"<symbols>{symbols}</symbols></renderer-v2>"
    )


def _qml(renderer: str) -> str:
    return f'<!DOCTYPE qgis><qgis version="3.28" styleCategories="Symbology">{renderer}</qgis>'


def _symbol(name: str, pattern: str, colour: str, width: float) -> str:
    options = {
        "style": pattern,
        "color": _rgba(colour),
        "outline_color": _rgba("#222222" if pattern == "no" else "#9a9a9a"),
        "outline_style": "solid",
        "outline_width": str(width),
        "outline_width_unit": "MM",
    }
    inside = "".join(f'<Option name="{key}" value="{value}" type="QString"/>' for key, value in options.items())
    layer = f'<layer class="SimpleFill" enabled="1"><Option type="Map">{inside}</Option></layer>'
    return f'<symbol name="{name}" type="fill" alpha="1">{layer}</symbol>'


def _rgba(colour: str) -> str:
    return ",".join([*(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5)), "255"])


def geojson(spec: MapSpec, atlas: Atlas) -> bytes:
    """Return the municipalities of a map as GeoJSON, in degrees as the format demands."""
    frame = layers_of(spec, atlas)[MUNICIPALITIES].to_crs(DEGREES)
    frame["geometry"] = frame.geometry.set_precision(PRECISION)
    return str(frame.to_json(drop_id=True, ensure_ascii=False)).encode()


def geoparquet(spec: MapSpec, atlas: Atlas) -> bytes:
    """Return the municipalities of a map as GeoParquet, in the projection of the data."""
    target = io.BytesIO()
    layers_of(spec, atlas)[MUNICIPALITIES].to_parquet(target, index=False)
    return target.getvalue()


def kml(spec: MapSpec, atlas: Atlas) -> bytes:
    """Return the municipalities of a map as KML, in degrees."""
    frame = layers_of(spec, atlas)[MUNICIPALITIES].to_crs(DEGREES)
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        # A field that is called as one of KML's own takes its place: that is what is wanted.
        warnings.simplefilter("ignore", RuntimeWarning)
        file = Path(place) / "map.kml"
        frame.rename(columns={"name": "Name", "note": "Description"}).to_file(file, driver="KML")
        return file.read_bytes()


def table_of(spec: MapSpec, atlas: Atlas) -> pd.DataFrame:
    """Return the municipalities of a map as a table without shapes; the columns are those of :func:`layers_of`."""
    return pd.DataFrame(layers_of(spec, atlas)[MUNICIPALITIES].drop(columns="geometry"))


def attribution(spec: MapSpec, atlas: Atlas) -> str:
    """Return to whom a map is due, under which licences."""
    return f"{spec.source} {licence_line(atlas, spec.language)}".strip()


def archive(spec: MapSpec, atlas: Atlas) -> bytes:
    """Return everything behind a map as a zip: pictures, a page, geodata, a table, and what they are due to.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition.
    """
    drawing, name = print_fitting(spec, atlas, Look(PAPERS["16cm"])), safe_name(spec.title)
    printed = for_print(spec, atlas)
    table = table_of(printed, atlas)
    parts: dict[str, bytes] = {
        f"{name}.png": drawing.png(),
        f"{name}.svg": drawing.svg().encode(),
        f"{name}.pdf": drawing.pdf(),
        f"{name}.html": to_html(spec, atlas).encode(),
        f"{name}.csv": table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"),
        **{f"{name}.{ending}": make(printed, atlas) for ending, make in FORMS.items()},
    }
    listed = "\n".join(f"- {file}" for file in parts)
    gaps, sources = translate("shell.gap_register", spec.language), attribution(spec, atlas)
    heads = {"title": spec.title, "subtitle": spec.subtitle}
    about = translate("print.readme", spec.language, files=listed, sources=sources, gaps=gaps, **heads)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, content in {"README.txt": about.encode(), **parts}.items():
            packed.writestr(file, content)
    return target.getvalue()


FORMS: Mapping[str, Callable[[MapSpec, Atlas], bytes]] = {
    "gpkg": geopackage,
    "geojson": geojson,
    "parquet": geoparquet,
    "kml": kml,
}
"""Every form of geodata by the ending of its file."""
