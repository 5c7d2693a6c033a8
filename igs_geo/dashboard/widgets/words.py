"""What the codes of the data are called."""

from __future__ import annotations

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.i18n import catalogue, format_percent, translate


def legal_form(form: str, language: str) -> str:
    """Return the name of a legal form; the Dutch name of one that has no translation."""
    key = f"tables.form_{form.lower().replace(' ', '_').replace('-', '_')}"
    return translate(key, language) if key in catalogue() else form


def status(code: str, language: str) -> str:
    """Return whether a body is active, in words."""
    return translate(f"tables.status_{code}", language)


def inventory(code: str, language: str) -> str:
    """Return in which inventory a body is, in words."""
    return translate(f"tables.inventory_{code}", language)


def domain(atlas: Atlas, code: str, language: str) -> str:
    """Return the name of a policy domain."""
    return str(atlas.domains.loc[code, "name_nl" if language == "nl" else "name_en"])


def domain_basis(atlas: Atlas, body: str, language: str) -> str:
    """Return a sentence on how the domains of a body are known."""
    rows = atlas.partnership_domains
    rows = rows[rows["partnership"] == body]
    parts = []
    for row in rows.itertuples(index=False):
        basis = translate(f"tables.basis_{row.basis}", language)
        source = f" ({row.source!s})" if row.source else ""
        parts.append(f"{domain(atlas, str(row.domain), language)}: {basis}{source}")
    return "; ".join(parts)


def membership(kind: str, share: float, via: str, language: str) -> str:
    """Return what sort of member a municipality is: in full, or for which part."""
    if kind == "full":
        return translate("tables.member_full", language)
    return translate("tables.member_partial", language, share=format_percent(share, language), via=via)


def note(row: pd.Series, language: str) -> str:
    """Return the remark of a row in a language."""
    return str(row.get(f"note_{language}", row.get("note", "")) or "")
