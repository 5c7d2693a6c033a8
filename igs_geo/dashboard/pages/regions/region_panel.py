"""One region: members, figures, why it is proposed, whom it separates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.region_labels import region_label
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.regions.asking import answer_of
from igs_geo.dashboard.pages.regions.certainty.background import known_of
from igs_geo.dashboard.pages.regions.certainty.cores import say_core
from igs_geo.dashboard.pages.regions.certainty.hosts import show_region_hosts
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.tables import MISSING, Digits, styled
from igs_geo.dashboard.workbench.starting import start_drawing
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps.sources import COMMUTING, PARTNERSHIPS, said_sources
from igs_geo.regions import Proposal
from igs_geo.regions.problem.settings import WEIGHTED
from igs_geo.regions.problem.status import norm_of
from igs_geo.regions.result.sentences import say_norm
from igs_geo.regions.worker.messages import Reasons


def show_region(atlas: Atlas, proposal: Proposal, place: int, language: str) -> None:
    """Draw the panel of one region of a proposal."""
    region = proposal.regions[place]
    show_heading(f"{place + 1}. {region.name}", translate("regions.p_region_help", language), key="regions-region")
    names = atlas.municipalities["name"]
    heads = format_number(region.inhabitants, language)
    young = format_number(region.young, language)
    st.markdown(
        translate("regions.p_region_facts", language, number=region.municipalities, inhabitants=heads, young=young)
    )
    st.html(f'<p class="igs-members">{escaped(", ".join(names[nis] for nis in region.members))}</p>')
    start_drawing(region.name, region.members, key="proposed")
    if said := say_norm(region, norm_of(atlas, "min_inhabitants"), language):
        st.markdown(plain(said))
    for body in region.cuts:
        name = str(atlas.partnerships.loc[body, "name"])
        st.warning(plain(translate("regions.cuts_body", language, name=name)))
    for rule in region.breaks:
        st.warning(translate(f"regions.breaks_{rule}", language))
    if region.kept:
        st.info(translate("regions.p_kept", language))
    for sentence in say_core(proposal, place, known_of(proposal), names, language):
        st.markdown(plain(sentence))
    show_region_hosts(atlas, proposal, place, language)
    why = answer_of(Reasons(proposal.criteria.to_dict(), region.to_dict()), while_busy=False)
    if why is not None:
        left, right = st.columns(2, gap="large")
        with left:
            _compared(why, language)
        with right:
            _follows(atlas, why, language)
        _separates(atlas, why, language)
        _crosses(atlas, why, language)
        st.caption(translate("regions.p_unjudged", language))


def _compared(why: Mapping[str, Any], language: str) -> None:
    number = format_number(why["comparable"], language)
    sample = "sampled" if why["sampled"] else "listed"
    st.markdown(f"**{translate('regions.p_why', language)}**")
    for name, item in why["compared"].items():
        if item["percentile"] is not None and name in WEIGHTED:
            share = format_percent(item["percentile"], language)
            label = translate(f"regions.p_weight_{name}", language)
            st.markdown(f"- {translate('regions.p_better_than', language, label=label, share=share)}")
    st.caption(translate(f"regions.p_compared_{sample}", language, number=number))


def _follows(atlas: Atlas, why: Mapping[str, Any], language: str) -> None:
    st.markdown(f"**{translate('regions.p_follows', language)}**")
    if not why["follows"]:
        st.markdown(translate("regions.p_follows_none", language))
    for item in why["follows"]:
        share = format_percent(item["jaccard"], language)
        kind, _, code = str(item["layer"]).partition(":")
        name = region_label(atlas, code, item["name"], language) if kind == "division" else item["name"]
        st.markdown(f"- {plain(name)} ({share})")


def _separates(atlas: Atlas, why: Mapping[str, Any], language: str) -> None:
    names = atlas.municipalities["name"]
    st.markdown(f"**{translate('regions.p_separates', language)}**")
    table = pd.DataFrame(why["separates"], columns=["inside", "outside", "commuters", "jaccard"])
    table = table.assign(inside=table["inside"].map(names), outside=table["outside"].map(names))
    digits = {"commuters": Digits(), "jaccard": Digits(2)}
    st.dataframe(styled(table, digits, language, "regions.col_"), hide_index=True, height="content",
                 placeholder=MISSING)  # fmt: skip
    source = said_sources(atlas, (), language, tables=(PARTNERSHIPS, COMMUTING))
    show_source(f"{translate('regions.p_separates_source', language)} {source}")


def _crosses(atlas: Atlas, why: Mapping[str, Any], language: str) -> None:
    if why["crosses"]:
        layers = atlas.layers()
        parts = [f"{layers[code].name(language)} ({number})" for code, number in why["crosses"].items()]
        st.markdown(plain(translate("regions.p_crosses", language, divisions=", ".join(parts))))
