"""The page Gemeente: the profile of one municipality."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.municipality.partners import partners_spec, show_common, show_partners
from igs_geo.dashboard.pages.municipality.youth import show_youth
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.choose import choose_edition, choose_municipality, example_municipalities, suggest
from igs_geo.dashboard.widgets.cooperation import own_bodies, show_cooperation
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import figure_row, show_figure, show_heading, show_source
from igs_geo.dashboard.widgets.own_changes import show_own_of_municipality
from igs_geo.dashboard.widgets.resolve import resolved_municipality, settle_municipality
from igs_geo.dashboard.widgets.tables import Digits, Layout, Shown, draw_table, show_small_table
from igs_geo.dashboard.widgets.under import takeaway_of_maps
from igs_geo.fragmentation import company, profile
from igs_geo.i18n import format_date, format_number, format_percent, translate
from igs_geo.maps.sources import PARTNERSHIPS, POPULATION, said_sources

SECTIONS = ("", "partners", "common")


def show() -> None:
    """Show the page."""
    language = current_view().language
    atlas = cached.atlas()
    settle_municipality(atlas, language)
    if not st.context.is_embedded:
        left, right = st.columns([3, 1.4], vertical_alignment="bottom")
        with left:
            choose_municipality(atlas)
        with right:
            choose_edition()
    if not current_view().municipality:
        st.title(translate("municipality.title", language), anchor=False)
        st.markdown(translate("municipality.start", language))
        suggest("municipality", example_municipalities(atlas), label=translate("municipality.examples", language))
        return
    nis = resolved_municipality(atlas, language)
    if nis:
        _profile(atlas, nis, language)


def _profile(atlas: Atlas, nis: str, language: str) -> None:
    place = atlas.municipalities.loc[nis]
    _header(atlas, nis, language)
    show_own_of_municipality(atlas, nis, language)
    show_youth(atlas, nis, language)
    comparison = _compared(atlas, nis)
    _figures(atlas, nis, comparison, language)
    segments(
        "profile",
        translate("municipality.sections", language),
        {name: translate(f"municipality.section_{name or 'cooperation'}", language) for name in SECTIONS},
    )
    section = current_view().profile
    if section == "partners":
        show_partners(atlas, nis, language)
    elif section == "common":
        show_common(atlas, nis, language)
    else:
        show_heading(
            translate("municipality.cooperation_of", language, name=place["name"]),
            translate("municipality.meaning_cooperation", language),
            key="cooperation",
        )
        if said := company(cached.counted(atlas), nis).sentence(language):
            st.markdown(plain(said))
        show_cooperation(atlas, nis, language, without=(atlas.emphasis.domain,))
        show_source(translate("municipality.coverage", language))
        _comparison(atlas, nis, comparison, language)
        _list_of_bodies(atlas, nis, language)


@st.cache_data(show_spinner=False, max_entries=700, hash_funcs=BY_ATLAS)
def _compared(atlas: Atlas, nis: str) -> pd.DataFrame:
    return profile.comparison(cached.counted(atlas), nis)


def _header(atlas: Atlas, nis: str, language: str) -> None:
    place = atlas.municipalities.loc[nis]
    regions = atlas.divisions
    reference = regions.loc[(regions["division"] == atlas.emphasis.frame) & (regions["nis"] == nis), "region_name"]
    parts = [
        translate("municipality.in_province", language, province=place["province"]),
        *(translate("municipality.in_region", language, region=region) for region in reference),
        translate("municipality.code", language, nis=nis),
        translate("municipality.edition_of", language, edition=atlas.edition),
    ]
    st.html(f'<h1 class="igs-title">{escaped(place["name"])}</h1><p class="igs-sub">{escaped(" · ".join(parts))}</p>')


def _figures(atlas: Atlas, nis: str, table: pd.DataFrame, language: str) -> None:
    rows = table.astype(float).to_dict("index")
    own, flanders = rows["municipality"], rows["flanders"]
    bodies = own_bodies(atlas, nis)
    listed = int((bodies["status"] == "active").sum())
    with figure_row("municipality"):
        show_figure(
            translate("municipality.inhabitants", language),
            format_number(own["inhabitants"], language),
            translate("municipality.meaning_inhabitants", language),
            beside=_average(flanders["inhabitants"], language),
            key="inhabitants",
        )
        show_figure(
            translate("municipality.young", language),
            format_number(own["young"], language),
            translate("municipality.meaning_young", language),
            beside=translate(
                "municipality.share_flanders",
                language,
                own=format_percent(own["young_share"], language, 1),
                share=format_percent(flanders["young_share"], language, 1),
            ),
            key="young",
        )
        show_figure(
            translate("municipality.partnerships", language),
            format_number(own["partnerships"], language),
            translate("municipality.meaning_partnerships", language, listed=format_number(listed, language)),
            beside=_average(flanders["partnerships"], language, 1),
            key="partnerships",
        )
        show_figure(
            translate("municipality.partners", language),
            format_number(own["partners"], language),
            translate("municipality.meaning_partners", language),
            beside=_average(flanders["partners"], language),
            key="partners",
        )


def _average(value: float, language: str, decimals: int = 0) -> str:
    return translate("municipality.average", language, value=format_number(value, language, decimals))


def _comparison(atlas: Atlas, nis: str, table: pd.DataFrame, language: str) -> None:
    place = atlas.municipalities.loc[nis]
    names = {
        "municipality": str(place["name"]),
        "similar": translate("municipality.row_similar", language, count=profile.SIMILAR),
        "province": translate("municipality.row_province", language, province=place["province"]),
        "flanders": translate("municipality.row_flanders", language),
    }
    show_heading(
        translate("municipality.compared", language),
        translate("municipality.meaning_compared", language),
        key="compared",
    )
    rows = table.assign(group=table.index.map(names)).rename(columns={"partnerships": "bodies"})[
        ["group", "municipalities", "inhabitants", "young", "young_share", "bodies", "partners"]
    ]
    digits = {name: Digits() for name in ("municipalities", "inhabitants", "young", "partners")}
    digits |= {"young_share": Digits(1, percent=True), "bodies": Digits(1)}
    similar = ", ".join(atlas.municipalities.loc[profile.similar_municipalities(atlas, nis), "name"].sort_values())
    show_small_table(
        rows,
        key="compared",
        file=translate("municipality.file_compared", language, nis=nis, edition=atlas.edition),
        digits=digits,
        about=about_file(atlas, translate("municipality.compared", language), language),
    )
    source = said_sources(atlas, (), language, tables=(PARTNERSHIPS, POPULATION))
    show_source(f"{translate('municipality.similar_are', language, names=similar)} {source}")


def _list_of_bodies(atlas: Atlas, nis: str, language: str) -> None:
    """Draw the bodies once more as one table, to download."""
    show_heading(
        translate("municipality.list", language), translate("municipality.meaning_list", language), key="bodies"
    )
    draw_table(bodies_table(atlas, nis, language), key="bodies")


def bodies_table(atlas: Atlas, nis: str, language: str) -> Shown:
    """Return the bodies of a municipality as a table."""
    bodies = own_bodies(atlas, nis)
    table = pd.DataFrame(
        {
            "partnership": bodies["name"],
            "domains": [
                ", ".join(words.domain(atlas, code, language) for code in codes) for codes in bodies["domains"]
            ],
            "membership": [translate(f"tables.membership_{kind}", language) for kind in bodies["membership"]],
            "share": bodies["share"],
            "via": [atlas.predecessor_names(via) for via in bodies["via"]],
            "members": bodies["members"],
            "status": [words.status(code, language) for code in bodies["status"]],
            "legal_form": [words.legal_form(form, language) for form in bodies["legal_form"]],
            "inventory": [translate(f"tables.inventory_short_{code}", language) for code in bodies["inventory"]],
            "as_of": [format_date(str(date), language) for date in bodies["as_of"]],
            "source": bodies["source"],
            "id": bodies.index,
        }
    )
    return Shown(
        table,
        file=translate("municipality.file_bodies", language, nis=nis, edition=atlas.edition),
        digits={"share": Digits(1, percent=True), "members": Digits()},
        layout=Layout(
            drawn=("partnership", "domains", "members", "membership", "status", "inventory"),
            widths={
                "partnership": 190,
                "domains": 150,
                "members": 70,
                "membership": 100,
                "status": 100,
                "inventory": 90,
            },
            lines=2,
        ),
        about=about_file(
            atlas,
            translate("municipality.cooperation_of", language, name=atlas.municipalities.loc[nis, "name"]),
            language,
        ),
    )


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this page, by the key of its menu, for the view of now."""
    nis, language = current_view().municipality, current_view().language
    return {
        "partners-map": lambda: takeaway_of_maps((partners_spec(atlas, nis, language),), None, atlas),
        "bodies": lambda: bodies_table(atlas, nis, language).takeaway(language),
    }
