"""A printed map needs no retouching: nothing overlaps, nothing is too small, every name and number is there."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pikepdf
import pytest
from colorspacious import cspace_convert, deltaE
from PIL import Image

from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import count, measure_borders
from igs_geo.fragmentation.profile import partners
from igs_geo.i18n import LANGUAGES
from igs_geo.maps import (
    Division,
    MapSpec,
    Words,
    choropleth_map,
    division_map,
    line_map,
    municipality_set_map,
    partners_map,
    partnership_map,
)
from igs_geo.maps.print import PAPERS, Look, Panels, Print, print_map, print_multiples
from igs_geo.maps.print.colours import CLASSES, REGIONS, for_print, share_out

TOUCH = 0.3
"""Points by which the measured boxes of two texts may meet."""


def near(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    across = a[0] < b[2] - TOUCH and b[0] < a[2] - TOUCH
    return across and a[1] < b[3] - TOUCH and b[1] < a[3] - TOUCH


def assert_tidy(printed: Print) -> None:
    sheet = printed.sheet
    for (one, box, size), (other, second, _) in itertools.combinations(sheet.texts, 2):
        assert not near(box, second), (one, other)
        assert size >= 8
    for text, (left, top, right, bottom), _ in sheet.texts:
        assert left >= 0, text
        assert top >= -1, text
        assert right <= sheet.width, text
        assert bottom <= sheet.height, text


def texts(printed: Print) -> list[str]:
    return [text for text, _, _ in printed.sheet.texts]


def numbers_of(atlas: Atlas) -> pd.Series:
    return atlas.inhabitants().reindex(atlas.flemish.index).astype(float)


def hardness(atlas: Atlas) -> dict[tuple[str, str], float]:
    borders = measure_borders(count(atlas)).head(150)
    return dict(zip(zip(borders["nis_a"], borders["nis_b"], strict=True), borders["border_strength"], strict=True))


def a_division(atlas: Atlas, focus: str | None) -> MapSpec:
    groups = atlas.layer(f"division:{atlas.emphasis.frame}").groups()
    named = {str(place): members for place, members in enumerate(groups.values(), 1)}
    spec = division_map(atlas, Division(named), Words("Regio's"))
    return spec if focus is None else municipality_set_map(atlas, next(iter(groups.values())), title="Leden")


KINDS: dict[str, Callable[[Atlas, str | None], MapSpec]] = {
    "one": lambda atlas, focus: partnership_map(atlas, ["cultuur"], focus=focus),
    "zones": lambda atlas, focus: partnership_map(atlas, ["politie"], focus=focus),
    "few": lambda atlas, focus: partnership_map(atlas, ["jeugd", "cultuur", "afval"], focus=focus),
    "many": lambda atlas, focus: partnership_map(atlas, list(atlas.domains.index[:8]), focus=focus),
    "measure": lambda atlas, focus: choropleth_map(
        atlas, numbers_of(atlas), Words("Inwoners", "Inwoners"), focus=focus
    ),
    "division": a_division,
    "lines": lambda atlas, focus: line_map(atlas, hardness(atlas), Words("Grenzen"), kind="border", focus=focus),
    "partners": lambda atlas, focus: partners_map(
        atlas,
        atlas.flemish.index[0],
        partners(count(atlas), atlas.flemish.index[0])["shared"].to_dict(),
        title="Partners",
        zoom=focus is not None,
    ),
}
AREAS = (None, "provincie:40000", "provincie:70000", "referentieregio:RR_1", "provincie:20001")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edition", ["2019", "2025"])
def test_nothing_overlaps_on_any_map(kind: str, edition: str, request: pytest.FixtureRequest) -> None:
    atlas = request.getfixturevalue(f"atlas_{edition}")
    for area in AREAS:
        spec = KINDS[kind](atlas, area)
        assert_tidy(print_map(spec, atlas, Look(names="main")))
    assert_tidy(print_map(KINDS[kind](atlas, None), atlas, Look(PAPERS["8cm"], "none")))


def test_every_municipality_of_flanders_has_its_number_on_a_sheet(atlas_2025: Atlas) -> None:
    printed = print_map(partnership_map(atlas_2025, []), atlas_2025, Look(PAPERS["a4-landscape"], "numbers"))
    assert_tidy(printed)
    said = texts(printed)
    for place in range(1, len(atlas_2025.flemish) + 1):
        # once on the map, once in the key
        assert said.count(str(place)) == 2, place
    whole = re.sub(r"- ", "-", " ".join(said))
    assert all(re.sub(r"- ", "-", name) in whole for name in atlas_2025.flemish["name"])
    assert (round(printed.width_mm), round(printed.height_mm)) == (297, 210)


def test_a_name_without_room_becomes_a_number_with_a_key(atlas_2025: Atlas) -> None:
    spec = partnership_map(atlas_2025, ["politie"])
    printed = print_map(spec, atlas_2025, Look(names="none"))
    said = " ".join(texts(printed)).replace("- ", "-").replace(" ", "")
    assert_tidy(printed)
    for label in spec.labels:
        assert label.text.replace("- ", "-").replace(" ", "") in said, label.text


def test_a_sheet_that_is_too_small_says_so(atlas_2025: Atlas) -> None:
    with pytest.raises(IgsGeoError) as told:
        print_map(partnership_map(atlas_2025, []), atlas_2025, Look(PAPERS["slide"], "numbers"))
    assert "slide" in told.value.message("nl")


def test_files_have_their_size_and_their_letters(atlas_2025: Atlas) -> None:
    printed = print_map(partnership_map(atlas_2025, ["jeugd"]), atlas_2025)
    picture = Image.open(io.BytesIO(printed.png()))
    assert picture.width == pytest.approx(160 / 25.4 * 300, abs=1)
    assert picture.info["dpi"][0] == pytest.approx(300, abs=0.1)
    with pikepdf.open(io.BytesIO(printed.pdf())) as pdf:
        fonts = pdf.pages[0].resources.Font
        inside = [font.DescendantFonts[0].FontDescriptor for font in fonts.values()]
        assert inside
        assert all("/FontFile2" in descriptor for descriptor in inside)
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(160 / 25.4 * 72, abs=0.1)
    svg = printed.svg()
    assert ">Meetjesman (8)</text>" in svg
    assert "data:font/ttf;base64," in svg
    assert not re.search(r"(href|src)\s*=\s*\"https?:", svg)
    assert "url(http" not in svg


def test_head_and_foot_say_edition_date_source_and_licence(atlas_2025: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    monkeypatch.setattr("igs_geo.maps.print.draw.today", lambda: dt.date(2027, 3, 9))
    for language, date, licence in (("nl", "9 maart 2027", "Licenties"), ("en", "9 March 2027", "Licences")):
        spec = partnership_map(atlas_2025, ["jeugd"], language=language)
        said = " ".join(texts(print_map(spec, atlas_2025)))
        assert spec.title in said
        assert "2025" in said
        assert date in said
        assert licence in said
        assert all(word in said for word in spec.source.split())
        bare = texts(print_map(spec, atlas_2025, Look(parts="map")))
        assert spec.title not in bare


def test_print_has_five_classes_at_most_and_says_nothing_of_a_screen(atlas_2025: Atlas) -> None:
    spec = partnership_map(atlas_2025, list(atlas_2025.domains.index[:8]))
    printed = for_print(spec, atlas_2025)
    used = {band.colour for fill in printed.fills.values() for band in fill.bands}
    shown = [entry for entry in printed.legend if entry.fill and entry.fill.bands and
             entry.fill.bands[0].colour in CLASSES]  # fmt: skip
    assert len(shown) <= 5
    assert {entry.fill.bands[0].colour for entry in shown if entry.fill} >= used & set(CLASSES)
    assert len({band for band in used if band.startswith("#")} - set(CLASSES)) <= 1
    for language in LANGUAGES:
        said = " ".join(texts(print_map(partnership_map(atlas_2025, ["politie"], language=language), atlas_2025)))
        assert "zoom" not in said


def seen(colour: str, reader: str) -> np.ndarray:
    rgb = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    if reader == "everyone":
        return rgb
    if reader == "grey":
        jch = cspace_convert(rgb, "sRGB1", "JCh")
        jch[1] = 0
        return np.clip(cspace_convert(jch, "JCh", "sRGB1"), 0, 1)
    space = {"name": "sRGB1+CVD", "cvd_type": reader, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


def difference(one: str, other: str, reader: str) -> float:
    return float(deltaE(seen(one, reader), seen(other, reader), input_space="sRGB1", uniform_space="CAM02-UCS"))


@pytest.mark.parametrize("reader", ["everyone", "deuteranomaly", "protanomaly", "grey"])
def test_every_reader_sees_the_next_class(reader: str) -> None:
    for one, other in itertools.pairwise(CLASSES):
        assert difference(one, other, reader) >= 10


@pytest.mark.parametrize("reader", ["everyone", "deuteranomaly", "protanomaly"])
def test_every_reader_sees_which_regions_differ(reader: str) -> None:
    for one, other in itertools.combinations(REGIONS, 2):
        assert difference(one, other, reader) >= 10


def test_regions_that_touch_have_colours_of_print(atlas_2025: Atlas) -> None:
    pairs = atlas_2025.borders
    for division in ("politiezone", "referentieregio", "hulpverleningszone"):
        layer = atlas_2025.layers().get(f"division:{division}")
        if layer is None:
            continue
        groups = layer.groups()
        colours = share_out(atlas_2025, groups)
        assert set(colours.values()) <= set(REGIONS)
        own = {nis: code for code, members in groups.items() for nis in members}
        for one, other in zip(pairs["nis_a"], pairs["nis_b"], strict=True):
            first, second = own.get(one), own.get(other)
            assert first is None or second is None or first == second or colours[first] != colours[second]


def test_small_maps_share_a_sheet(atlas_2025: Atlas) -> None:
    focus = "provincie:40000"
    maps = tuple(partnership_map(atlas_2025, [code], focus=focus) for code in ("jeugd", "cultuur", "afval"))
    head = partnership_map(atlas_2025, ["jeugd", "cultuur", "afval"], focus=focus)
    printed = print_multiples(Panels(maps, head, 3, "each"), atlas_2025, Look(names="none"))
    assert_tidy(printed)
    said = " ".join(texts(printed))
    for spec in maps:
        for entry in spec.legend:
            if entry.mark:
                assert all(word in said for word in entry.text.split()), entry.text


def test_a_tiny_package_can_be_printed(tiny_2025: Atlas) -> None:
    assert_tidy(print_map(partnership_map(tiny_2025, ["afval"]), tiny_2025, Look(names="all")))
