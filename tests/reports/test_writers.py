"""A report is the same in Word, as PDF and as a page: nothing is lost, and who does not see it can read it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.maps import partnership_map
from igs_geo.maps.print import Look, print_map
from igs_geo.reports import Report, to_docx, to_html, to_pdf
from igs_geo.reports.blocks import Bullets, Figure, Heading, Note, Paragraph, Table, section
from igs_geo.reports.writing import written

ODD = 'Tekst met *sterren*, #tekens, $x$, <b>, & en "aanhaling" \\ é'
ALTERNATIVE = "Een kaart van de samenwerking voor afval"


@pytest.fixture(scope="module")
def report(tiny_2025: Atlas) -> Report:
    drawing = print_map(partnership_map(tiny_2025, ["afval"]), tiny_2025, Look(parts="map"))
    return Report(
        "Een titel & meer",
        "Editie 2025",
        "nl",
        (
            Heading("Eerste"),
            Paragraph(ODD),
            Figure(drawing, "De kaart", ALTERNATIVE),
            Table(("Naam", "Aantal"), (("Diest", "1"), ("Leuven", "2.345")), "Cijfers", frozenset({1})),
            Heading("Tweede", 2),
            Bullets(("een", "twee")),
            Note("Niet gekend."),
        ),
    )


def structure(element: object, found: list[str]) -> list[str]:
    """Return the names of the tags below a part of a tagged PDF."""
    if isinstance(element, pikepdf.Array):
        for part in element:
            structure(part, found)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        found.append(str(element.S))
        structure(element.get("/K", pikepdf.Array()), found)
    return found


def alternatives(element: object) -> list[str]:
    if isinstance(element, pikepdf.Array):
        return [text for part in element for text in alternatives(part)]
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        own = [str(element.Alt)] if "/Alt" in element else []
        return own + alternatives(element.get("/K", pikepdf.Array()))
    return []


def test_pdf_is_tagged_for_a_screen_reader(report: Report) -> None:
    with pikepdf.open(io.BytesIO(to_pdf(report))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl-BE"
        assert str(pdf.docinfo["/Title"]) == report.title
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        tags = structure(pdf.Root.StructTreeRoot.K, [])
        assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/L", "/P"} <= set(tags)
        assert tags.count("/TH") == 2
        assert tags.count("/TD") == 4
        assert alternatives(pdf.Root.StructTreeRoot.K) == [ALTERNATIVE]


def test_word_has_styles_captions_contents_and_words_for_pictures(report: Report) -> None:
    document = docx.Document(io.BytesIO(to_docx(report)))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Eerste"] == "Heading 1"
    assert styles["Tweede"] == "Heading 2"
    assert styles[report.title] == "Title"
    assert styles["Figuur 1. De kaart"] == styles["Tabel 1. Cijfers"] == "Caption"
    assert styles["een"] == "List Bullet"
    assert ODD in styles
    xml = document.element.xml
    assert re.search(r'TOC \\o "1-2"', xml)
    assert "SEQ Figure" in xml
    assert [part.get("descr") for part in document.element.iter(qn("wp:docPr"))] == [ALTERNATIVE]
    rows = document.tables[0].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in rows[2].cells] == ["Leuven", "2.345"]
    languages = [part.get(qn("w:val")) for part in document.styles.element.iter(qn("w:lang"))]
    assert languages[0] == "nl-BE"
    assert document.core_properties.title == report.title


def test_word_takes_the_styles_of_a_template(report: Report, tmp_path: Path) -> None:
    house = docx.Document()
    house.add_paragraph("Tekst van het sjabloon")
    house.styles["Heading 1"].font.name = "Courier New"
    house.sections[0].header.paragraphs[0].text = "Ons huis"
    file = tmp_path / "huis.docx"
    house.save(file)
    document = docx.Document(io.BytesIO(to_docx(report, file)))
    assert document.styles["Heading 1"].font.name == "Courier New"
    assert document.sections[0].header.paragraphs[0].text == "Ons huis"
    assert "Tekst van het sjabloon" not in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("content", [b"geen document", b""])
def test_a_template_that_is_no_document_is_refused(report: Report, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "huis.docx"
    file.write_bytes(content)
    with pytest.raises(IgsGeoError) as told:
        to_docx(report, file)
    assert "huis.docx" in told.value.message("nl")
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("x", "y")
    with pytest.raises(IgsGeoError):
        to_docx(report, file)
    with pytest.raises(IgsGeoError):
        written(report, "pdf", file)


def test_a_page_stands_alone_and_keeps_signs_as_they_are(report: Report) -> None:
    page = to_html(report)
    assert '<html lang="nl">' in page
    assert "*sterren*, #tekens, $x$, &lt;b&gt;, &amp;" in page
    assert f'alt="{ALTERNATIVE}"' in page
    assert page.count('<th scope="col"') == 2
    assert not re.search(r"(src|href)=\"(?!data:|#)", page)


def test_no_chapter_is_empty() -> None:
    heading, empty = Heading("Leeg"), Table(("a",), (), "niets")
    assert section(heading, [None, empty, Bullets(()), Note(" "), Heading("Ook leeg", 2)]) == ()
    assert section(heading, [Paragraph("iets"), empty]) == (heading, Paragraph("iets"))
