"""The panel beside the map: whom the chosen municipality works with in the chosen domains, with all members."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours_of
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.dashboard.address.view import View
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.cooperation import members_html
from igs_geo.dashboard.widgets.nearest import say_nearest, say_neighbours
from igs_geo.dashboard.widgets.resolve import resolved_municipality, resolved_partnership
from igs_geo.fragmentation import ended_youth, say_without_members
from igs_geo.i18n import format_number, translate
from igs_geo.maps.bodies import Body, DomainBodies, domain_bodies

MOST_OPEN = 20
"""Longer lists of members open on a click, so that the panel stays beside the map."""


def show_panel(atlas: Atlas, view: View, domains: Sequence[str]) -> None:
    """Draw what is known of the chosen municipality or partnership; an invitation to choose where none is."""
    with st.container(key="map-panel", gap=None):
        if view.municipality:
            if nis := resolved_municipality(atlas, view.language):
                _municipality(atlas, nis, view, domains)
        elif view.partnership:
            if body := resolved_partnership(atlas, view.language):
                _partnership(atlas, body, view.language)
        else:
            key = "click" if domains else "choose_domain"
            st.info(translate(f"map_page.{key}", view.language))


@st.cache_resource(show_spinner=False, max_entries=200, hash_funcs=BY_ATLAS)
def bodies_of(atlas: Atlas, domain: str, language: str) -> DomainBodies:
    """Return what a map shows of a domain, the same for all sessions: a click should not wait for it."""
    return domain_bodies(atlas, domain, language)


@st.cache_data(show_spinner=False, max_entries=2000, hash_funcs=BY_ATLAS)
def _members_of(atlas: Atlas, body: str, language: str) -> str:
    return _members(atlas, _member_rows(atlas, body), language)


def _municipality(atlas: Atlas, nis: str, view: View, domains: Sequence[str]) -> None:
    language = view.language
    place = atlas.municipalities.loc[nis]
    people = format_number(float(atlas.inhabitants()[nis]), language)
    about = translate("map_page.about", language, province=str(place["province"]), inhabitants=people)
    st.html(f"<h2>{escaped(place['name'])}</h2><p class='igs-quiet'>{escaped(about)}</p>")
    link_to("gemeente", translate("map_page.profile", language, name=str(place["name"])), municipality=nis)
    for domain in domains:
        shown = bodies_of(atlas, domain, language)
        st.html(f"<h3>{escaped(shown.name)}</h3>")
        own = [body for body in shown.bodies if nis in body.members]
        for body in own:
            _body(atlas, body, nis, language)
        if not any(body.kind in {"body", "own", "region"} for body in own):
            key = "none_unknown" if shown.white is None else "none_white" if nis in shown.white else "none_register"
            if domain == atlas.emphasis.domain and any(body.kind == "other" for body in own):
                key = "other_youth"
            st.html(f"<p class='igs-note'>{escaped(translate(f'map_page.{key}', language))}</p>")
            if key == "none_white" and domain == atlas.emphasis.domain:
                _beside_white_spot(atlas, nis, language)
    _regions(atlas, view, domains)


def _beside_white_spot(atlas: Atlas, nis: str, language: str) -> None:
    """Draw beside whom a municipality without known youth cooperation lies, and what is known besides."""
    near = [say_nearest(atlas, nis, language), say_neighbours(atlas, neighbours_of(atlas, nis), language)]
    said = [body.sentence(language) for body in ended_youth(atlas).get(nis, ())]
    said.append(say_without_members(atlas, language))
    lines = [f"<p class='igs-members'>{escaped(sentence)}</p>" for sentence in near if sentence]
    lines += [f"<p class='igs-note'>{escaped(sentence)}</p>" for sentence in said if sentence]
    if lines:
        st.html("".join(lines))
    name = str(atlas.municipalities.loc[nis, "name"])
    around = translate("map_page.regions_around", language, name=name)
    link_to("kandidaat-regios", around, municipality=nis, searching="around", also=(), answer=0)


def _body(atlas: Atlas, body: Body, nis: str, language: str) -> None:
    if body.kind == "region":
        st.html(f"<p class='igs-body'>{escaped(body.name)}</p>")
        rows = pd.DataFrame({"nis": sorted(body.members), "membership": "full", "share": 1.0, "via": ""})
        members = _members(atlas, rows, language)
    else:
        link_to("samenwerkingsverband", body.name, partnership=body.id)
        members = _members_of(atlas, body.id, language)
    remarks = []
    if nis in body.partial:
        rows = _member_rows(atlas, body.id)
        own = rows[rows["nis"] == nis].iloc[0]
        via = atlas.predecessor_names(str(own["via"]))
        kind = words.membership("partial", float(own["share"]), via, language)
        remarks.append(translate("map_page.own_part", language, part=kind))
    if body.kind in {"own", "added", "other"}:
        remarks.append(translate(f"map_page.kind_{body.kind}", language))
    notes = "".join(f"<p class='igs-note'>{escaped(remark)}</p>" for remark in remarks)
    st.html(notes + members)


def _member_rows(atlas: Atlas, body: str) -> pd.DataFrame:
    rows = atlas.memberships
    return rows[(rows["partnership"] == body) & rows["nis"].isin(atlas.flemish.index)]


def _members(atlas: Atlas, rows: pd.DataFrame, language: str) -> str:
    count = format_number(len(rows), language)
    heading = translate("map_page.members" if len(rows) != 1 else "map_page.member", language, count=count)
    text = members_html(atlas, rows, language)
    if len(rows) > MOST_OPEN:
        return f"<details class='igs-members'><summary>{heading.rstrip(':')}</summary>{text}</details>"
    return f"<div class='igs-members'><span>{heading}</span> {text}</div>"


def _regions(atlas: Atlas, view: View, domains: Sequence[str]) -> None:
    """Draw the regions that the municipality is in: of the chosen domains, the background, the reference region."""
    kinds = atlas.division_kinds
    wanted = kinds["domain"].isin(list(domains)) & (kinds["cooperation"] == "yes")
    codes = [*kinds.index[wanted], atlas.emphasis.frame, view.background]
    rows = atlas.divisions
    rows = rows[(rows["nis"] == view.municipality) & (rows["region_code"] != NO_GROUP)]
    column = "name_nl" if view.language == "nl" else "name_en"
    lines = []
    for code in dict.fromkeys(code for code in codes if code in kinds.index):
        names = rows.loc[rows["division"] == code, "region_name"]
        if not names.empty:
            title = str(kinds.loc[code, column])
            lines.append(f"<li><span>{escaped(title)}</span>: {escaped(', '.join(names))}</li>")
    if lines:
        heading = translate("map_page.regions", view.language)
        st.html(f"<h3>{heading}</h3><ul class='igs-regions'>{''.join(lines)}</ul>")


def _partnership(atlas: Atlas, body: str, language: str) -> None:
    row = atlas.partnerships.loc[body]
    form = words.legal_form(str(row["legal_form"]), language)
    st.html(f"<h2>{escaped(row['name'])}</h2><p class='igs-quiet'>{escaped(form)}</p>")
    link_to("samenwerkingsverband", translate("map_page.partnership_profile", language), partnership=body)
    st.html(_members_of(atlas, body, language))
