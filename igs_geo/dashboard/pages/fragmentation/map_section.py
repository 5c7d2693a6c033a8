"""Any measure on the map, the explanation of one municipality, the histogram and the ranking."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.fragmentation import analyses, words
from igs_geo.dashboard.pages.fragmentation.charts import Marked, histogram
from igs_geo.dashboard.pages.fragmentation.company_section import show_company
from igs_geo.dashboard.pages.fragmentation.layout import beside
from igs_geo.dashboard.pages.fragmentation.words import MEASURES, Measure
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.region_filter import area_name, choose_region, focus, inside
from igs_geo.dashboard.widgets.tables import Digits, Layout, Shown, draw_table
from igs_geo.dashboard.widgets.under import show_under_chart, show_under_map, takeaway_of_chart, takeaway_of_maps
from igs_geo.fragmentation import company, explain, say_verdict_of, say_verdict_on
from igs_geo.fragmentation.classes import SCHEMES, Scheme, class_bounds
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import MapSpec, Words, choropleth_map
from igs_geo.maps.print.charts import Histogram
from igs_geo.maps.sources import PARTNERSHIPS, Basis

RANKED = ("fragmentation", "coherence", "nesting", "partners", "partnerships")
"""Columns of the ranking beside the measure on the map; the download holds all measures."""


def show(atlas: Atlas) -> None:
    """Show the section."""
    language = current_view().language
    _controls(atlas, language)
    measure = MEASURES[current_view().measure]
    _verdict(atlas, language)
    _map_and_panel(atlas, measure, language)
    if (nis := current_view().municipality) in atlas.flemish.index:
        show_company(atlas, nis, language)
    _distribution(atlas, measure, language)
    _ranking(atlas, measure, language)


def _controls(atlas: Atlas, language: str) -> None:
    columns = st.columns([1.4, 1.4, 1])
    with columns[0]:
        select(
            "measure",
            translate("fragmentation.p_measure", language),
            {name: measure.title(language) for name, measure in MEASURES.items()},
        )
    with columns[1]:
        choose_region(atlas)
    with columns[2]:
        select(
            "classes",
            translate("fragmentation.p_classes", language),
            {scheme: translate(f"fragmentation.p_{scheme}", language) for scheme in SCHEMES},
        )


def _verdict(atlas: Atlas, language: str) -> None:
    """Draw the verdict: on the chosen municipality, else on the area."""
    table = analyses.municipalities(atlas)
    nis = current_view().municipality
    if nis in table.index:
        said = say_verdict_of(table, nis, language)
    else:
        said = say_verdict_on(table[table.index.isin(inside(atlas))], area_name(atlas), language)
    st.markdown(f"**{plain(said)}**")


def _map_and_panel(atlas: Atlas, measure: Measure, language: str) -> None:
    left, right = beside(2.05)
    with left:
        spec = _spec(atlas, measure, cast("Scheme", current_view().classes), focus(atlas), language)
        known = current_view().municipality
        show_map(spec, key="versnippering", selected=known if known in atlas.flemish.index else "", on_pick=_choose)
        show_under_map(spec, key="measure", meaning=measure.meaning(language))
    with right:
        _panel(atlas, measure, language)


def _choose(nis: str) -> None:
    change_view(municipality=nis)


@st.cache_data(show_spinner=False, max_entries=200, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, measure: Measure, scheme: Scheme, region: str, language: str) -> MapSpec:
    values = analyses.municipalities(atlas)[measure.name]
    frames = (atlas.emphasis.frame,) if atlas.emphasis.frame else ()
    return choropleth_map(
        atlas,
        values,
        Words(measure.title(language), measure.title(language), language),
        bounds=class_bounds(values, scheme),
        decimals=measure.decimals,
        percent=measure.percent,
        focus=region,
        basis=Basis((PARTNERSHIPS,), frames if measure.name == "region_fit" else ()),
    )


def _panel(atlas: Atlas, measure: Measure, language: str) -> None:
    table = analyses.municipalities(atlas)
    nis = current_view().municipality
    with st.container(key="panel-municipality", gap="small"):
        if nis not in table.index:
            _summary(table[table.index.isin(inside(atlas))], measure, area_name(atlas), language)
            return
        row = table.loc[[nis]].to_dict("records")[0]
        value = float(row[measure.name])
        st.html(f'<h2 class="igs-heading">{escaped(row["name"])}</h2>')
        st.html(
            f'<div class="igs-figure"><div class="label">{escaped(measure.title(language))}</div>'
            f'<div class="value">{escaped(measure.written(value, language))}</div>'
            f'<div class="beside">{escaped(_beside(atlas, table, nis, measure, language))}</div></div>'
        )
        if goes_with := company(cached.counted(atlas), nis).sentence(language):
            st.markdown(plain(goes_with))
        said = explain(cached.counted(atlas), table, nis)
        for sentence in said.sentences(language):
            st.markdown(plain(sentence))
        st.markdown(_borders_said(atlas, nis, language))
        link_to("gemeente", translate("fragmentation.p_profile", language, name=row["name"]), municipality=nis)
        around = translate("fragmentation.p_regions_around", language, name=row["name"])
        link_to("kandidaat-regios", around, municipality=nis, searching="around", also=(), answer=0)


def _summary(table: pd.DataFrame, measure: Measure, area: str, language: str) -> None:
    values = table[measure.name].dropna()
    st.html(f'<h2 class="igs-heading">{escaped(measure.title(language))}</h2>')
    if values.empty:
        return
    st.markdown(
        translate(
            "fragmentation.p_summary",
            language,
            area=area,
            median=measure.written(float(values.median()), language),
            low=measure.written(float(values.quantile(0.1)), language),
            high=measure.written(float(values.quantile(0.9)), language),
            count=format_number(len(values), language),
        )
    )
    for key, order in (("p_highest", values.nlargest(5)), ("p_lowest", values.nsmallest(5))):
        items = " · ".join(
            f"{plain(table.loc[[str(nis)], 'name'].iloc[0])} {plain(measure.written(value, language))}"
            for nis, value in order.items()
        )
        st.markdown(f"**{translate(f'fragmentation.{key}', language)}**  \n{items}")
    st.info(translate("fragmentation.p_pick", language))


def _beside(atlas: Atlas, table: pd.DataFrame, nis: str, measure: Measure, language: str) -> str:
    values = table[measure.name].dropna()
    if nis not in values.index:
        return translate("fragmentation.p_unknown", language)
    province = atlas.flemish["province"]
    own = values[province.reindex(values.index) == province[nis]]
    return translate(
        "fragmentation.p_beside",
        language,
        above=format_percent((values.drop(nis) < values[nis]).mean(), language),
        median=measure.written(values.median(), language),
        province=province[nis],
        province_median=measure.written(own.median(), language),
    )


def _borders_said(atlas: Atlas, nis: str, language: str) -> str:
    borders = analyses.borders(atlas)
    own = borders[(borders["nis_a"] == nis) | (borders["nis_b"] == nis)]
    if own.empty:
        return translate("fragmentation.p_no_border", language)
    names = atlas.flemish["name"]
    other = own["nis_a"].where(own["nis_a"] != nis, own["nis_b"]).map(names)
    number = own["separating"]
    hard, soft = sorted(other[number == number.max()]), sorted(other[number == number.min()])
    key = "p_borders_alike" if number.max() == number.min() else "p_borders_said"
    return plain(
        translate(
            f"fragmentation.{key}",
            language,
            hard=", ".join(hard),
            most=format_number(int(number.max()), language),
            soft=", ".join(soft),
            least=format_number(int(number.min()), language),
            all=format_number(int(own["divisions"].iloc[0]), language),
        )
    )


def _distribution(atlas: Atlas, measure: Measure, language: str) -> None:
    table = analyses.municipalities(atlas)
    nis = current_view().municipality
    title = measure.title(language)
    show_heading(
        translate("fragmentation.p_distribution", language, measure=title, area=area_name(atlas)),
        translate("fragmentation.meaning_distribution", language),
        key="distribution",
    )
    values = table.loc[table.index.isin(inside(atlas)), measure.name] * (100 if measure.percent else 1)
    if values.dropna().empty:
        st.info(translate("fragmentation.p_unknown", language))
        return
    marked = None
    if nis in values.index and not pd.isna(values[nis]):
        marked = Marked(str(table.loc[nis, "name"]), float(values[nis]))
    across = f"{title} (%)" if measure.percent else title
    st.altair_chart(histogram(values, across, language, measure.decimals, marked), key="histogram")
    source = words.counting(atlas, language)
    heading = translate("fragmentation.p_distribution", language, measure=title, area=area_name(atlas))
    printed = _printed(atlas, measure, language)
    show_under_chart(lambda: printed, heading, source, key="histogram")
    show_source(source)


def _printed(atlas: Atlas, measure: Measure, language: str) -> Histogram:
    """Return the histogram of a measure for print."""
    table = analyses.municipalities(atlas)
    values = table.loc[table.index.isin(inside(atlas)), measure.name].dropna() * (100 if measure.percent else 1)
    title, nis = measure.title(language), current_view().municipality
    return Histogram(
        tuple(values),
        f"{title} (%)" if measure.percent else title,
        translate("fragmentation.p_municipalities", language),
        language,
        measure.decimals,
        (str(table.loc[nis, "name"]), float(values[nis])) if nis in values.index else None,
    )


def _ranking(atlas: Atlas, measure: Measure, language: str) -> None:
    ranked = ranking_table(atlas, measure, language)
    title = _ranking_title(atlas, len(ranked.table), language)
    show_heading(title, translate("fragmentation.meaning_ranking", language), key="ranking")
    draw_table(ranked, key="ranking")
    show_source(words.counting(atlas, language))


def _ranking_title(atlas: Atlas, count: int, language: str) -> str:
    number = format_number(count, language)
    return translate("fragmentation.p_ranking", language, count=number, area=area_name(atlas))


def ranking_table(atlas: Atlas, measure: Measure, language: str) -> Shown:
    """Return the municipalities of the area in view by a measure, the highest first."""
    table = analyses.municipalities(atlas)
    table = table[table.index.isin(inside(atlas))].sort_values(measure.name, ascending=False, kind="stable")
    names = ["name", measure.name, *(name for name in MEASURES if name != measure.name)]
    shown = table[names].copy()
    shown.insert(0, "rank", range(1, len(shown) + 1))
    shown.insert(2, "province", atlas.flemish["province"].reindex(shown.index))
    shown["nis"] = shown.index
    return Shown(
        shown,
        texts="fragmentation.col_",
        file=translate("fragmentation.p_file_ranking", language, edition=atlas.edition),
        digits={m.name: Digits(0 if m.percent else m.decimals, m.percent) for m in MEASURES.values()},
        layout=Layout(
            widths={"rank": 50, "name": 160},
            drawn=tuple(dict.fromkeys(("rank", "name", measure.name, *RANKED, "province"))),
        ),
        about=words.about(atlas, _ranking_title(atlas, len(shown), language), language),
    )


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this section, by the key of its menu, for the view of now."""
    view = current_view()
    language, measure = view.language, MEASURES[view.measure]
    title = translate("fragmentation.p_distribution", language, measure=measure.title(language), area=area_name(atlas))

    def chart() -> Takeaway:
        printed = _printed(atlas, measure, language)
        return takeaway_of_chart(lambda: printed, title, words.counting(atlas, language), atlas, language)

    def area() -> Takeaway:
        spec = _spec(atlas, measure, cast("Scheme", view.classes), focus(atlas), language)
        return takeaway_of_maps((spec,), None, atlas)

    return {
        "measure": area,
        "histogram": chart,
        "ranking": lambda: ranking_table(atlas, measure, language).takeaway(language),
    }
