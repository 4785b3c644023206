"""What goes to the printer: the pages that were asked for, upright or lying."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from commune_desk.ui import pdf_pages
from commune_desk.ui.pdf_pages import Pages, numbers_of, send

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

COUNT = 4


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.setattr(pdf_pages, "PRINTED", 36)
    written = io.BytesIO()
    canvas = Canvas(written)
    for number in range(COUNT):
        canvas.setPageSize(landscape(A4) if number == 1 else A4)
        canvas.drawString(72, 72, f"{number + 1}")
        canvas.showPage()
    canvas.save()
    return Pages(written.getvalue())


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    del qapp
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    made.setFullPage(True)
    return made


def test_each_page_is_as_it_was_made(
    pages: Pages, printer: QPrinter, tmp_path: Path
) -> None:
    assert send(pages, printer, [0, 1, 2])
    out = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    sizes = [out.get_page_size(number) for number in range(len(out))]
    out.close()
    pages.close()
    assert [width > height for width, height in sizes] == [False, True, False]
    assert {round(max(size)) for size in sizes} == {842}


def test_a_range_is_printed_alone_and_never_beyond_the_paper(printer: QPrinter) -> None:
    assert numbers_of(printer, COUNT) == [0, 1, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert numbers_of(printer, COUNT) == [1, 2]
    printer.setFromTo(3, 99)
    assert numbers_of(printer, COUNT) == [2, 3]


def test_copies_that_the_printer_does_not_make_are_sent(printer: QPrinter) -> None:
    printer.setCopyCount(2)
    twice = [0, 1] if printer.supportsMultipleCopies() else [0, 1, 0, 1]
    assert numbers_of(printer, 2) == twice


def test_who_stops_a_print_hears_that_it_did_not_go_out(
    pages: Pages, printer: QPrinter
) -> None:
    told: list[int] = []

    def goes_on(done: int) -> bool:
        told.append(done)
        return done < 2

    assert not send(pages, printer, list(range(COUNT)), goes_on)
    pages.close()
    assert told == [0, 1, 2]
