"""What the mergers of 2025 changed, on the layers that both editions have."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.pages.fragmentation import analyses, words
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.i18n import format_number, format_percent, translate

DECIMALS = {
    "partnerships": 2,
    "domains": 2,
    "partners": 1,
    "effective_partners": 1,
    "coherence": 3,
    "nesting": 3,
    "border_strength": 3,
    "region_fit": 3,
}
SHARES = ("region_fit", "border_strength")


def show(atlas: Atlas) -> None:
    """Show the section; it is about both editions, whichever is in view."""
    language = current_view().language
    about = words.about(atlas, translate("fragmentation.p_section_mergers", language), language)
    show_heading(
        translate("fragmentation.p_mergers", language),
        translate("fragmentation.meaning_mergers", language),
        key="mergers",
    )
    st.markdown(translate("fragmentation.p_mergers_said", language))
    _summary(atlas, language, about)
    _merged(language, about)
    _pairs(atlas, language, about)
    show_source(words.counting(atlas, language))


def _summary(atlas: Atlas, language: str, about: dict[str, str]) -> None:
    comparison = analyses.comparison()
    rows = comparison.summary
    summary = pd.DataFrame(
        {
            "what": [translate(f"fragmentation.s_{name}", language) for name in rows.index],
            "before": [_written(name, value, language) for name, value in rows["before"].items()],
            "after": [_written(name, value, language) for name, value in rows["after"].items()],
            "change": [_signed(name, value, language) for name, value in rows["change"].items()],
        }
    )
    show_table(
        summary,
        texts="fragmentation.col_",
        key="summary",
        file=translate("fragmentation.p_file_mergers", language),
        about=about,
        layout=Layout(widths={"what": 270, "before": 85, "after": 85, "change": 120}, lines=2),
    )
    titles = atlas.division_kinds["name_nl" if language == "nl" else "name_en"].to_dict()
    used = ", ".join(titles.get(code, code) for code in comparison.divisions)
    show_source(translate("fragmentation.p_common", language, divisions=used))


def _merged(language: str, about: dict[str, str]) -> None:
    merged = analyses.comparison().merged
    show_heading(
        translate("fragmentation.p_merged", language, count=format_number(len(merged), language)),
        translate("fragmentation.meaning_merged", language),
        key="merged",
    )
    shown = pd.DataFrame(
        {
            "name": merged["name"],
            "predecessors": [", ".join(names) for names in merged["predecessors"]],
            "partnerships_before": [_several(values, language, 0) for values in merged["predecessor_partnerships"]],
            "partnerships_after": merged["partnerships"],
            "partial": merged["partial"],
            "coherence_before": [_several(values, language, 2) for values in merged["predecessor_coherence"]],
            "coherence_after": merged["coherence"],
            "nesting_before": [_several(values, language, 2) for values in merged["predecessor_nesting"]],
            "nesting_after": merged["nesting"],
        }
    )
    show_table(
        shown,
        texts="fragmentation.col_",
        key="merged",
        layout=Layout(
            widths={
                "name": 110,
                "predecessors": 130,
                "partnerships_before": 120,
                "partnerships_after": 120,
                "partial": 90,
                "coherence_after": 115,
            },
            lines=2,
            drawn=("name", "predecessors", "partnerships_before", "partnerships_after", "partial", "coherence_after"),
        ),
        file=translate("fragmentation.p_file_merged", language),
        digits={
            "partnerships_after": Digits(),
            "partial": Digits(),
            "coherence_after": Digits(2),
            "nesting_after": Digits(2),
        },
        about=about,
    )


def _pairs(atlas: Atlas, language: str, about: dict[str, str]) -> None:
    pairs = analyses.comparison().pairs
    names = {code: layer.name(language) for code, layer in analyses.layer_groups(atlas).items()}
    shown = pd.DataFrame(
        {
            "a": [names.get(code, code) for code in pairs["layer_a"]],
            "b": [names.get(code, code) for code in pairs["layer_b"]],
            "before": pairs["before"],
            "after": pairs["after"],
            "change": pairs["change"],
        }
    )
    show_heading(
        translate("fragmentation.p_layers_changed", language),
        translate("fragmentation.meaning_layers_changed", language),
        key="layers-changed",
    )
    show_table(
        shown,
        texts="fragmentation.col_",
        key="layers-changed",
        file=translate("fragmentation.p_file_layers_changed", language),
        digits={"before": Digits(3), "after": Digits(3), "change": Digits(3)},
        layout=Layout(widths={"a": 180, "b": 180, "before": 85, "after": 85, "change": 85}, lines=2),
        about=about,
    )


def _written(name: object, value: float, language: str) -> str:
    if name in SHARES:
        return format_percent(value, language, 1)
    return format_number(value, language, DECIMALS.get(str(name), 0))


def _signed(name: object, value: float, language: str) -> str:
    decimals = 1 if name in SHARES else DECIMALS.get(str(name), 0)
    change = round(100 * value if name in SHARES else value, decimals) + 0.0
    if change == 0:
        return "="
    said = ("+" if change > 0 else "") + format_number(change, language, decimals)
    return translate("fragmentation.p_points", language, change=said) if name in SHARES else said


def _several(values: tuple[float, ...], language: str, decimals: int) -> str:
    return " · ".join(format_number(value, language, decimals) for value in values)
