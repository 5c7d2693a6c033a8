"""Charts for print: nothing too small or outside the sheet, and as they looked when a person saw them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.testing.compare import compare_images

from igs_geo.atlas import Atlas
from igs_geo.fragmentation import cluster_layers
from igs_geo.maps import MapSpec, municipality_set_map, partnership_map
from igs_geo.maps.print import PAPERS, Look, Panels, Print, print_map, print_multiples
from igs_geo.maps.print.charts import Bars, Histogram, Matrix, Stands, print_chart
from igs_geo.maps.print.ground import border_lines
from igs_geo.maps.print.paper import SMALLEST
from igs_geo.maps.print.svg_paths import shortened

REFERENCES = Path(__file__).parent / "references"
DOTS_PER_INCH = 72
TOLERANCE = 1.5
"""Root mean square difference of the colours of a pixel: letters are drawn a hair otherwise by another FreeType."""
CODES = [f"l{number}" for number in range(14)]
NAMES = {code: f"laag met een lange naam {code}" for code in CODES}


def likeness() -> pd.DataFrame:
    drawn = np.random.default_rng(3).random((len(CODES), len(CODES)))
    both = (drawn + drawn.T) / 2
    np.fill_diagonal(both, 1)
    return pd.DataFrame(both, CODES, CODES)


VALUES = tuple(float(value) for value in np.random.default_rng(1).gamma(3, 0.1, 285))
CHARTS = {
    "histogram": Histogram(VALUES, "Versnippering", "Gemeenten", "nl", 2, ("Diest", 0.4)),
    "matrix": Matrix(likeness(), cluster_layers(likeness()), NAMES, "Gelijkenis", "nl"),
    "bars": Bars(("10 % anders", "20 % anders"), (0.001, 0.004), ("+ 0,10 %", "+ 0,40 %"), "Meerkost"),
    "stands": Stands(("compactheid", "pendel", "evenwicht"), (0.0, 0.6, None), "Beste", "Slechtste", "nl"),
}  # fmt: skip


def said(atlas: Atlas) -> MapSpec:
    return MapSpec("Een grafiek", "Editie 2025", atlas.edition, "nl", "Bron: de gegevens.")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_too_small_or_outside_the_sheet_or_over_other_text(tiny_2025: Atlas, name: str, paper: str) -> None:
    drawing = print_chart(CHARTS[name], said(tiny_2025), tiny_2025, Look(PAPERS[paper]))
    sheet = drawing.sheet
    assert drawing.width_mm == pytest.approx(PAPERS[paper].width_mm)
    for text, (left, top, right, bottom), size in sheet.texts:
        assert size >= SMALLEST, text
        assert left >= -0.5, text
        assert right <= sheet.width + 0.5, text
        assert top >= -0.5, text
        assert bottom <= sheet.height + 0.5, text
    boxes = [box for _, box, _ in sheet.texts]
    over = [
        (one[0], other[0])
        for number, one in enumerate(sheet.texts)
        for other, box in zip(sheet.texts[number + 1 :], boxes[number + 1 :], strict=True)
        if min(one[1][2], box[2]) - max(one[1][0], box[0]) > 1 and min(one[1][3], box[3]) - max(one[1][1], box[1]) > 2.5
    ]
    assert not over


def test_a_histogram_counts_every_value_once_and_points_out_the_right_bar():
    chart = CHARTS["histogram"]
    assert sum(int(number) for number in chart.parts.values()) == len(VALUES)
    assert "285 waarden" in chart.told
    assert f"mediaan {np.median(VALUES):.2f}".replace(".", ",") in chart.told


def test_a_chart_says_its_values_in_words_for_who_does_not_see_it():
    assert CHARTS["bars"].told == "Meerkost: 10 % anders + 0,10 %; 20 % anders + 0,40 %"
    assert "pendel 60" in CHARTS["stands"].told
    assert "evenwicht –" in CHARTS["stands"].told


def test_dots_of_a_partial_member_are_seen_on_paper_and_take_little_room(atlas_2025: Atlas) -> None:
    full = municipality_set_map(atlas_2025, ["24020"], title="x", language="nl")
    part = municipality_set_map(atlas_2025, [], title="x", language="nl", partial=["24020"])
    look = Look(PAPERS["8cm"], "none", "map")
    plain, dotted = (print_map(spec, atlas_2025, look) for spec in (full, part))
    assert len(dotted.svg(embed=False)) < 2 * len(plain.svg(embed=False))

    def dark(drawing: Print) -> int:
        from io import BytesIO

        from matplotlib.image import imread

        picture = imread(BytesIO(drawing.png(150)))
        return int((picture[:, :, :3].max(axis=2) < 0.5).sum())

    assert dark(dotted) > 1.2 * dark(plain)


def test_every_border_is_drawn_once(atlas_2025: Atlas) -> None:
    few = list(atlas_2025.flemish.index)[:20]
    shapes = atlas_2025.municipalities.geometry
    known = shapely.union_all(shapely.boundary(shapes.loc[few].to_numpy()))
    drawn = border_lines(atlas_2025, frozenset(few), fine=True)
    assert shapely.length(drawn) == pytest.approx(shapely.length(known), rel=1e-9)


def test_a_path_written_short_is_the_same_line():
    path = "M 10.004 20 \nL 11.5 19.25 \nL 11.5 19.25 \nL 0.5 -3 \nz\nM 1 1 \nC 1 2 3 4 5 6.256 \nL 5 7 "
    assert shortened(f'<path d="{path}"/>') == '<path d="M10 20l1.5 -.75 0 0 -11 -22.25zM1 1C1 2 3 4 5 6.26l0 .74"/>'


def drawings(atlas: Atlas) -> dict[str, Print]:
    """Return the drawings of which a picture is kept."""
    look = Look(PAPERS["8cm"], "main", "map")
    jeugd, afval = (partnership_map(atlas, [domain], language="nl") for domain in ("jeugd", "afval"))
    return {
        **{name: print_chart(chart, said(atlas), atlas, look) for name, chart in CHARTS.items()},
        "map": print_map(jeugd, atlas, look),
        "multiples": print_multiples(Panels((jeugd, afval), jeugd, 2, "each"), atlas, look),
    }


def test_drawings_look_as_they_did_when_a_person_looked_at_them(atlas_2025: Atlas, tmp_path: Path) -> None:
    for name, drawing in drawings(atlas_2025).items():
        now = tmp_path / f"{name}.png"
        now.write_bytes(drawing.png(DOTS_PER_INCH))
        assert compare_images(str(REFERENCES / f"{name}.png"), str(now), TOLERANCE) is None, name


if __name__ == "__main__":
    from igs_geo.atlas import load_atlas

    REFERENCES.mkdir(exist_ok=True)
    for each, made in drawings(load_atlas("2025")).items():
        (REFERENCES / f"{each}.png").write_bytes(made.png(DOTS_PER_INCH))
