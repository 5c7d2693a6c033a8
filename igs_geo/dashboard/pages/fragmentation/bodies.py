"""The list of bodies behind a number."""

from __future__ import annotations

from collections.abc import Sequence

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets import words
from igs_geo.i18n import translate


def bodies_html(atlas: Atlas, bodies: Sequence[str], language: str) -> str:
    """Return the names of bodies with the domains they serve, as a list in HTML."""
    if not bodies:
        return f'<p class="igs-note">{escaped(translate("fragmentation.p_no_bodies", language))}</p>'
    table = atlas.partnerships
    items = []
    for body in sorted(bodies, key=lambda body: str(table.loc[body, "name"]).casefold()):
        domains = ", ".join(words.domain(atlas, code, language) for code in table.loc[[body], "domains"].iloc[0])
        items.append(
            f"<li>{escaped(table.loc[body, 'name'])} <span style='color:#53616e'>({escaped(domains)})</span></li>"
        )
    return f'<ul class="igs-members">{"".join(items)}</ul>'
