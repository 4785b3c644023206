"""Each paper in its three forms: it opens, says what it is, and adds up."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2 as pdfium
import pytest
from counts import count
from docx.oxml.ns import qn
from printed import paper
from recalculated import formulas, value_at
from sample import FRENCH

from commune_desk.reports.catalogue import DOCUMENTS, document
from commune_desk.reports.document import Telling
from commune_desk.reports.frame import imprint
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commune_desk.reports.document import Document
    from commune_desk.storage.store import Store

LONG = 3
"""Pages beyond which a reader wants bookmarks."""

papers = pytest.mark.parametrize("wanted", DOCUMENTS, ids=lambda d: d.name)


def title_of(store: Store, wanted: Document) -> str:
    with store.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        return FRENCH.say(imprint(wanted, telling).title)


def plain(text: str) -> str:
    """Leave out spaces, and the hyphens at which a line was broken."""
    return re.sub(r"[\s\u202f\u00a0\ufffe]+", "", text)


def printed_figures(pdf: bytes) -> str:
    file = pdfium.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in file)
    file.close()
    return re.sub(r"[\u202f\u00a0]", " ", text)


@papers
def test_the_pdf_says_what_it_is(demo: Store, wanted: Document) -> None:
    content, title = paper(demo, wanted), title_of(demo, wanted)
    file = pdfium.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in file]
    assert file.get_metadata_value("Title") == title
    assert plain(title) in plain(texts[0])
    assert f"page {len(texts)} / {len(texts)}" in texts[-1]
    marks = [mark.get_dest().get_index() for mark in file.get_toc()]
    assert all(0 <= page < len(texts) for page in marks)
    assert marks or len(texts) <= LONG
    file.close()
    assert b"/Lang (fr-ML)" in content
    assert b"/DisplayDocTitle true" in content


@papers
def test_every_face_of_the_pdf_is_embedded(demo: Store, wanted: Document) -> None:
    content = paper(demo, wanted)
    names = set(re.findall(rb"/BaseFont /([^ /\r\n]+)", content))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names), names
    assert len(re.findall(rb"/FontFile2", content)) >= len(names)


@papers
def test_the_word_file_says_what_it_is(demo: Store, wanted: Document) -> None:
    file = docx.Document(io.BytesIO(paper(demo, wanted, ".docx")))
    title = title_of(demo, wanted)
    assert file.core_properties.title == title
    assert file.core_properties.language == "fr-ML"
    foot = "".join(part.text for part in file.sections[0].footer.paragraphs)
    assert plain(title) in plain(foot + file.sections[0].header.paragraphs[0].text)
    assert any(part.text for part in file.element.body.iter(qn("w:t")))


@papers
def test_the_totals_of_the_workbook_are_formulas_that_give_what_is_printed(
    demo: Store, wanted: Document
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(paper(demo, wanted, ".xlsx")))
    assert book.properties.title == title_of(demo, wanted)
    text = printed_figures(paper(demo, wanted))
    for sheet in book.worksheets:
        for place, _ in formulas(sheet):
            figure = value_at(sheet, place)
            assert any(each in text for each in spoken(figure)), (sheet.title, place)


def spoken(figure: Decimal) -> Iterable[str]:
    """Give the ways in which a paper may write a figure."""
    if not figure:
        return ("–", "0")
    sign, size = ("−" if figure < 0 else ""), abs(figure)
    if size == size.to_integral_value():
        whole = f"{int(size):,}".replace(",", " ")
        return (f"{sign}{whole}", f"{sign}{whole},00")
    hundredths = f"{size:,.2f}".replace(",", " ").replace(".", ",")
    percent = f"{100 * size:.2f}".replace(".", ",")
    on_a_poster = f"{100 * size:.0f} %"
    return (f"{sign}{hundredths}", f"{sign}{percent}", f"{sign}{on_a_poster}")


OPENED = count(
    suite=tuple(document(name) for name in ("pia", "budget-primitive", "deliberation")),
    full=DOCUMENTS,
)
"""What LibreOffice opens: it takes a second for each file."""

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.full
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (soffice) to open files")
def test_libreoffice_opens_them_and_finds_the_same_sums(
    demo: Store, tmp_path: Path
) -> None:
    folder, made = tmp_path / "given", tmp_path / "made"
    folder.mkdir()
    for wanted in OPENED:
        for suffix in (".docx", ".xlsx"):
            path = folder / f"{wanted.name}{suffix}"
            path.write_bytes(paper(demo, wanted, suffix))
    opened(sorted(folder.glob("*.xlsx")), "xlsx", made)
    opened(sorted(folder.glob("*.docx")), "txt:Text (encoded):UTF8", made)
    for wanted in OPENED:
        title = plain(title_of(demo, wanted))
        assert (made / f"{wanted.name}.txt").stat().st_size, title
        given = openpyxl.load_workbook(folder / f"{wanted.name}.xlsx")
        found = openpyxl.load_workbook(made / f"{wanted.name}.xlsx", data_only=True)
        assert found.sheetnames == given.sheetnames
        for sheet in given.worksheets:
            for place, _ in formulas(sheet):
                value = found[sheet.title][place].value
                assert Decimal(str(value)) == value_at(sheet, place), place


def opened(files: Iterable[Path], kind: str, made: Path) -> None:
    """Let LibreOffice read files and write them again, recalculated."""
    assert OFFICE
    profile = f"-env:UserInstallation={(made.parent / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", made, *files],
        check=True,
        capture_output=True,
        timeout=600,
    )
