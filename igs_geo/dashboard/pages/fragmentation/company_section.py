"""Why a municipality is as fragmented as it is, domain by domain: with whom, and where they lie."""

from __future__ import annotations

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.pages.fragmentation import words
from igs_geo.dashboard.widgets import words as names_of
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.tables import Digits, show_small_table
from igs_geo.fragmentation import company
from igs_geo.i18n import format_number, translate


def show_company(atlas: Atlas, nis: str, language: str) -> None:
    """Draw with whom a municipality works in each domain; nothing where it has no partners."""
    found = company(cached.counted(atlas), nis)
    if not found.domains:
        return
    title = translate("fragmentation.p_company", language, name=found.name)
    show_heading(title, translate("fragmentation.meaning_company", language), key="company")
    bodies = atlas.partnerships["name"]
    table = pd.DataFrame(
        {
            "domain": [names_of.domain(atlas, line.domain, language) for line in found.domains],
            "mostly": [found.titles.get(line.area, translate("fragmentation.p_spread", language))
                       for line in found.domains],
            "partners": [len(line.partners) for line in found.domains],
            "areas": [
                ", ".join(f"{found.titles[area]} {format_number(count, language)}" for area, count in line.areas)
                for line in found.domains
            ],
            "bodies": [", ".join(str(bodies[body]) for body in line.bodies) for line in found.domains],
        }
    )  # fmt: skip
    show_small_table(
        table,
        key="company",
        file=translate("fragmentation.p_file_company", language, nis=nis, edition=atlas.edition),
        digits={"partners": Digits()},
        about=words.about(atlas, title, language),
    )
    show_source(words.counting(atlas, language, (atlas.emphasis.frame,) if atlas.emphasis.frame else ()))
