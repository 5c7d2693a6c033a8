"""What asks for attention: by kind, for one region, each leading to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.fragmentation import analyses, thresholds, words
from igs_geo.dashboard.pages.fragmentation.layout import beside
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.region_filter import area_name, choose_region, focus, inside
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.dashboard.widgets.under import show_under_map, takeaway_of_maps
from igs_geo.fragmentation import Flag, Thresholds, flags_in, flags_table, say_without_members
from igs_geo.fragmentation.flag import KINDS
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import MapSpec, Words, choropleth_map
from igs_geo.maps.line_map import line_map
from igs_geo.maps.sources import PARTNERSHIPS, Basis

FIRST_SHOWN = 12


def show(atlas: Atlas) -> None:
    """Show the section."""
    language = current_view().language
    limits = thresholds.choose()
    flags = analyses.flags(atlas, limits)
    columns = st.columns([1.6, 1])
    with columns[1]:
        choose_region(atlas)
        here = flags_in(flags, inside(atlas)) if focus(atlas) else flags
    counts = pd.Series([flag.kind for flag in here], dtype="str").value_counts()
    kinds = [kind for kind in KINDS if counts.get(kind, 0)]
    with columns[0]:
        select(
            "kind",
            translate("fragmentation.p_kind", language),
            {kind: _kind_title(kind, int(counts.get(kind, 0)), language) for kind in KINDS},
            placeholder=translate("fragmentation.p_all_kinds", language, count=format_number(len(here), language)),
        )
    kind = current_view().kind
    shown = [flag for flag in here if not kind or flag.kind == kind]
    nis = current_view().municipality
    nis = nis if nis in atlas.flemish.index else ""
    left, right = beside(1.35)
    with left:
        spec = _spec(atlas, kind, focus(atlas), language, limits)
        show_map(spec, key="versnippering.vlaggen", selected=nis, on_pick=_choose)
        show_under_map(spec, key="flags-map", meaning=translate("fragmentation.meaning_flags", language))
        show_source(_source(atlas, limits, language))
    with right, st.container(key="panel-flag", gap="small", height=720 if kind or nis else "content", border=False):
        _list(atlas, shown, nis, kinds if not kind else [kind], language)
    _table(atlas, shown, limits, language)


def _kind_title(kind: str, count: int, language: str) -> str:
    return f"{translate(f'flags.{kind}', language)} ({format_number(count, language)})"


def _source(atlas: Atlas, limits: Thresholds, language: str) -> str:
    said = thresholds.difference(limits, language)
    return f"{words.counting(atlas, language, _divisions(atlas))} {said}".strip()


def _divisions(atlas: Atlas) -> tuple[str, ...]:
    """Return the divisions that flags look at."""
    return (atlas.emphasis.frame,) if atlas.emphasis.frame else ()


def _choose(nis: str) -> None:
    change_view(municipality=nis)


@st.cache_data(show_spinner=False, max_entries=100, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, kind: str, region: str, language: str, limits: Thresholds) -> MapSpec:
    flags = [flag for flag in analyses.flags(atlas, limits) if not kind or flag.kind == kind]
    if kind == "cutting_border":
        return line_map(
            atlas,
            {flag.borders[0]: flag.severity for flag in flags},
            Words(translate(f"flags.{kind}", language), translate("fragmentation.p_flag_border", language), language),
            kind="border",
            written={share: format_percent(share, language) for share in (0.5, 0.7)},
            texts={flag.borders[0]: flag.reason(language) for flag in flags},
            focus=region,
            divisions=_divisions(atlas),
        )
    rows = [(nis, flag.severity) for flag in flags for nis in flag.municipalities]
    table = pd.DataFrame(rows, columns=["nis", "severity"])
    per_place = table.groupby("nis")["severity"]
    if kind in {"youth_white_spot", "youth_white_spot_city", "other_partners"}:
        values, decimals, heading = per_place.max(), 2, translate("fragmentation.p_flag_severity", language)
    else:
        values, decimals, heading = per_place.size(), 0, translate("fragmentation.p_flag_number", language)
    title = translate(f"flags.{kind}", language) if kind else translate("fragmentation.p_section_flags", language)
    return choropleth_map(
        atlas,
        values.astype(float),
        Words(title, heading, language),
        decimals=decimals,
        focus=region,
        basis=Basis((PARTNERSHIPS,), _divisions(atlas)),
    )


def _list(atlas: Atlas, flags: Sequence[Flag], nis: str, kinds: Sequence[str], language: str) -> None:
    if nis:
        own = flags_in(flags, [nis])
        name = atlas.flemish.loc[nis, "name"]
        st.markdown(f"**{plain(translate('fragmentation.p_flags_of', language, name=name, count=len(own)))}**")
        for flag in own[:FIRST_SHOWN]:
            _flag(atlas, flag, language)
        if st.button(translate("fragmentation.p_all_places", language), type="tertiary", key="flags.everywhere"):
            change_view(municipality="")
            st.rerun()
        return
    if not flags:
        st.info(translate("fragmentation.p_no_flags", language))
    for kind in kinds:
        own = [flag for flag in flags if flag.kind == kind]
        if not own:
            continue
        title = f"{translate(f'flags.{kind}', language)} ({format_number(len(own), language)})"
        with st.expander(plain(title), expanded=len(kinds) == 1, key=f"flags.{kind}"):
            st.caption(translate(f"fragmentation.why_{kind}", language))
            if kind.startswith("youth_white_spot") and (said := say_without_members(atlas, language)):
                st.caption(plain(said))
            few = own[:FIRST_SHOWN] if len(kinds) == 1 else own[:3]
            for flag in few:
                _flag(atlas, flag, language)
            if len(own) > len(few):
                st.caption(
                    translate(
                        "fragmentation.p_more_below", language, count=format_number(len(own) - len(few), language)
                    )
                )


def _flag(atlas: Atlas, flag: Flag, language: str) -> None:
    st.markdown(f"**{format_number(flag.rank, language)}. {plain(flag.name)}** — {plain(flag.reason(language))}")
    label = translate("fragmentation.p_show_place", language)
    if flag.kind == "cutting_border":
        # A link to the page that is open already leads nowhere in Streamlit.
        st.button(
            label, type="tertiary", key=f"flags.border.{flag.subject}", on_click=_show_border, args=(flag.subject,)
        )
    elif flag.subject in atlas.flemish.index:
        domains = (atlas.emphasis.domain,) if flag.kind.startswith("youth") else current_view().domains
        link_to("kaart", label, municipality=flag.subject, domains=domains, partnership="")
    else:
        link_to("samenwerkingsverband", label, partnership=flag.subject)


def _show_border(border: str) -> None:
    change_view(analysis="borders", pick=border)


def _table(atlas: Atlas, flags: Sequence[Flag], limits: Thresholds, language: str) -> None:
    said = thresholds.difference(limits, language)
    table = flags_table(flags, language)
    names = atlas.municipalities["name"].to_dict()
    bodies = atlas.partnerships["name"].to_dict()
    shown = pd.DataFrame(
        {
            "rank": table["rank"],
            "kind": [translate(f"flags.{kind}", language) for kind in table["kind"]],
            "name": table["name"],
            "severity": table["severity"],
            "reason": table["reason"],
            "where": [", ".join(str(names[code]) for code in codes.split()) for codes in table["municipalities"]],
            "evidence": [", ".join(str(bodies[code]) for code in codes.split()) for codes in table["partnerships"]],
            "subject": table["subject"],
        }
    )
    show_heading(
        translate(
            "fragmentation.p_all_flags", language, count=format_number(len(shown), language), area=area_name(atlas)
        ),
        translate("fragmentation.meaning_flags", language),
        key="all-flags",
    )
    show_table(
        shown,
        texts="fragmentation.col_",
        key="flags",
        file=translate("fragmentation.p_file_flags", language, edition=atlas.edition),
        digits={"rank": Digits(), "severity": Digits(2)},
        about=words.about(atlas, translate("fragmentation.p_section_flags", language), language)
        | ({translate("flags.p_thresholds", language): said} if said else {})
        | {translate("flags.youth_white_spot", language): say_without_members(atlas, language)},
        layout=Layout(
            widths={"rank": 45, "kind": 115, "name": 115, "reason": 370, "severity": 60},
            lines=5,
            drawn=("rank", "name", "reason", "kind", "severity"),
        ),
    )
    show_source(_source(atlas, limits, language))


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this section, by the key of its menu, for the view of now."""
    view = current_view()
    spec = _spec(atlas, view.kind, focus(atlas), view.language, view.thresholds)
    return {"flags-map": lambda: takeaway_of_maps((spec,), None, atlas)}
