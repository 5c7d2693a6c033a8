"""Lines between municipalities by the bodies they share, with the list behind every line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.numbers import slide
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.fragmentation import analyses, words
from igs_geo.dashboard.pages.fragmentation.bodies import bodies_html
from igs_geo.dashboard.pages.fragmentation.border_section import pick_line
from igs_geo.dashboard.pages.fragmentation.layout import beside
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.region_filter import choose_region, focus, inside
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.dashboard.widgets.under import show_under_map, takeaway_of_maps
from igs_geo.fragmentation import shared_bodies
from igs_geo.i18n import format_number, translate
from igs_geo.maps import MapSpec, Words
from igs_geo.maps.line_map import line_map

KEY = "versnippering.paren"
MOST_LINES = 400
START, THINNER = 0.5, 0.6
MOST_ROWS = 1000


def show(atlas: Atlas) -> None:
    """Show the section."""
    language = current_view().language
    nis = current_view().municipality
    nis = nis if nis in atlas.flemish.index else ""
    pairs = _pairs(atlas, nis)
    columns = st.columns([1, 1])
    with columns[0]:
        choose_region(atlas)
    with columns[1]:
        least = _least(pairs, nis, language)
    shown = pairs[pairs["shared"] >= least]
    left, right = beside(2.05)
    with left:
        spec = _spec(atlas, nis, least, focus(atlas), language)
        show_map(spec, key=KEY, selected=nis, on_pick=_choose, on_line=pick_line)
        show_under_map(spec, key="pairs-map", meaning=translate("fragmentation.meaning_pairs", language))
    with right, st.container(key="panel-pair", gap="small"):
        _panel(atlas, shown, nis, least, language)
    _table(atlas, nis, language)


def _choose(nis: str) -> None:
    change_view(municipality=nis, pick="")


def _pairs(atlas: Atlas, nis: str) -> pd.DataFrame:
    pairs = analyses.pairs(atlas)
    here = inside(atlas)
    pairs = pairs[pairs["nis_a"].isin(here) & pairs["nis_b"].isin(here)] if not nis else pairs
    return pairs[(pairs["nis_a"] == nis) | (pairs["nis_b"] == nis)] if nis else pairs


def _least(pairs: pd.DataFrame, nis: str, language: str) -> int:
    """Draw the choice of the smallest number of shared bodies, such that the map stays readable by default."""
    most = int(pairs["shared"].max()) if len(pairs) else 1
    if most <= 1:
        return 1
    return slide("least", translate("fragmentation.p_least", language), high=most, standing=_readable(pairs, nis))


def _readable(pairs: pd.DataFrame, nis: str) -> int:
    """Return the smallest number of shared bodies with which the map stays readable."""
    counts = pairs["shared"].value_counts().sort_index(ascending=False).cumsum()
    readable = counts[counts <= (60 if nis else MOST_LINES)]
    return int(readable.index.min()) if len(readable) else max(int(pairs["shared"].max()) if len(pairs) else 1, 1)


@st.cache_data(show_spinner=False, max_entries=100, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, nis: str, least: int, region: str, language: str) -> MapSpec:
    pairs = _pairs(atlas, nis)
    pairs = pairs[pairs["shared"] >= least]
    names = atlas.flemish["name"]
    keys = list(zip(pairs["nis_a"], pairs["nis_b"], strict=True))
    shares = {key: int(shared) for key, shared in zip(keys, pairs["shared"], strict=True)}
    # Lines start thin at the smallest number that is shown, so that steps between numbers are seen.
    values = {key: shared - least + START for key, shared in shares.items()}
    texts = {
        (a, b): f"{names[a]} – {names[b]}: {translate('fragmentation.p_shared', language, count=shared)}"
        for (a, b), shared in shares.items()
    }
    found = sorted(set(shares.values()))
    written = {n - least + START: translate("fragmentation.p_shared", language, count=n) for n in found}
    title = (
        translate("fragmentation.p_pairs_of", language, name=names[nis])
        if nis
        else translate("fragmentation.p_pairs_title", language)
    )
    spec = line_map(
        atlas,
        values,
        Words(title, translate("fragmentation.p_pairs_legend", language, least=least), language),
        kind="link",
        written=written,
        texts=texts,
        focus=region,
    )
    thin = tuple(replace(line, width=round(THINNER * line.width, 2)) for line in spec.lines)
    legend = tuple(
        replace(entry, line=replace(entry.line, width=round(THINNER * entry.line.width, 2))) if entry.line else entry
        for entry in spec.legend
    )
    window = tuple(sorted({end for line in thin for end in line.ends})) if nis else ()
    return replace(spec, lines=thin, legend=legend, window=window)


def _panel(atlas: Atlas, shown: pd.DataFrame, nis: str, least: int, language: str) -> None:
    names = atlas.flemish["name"]
    a, _, b = current_view().pick.partition("-")
    if a in names.index and b in names.index:
        shared = shared_bodies(cached.counted(atlas), a, b)
        st.html(f'<h2 class="igs-heading">{escaped(names[a])} – {escaped(names[b])}</h2>')
        st.markdown(translate("fragmentation.p_shared_list", language, count=format_number(len(shared), language)))
        st.html(bodies_html(atlas, shared, language))
        return
    st.markdown(
        translate(
            "fragmentation.p_lines",
            language,
            count=format_number(len(shown), language),
            least=format_number(least, language),
        )
    )
    st.info(translate("fragmentation.p_pick_line" if nis else "fragmentation.p_pick_line_or_place", language))
    if nis and st.button(translate("fragmentation.p_everyone", language), type="tertiary", key="pairs.everyone"):
        change_view(municipality="")
        st.rerun()


def _table(atlas: Atlas, nis: str, language: str) -> None:
    pairs = _pairs(atlas, nis).sort_values(["shared", "jaccard"], ascending=False, kind="stable")
    names = atlas.flemish["name"]
    shown = pd.DataFrame(
        {
            "a": pairs["nis_a"].map(names),
            "b": pairs["nis_b"].map(names),
            "shared": pairs["shared"],
            "jaccard": pairs["jaccard"].round(4),
            "nis_a": pairs["nis_a"],
            "nis_b": pairs["nis_b"],
        }
    )
    show_heading(
        translate("fragmentation.p_all_pairs", language, count=format_number(len(shown), language)),
        translate("fragmentation.meaning_pairs", language),
        key="all-pairs",
    )
    show_table(
        shown,
        texts="fragmentation.col_",
        key="pairs",
        layout=Layout(most=MOST_ROWS, drawn=("a", "b", "shared", "jaccard")),
        file=translate("fragmentation.p_file_pairs", language, edition=atlas.edition),
        digits={"shared": Digits(), "jaccard": Digits(2)},
        about=words.about(atlas, translate("fragmentation.p_pairs_title", language), language),
    )
    show_source(words.counting(atlas, language))


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this section, by the key of its menu, for the view of now."""
    view = current_view()
    nis = view.municipality if view.municipality in atlas.flemish.index else ""
    least = view.least or _readable(_pairs(atlas, nis), nis)
    spec = _spec(atlas, nis, least, focus(atlas), view.language)
    return {"pairs-map": lambda: takeaway_of_maps((spec,), None, atlas)}
