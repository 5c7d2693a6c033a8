"""Which layers follow the same map: the matrix with its tree, and two of them over each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import select, select_of_pair
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.address.view import LIKENESSES
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.pages.fragmentation import analyses, words
from igs_geo.dashboard.pages.fragmentation.charts import matrix
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import show_figure, show_heading, show_meaning, show_source
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.dashboard.widgets.under import show_under_chart, show_under_map, takeaway_of_chart, takeaway_of_maps
from igs_geo.fragmentation import Grouping, cluster_layers, layer_matrix, layer_regions
from igs_geo.fragmentation.layers import WEIGHTS
from igs_geo.i18n import format_number, translate
from igs_geo.maps import MapSpec, Words
from igs_geo.maps.layer_pair_map import layer_pair_map
from igs_geo.maps.print.charts import Matrix
from igs_geo.maps.sources import PARTNERSHIPS, Basis

WEIGHTED = ("v_measure", "homogeneity", "completeness")
MATRIX = "layers.matrix"
DIVISION = "division:"


def show(atlas: Atlas) -> None:
    """Show the section."""
    language = current_view().language
    _matrix(atlas, language)
    _two_layers(atlas, language)
    _table(atlas, language)


def _matrix(atlas: Atlas, language: str) -> None:
    show_heading(
        translate("fragmentation.p_layers", language), translate("fragmentation.meaning_layers", language), key="layers"
    )
    columns = st.columns([1.3, 1, 1.2])
    with columns[0]:
        select(
            "likeness",
            translate("fragmentation.p_likeness", language),
            {name: translate(f"fragmentation.l_{name}", language) for name in LIKENESSES},
        )
    measure = current_view().likeness
    weighted = measure in WEIGHTED
    with columns[1]:
        select(
            "weight",
            translate("fragmentation.p_weight", language),
            {name: translate(f"fragmentation.w_{name}", language) for name in (WEIGHTS if weighted else WEIGHTS[:1])},
            disabled=not weighted,
        )
    printed, source = _printed(atlas, language)
    st.altair_chart(
        matrix(printed.values, printed.clustering, printed.names, printed.measure, language),
        key=MATRIX,
        on_select=_cell_clicked,
        theme=None,
    )
    show_meaning(translate(f"fragmentation.meaning_l_{measure}", language), key="likeness")
    st.caption(translate("fragmentation.p_matrix_note", language))
    show_under_chart(lambda: printed, translate("fragmentation.p_layers", language), source, key="matrix")
    show_source(source)


def _printed(atlas: Atlas, language: str) -> tuple[Matrix, str]:
    """Return the matrix in view for print, and its sources."""
    measure = current_view().likeness
    weight = current_view().weight if measure in WEIGHTED else WEIGHTS[0]
    table = analyses.layers(atlas)
    values = layer_matrix(table, measure, weight)
    if measure != "pair_jaccard":
        values = values.dropna(how="all").dropna(how="all", axis=1)
    symmetric = layer_matrix(table, "v_measure", weight) if measure in {"homogeneity", "completeness"} else values
    clustering = cluster_layers(symmetric.loc[values.index, values.columns].clip(lower=0))
    names = {code: layer.name(language) for code, layer in analyses.layer_groups(atlas).items()}
    layers = [code.removeprefix(DIVISION) for code in values.index.union(values.columns)]
    title = translate(f"fragmentation.l_{measure}", language)
    return Matrix(values.clip(lower=0), clustering, names, title, language), words.counting(atlas, language, layers)


def _cell_clicked() -> None:
    chart = st.session_state.get(MATRIX)
    cells = (chart.selection.get("cell") if chart else None) or []
    if cells:
        change_view(layers=(str(cells[0]["a"]), str(cells[0]["b"])))


def _two_layers(atlas: Atlas, language: str) -> None:
    layers = analyses.layer_groups(atlas)
    first, second = _pair(layers)
    title = translate(
        "fragmentation.p_two_layers", language, a=layers[first].name(language), b=layers[second].name(language)
    )
    show_heading(title, translate("fragmentation.meaning_two_layers", language), key="two-layers")
    names = {code: layer.name(language) for code, layer in layers.items()}
    for place, column in enumerate(st.columns(2)):
        with column:
            label = translate(f"fragmentation.p_layer_{'ab'[place]}", language)
            select_of_pair("layers", place, label, names, (first, second))
    _figures(atlas, first, second, language)
    spec = _spec(atlas, first, second, language)
    show_map(spec, key="versnippering.lagen")
    show_under_map(spec, key="two-layers-map")


def _pair(layers: Mapping[str, Grouping]) -> tuple[str, str]:
    """Return the two layers in view, or two to begin with."""
    chosen = [code for code in current_view().layers if code in layers]
    return (chosen[0], chosen[1]) if len(chosen) == 2 and chosen[0] != chosen[1] else _default(layers)


def _default(layers: Mapping[str, Grouping]) -> tuple[str, str]:
    """Return two layers to begin with: partitions where there are two, which say most about each other."""
    codes = sorted(layers, key=lambda code: not layers[code].is_partition)
    return codes[0], codes[min(1, len(codes) - 1)]


def _figures(atlas: Atlas, first: str, second: str, language: str) -> None:
    table = analyses.layers(atlas)
    row, turned = _row(table, first, second), False
    if row is None:
        row, turned = _row(table, second, first), True
    if row is None:
        return
    names = {code: layer.name(language) for code, layer in analyses.layer_groups(atlas).items()}
    sides = ("completeness", "homogeneity") if turned else ("homogeneity", "completeness")
    cards = [("pair_jaccard", row["pair_jaccard"], "pair_jaccard")]
    if not pd.isna(row["v_measure"]):
        cards += [
            ("v_measure", row["v_measure"], "v_measure"),
            ("inside_ab", row[sides[1]], "inside"),
            ("inside_ba", row[sides[0]], "inside"),
        ]
    for column, (label, value, meaning) in zip(st.columns(4), cards, strict=False):
        with column:
            show_figure(
                translate(f"fragmentation.l_{label}", language),
                format_number(float(value), language, 2),
                translate(f"fragmentation.meaning_l_{meaning}", language),
                beside=translate(f"fragmentation.beside_{meaning}", language)
                if meaning != "inside"
                else translate(
                    "fragmentation.beside_inside",
                    language,
                    inner=names[first if label == "inside_ab" else second],
                    outer=names[second if label == "inside_ab" else first],
                ),
                key=f"layers-{label}",
            )


def _row(table: pd.DataFrame, first: str, second: str) -> dict[str, float] | None:
    rows = table[(table["layer_a"] == first) & (table["layer_b"] == second) & (table["weight"] == "count")]
    return None if rows.empty else {str(name): value for name, value in rows.iloc[0].items()}


@st.cache_data(show_spinner=False, max_entries=100, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, first: str, second: str, language: str) -> MapSpec:
    counted = cached.counted(atlas)
    layers = analyses.layer_groups(atlas)
    a, b = layers[first], layers[second]
    return layer_pair_map(
        atlas,
        layer_regions(counted, first),
        layer_regions(counted, second),
        filled_name=a.name(language),
        outlined_name=b.name(language),
        group_names={str(code): str(name) for layer in (a, b) for code, name in layer.group_names.items()},
        words=Words(
            translate("fragmentation.p_two_layers", language, a=a.name(language), b=b.name(language)), language=language
        ),
        basis=_basis(first, second),
    )


def _basis(*layers: str) -> Basis:
    divisions = [code.removeprefix(DIVISION) for code in layers if code.startswith(DIVISION)]
    return Basis((PARTNERSHIPS,) if len(divisions) < len(layers) else (), divisions)


def _table(atlas: Atlas, language: str) -> None:
    table = analyses.layers(atlas)
    names = {code: layer.name(language) for code, layer in analyses.layer_groups(atlas).items()}
    table = table[table[["v_measure", "pair_jaccard"]].notna().any(axis=1)]
    table = table.sort_values(["v_measure", "pair_jaccard"], ascending=False, kind="stable")
    shown = table.assign(
        a=table["layer_a"].map(names),
        b=table["layer_b"].map(names),
        weight=[translate(f"fragmentation.w_{weight}", language) for weight in table["weight"]],
    )
    digits = {name: Digits(2) for name in table.columns if name not in {"layer_a", "layer_b", "weight"}}
    shown = shown[
        ["a", "b", "weight", "pair_jaccard", *(n for n in digits if n != "pair_jaccard"), "layer_a", "layer_b"]
    ]
    show_heading(
        translate("fragmentation.p_all_layers", language),
        translate("fragmentation.meaning_layers", language),
        key="all",
    )
    show_table(
        shown,
        texts="fragmentation.col_",
        key="layers",
        file=translate("fragmentation.p_file_layers", language, edition=atlas.edition),
        digits=digits,
        layout=Layout(
            drawn=("a", "b", "weight", "pair_jaccard", "v_measure", "homogeneity", "completeness"),
            widths={"a": 170, "b": 170, "weight": 130},
            lines=2,
        ),
        about=words.about(atlas, translate("fragmentation.p_layers", language), language),
    )


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this section, by the key of its menu, for the view of now."""
    view = current_view()
    first, second = _pair(analyses.layer_groups(atlas))

    def chart() -> Takeaway:
        printed, source = _printed(atlas, view.language)
        title = translate("fragmentation.p_layers", view.language)
        return takeaway_of_chart(lambda: printed, title, source, atlas, view.language)

    return {
        "two-layers-map": lambda: takeaway_of_maps((_spec(atlas, first, second, view.language),), None, atlas),
        "matrix": chart,
    }
