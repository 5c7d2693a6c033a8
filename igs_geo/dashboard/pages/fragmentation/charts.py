"""The charts of the page: a histogram, and the matrix of layers with its tree."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten

import altair as alt
import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import dendrogram

from igs_geo.dashboard.widgets.charts import locale
from igs_geo.fragmentation import Clustering
from igs_geo.i18n import format_number, translate
from igs_geo.maps.print.charts import bin_edges

BAR, CHOSEN, INK, QUIET = "#6baed6", "#f5a300", "#1c2733", "#53616e"
BLUES = ("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594")
LONGEST_NAME = 32
LABEL_UNITS, TREE_UNITS, TOP_UNITS = 13.0, 5.0, 11.0
"""Room for row names, the tree and column names, in cells."""


@dataclass(frozen=True)
class Marked:
    """A value to point out in a histogram, and whose it is."""

    name: str
    value: float


def histogram(values: pd.Series, title: str, language: str, decimals: int, marked: Marked | None) -> alt.LayerChart:
    """Return how many municipalities have which value; the bar of the one that is pointed out has another colour."""
    known = values.dropna().to_numpy(float)
    edges, whole = bin_edges(known, decimals)
    heights, edges = np.histogram(known, edges)
    bars = pd.DataFrame({"low": edges[:-1], "high": edges[1:], "count": heights})
    low, high = (bars[side].map(lambda value: format_number(value, language, decimals)) for side in ("low", "high"))
    middle = ((bars["low"] + bars["high"]) / 2).map(lambda value: format_number(value, language))
    bars["range"] = middle if whole else low + " – " + high
    bars["chosen"] = False
    if marked is not None:
        at = min(max(int(np.searchsorted(edges, marked.value, side="right")) - 1, 0), len(bars) - 1)
        bars.loc[at, "chosen"] = True
    number = translate("fragmentation.p_municipalities", language)
    x = alt.X(
        "low:Q",
        title=title,
        scale=alt.Scale(zero=False),
        axis=alt.Axis(grid=False, tickCount=10, format=",.0f" if decimals == 0 else f",.{decimals}f"),
    )
    chart = (
        alt.Chart(bars)
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=x,
            x2="high:Q",
            y=alt.Y("count:Q", title=number, axis=alt.Axis(tickMinStep=1)),
            y2=alt.datum(0),
            color=alt.condition("datum.chosen", alt.value(CHOSEN), alt.value(BAR)),
            tooltip=[alt.Tooltip("range:N", title=title), alt.Tooltip("count:Q", title=number)],
        )
    )
    parts = [chart]
    if marked is not None:
        parts += _mark(marked, known)
    drawn: alt.LayerChart = alt.layer(*parts).properties(height=230).configure(locale=locale(language))
    return drawn


def _mark(marked: Marked, known: np.ndarray) -> list[alt.Chart]:
    place = pd.DataFrame({"x": [marked.value], "name": [marked.name]})
    left = marked.value > (known.min() + known.max()) / 2
    rule = alt.Chart(place).mark_rule(color=INK, strokeWidth=1.6).encode(x="x:Q")
    text = (
        alt.Chart(place)
        .mark_text(align="right" if left else "left", dx=-6 if left else 6, baseline="top", color=INK, fontWeight=600)
        .encode(x="x:Q", y=alt.value(2), text="name:N")
    )
    return [rule, text]


def matrix(
    values: pd.DataFrame, clustering: Clustering, names: dict[str, str], title: str, language: str
) -> alt.LayerChart:
    """Return the matrix of layers in the order of the tree, with the tree beside it; a cell can be clicked.

    Parameters
    ----------
    values
        How alike every two layers are, from 0 to 1, layers by layers.
    clustering
        Decides the order.
    names
        Name of each layer.
    title
        Name of the measure.
    language
        ``"nl"`` or ``"en"``.
    """
    n = len(clustering.order)
    across, down = _scales(n)
    cells = _cells(values, list(clustering.order), names, language)
    parts = [_squares(cells, title, language, n), *_names(_labels(clustering, names), n)]
    if n > 1:
        tree = alt.Chart(_tree(clustering, n)).mark_line(color=QUIET, strokeWidth=1.1, strokeCap="square")
        parts.append(tree.encode(x=across, y=down, detail="link:N", order="step:O"))
    height = int((n + TOP_UNITS) * 16 + 60)
    drawn: alt.LayerChart = (
        alt.layer(*parts)
        .properties(height=height, padding={"left": 0, "right": 0, "top": 0, "bottom": 0})
        .configure_view(stroke=None)
        .configure(locale=locale(language))
    )
    return drawn


def _scales(n: int, x: str = "x:Q", y: str = "y:Q") -> tuple[alt.X, alt.Y]:
    """Return the ways across and down a matrix of n layers, with room for names and tree."""
    across = alt.Scale(domain=[-LABEL_UNITS, n + TREE_UNITS], nice=False, zero=False)
    down = alt.Scale(domain=[-TOP_UNITS, n], nice=False, zero=False, reverse=True)
    return alt.X(x, scale=across, axis=None), alt.Y(y, scale=down, axis=None)


def _squares(cells: pd.DataFrame, title: str, language: str, n: int) -> alt.Chart:
    across, down = _scales(n)
    picked = alt.selection_point(name="cell", fields=["a", "b"], on="click", clear=False)
    legend = alt.Legend(title=title, orient="bottom", direction="horizontal", gradientLength=220, format=".1f")
    drawn: alt.Chart = (
        alt.Chart(cells)
        .mark_rect(stroke="white", strokeWidth=0.6, cursor="pointer")
        .encode(
            x=across,
            x2="x2:Q",
            y=down,
            y2="y2:Q",
            color=alt.Color("value:Q", scale=alt.Scale(domain=[0, 1], range=list(BLUES)), legend=legend),
            tooltip=[
                alt.Tooltip("name_a:N", title=translate("fragmentation.p_layer_a", language)),
                alt.Tooltip("name_b:N", title=translate("fragmentation.p_layer_b", language)),
                alt.Tooltip("text:N", title=title),
            ],
            strokeOpacity=alt.condition(picked, alt.value(1.0), alt.value(1.0)),
        )
        .add_params(picked)
    )
    return drawn


def _labels(clustering: Clustering, names: dict[str, str]) -> pd.DataFrame:
    order = list(clustering.order)
    return pd.DataFrame(
        {
            "name": [shorten(names[code], LONGEST_NAME, placeholder="…") for code in order],
            "whole": [names[code] for code in order],
            "place": np.arange(len(order)) + 0.5,
            "x": -0.25,
            "y": -0.35,
            "bodies": [code.startswith("partnerships:") for code in order],
        }
    )


def _names(labels: pd.DataFrame, n: int) -> tuple[alt.Chart, alt.Chart]:
    """Return the names beside the rows and above the columns; partnerships in another colour than divisions."""
    colour = alt.condition("datum.bodies", alt.value("#1f5673"), alt.value(INK))
    beside, above = _scales(n, y="place:Q"), _scales(n, x="place:Q")
    text = alt.Chart(labels)
    rows = text.mark_text(align="right", baseline="middle", fontSize=10.5)
    columns = text.mark_text(align="left", baseline="middle", fontSize=10.5, angle=270)
    return (
        rows.encode(x=beside[0], y=beside[1], text="name:N", color=colour, tooltip=alt.Tooltip("whole:N", title="")),
        columns.encode(x=above[0], y=above[1], text="name:N", color=colour, tooltip=alt.Tooltip("whole:N", title="")),
    )


def _cells(values: pd.DataFrame, order: list[str], names: dict[str, str], language: str) -> pd.DataFrame:
    unknown = translate("fragmentation.p_unknown", language)
    rows = []
    for i, a in enumerate(order):
        for j, b in enumerate(order):
            if a == b:
                continue
            value = float(values.loc[[a], [b]].to_numpy()[0, 0])
            text = unknown if np.isnan(value) else format_number(value, language, 2)
            rows.append((a, b, names[a], names[b], j, j + 1, i, i + 1, None if np.isnan(value) else value, text))
    columns = ["a", "b", "name_a", "name_b", "x", "x2", "y", "y2", "value", "text"]
    return pd.DataFrame(rows, columns=columns)


def _tree(clustering: Clustering, n: int) -> pd.DataFrame:
    if n < 2:
        return pd.DataFrame(columns=["x", "y", "link", "step"])
    drawn = dendrogram(clustering.merges, no_plot=True)
    rows = []
    for link, (across, deep) in enumerate(zip(drawn["icoord"], drawn["dcoord"], strict=True)):
        # SciPy puts leaf i at 10 i + 5; depth is 1 - similarity.
        rows += [
            (n + 0.3 + (TREE_UNITS - 0.5) * depth, place / 10, link, step)
            for step, (place, depth) in enumerate(zip(across, deep, strict=True))
        ]
    return pd.DataFrame(rows, columns=["x", "y", "link", "step"])
