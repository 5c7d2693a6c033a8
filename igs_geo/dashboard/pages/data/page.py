"""The page Gegevens: every table, its source, and what it does not cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.data.package_files import (
    Resource,
    fields_of,
    file_bytes,
    resources,
    table_of,
    whole_package,
)
from igs_geo.dashboard.widgets.cooperation import facts_html
from igs_geo.dashboard.widgets.downloads import Offer
from igs_geo.dashboard.widgets.figures import show_heading
from igs_geo.dashboard.widgets.tables import MISSING, Digits, Layout, say_cut, show_table, table_html
from igs_geo.dashboard.widgets.takeaways import show_table_downloads
from igs_geo.i18n import format_date, format_number, translate

PREVIEW_ROWS = 200


def show() -> None:
    """Show the page."""
    language = current_view().language
    atlas = cached.atlas()
    st.title(translate("data.title", language), anchor=False)
    st.markdown(translate("data.intro", language))
    found = resources(atlas)
    if not found:
        st.info(translate("data.no_descriptor", language))
        return
    st.download_button(
        translate("data.download_all", language),
        lambda: whole_package(atlas),
        file_name="igs-geo-data.zip",
        mime="application/zip",
        key="data.all",
        on_click="ignore",
    )
    show_heading(translate("data.overview", language), translate("data.meaning_overview", language), key="overview")
    show_table(
        pd.DataFrame([_overview(entry, language) for entry in found]),
        key="overview",
        file=translate("data.file_overview", language),
        digits={"rows": Digits()},
        layout=Layout(
            widths={"table": 175, "rows": 65, "date": 105, "source": 225, "licence": 150},
            lines=3,
            drawn=("table", "rows", "date", "source", "licence"),
        ),
    )
    names = {str(entry["name"]): _title(entry, language) for entry in found}
    select("table", translate("data.choose", language), names, placeholder=translate("data.choose_hint", language))
    chosen = current_view().table
    for entry in found:
        if entry["name"] == chosen:
            _table(entry, language)
    if chosen and chosen not in names:
        st.warning(translate("data.unknown", language))


def _overview(entry: Resource, language: str) -> dict[str, object]:
    return {
        "table": _title(entry, language),
        "rows": len(table_of(entry)),
        "kind": translate("data.derived" if entry.get("derived") else "data.base", language),
        "date": format_date(_date(entry), language),
        "licence": _licences(entry),
        "source": _sources(entry),
    }


def _table(entry: Resource, language: str) -> None:
    table = table_of(entry)
    title = _title(entry, language)
    facts = [
        (translate("data.description", language), _in_language(entry, "description", language)),
        (translate("tables.col_rows", language), format_number(len(table), language)),
        (translate("tables.col_kind", language), _kind(entry, language)),
        (translate("tables.col_date", language), format_date(_date(entry), language)),
        (translate("tables.col_source", language), _sources(entry)),
        (translate("tables.col_licence", language), _licences(entry)),
        (translate("data.attribution", language), str(entry.get("attribution", ""))),
        (translate("tables.col_gaps", language), _in_language(entry, "known_gaps", language)),
        (translate("data.file", language), str(entry["path"])),
    ]
    show_heading(title, translate("data.meaning_table", language), key="table")
    st.html(facts_html(facts))
    about = {"igs-geo": title} | {name: value for name, value in facts if value}
    name = str(entry["name"])
    path = Path(str(entry["path"]))
    original = Offer("original", path.suffix.lstrip("."), "application/octet-stream", lambda: file_bytes(str(path)))
    more = {"original": (original,)}
    show_table_downloads(lambda: table, name, key=f"data.{name}", about=about, more=more)
    shown, columns = translate("data.preview", language), translate("data.columns", language)
    st.html(f'<h3 class="igs-domain">{escaped(shown)}</h3>')
    say_cut(min(PREVIEW_ROWS, len(table)), len(table), language)
    st.dataframe(table.head(PREVIEW_ROWS), hide_index=True, key=f"preview-{name}", placeholder=MISSING)
    st.html(f'<h3 class="igs-domain">{escaped(columns)}</h3>' + _schema(entry, language))


def _schema(entry: Resource, language: str) -> str:
    rows = [
        {
            "field": field["name"],
            "type": translate(f"data.type_{field.get('type', 'string')}", language),
            "description": field.get("title" if language == "nl" else "description", ""),
            "rule": _rules(dict(field.get("constraints", {})), language),
        }
        for field in fields_of(entry)
    ]
    return table_html(pd.DataFrame(rows, columns=["field", "type", "description", "rule"]), {}, language)


def _rules(constraints: dict[str, Any], language: str) -> str:
    parts = []
    if constraints.get("required"):
        parts.append(translate("data.rule_required", language))
    if constraints.get("unique"):
        parts.append(translate("data.rule_unique", language))
    if "enum" in constraints:
        values = ", ".join(str(value) for value in constraints["enum"])
        parts.append(translate("data.rule_enum", language, values=values))
    if "pattern" in constraints:
        parts.append(translate("data.rule_pattern", language, pattern=constraints["pattern"]))
    limits = [name for name in ("minimum", "maximum") if name in constraints]
    parts += [translate(f"data.rule_{name}", language, value=constraints[name]) for name in limits]
    return "; ".join(parts)


def _in_language(entry: Resource, name: str, language: str) -> str:
    for key in (f"{name}_{language}", name):
        value = entry.get(key)
        if value:
            return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return ""


def _title(entry: Resource, language: str) -> str:
    return _in_language(entry, "title", language) or str(entry["name"])


def _kind(entry: Resource, language: str) -> str:
    if not entry.get("derived"):
        return translate("data.base", language)
    return translate("data.derived_from", language, tables=", ".join(entry.get("derived_from", [])))


def _date(entry: Resource) -> str:
    return str(entry.get("created", ""))[:10]


def _sources(entry: Resource) -> str:
    texts = []
    for source in entry.get("sources", []):
        path = source.get("path", "")
        texts.append(f"{source.get('title', '')} ({path})" if path else str(source.get("title", "")))
    return "; ".join(texts)


def _licences(entry: Resource) -> str:
    return "; ".join(str(one.get("title") or one.get("name", "")) for one in entry.get("licenses", []))
