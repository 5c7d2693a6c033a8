"""A report as a Word document: real styles, captions with numbers, a table of contents, headers of tables."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate
from igs_geo.reports.blocks import Block, Bullets, Figure, Heading, Note, Paragraph, Report, Table

LOCALES = {"nl": "nl-BE", "en": "en-GB"}
MARGIN_MM, TIGHT_MM = 25, 15
PAGE_MM = (210, 297)
FONT = "Arial"
"""Word has it, and others have letters of the same width."""
TEXT_PT, TIGHT_PT, SMALL_PT = 10, 8.5, 8.5
INK = RGBColor(0x1B, 0x1B, 0x1B)


def to_docx(report: Report, template: Path | None = None) -> bytes:
    """Return a report as a .docx file.

    Parameters
    ----------
    report
        The report.
    template
        A .docx file whose styles, margins, header and footer (with a logo) are used; its text is left out.

    Raises
    ------
    IgsGeoError
        When the template is no Word document.
    """
    document = _opened(template)
    if template is None:
        _dress(document, tight=not report.contents)
    _describe(document, report)
    _styled(document, report.title, "Title")
    _styled(document, report.subtitle, "Subtitle")
    writer = _Writer(document, report.language)
    if report.contents:
        writer.contents(report)
    for block in report.blocks:
        writer.write(block)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _opened(template: Path | None) -> Document:
    if template is None:
        return docx.Document()
    try:
        document = docx.Document(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise IgsGeoError("reports.bad_template", file=template.name) from error
    body: Any = document.element.body
    for part in list(body):
        if part.tag != qn("w:sectPr"):
            body.remove(part)
    return document


def _dress(document: Document, *, tight: bool) -> None:
    """Give a document of our own its page, letters and page numbers."""
    page, margin = document.sections[0], Mm(TIGHT_MM if tight else MARGIN_MM)
    page.page_width, page.page_height = (Mm(side) for side in PAGE_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = margin
    sizes = {"Normal": TEXT_PT, "Title": 20, "Subtitle": 10, "Heading 1": 14, "Heading 2": 11.5, "Caption": SMALL_PT}
    if tight:
        sizes |= {"Normal": TIGHT_PT, "Title": 15, "Subtitle": 8.5, "Heading 1": 10, "Caption": 8}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.font.bold, style.font.italic = name.startswith(("Heading", "Title")), False
        style.paragraph_format.space_after = Pt(2 if tight else 6)
        if tight:
            style.paragraph_format.space_before = Pt(4 if name.startswith("Heading") else 0)
            style.paragraph_format.line_spacing = 1.0
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE", "1")


def _describe(document: Document, report: Report) -> None:
    about = document.core_properties
    about.title, about.subject, about.author, about.comments = report.title, report.subtitle, "igs-geo", ""
    about.language = LOCALES[report.language]
    styles: Any = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        styles.insert(0, defaults)
    inner = defaults
    for tag in ("w:rPrDefault", "w:rPr", "w:lang"):
        found = inner.find(qn(tag))
        if found is None:
            found = OxmlElement(tag)
            inner.append(found)
        inner = found
    for kind in ("val", "eastAsia"):
        inner.set(qn(f"w:{kind}"), LOCALES[report.language])


def _styled(document: Document, text: str, style: str) -> Any:
    """Return a new paragraph in a style; in the plain one where a template does not have it."""
    known = {one.name for one in document.styles}
    return document.add_paragraph(text, style=style if style in known else None)


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field that Word computes, with what it shows until then."""
    parts = (("begin", None), (None, instruction), ("separate", None), ("text", shown), ("end", None))
    for kind, text in parts:
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)  # noqa: SLF001
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001


class _Writer:
    """Writes blocks under each other."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.figures = self.tables = 0
        page = document.sections[0]
        self.width = int(page.page_width or Mm(PAGE_MM[0])) - int(page.left_margin or 0) - int(page.right_margin or 0)

    def write(self, block: Block) -> None:
        """Write a block."""
        match block:
            case Heading():
                _styled(self.document, block.text, f"Heading {block.level}")
            case Paragraph():
                _styled(self.document, block.text, "Normal")
            case Note():
                paragraph = _styled(self.document, "", "Normal")
                paragraph.add_run(block.text).italic = True
            case Bullets():
                for item in block.items:
                    _styled(self.document, item, "List Bullet")
            case Figure():
                self.figure(block)
            case Table():
                self.table(block)

    def contents(self, report: Report) -> None:
        """Write a table of contents: Word fills in the pages; until then it shows the headings."""
        _styled(self.document, translate("reports.contents", self.language), "TOC Heading")
        shown = [heading.text for heading in report.headings() if heading.level == 1]
        paragraph = _styled(self.document, "", "Normal")
        _field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', "\n".join(shown))

    def caption(self, kind: str, number: int, text: str) -> Any:
        """Write a caption with its number, which Word keeps."""
        paragraph = _styled(self.document, f"{translate(f'reports.{kind}', self.language)} ", "Caption")
        _field(paragraph, f"SEQ {kind.capitalize()} \\* ARABIC", str(number))
        paragraph.add_run(f". {text}")
        return paragraph

    def figure(self, block: Figure) -> None:
        """Write a drawing and the caption below it."""
        self.figures += 1
        paragraph = _styled(self.document, "", "Normal")
        paragraph.paragraph_format.keep_with_next = True
        width = min(self.width, int(Mm(block.drawing.width_mm)))
        shape: Any = paragraph.add_run().add_picture(io.BytesIO(block.drawing.png()), width=width)
        properties = shape._inline.docPr  # noqa: SLF001
        properties.set("descr", block.alternative)
        properties.set("title", block.drawing.title)
        self.caption("figure", self.figures, block.caption)

    def table(self, block: Table) -> None:
        """Write the caption and the table below it; its first row comes again on the next page."""
        self.tables += 1
        self.caption("table", self.tables, block.caption).paragraph_format.keep_with_next = True
        known = {style.name for style in self.document.styles}
        table: Any = self.document.add_table(1, len(block.head), style="Table Grid" if "Table Grid" in known else None)
        table.autofit = False
        for column, share in zip(table.columns, block.shares, strict=True):
            column.width = int(self.width * share)
        for row in [block.head, *block.rows]:
            cells = table.rows[0].cells if row is block.head else table.add_row().cells
            for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
                cell.width = int(self.width * block.shares[place])
                paragraph = cell.paragraphs[0]
                run = paragraph.add_run(text)
                run.font.size, run.bold = Pt(SMALL_PT), row is block.head or None
                paragraph.paragraph_format.space_after = Pt(1)
                if place in block.numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for place, one in enumerate(table.rows):
            _row_property(one, "w:cantSplit")
            if place == 0:
                _row_property(one, "w:tblHeader")
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)


def _row_property(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001
