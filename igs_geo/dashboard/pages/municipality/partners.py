"""The partners of a municipality, and what it has in common with chosen ones."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import several
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.figures import show_heading
from igs_geo.dashboard.widgets.lines import Width
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.dashboard.widgets.under import show_under_map
from igs_geo.fragmentation import profile
from igs_geo.i18n import format_number, translate
from igs_geo.maps import MapSpec, partners_map


def show_partners(atlas: Atlas, nis: str, language: str) -> None:
    """Draw the partners, ranked, as a table and on the map."""
    name = atlas.municipalities.loc[nis, "name"]
    partners = profile.partners(cached.counted(atlas), nis)
    show_heading(
        translate("municipality.partners_of", language, name=name),
        translate("municipality.meaning_partners", language),
        key="partners-list",
    )
    if partners.empty:
        st.info(translate("municipality.no_partners", language))
        return
    left, right = st.columns([1, 1.15], gap="large")
    with left:
        show_table(
            _named(atlas, partners).drop(columns="province"),
            key="partners",
            file=translate("municipality.file_partners", language, nis=nis, edition=atlas.edition),
            digits={"shared": Digits()},
            layout=Layout(widths={"municipality": 140, "shared": 62, "partnerships": 150}, lines=6),
            about=about_file(atlas, translate("municipality.partners_of", language, name=name), language),
        )
    with right:
        _map_of_partners()


@st.fragment
def _map_of_partners() -> None:
    guarded(_draw_map_of_partners)()


def _draw_map_of_partners() -> None:
    atlas, view = cached.atlas(), current_view()
    spec = partners_spec(atlas, view.municipality, view.language)
    clicked = show_map(spec, key="partners-map")
    show_under_map(spec, key="partners-map")
    if clicked and clicked != view.municipality and clicked in atlas.flemish.index:
        _between(atlas, view.municipality, clicked, view.language)
    else:
        st.caption(translate("municipality.click_partner", view.language))


@st.cache_data(show_spinner=False, max_entries=100, hash_funcs=BY_ATLAS)
def partners_spec(atlas: Atlas, nis: str, language: str) -> MapSpec:
    """Return the map of the partners of a municipality."""
    name = str(atlas.municipalities.loc[nis, "name"])
    shared = profile.partners(cached.counted(atlas), nis)["shared"]
    return partners_map(
        atlas,
        nis,
        {str(other): int(count) for other, count in shared.items()},
        title=translate("municipality.map_partners", language, name=name),
        language=language,
    )


def _between(atlas: Atlas, nis: str, other: str, language: str) -> None:
    """Say which counted bodies two municipalities share."""
    names = atlas.municipalities["name"]
    partners = profile.partners(cached.counted(atlas), nis)
    ids = dict(zip(partners.index, partners["partnerships"], strict=True)).get(other, ())
    bodies = ", ".join(sorted(str(atlas.partnerships.loc[body, "name"]) for body in ids))
    key = "shares" if ids else "shares_nothing"
    text = translate(f"municipality.{key}", language, one=names[nis], other=names[other], bodies=bodies)
    st.html(f'<p class="igs-members">{escaped(text)}</p>')
    link_to("gemeente", translate("municipality.profile_of", language, name=names[other]), municipality=other)


def _named(atlas: Atlas, partners: pd.DataFrame) -> pd.DataFrame:
    names = atlas.partnerships["name"]
    return pd.DataFrame(
        {
            "municipality": partners["name"],
            "province": partners["province"],
            "shared": partners["shared"],
            "partnerships": [", ".join(sorted(names.loc[list(ids)].astype(str))) for ids in partners["partnerships"]],
        }
    )


def show_common(atlas: Atlas, nis: str, language: str) -> None:
    """Draw what the municipality has in common with others of choice: bodies, regions, and who else is in them."""
    names = atlas.flemish["name"].sort_values()
    name = str(names[nis])
    show_heading(
        translate("municipality.common_of", language, name=name),
        translate("municipality.meaning_common", language),
        key="common",
    )
    several(
        "compare",
        translate("municipality.compare_with", language),
        {str(code): str(other) for code, other in names.items() if code != nis},
        placeholder=translate("municipality.compare_hint", language),
    )
    chosen = [code for code in current_view().compare if code != nis]
    if not chosen:
        st.info(translate("municipality.compare_start", language, name=plain(name)))
        return
    together = [nis, *chosen]
    bodies = atlas.partnerships.loc[profile.shared_bodies(atlas, together)].sort_values(["status", "name"])
    regions = profile.shared_regions(atlas, together)
    active = int((bodies["status"] == "active").sum())
    st.markdown(
        translate(
            "municipality.common_sentence",
            language,
            names=plain(_listed([str(names[code]) for code in together], language)),
            bodies=format_number(len(bodies), language),
            active=format_number(active, language),
            regions=format_number(len(regions), language),
        )
    )
    about = about_file(atlas, translate("municipality.common_of", language, name=name), language)
    if len(bodies):
        _common_bodies(atlas, bodies, together, about, language)
    if len(regions):
        _common_regions(atlas, regions, about, language)


def _common_bodies(
    atlas: Atlas, bodies: pd.DataFrame, together: list[str], about: dict[str, str], language: str
) -> None:
    st.html(f'<h3 class="igs-domain">{escaped(translate("municipality.common_bodies", language))}</h3>')
    size = atlas.memberships.groupby("partnership").size()
    rows = atlas.memberships
    rows = rows[rows["nis"].isin(together) & (rows["membership"] == "partial")]
    partly = rows.groupby("partnership")["nis"].agg(
        lambda codes: ", ".join(sorted(atlas.municipalities.loc[list(codes), "name"].astype(str)))
    )
    table = pd.DataFrame(
        {
            "partnership": bodies["name"],
            "domains": [
                ", ".join(words.domain(atlas, code, language) for code in codes) for codes in bodies["domains"]
            ],
            "legal_form": [words.legal_form(form, language) for form in bodies["legal_form"]],
            "members": size.reindex(bodies.index),
            "partly": partly.reindex(bodies.index).fillna(""),
            "status": [words.status(code, language) for code in bodies["status"]],
            "inventory": [translate(f"tables.inventory_short_{code}", language) for code in bodies["inventory"]],
        }
    )
    file = translate("municipality.file_common", language, nis="-".join(together), edition=atlas.edition)
    show_table(
        table,
        key="common-bodies",
        file=file,
        digits={"members": Digits()},
        about=about,
        layout=Layout(
            drawn=("partnership", "domains", "members", "partly", "status", "inventory"),
            widths={"partnership": 190, "domains": 150, "members": 70, "partly": 110, "status": 110, "inventory": 95},
            lines=2,
        ),
    )
    others = profile.others_in(atlas, list(bodies.index), together)
    if others.empty:
        return
    st.html(f'<h3 class="igs-domain">{escaped(translate("municipality.common_others", language))}</h3>')
    file = translate("municipality.file_others", language, nis="-".join(together), edition=atlas.edition)
    show_table(
        _named(atlas, others),
        key="common-others",
        file=file,
        digits={"shared": Digits()},
        about=about,
        layout=Layout(widths={"municipality": 150, "province": 120, "shared": 70, "partnerships": 380}, lines=3),
    )


def _common_regions(atlas: Atlas, regions: pd.DataFrame, about: dict[str, str], language: str) -> None:
    st.html(f'<h3 class="igs-domain">{escaped(translate("municipality.common_regions", language))}</h3>')
    kinds = atlas.division_kinds.loc[regions["division"]]
    table = pd.DataFrame(
        {
            "division": kinds["name_nl" if language == "nl" else "name_en"].to_numpy(),
            "region": regions["region_name"].to_numpy(),
            "domain": [words.domain(atlas, code, language) if code else "" for code in kinds["domain"]],
            "cooperation": [translate(f"tables.cooperation_{code}", language) for code in kinds["cooperation"]],
        }
    )
    file = translate("municipality.file_regions", language, edition=atlas.edition)
    widths: dict[str, Width] = {"division": 210, "region": 200, "domain": 130, "cooperation": 160}
    show_table(table, key="common-regions", file=file, about=about, layout=Layout(widths=widths, lines=2))


def _listed(names: list[str], language: str) -> str:
    *first, last = names
    return translate("municipality.listed", language, first=", ".join(first), last=last)
