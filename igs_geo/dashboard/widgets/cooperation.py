"""With whom a municipality cooperates, domain by domain: its partnerships and regions, with all members."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.atlas.region_labels import region_label
from igs_geo.dashboard.frame.cached import BY_ATLAS
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
    name
        What it is called among others, as Markdown.
    label
        What it says when closed, as Markdown.
    html
        What it says when open.
    """

    body: str
    key: str
    name: str
    label: str
    html: str


@dataclass(frozen=True)
class DomainLines:
    """What a municipality does in one domain.

    Parameters
    ----------
    domain
        Code; :data:`NO_DOMAIN` for regions of no domain.
    label
        What the closed list says, as Markdown.
    lines
        The bodies and regions.
    """

    domain: str
    label: str
    lines: tuple[Line, ...]


def show_cooperation(atlas: Atlas, nis: str, language: str, *, without: Collection[str] = ()) -> None:
    """Draw a line for every policy domain of a municipality that opens its partnerships and regions.

    Parameters
    ----------
    atlas
        The edition.
    nis
        The municipality.
    language
        ``"nl"`` or ``"en"``.
    without
        Codes of domains that are left out.
    """
    with st.container(key="domains", gap="xxsmall"):
        for domain in _domains(atlas, nis, language):
            if domain.domain not in without:
                with st.expander(domain.label, key=f"domain-{domain.domain}"):
                    for line in domain.lines:
                        st.markdown(line.label)
                        _open(line, language)


def show_domain(atlas: Atlas, nis: str, code: str, language: str) -> None:
    """Draw the partnerships and regions of a municipality in one domain, a line for each."""
    for domain in _domains(atlas, nis, language):
        if domain.domain == code:
            for line in domain.lines:
                with st.expander(line.label, key=line.key):
                    _open(line, language)


def _open(line: Line, language: str) -> None:
    st.html(line.html)
    if line.body:
        link_to("samenwerkingsverband", translate("municipality.open_body", language), partnership=line.body)


# Written once per municipality and language: a hundred small look-ups in tables take longer than drawing their result.
@st.cache_data(show_spinner=False, max_entries=500, hash_funcs=BY_ATLAS)
def _domains(atlas: Atlas, nis: str, language: str) -> list[DomainLines]:
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
            names = ", ".join(line.name for line in lines)
            found.append(DomainLines(domain, f"**{_title(atlas, domain, language)}** · {names}", tuple(lines)))
    return found


def _title(atlas: Atlas, domain: str, language: str) -> str:
    if domain == NO_DOMAIN:
        return plain(translate("municipality.no_domain", language))
    name = words.domain(atlas, domain, language)
    return plain(name[:1].upper() + name[1:])


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
    name = plain(row["name"])
    short = (
        name if row["membership"] == "full" else f"{name} ({plain(translate('tables.membership_partial', language))})"
    )
    label = f"**{name}** · {plain(' · '.join(parts))}"
    members = atlas.memberships
    members = members[members["partnership"] == body]
    html = f'<p class="igs-members">{members_html(atlas, members, language)}</p>'
    return Line(body, f"body-{body}", short, label, html + facts_html(body_facts(atlas, body, language)))


def _region(atlas: Atlas, division: str, code: str, name: str, language: str) -> Line:
    kind = atlas.division_kinds.loc[[division]].iloc[0]
    title = str(kind["name_nl" if language == "nl" else "name_en"])
    rows = atlas.divisions
    rows = rows[(rows["division"] == division) & (rows["region_code"] == code)]
    parts = [
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
    label = region_label(atlas, division, name, language)
    return Line("", f"region-{division}-{code}", plain(label), f"**{plain(label)}** · {plain(' · '.join(parts))}", html)
