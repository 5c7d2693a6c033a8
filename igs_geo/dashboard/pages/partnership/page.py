"""The page Samenwerkingsverband: one body, its members and its area."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas, contiguous_parts
from igs_geo.dashboard.address.picks import pills
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.menu import go_to, link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.partnership.correcting import show_correcting
from igs_geo.dashboard.pages.partnership.youth import youth_facts
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.choose import choose_edition, choose_partnership, suggest
from igs_geo.dashboard.widgets.cooperation import body_facts, facts_html
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.figures import figure_row, show_figure, show_heading, show_meaning
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.own_changes import show_own_of_body
from igs_geo.dashboard.widgets.resolve import example_partnerships, resolved_partnership
from igs_geo.dashboard.widgets.tables import Digits, Layout, Shown, draw_table
from igs_geo.dashboard.widgets.under import show_under_map, takeaway_of_maps
from igs_geo.dashboard.workbench.starting import start_drawing
from igs_geo.fragmentation import deadlines, say
from igs_geo.fragmentation.region_fit import FORMS_IN_SCOPE
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import MapSpec, municipality_set_map

MEMBER_WIDTHS = {"municipality": 135, "inhabitants": 90, "young": 90, "membership": 85, "share": 80, "via": 100,
                 "reference_region": 125}  # fmt: skip


def show() -> None:
    """Show the page."""
    language = current_view().language
    atlas = cached.atlas()
    if not st.context.is_embedded:
        left, right = st.columns([3, 1.4], vertical_alignment="bottom")
        with left:
            choose_partnership(atlas)
        with right:
            choose_edition()
    if not current_view().partnership:
        st.title(translate("partnership.title", language), anchor=False)
        st.markdown(translate("partnership.start", language))
        suggest("partnership", example_partnerships(atlas), label=translate("municipality.examples", language))
        return
    body = resolved_partnership(atlas, language)
    if body:
        _body(atlas, body, language)


def _body(atlas: Atlas, body: str, language: str) -> None:
    members = _members(atlas, body)
    _header(atlas, body, language)
    show_own_of_body(atlas, body, language)
    if members.empty:
        st.info(translate("partnership.no_members", language))
    else:
        _figures(atlas, members, language)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        if not members.empty:
            _map()
            show_meaning(translate("partnership.meaning_map", language), key="body-map")
    with right:
        show_heading(
            translate("partnership.facts", language), translate("partnership.meaning_facts", language), key="facts"
        )
        st.html(facts_html(_facts(atlas, body, members, language)))
        own = set(members.index) & set(atlas.flemish.index)
        start_drawing(str(atlas.partnerships.loc[body, "name"]), own, key="partnership")
    if not members.empty:
        _list(atlas, body, members, language)
    if not st.context.is_embedded:
        show_correcting(atlas, body)


def _members(atlas: Atlas, body: str) -> pd.DataFrame:
    """Return the members of a body, indexed by NIS and sorted by name, with what the page says of each."""
    rows = atlas.memberships
    rows = rows[rows["partnership"] == body].set_index("nis")
    places = atlas.divisions
    regions = places[places["division"] == atlas.emphasis.frame].set_index("nis")["region_name"]
    return rows.assign(
        name=atlas.municipalities["name"],
        province=atlas.municipalities["province"],
        inhabitants=atlas.inhabitants(),
        young=atlas.young_people(),
        reference_region=regions,
    ).sort_values("name")


def _header(atlas: Atlas, body: str, language: str) -> None:
    row = atlas.partnerships.loc[[body]].iloc[0]
    domains = [words.domain(atlas, code, language) for code in row["domains"]] if row["domains"] else []
    parts = [
        ", ".join(domains).capitalize(),
        words.legal_form(str(row["legal_form"]), language),
        words.status(str(row["status"]), language),
        translate("municipality.edition_of", language, edition=atlas.edition),
    ]
    title = f'<h1 class="igs-title">{escaped(row["name"])}</h1>'
    st.html(f'{title}<p class="igs-sub">{escaped(" · ".join(part for part in parts if part))}</p>')


def _figures(atlas: Atlas, members: pd.DataFrame, language: str) -> None:
    partial = int((members["membership"] == "partial").sum())
    heads = float((members["inhabitants"] * members["share"]).sum())
    young = float((members["young"] * members["share"]).sum())
    flanders = float(atlas.inhabitants().reindex(atlas.flemish.index).sum())
    parts = contiguous_parts(atlas, list(members.index))
    split = translate(
        "partnership.members_split",
        language,
        full=format_number(len(members) - partial, language),
        partial=format_number(partial, language),
    )
    whole = translate("partnership.parts_one", language)
    if len(parts) > 1:
        whole = translate("partnership.parts_many", language, count=format_number(len(parts[0]), language))
    names = ", ".join(sorted(members["reference_region"].dropna().astype(str).unique()))
    cards = (
        ("members", format_number(len(members), language), split if partial else ""),
        (
            "inhabitants",
            format_number(heads, language),
            translate("partnership.flanders_share", language, share=format_percent(heads / flanders, language, 1)),
        ),
        (
            "young",
            format_number(young, language),
            translate("partnership.young_share", language, share=format_percent(young / heads, language, 1)),
        ),
        ("regions", format_number(members["reference_region"].nunique(), language), names),
        ("parts", format_number(len(parts), language), whole),
    )
    with figure_row("body"):
        for name, value, beside in cards:
            show_figure(
                translate(f"partnership.{name}", language),
                value,
                translate(f"partnership.meaning_{name}", language),
                beside=beside,
                key=f"body-{name}",
            )


@st.fragment
def _map() -> None:
    guarded(_draw_map)()


def _draw_map() -> None:
    atlas, view = cached.atlas(), current_view()
    spec = _spec(atlas, view.partnership, view.language)
    clicked = show_map(spec, key="body-map")
    show_under_map(spec, key="body-map")
    if clicked in atlas.flemish.index:
        name = str(atlas.municipalities.loc[clicked, "name"])
        link_to("gemeente", translate("municipality.profile_of", view.language, name=name), municipality=clicked)


@st.cache_data(show_spinner=False, max_entries=100, hash_funcs=BY_ATLAS)
def _spec(atlas: Atlas, body: str, language: str) -> MapSpec:
    rows = atlas.memberships
    rows = rows[rows["partnership"] == body]
    return municipality_set_map(
        atlas,
        list(rows.loc[rows["membership"] == "full", "nis"]),
        title=translate("partnership.map", language, name=atlas.partnerships.loc[body, "name"]),
        language=language,
        partial=list(rows.loc[rows["membership"] == "partial", "nis"]),
        background=atlas.emphasis.frame,
        bodies=[body],
    )


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this page, by the key of its menu, for the view of now."""
    body, language = current_view().partnership, current_view().language
    return {
        "body-map": lambda: takeaway_of_maps((_spec(atlas, body, language),), None, atlas),
        "members": lambda: members_table(atlas, body, _members(atlas, body), language).takeaway(language),
    }


def _facts(atlas: Atlas, body: str, members: pd.DataFrame, language: str) -> list[tuple[str, str]]:
    facts = body_facts(atlas, body, language)
    if str(atlas.partnerships.loc[body, "legal_form"]).startswith(FORMS_IN_SCOPE):
        facts.append((translate("partnership.deadlines", language), say(deadlines(atlas, body), language)))
    if members.empty:
        return [*facts, *youth_facts(atlas, body, language)]
    counts = members["reference_region"].value_counts()
    regions = ", ".join(f"{region} ({format_number(count, language)})" for region, count in counts.items())
    parts = contiguous_parts(atlas, list(members.index))
    pieces = ""
    if len(parts) > 1:
        pieces = "; ".join(", ".join(sorted(str(members.loc[nis, "name"]) for nis in part)) for part in parts)
    source = "; ".join(dict.fromkeys(members["source"].astype(str)))
    return [
        *facts,
        (translate("partnership.members_source", language), source),
        (translate("partnership.regions_names", language), regions),
        (translate("partnership.parts_names", language), pieces),
        *youth_facts(atlas, body, language),
    ]


def _list(atlas: Atlas, body: str, members: pd.DataFrame, language: str) -> None:
    show_heading(
        translate("partnership.members_list", language), translate("partnership.meaning_list", language), key="members"
    )
    draw_table(members_table(atlas, body, members, language), key="members")
    _open_member(members, language)


def members_table(atlas: Atlas, body: str, members: pd.DataFrame, language: str) -> Shown:
    """Return the members of a body as a table."""
    title = translate("partnership.members_of", language, name=atlas.partnerships.loc[body, "name"])
    table = pd.DataFrame(
        {
            "municipality": members["name"],
            "nis": members.index,
            "membership": [translate(f"tables.membership_{kind}", language) for kind in members["membership"]],
            "share": members["share"],
            "via": [atlas.predecessor_names(str(via)) for via in members["via"]],
            "province": members["province"],
            "reference_region": members["reference_region"].fillna(""),
            "inhabitants": members["inhabitants"],
            "young": members["young"],
        }
    )
    drawn = ["municipality", "inhabitants", "young", "membership", "share", "via", "reference_region"]
    if (members["origin"] == "own").any():
        table["inventory"] = [translate(f"tables.inventory_short_{origin}", language) for origin in members["origin"]]
        drawn.append("inventory")
    return Shown(
        table,
        file=translate("partnership.file", language, id=body, edition=atlas.edition),
        digits={"share": Digits(1, percent=True), "inhabitants": Digits(), "young": Digits()},
        layout=Layout(drawn=drawn, widths=MEMBER_WIDTHS, lines=2),
        about=about_file(atlas, title, language),
    )


def _open_member(members: pd.DataFrame, language: str) -> None:
    names = {str(nis): plain(name) for nis, name in members["name"].items()}
    label = translate("partnership.open_member", language)
    pills("open-member", label, names, lambda nis: go_to("gemeente", municipality=nis))
