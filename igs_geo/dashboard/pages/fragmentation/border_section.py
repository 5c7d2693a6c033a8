"""Borders drawn as thick as the share of divisions that stop there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.fragmentation import analyses, words
from igs_geo.dashboard.pages.fragmentation.bodies import bodies_html
from igs_geo.dashboard.pages.fragmentation.layout import beside
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.live_map import clicked_line, show_map
from igs_geo.dashboard.widgets.region_filter import area_name, choose_region, focus, inside
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table, table_html
from igs_geo.dashboard.widgets.under import show_under_map, takeaway_of_maps
from igs_geo.fragmentation import shared_bodies
from igs_geo.i18n import format_number, translate
from igs_geo.maps import LegendEntry, Line, MapSpec, Words
from igs_geo.maps.line_map import line_map

KEY = "versnippering.grenzen"
PICKED = "#f5a300"


def show(atlas: Atlas) -> None:
    """Show the section."""
    language = current_view().language
    choose_region(atlas)
    left, right = beside(2.05)
    with left:
        known, pick = current_view().municipality, current_view().pick
        spec = _with_pick(atlas, _spec(atlas, focus(atlas), language), pick)
        show_map(
            spec,
            key=KEY,
            # The outline of a chosen municipality would hide the chosen border.
            selected=known if known in atlas.flemish.index and not pick else "",
            on_pick=_choose,
            on_line=pick_line,
        )
        show_under_map(spec, key="borders-map", meaning=translate("fragmentation.meaning_borders", language))
    with right, st.container(key="panel-border", gap="small"):
        _panel(atlas, language)
    _table(atlas, language)


def _choose(nis: str) -> None:
    change_view(municipality=nis, pick="")


@st.cache_data(show_spinner=False, max_entries=100, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, region: str, language: str) -> MapSpec:
    borders = analyses.borders(atlas)
    names = atlas.flemish["name"]
    pairs = list(zip(borders["nis_a"], borders["nis_b"], strict=True))
    values = dict(zip(pairs, borders["border_strength"], strict=True))
    every = int(borders["divisions"].max()) if len(borders) else 0
    texts = {
        (a, b): translate(
            "fragmentation.p_border_hover",
            language,
            a=names[a],
            b=names[b],
            separating=format_number(separating, language),
            all=format_number(every, language),
        )
        for (a, b), separating in zip(pairs, borders["separating"], strict=True)
    }
    shown = sorted({1, max(1, every // 3), max(1, 2 * every // 3), every}) if every else []
    written = {number / every: translate("fragmentation.p_of", language, some=number, all=every) for number in shown}
    return line_map(
        atlas,
        values,
        Words(
            translate("fragmentation.p_border_title", language),
            translate("fragmentation.p_border_legend", language),
            language,
        ),
        kind="border",
        written=written,
        texts=texts,
        focus=region,
        divisions=borders.attrs.get("divisions", []),
    )


def _with_pick(atlas: Atlas, spec: MapSpec, pick: str) -> MapSpec:
    """Point out a border; the map opens on it when an address or a link asked for it."""
    ends = tuple(pick.split("-"))
    if len(ends) != 2 or not set(ends) <= set(atlas.flemish.index):
        return spec
    line = Line(pick, (ends[0], ends[1]), "border", 5.0, PICKED, "")
    legend = LegendEntry(translate("fragmentation.p_picked", spec.language), line=line)
    opening = f"{KEY}.window"
    if pick != clicked_line(KEY):
        st.session_state[opening] = ends
    # A click keeps the window as it was, so that the map stays where it is.
    window = st.session_state.get(opening, ())
    return replace(spec, lines=(*spec.lines, line), legend=(*spec.legend, legend), window=window)


def pick_line(line: str) -> None:
    """Put a clicked line in the view."""
    change_view(pick=line)


def _panel(atlas: Atlas, language: str) -> None:
    borders = analyses.borders(atlas)
    a, _, b = current_view().pick.partition("-")
    row = borders[(borders["nis_a"] == a) & (borders["nis_b"] == b)]
    if not row.empty:
        _border(atlas, a, b, row, language)
        return
    nis = current_view().municipality
    if nis in atlas.flemish.index:
        _own_borders(atlas, nis, borders, language)
        return
    st.info(translate("fragmentation.p_pick_border", language))
    names = atlas.flemish["name"]
    part = _here(atlas, borders).nlargest(6, "border_strength")
    items = [f"{names[x]} – {names[y]}" for x, y in zip(part["nis_a"], part["nis_b"], strict=True)]
    st.markdown(f"**{translate('fragmentation.p_hardest', language)} ({plain(area_name(atlas))})**")
    st.html("<br>".join(escaped(item) for item in items))


def _here(atlas: Atlas, borders: pd.DataFrame) -> pd.DataFrame:
    here = inside(atlas)
    return borders[borders["nis_a"].isin(here) | borders["nis_b"].isin(here)]


def _border(atlas: Atlas, a: str, b: str, row: pd.DataFrame, language: str) -> None:
    names = atlas.flemish["name"]
    stops, every = set(row["separated_by"].iloc[0]), row.attrs.get("divisions", [])
    titles = atlas.division_kinds["name_nl" if language == "nl" else "name_en"]
    st.html(f'<h2 class="igs-heading">{escaped(names[a])} – {escaped(names[b])}</h2>')
    st.markdown(
        translate(
            "fragmentation.p_border_said",
            language,
            separating=format_number(len(stops), language),
            all=format_number(len(every), language),
            length=format_number(float(row["length_km"].iloc[0]), language, 1),
        )
    )
    for key, codes in (
        ("p_stops", [code for code in every if code in stops]),
        ("p_goes_on", [code for code in every if code not in stops]),
    ):
        if codes:
            listed = ", ".join(str(titles[code]) for code in codes)
            st.markdown(f"**{translate(f'fragmentation.{key}', language)}**  \n{plain(listed)}")
    shared = shared_bodies(cached.counted(atlas), a, b)
    st.markdown(
        translate(
            "fragmentation.p_still_shared",
            language,
            count=format_number(len(shared), language),
            jaccard=format_number(float(row["jaccard"].iloc[0]), language, 2),
        )
    )
    st.html(bodies_html(atlas, shared, language))


def _own_borders(atlas: Atlas, nis: str, borders: pd.DataFrame, language: str) -> None:
    names = atlas.flemish["name"]
    own = borders[(borders["nis_a"] == nis) | (borders["nis_b"] == nis)]
    own = own.assign(other=own["nis_a"].where(own["nis_a"] != nis, own["nis_b"]).map(names))
    own = own.sort_values(["separating", "other"], ascending=[False, True])
    title = translate("fragmentation.p_borders_of", language, name=names[nis])
    st.html(f'<h2 class="igs-heading">{escaped(title)}</h2>')
    counts = zip(own["separating"], own["divisions"], strict=True)
    of = [translate("fragmentation.p_of", language, some=separating, all=every) for separating, every in counts]
    shown = pd.DataFrame({"with": own["other"], "separating": of, "shared": own["shared"]})
    st.html(table_html(shown, {"shared": Digits()}, language, "fragmentation.col_"))
    st.caption(translate("fragmentation.p_click_border", language))


def _table(atlas: Atlas, language: str) -> None:
    borders = analyses.borders(atlas)
    names, rows = atlas.flemish["name"], _here(atlas, borders)
    titles = atlas.division_kinds["name_nl" if language == "nl" else "name_en"].to_dict()
    shown = pd.DataFrame(
        {
            "a": rows["nis_a"].map(names),
            "b": rows["nis_b"].map(names),
            "border_strength": rows["border_strength"],
            "separating": rows["separating"],
            "shared": rows["shared"],
            "jaccard": rows["jaccard"],
            "length_km": rows["length_km"],
            "separated_by": [", ".join(titles[code] for code in codes) for codes in rows["separated_by"]],
            "nis_a": rows["nis_a"],
            "nis_b": rows["nis_b"],
        }
    ).sort_values(["border_strength", "jaccard"], ascending=[False, True], kind="stable")
    show_heading(
        translate(
            "fragmentation.p_all_borders", language, count=format_number(len(shown), language), area=area_name(atlas)
        ),
        translate("fragmentation.meaning_borders", language),
        key="all-borders",
    )
    show_table(
        shown,
        texts="fragmentation.col_",
        key="borders",
        file=translate("fragmentation.p_file_borders", language, edition=atlas.edition),
        digits={
            "border_strength": Digits(percent=True),
            "separating": Digits(),
            "shared": Digits(),
            "jaccard": Digits(2),
            "length_km": Digits(1),
        },
        about=words.about(atlas, translate("fragmentation.p_border_title", language), language),
        layout=Layout(
            widths={"a": 120, "b": 120, "border_strength": 100, "shared": 130, "separated_by": 260},
            lines=5,
            drawn=("a", "b", "border_strength", "shared", "separated_by"),
        ),
    )
    used = ", ".join(titles[code] for code in borders.attrs.get("divisions", []))
    show_source(translate("fragmentation.p_divisions_used", language, divisions=used))
    show_source(words.counting(atlas, language, borders.attrs.get("divisions", [])))


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this section, by the key of its menu, for the view of now."""
    view = current_view()
    spec = _with_pick(atlas, _spec(atlas, focus(atlas), view.language), view.pick)
    return {"borders-map": lambda: takeaway_of_maps((spec,), None, atlas)}
