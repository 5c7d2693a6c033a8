"""A report as one web page that opens from disk: nothing in it comes from elsewhere."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from igs_geo.i18n import translate
from igs_geo.reports.blocks import Block, Bullets, Figure, Heading, Note, Paragraph, Report, Table

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .2rem; } h2 { font-size: 1.3rem; margin-top: 2rem; }
h3 { font-size: 1.05rem; } .subtitle, .note, figcaption, caption { color: #444; } .note { font-style: italic; }
figure { margin: 1.2rem 0; } figure img { max-width: 100%; height: auto; }
figcaption, caption { font-size: .85rem; text-align: left; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; margin: 1rem 0; width: 100%; }
th, td { border: 1px solid #bbb; padding: .25rem .45rem; text-align: left; vertical-align: top; }
.number { text-align: right; white-space: nowrap; } thead { background: #f2f2f2; }
@media print { h2, h3 { break-after: avoid; } tr, figure { break-inside: avoid; }
  thead { display: table-header-group; } }
"""

SAFE = " !$()*+,-./:;=?@_~"
"""What stands in the address of a picture as it is."""


def to_html(report: Report) -> str:
    """Return a report as one HTML page.

    Parameters
    ----------
    report
        The report.
    """
    writer = _Writer(report.language)
    body = "\n".join(writer.write(block) for block in report.blocks)
    contents = writer.contents(report) if report.contents else ""
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(report.title)}</h1>\n<p class="subtitle">{escape(report.subtitle)}</p>\n'
        f"{contents}\n{body}\n</main>\n</body>\n</html>\n"
    )


class _Writer:
    """Writes blocks as HTML."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.figures = self.tables = self.chapters = 0

    def contents(self, report: Report) -> str:
        """Return a table of contents with a link to each chapter."""
        chapters = [heading.text for heading in report.headings() if heading.level == 1]
        links = "".join(f'<li><a href="#chapter-{n}">{escape(text)}</a></li>' for n, text in enumerate(chapters, 1))
        name = escape(translate("reports.contents", self.language))
        return f'<nav aria-label="{name}"><strong>{name}</strong><ul>{links}</ul></nav>'

    def write(self, block: Block) -> str:
        """Return the HTML of a block."""
        match block:
            case Heading(level=1):
                self.chapters += 1
                return f'<h2 id="chapter-{self.chapters}">{escape(block.text)}</h2>'
            case Heading():
                return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
            case Paragraph():
                return f"<p>{escape(block.text)}</p>"
            case Note():
                return f'<p class="note">{escape(block.text)}</p>'
            case Bullets():
                return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
            case Figure():
                return self._figure(block)
            case Table():
                return self._table(block)

    def _figure(self, block: Figure) -> str:
        self.figures += 1
        # As text with the few marks that an address cannot hold written as codes: a third shorter than base64.
        data = quote(block.drawing.svg(), safe=SAFE)
        label = f"{translate('reports.figure', self.language)} {self.figures}. {block.caption}"
        return (
            f'<figure><img src="data:image/svg+xml,{data}" alt="{escape(block.alternative)}" '
            f'style="width: {block.drawing.width_mm:.1f}mm"><figcaption>{escape(label)}</figcaption></figure>'
        )

    def _table(self, block: Table) -> str:
        self.tables += 1
        label = f"{translate('reports.table', self.language)} {self.tables}. {block.caption}"

        def side(place: int) -> str:
            return ' class="number"' if place in block.numbers else ""

        head = "".join(f'<th scope="col"{side(n)}>{escape(text)}</th>' for n, text in enumerate(block.head))
        rows = "".join(
            f"<tr>{''.join(f'<td{side(n)}>{escape(cell)}</td>' for n, cell in enumerate(row))}</tr>"
            for row in block.rows
        )
        return (
            f'<div class="wide"><table><caption>{escape(label)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
