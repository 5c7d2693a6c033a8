"""The panel beside the map: whom the chosen municipality works with in the chosen domains, with all members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.dashboard.menu import link_to
from igs_geo.dashboard.plain import escaped
from igs_geo.dashboard.view import View
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps.bodies import YOUTH, Body, domain_bodies

MOST_OPEN = 20
"""Longer lists of members open on a click, so that the panel stays beside the map."""


@dataclass(frozen=True)
class _Members:
    """Names and partial memberships, ready to write."""

    names: pd.Series
    shares: dict[tuple[str, str], float]
    language: str

    def text(self, body: str, members: Sequence[str]) -> str:
        """Return the members as HTML, partial ones with their share."""
        parts = []
        for nis in sorted(members, key=lambda nis: str(self.names[nis])):
            share = self.shares.get((body, nis))
            part = "" if share is None else f" ({self.partly(share)})"
            parts.append(escaped(f"{self.names[nis]}{part}"))
        return ", ".join(parts)

    def partly(self, share: float) -> str:
        """Return how a partial membership is written."""
        return translate("map_page.partly", self.language, share=format_percent(share, self.language))


def show_panel(atlas: Atlas, view: View, domains: Sequence[str]) -> None:
    """Draw what is known of the chosen municipality or partnership; an invitation to choose where none is."""
    with st.container(key="map-panel", gap=None):
        _content(atlas, view, domains)


def _content(atlas: Atlas, view: View, domains: Sequence[str]) -> None:
    if view.municipality in atlas.flemish.index:
        _municipality(atlas, view, domains)
    elif view.partnership in atlas.partnerships.index:
        _partnership(atlas, view)
    else:
        key = "click" if domains else "choose_domain"
        st.info(translate(f"map_page.{key}", view.language))


def _municipality(atlas: Atlas, view: View, domains: Sequence[str]) -> None:
    nis, language = view.municipality, view.language
    place = atlas.municipalities.loc[nis]
    people = format_number(float(atlas.inhabitants()[nis]), language)
    about = translate("map_page.about", language, province=str(place["province"]), inhabitants=people)
    st.html(f"<h2>{escaped(str(place['name']))}</h2><p class='igs-quiet'>{escaped(about)}</p>")
    link_to("gemeente", translate("map_page.profile", language, name=str(place["name"])), municipality=nis)
    members = _members(atlas, language)
    for domain in domains:
        shown = domain_bodies(atlas, domain, language)
        st.html(f"<h3>{escaped(shown.name)}</h3>")
        own = [body for body in shown.bodies if nis in body.members]
        for body in own:
            _body(body, nis, members)
        if not any(body.kind in {"body", "region"} for body in own):
            key = "none_unknown" if shown.white is None else "none_white" if nis in shown.white else "none_register"
            st.html(f"<p class='igs-note'>{escaped(translate(f'map_page.{key}', language))}</p>")
        if domain == YOUTH and any(body.kind == "other" for body in own):
            st.html(f"<p class='igs-note'>{escaped(translate('map_page.other_youth', language))}</p>")
    _regions(atlas, view, domains)


def _members(atlas: Atlas, language: str) -> _Members:
    rows = atlas.memberships
    rows = rows[rows["membership"] == "partial"]
    shares = dict(zip(zip(rows["partnership"], rows["nis"], strict=True), rows["share"], strict=True))
    return _Members(atlas.municipalities["name"], shares, language)


def _body(body: Body, nis: str, members: _Members) -> None:
    language = members.language
    if body.kind == "region":
        st.html(f"<p class='igs-body'>{escaped(body.name)}</p>")
    else:
        link_to("samenwerkingsverband", body.name, partnership=body.id)
    remarks = []
    if nis in body.partial:
        remarks.append(
            translate("map_page.own_part", language, share=format_percent(members.shares[body.id, nis], language))
        )
    if body.kind in {"added", "other"}:
        remarks.append(translate(f"map_page.kind_{body.kind}", language))
    others = sorted(body.members)
    count = format_number(len(others), language)
    text = members.text(body.id, others)
    listed = f"<span>{translate('map_page.members', language, count=count)}</span> {text}"
    if len(others) > MOST_OPEN:
        listed = f"<details><summary>{translate('map_page.members', language, count=count)}</summary>{text}</details>"
    notes = "".join(f"<p class='igs-note'>{escaped(remark)}</p>" for remark in remarks)
    st.html(f"{notes}<div class='igs-members'>{listed}</div>")


def _regions(atlas: Atlas, view: View, domains: Sequence[str]) -> None:
    """Draw the regions that the municipality is in: of the chosen domains, the background, the reference region."""
    kinds = atlas.division_kinds
    wanted = kinds["domain"].isin(list(domains)) & (kinds["cooperation"] == "yes")
    codes = [*kinds.index[wanted], "referentieregio", *([view.background] if view.background in kinds.index else [])]
    rows = atlas.divisions
    rows = rows[(rows["nis"] == view.municipality) & (rows["region_code"] != NO_GROUP)]
    column = "name_nl" if view.language == "nl" else "name_en"
    lines = []
    for code in dict.fromkeys(codes):
        names = rows.loc[rows["division"] == code, "region_name"]
        if not names.empty:
            title = str(kinds.loc[code, column])
            lines.append(f"<li><span>{escaped(title)}</span>: {escaped(', '.join(names))}</li>")
    if lines:
        heading = translate("map_page.regions", view.language)
        st.html(f"<h3>{heading}</h3><ul class='igs-regions'>{''.join(lines)}</ul>")


def _partnership(atlas: Atlas, view: View) -> None:
    language = view.language
    body = atlas.partnerships.loc[view.partnership]
    rows = atlas.memberships
    everyone = rows.loc[(rows["partnership"] == view.partnership) & rows["nis"].isin(atlas.flemish.index), "nis"]
    st.html(f"<h2>{escaped(str(body['name']))}</h2><p class='igs-quiet'>{escaped(str(body['legal_form']))}</p>")
    link_to("samenwerkingsverband", translate("map_page.partnership_profile", language), partnership=view.partnership)
    count = format_number(len(everyone), language)
    text = _members(atlas, language).text(view.partnership, list(everyone))
    st.html(
        f"<div class='igs-members'><span>{translate('map_page.members', language, count=count)}</span> {text}</div>"
    )
