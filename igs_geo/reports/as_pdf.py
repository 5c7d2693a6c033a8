"""A report as a tagged PDF (PDF/UA-1) that a screen reader can read, set by typst."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Literal

import typst

from igs_geo.i18n import translate
from igs_geo.maps.print import fonts
from igs_geo.reports.blocks import Block, Bullets, Figure, Heading, Note, Paragraph, Report, Table

STANDARD: Literal["ua-1"] = "ua-1"
REGIONS = {"nl": "be", "en": "gb"}
LOOK = """
#set text(font: {family}, size: {size}pt, lang: {language}, region: {region}, hyphenate: true)
#set page(paper: "a4", margin: {margin}mm, footer: context align(center, text(size: 8pt, counter(page).display())))
#set par(justify: false, leading: 0.6em, spacing: {spacing}em)
#set heading(numbering: none)
#set list(spacing: 0.5em)
#set table(stroke: 0.4pt + rgb("#999999"), inset: 3.2pt)
#show table: set text(size: {small}pt)
#show table.cell: set par(justify: false)
#set table.cell(breakable: false)
#show table.cell.where(y: 0): strong
#show heading.where(level: 1): set text(size: {chapter}pt)
#show heading.where(level: 1): set block(above: {above}em, below: 0.6em)
#show heading.where(level: 2): set text(size: 11.5pt)
#show heading: set block(sticky: true)
#show figure: set block(above: 0.9em, below: 0.9em)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: set text(size: 8.5pt)
#show figure.caption: set align(left)
#show figure.where(kind: table): set align(left)
"""


def to_pdf(report: Report) -> bytes:
    """Return a report as PDF/UA-1.

    Parameters
    ----------
    report
        The report.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "report.typ").write_text(_markup(report, folder), encoding="utf-8")
        made: bytes = typst.compile(
            folder / "report.typ",
            root=folder,
            font_paths=[fonts.folder()],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[STANDARD],
        )
    return made


def _string(text: str) -> str:
    """Return a text as a string of typst: nothing in it is markup."""
    return json.dumps(text, ensure_ascii=False)


def _markup(report: Report, folder: Path) -> str:
    full = report.contents
    look = LOOK.format(
        family=_string(fonts.FAMILY),
        language=_string(report.language),
        region=_string(REGIONS[report.language]),
        size=10 if full else 9.2,
        small=8.5 if full else 8,
        margin=22 if full else 13,
        spacing=0.95 if full else 0.7,
        chapter=15 if full else 11,
        above=1.6 if full else 0.9,
    )
    parts = [
        f'#set document(title: {_string(report.title)}, author: "igs-geo", description: {_string(report.subtitle)})',
        look,
        f"#show title: set text(size: {20 if full else 16}pt)",
        "#title()",
        f'#text(size: 9pt, fill: rgb("#444444"), {_string(report.subtitle)})',
    ]
    if full:
        parts.append(f"#outline(title: {_string(translate('reports.contents', report.language))}, depth: 1)")
    writer = _Writer(folder, report)
    return "\n\n".join([*parts, *map(writer.write, report.blocks)])


class _Writer:
    """Writes blocks as markup, and their drawings as files beside it."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder = folder
        self.full = report.contents
        self.drawings = 0

    def write(self, block: Block) -> str:
        """Return the markup of a block."""
        match block:
            case Heading():
                return f"#heading(level: {block.level}, {_string(block.text)})"
            case Paragraph():
                return f"#par({_string(block.text)})"
            case Note():
                return f"#par(emph({_string(block.text)}))"
            case Bullets():
                return f"#list({', '.join(map(_string, block.items))})"
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)

    def _figure(self, block: Figure) -> str:
        self.drawings += 1
        name = f"drawing-{self.drawings}.svg"
        (self.folder / name).write_text(block.drawing.svg(embed=False), encoding="utf-8")
        image = f"image({_string(name)}, alt: {_string(block.alternative)}, width: {block.drawing.width_mm:.2f}mm)"
        # In a report of several pages a figure goes to the top or foot of a page, so that no half page stays white.
        place = "auto" if self.full else "none"
        return f"#figure({image}, caption: {_string(block.caption)}, kind: image, placement: {place})"

    def _table(self, block: Table) -> str:
        columns = ", ".join(f"{share:.4f}fr" for share in block.shares)
        sides = ", ".join("right" if place in block.numbers else "left" for place in range(len(block.head)))
        head = ", ".join(map(_string, block.head))
        cells = ", ".join(_string(cell) for row in block.rows for cell in row)
        trailing = "," if len(block.head) == 1 else ""
        table = f"table(columns: ({columns}{trailing}), align: ({sides}{trailing}), table.header({head}), {cells})"
        return f"#figure({table}, caption: {_string(block.caption)}, kind: table)"
