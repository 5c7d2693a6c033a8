"""A score sheet on paper: one page on which a person scores every success factor with a pen."""

from __future__ import annotations

from igs_geo.assessment.factors.answers import HIGHEST, LOWEST, ROLES
from igs_geo.assessment.factors.naming import factor_names
from igs_geo.atlas import Atlas
from igs_geo.i18n import translate
from igs_geo.reports.blocks import Block, Paragraph, Report, Table

BOX = "☐"
QUESTION = "question"
WIDTHS = (4.2, *(0.5,) * (HIGHEST - LOWEST + 1), 0.8, 4.0)


def score_sheet(atlas: Atlas, name: str, language: str) -> Report:
    """Return the score sheet of a region.

    Parameters
    ----------
    atlas
        The edition, for its success factors and what to ask of each.
    name
        Name of the region.
    language
        ``"nl"`` or ``"en"``.
    """

    def worded(key: str, **values: object) -> str:
        return translate(f"session.{key}", language, **values)

    scores = [str(score) for score in range(LOWEST, HIGHEST + 1)]
    roles = "   ".join(f"{BOX} {translate(f'sheet.role_{role}', language)}" for role in ROLES)
    head = (worded("head_factor"), *scores, worded("paper_unknown"), worded("paper_remark"))
    blank = (BOX,) * (len(scores) + 1)
    prompts = atlas.frames["factor_prompts"]
    asked = prompts[prompts["kind"] == QUESTION]
    rows = tuple(
        (" ".join([f"{number}. {text}.", *asked.loc[asked["nr"] == number, f"text_{language}"]]), *blank, "")
        for number, text in factor_names(atlas, language).items()
    )
    blocks: tuple[Block, ...] = (
        Paragraph(worded("paper_who")),
        Paragraph(worded("paper_role", roles=roles)),
        Paragraph(worded("paper_how")),
        Table(head, rows, worded("paper_caption"), widths=WIDTHS),
    )
    return Report(worded("paper_title", name=name), worded("paper_subtitle"), language, blocks, contents=False)
