"""What is known of the youth work of a body."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping

from igs_geo.atlas import Atlas
from igs_geo.clock import has_passed
from igs_geo.dashboard.widgets import words
from igs_geo.i18n import format_date, format_number, translate


def youth_facts(atlas: Atlas, body: str, language: str) -> list[tuple[str, str]]:
    """Return the subsidy and state of a youth body as names and values; nothing for any other body."""
    table = atlas.youth_partnerships
    if body not in table.index:
        return []
    row = table.loc[[body]].iloc[0]
    state = str(row["state"])
    text = translate(f"partnership.youth_{state}", language) if state != "funded" else _subsidy(row.to_dict(), language)
    name = str(row["name_used"])
    return [
        (translate("partnership.youth_state", language), text),
        (
            translate("partnership.youth_name", language),
            name if name != str(atlas.partnerships.loc[body, "name"]) else "",
        ),
        (translate("partnership.youth_source", language), str(row["source"])),
        (translate("partnership.youth_note", language), words.note(row, language)),
    ]


def _subsidy(row: Mapping[Hashable, object], language: str) -> str:
    end = str(row["period_end"])
    period = translate(
        "partnership.period_over" if has_passed(end) else "partnership.period",
        language,
        start=format_date(str(row["period_start"]), language),
        end=format_date(end, language),
        year=end[:4],
    )
    amount = str(row["subsidy_eur_per_year"])
    if amount in {"", "nan", "<NA>"} or math.isnan(float(amount)):
        return translate("partnership.youth_funded_unknown", language, period=period)
    return translate("partnership.youth_funded", language, amount=format_number(float(amount), language), period=period)
