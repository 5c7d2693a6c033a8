"""With whom a municipality cooperates, domain by domain: its partnerships and regions, with all members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.widgets import words
from igs_geo.i18n import format_date, format_number, translate

NO_DOMAIN = ""


def own_bodies(atlas: Atlas, nis: str) -> pd.DataFrame:
    """Return the bodies of a municipality with its membership, active ones of the register first."""
    mine = atlas.memberships
    mine = mine[mine["nis"] == nis].set_index("partnership")[["membership", "share", "via"]]
    bodies = atlas.partnerships.join(mine, how="inner")
    size = atlas.memberships.groupby("partnership").size()
    bodies["members"] = size.reindex(bodies.index)
    order = {"active": 0, "unknown": 1, "inactive": 2}
    rank = bodies["status"].map(order) + (bodies["inventory"] != "register") * 0.5
    return bodies.assign(rank=rank).sort_values(["rank", "name"]).drop(columns="rank")


def own_regions(atlas: Atlas, nis: str) -> pd.DataFrame:
    """Return the regions that a municipality is in: ``division``, ``region_code``, ``region_name``, ``members``."""
    rows = atlas.divisions
    rows = rows[rows["division"].isin(atlas.division_kinds.index) & (rows["region_code"] != NO_GROUP)]
    size = rows.groupby(["division", "region_code"]).size().rename("members").reset_index()
    mine = rows[rows["nis"] == nis].merge(size, on=["division", "region_code"])
    return mine.assign(domain=mine["division"].map(atlas.division_kinds["domain"]))


@dataclass(frozen=True)
class Line:
    """One body or region in the list.

    Parameters
    ----------
    body
        Id of a partnership; empty for a region.
    key
        Names the line, the same in every language.
    label
        What it says when closed, as Markdown.
    html
        What it says when open.
    """

    body: str
    key: str
    label: str
    html: str


def show_cooperation(atlas: Atlas, nis: str, language: str) -> None:
    """Draw every partnership and region of a municipality under its policy domain."""
    for heading, lines in _lines(atlas, nis, language):
        left, right = st.columns([1, 3], gap="medium")
        with left:
            st.html(heading)
        with right:
            for line in lines:
                with st.expander(line.label, key=line.key):
                    st.html(line.html)
                    if line.body:
                        text = translate("municipality.open_body", language)
                        link_to("samenwerkingsverband", text, partnership=line.body)


# Written once per municipality and language: a hundred small look-ups in tables take longer than drawing their result.
@st.cache_data(show_spinner=False, max_entries=500, hash_funcs={Atlas: id})
def _lines(atlas: Atlas, nis: str, language: str) -> list[tuple[str, list[Line]]]:
    """Return the heading of each domain, as HTML, with its lines."""
    bodies, regions = own_bodies(atlas, nis), own_regions(atlas, nis)
    links = atlas.partnership_domains
    found = []
    for domain in [*atlas.domains.index, NO_DOMAIN]:
        ids = links.loc[links["domain"] == domain, "partnership"]
        lines = [_body(atlas, str(body), row, language) for body, row in bodies[bodies.index.isin(ids)].iterrows()]
        around = regions[regions["domain"] == domain]
        lines += [
            _region(atlas, str(place.division), str(place.region_code), str(place.region_name), language)
            for place in around.itertuples(index=False)
        ]
        if lines:
            found.append((_domain_heading(atlas, domain, language), lines))
    return found


def members_html(atlas: Atlas, members: pd.DataFrame, language: str) -> str:
    """Return the members of a body as text, partial ones with their share and the municipality it comes from."""
    names = atlas.municipalities["name"]
    parts = []
    ordered = members.assign(name=members["nis"].map(names)).sort_values("name")
    for row in ordered.itertuples(index=False):
        text = str(row.name)
        if row.membership == "partial":
            via = atlas.predecessor_names(str(row.via))
            kind = words.membership("partial", float(str(row.share)), via, language)
            text += f" ({kind})"
        parts.append(escaped(text))
    return ", ".join(parts)


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """Return names and values as a definition list; empty values are left out."""
    rows = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in facts if value)
    return f'<dl class="igs-facts">{rows}</dl>'


def body_facts(atlas: Atlas, body: str, language: str) -> list[tuple[str, str]]:
    """Return what is known of a body itself, in words."""
    row = atlas.partnerships.loc[[body]].iloc[0]
    return [
        (translate("tables.col_legal_form", language), words.legal_form(str(row["legal_form"]), language)),
        (translate("tables.col_status", language), words.status(str(row["status"]), language)),
        (translate("tables.col_inventory", language), words.inventory(str(row["inventory"]), language)),
        (translate("tables.col_domain_basis", language), words.domain_basis(atlas, body, language)),
        (translate("tables.col_as_of", language), format_date(str(row["as_of"]), language)),
        (translate("tables.col_source", language), str(row["source"])),
        (translate("tables.col_note", language), words.note(row, language)),
    ]


def _domain_heading(atlas: Atlas, domain: str, language: str) -> str:
    if domain == NO_DOMAIN:
        return f'<h3 class="igs-domain">{escaped(translate("municipality.no_domain", language))}</h3>'
    name = words.domain(atlas, domain, language)
    coverage = str(atlas.domains.loc[domain].get(f"coverage_note_{language}", ""))
    return (
        f'<h3 class="igs-domain">{escaped(name[:1].upper() + name[1:])}</h3>'
        f'<p class="igs-source">{escaped(coverage)}</p>'
    )


def _body(atlas: Atlas, body: str, row: pd.Series, language: str) -> Line:
    via = atlas.predecessor_names(str(row["via"]))
    parts = [
        translate("municipality.members_many", language, count=format_number(row["members"], language))
        if row["members"] > 1
        else translate("municipality.members_one", language),
        words.membership(str(row["membership"]), float(row["share"]), via, language),
    ]
    if row["inventory"] != "register":
        parts.append(translate(f"municipality.{row['inventory']}", language))
    if row["status"] != "active":
        parts.append(words.status(str(row["status"]), language))
    label = f"**{plain(row['name'])}** · {plain(' · '.join(parts))}"
    members = atlas.memberships
    members = members[members["partnership"] == body]
    html = f'<p class="igs-members">{members_html(atlas, members, language)}</p>'
    return Line(body, f"body-{body}", label, html + facts_html(body_facts(atlas, body, language)))


def _region(atlas: Atlas, division: str, code: str, name: str, language: str) -> Line:
    kind = atlas.division_kinds.loc[[division]].iloc[0]
    title = str(kind["name_nl" if language == "nl" else "name_en"])
    rows = atlas.divisions
    rows = rows[(rows["division"] == division) & (rows["region_code"] == code)]
    parts = [
        title,
        translate("municipality.municipalities_many", language, count=format_number(len(rows), language))
        if len(rows) > 1
        else translate("municipality.municipalities_one", language),
    ]
    if kind["cooperation"] != "yes":
        parts.append(translate(f"municipality.cooperation_{kind['cooperation']}", language))
    names = sorted(str(member) for member in rows["nis"].map(atlas.municipalities["name"]))
    facts = [
        (translate("tables.col_division", language), title),
        (translate("tables.col_source", language), "; ".join(dict.fromkeys(rows["source"].astype(str)))),
        (translate("tables.col_note", language), words.note(kind, language)),
    ]
    html = f'<p class="igs-members">{escaped(", ".join(names))}</p>' + facts_html(facts)
    return Line("", f"region-{division}-{code}", f"**{plain(name)}** · {plain(' · '.join(parts))}", html)
