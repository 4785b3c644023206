"""Pages of a PDF as pictures: on the screen, and to the printer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QProgressDialog

from commune_desk.ui.page_words import PageWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

POINTS = 72
PRINTED = 300
"""Dots an inch sent to the printer."""

PATIENCE = 500
"""Milliseconds of printing before it shows how far it is."""


class Pages:
    """The pages of a paper, open until they are closed."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf) if pdf else None
        self._words: dict[int, PageWords] = {}
        self.sizes: list[tuple[float, float]] = []
        """Width and height of each page, in points."""

        if self._document is not None:
            count = range(len(self._document))
            self.sizes = [self._document.get_page_size(number) for number in count]

    def picture(self, number: int, scale: float) -> QImage:
        """Draw a page, at so many dots a point; pages count from 0."""
        if self._document is None:
            raise IndexError(number)
        page = self._document[number]
        drawn = page.render(scale=scale, rev_byteorder=True)
        try:
            return QImage(
                bytes(drawn.buffer),
                drawn.width,
                drawn.height,
                drawn.stride,
                QImage.Format.Format_RGB888,
            ).copy()
        finally:
            drawn.close()
            page.close()

    def found(self, number: int, wanted: str) -> list[list[QRectF]]:
        """Find words on a page: a list for each place, a box for each of its lines.

        Boxes are in points, from the upper left corner of the page.
        """
        if self._document is None:
            return []
        if number not in self._words:
            self._words[number] = PageWords(self._document, number)
        return self._words[number].found(wanted)

    def close(self) -> None:
        """Let the paper go."""
        if self._document is not None:
            self._document.close()
            self._document = None
        self._words.clear()


def print_pages(
    pdf: bytes,
    title: str,
    parent: QWidget,
    wanted: tuple[int, int] = (0, 0),
    stop: str = "",
) -> bool:
    """Ask for a printer, pages and copies, then print; False where the clerk gave up.

    `wanted` are the first and the last page that the dialog proposes; 0 for the ends.
    `stop` is the word of the button that breaks a long print off.
    """
    pages = Pages(pdf)
    count = len(pages.sizes)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, max(1, count))
    if any(wanted):
        dialog.setPrintRange(QAbstractPrintDialog.PrintRange.PageRange)
        dialog.setFromTo(wanted[0] or 1, min(wanted[1] or count, count))
    try:
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        numbers = numbers_of(printer, count)
        shown = QProgressDialog(title, stop, 0, len(numbers), parent)
        shown.setWindowModality(Qt.WindowModality.WindowModal)
        shown.setMinimumDuration(PATIENCE)
        return send(pages, printer, numbers, partial(_goes_on, shown))
    finally:
        pages.close()


def _goes_on(shown: QProgressDialog, done: int) -> bool:
    """Show how many pages went out; tell whether the clerk lets it go on."""
    shown.setValue(done)
    return not shown.wasCanceled()


def numbers_of(printer: QPrinter, count: int) -> list[int]:
    """List the pages to print in their order, from 0.

    They are repeated for each copy that the printer does not make by itself.
    """
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        first = max(1, printer.fromPage() or 1)
        last = min(count, printer.toPage() or count)
    numbers = list(range(first - 1, last))
    if printer.supportsMultipleCopies():
        return numbers
    return numbers * max(1, printer.copyCount())


def send(
    pages: Pages,
    printer: QPrinter,
    numbers: Sequence[int],
    goes_on: Callable[[int], bool] = lambda _: True,
) -> bool:
    """Print pages, each upright or lying as it was made; False where it was stopped.

    `goes_on` is told how many are out, and says whether the next is wanted.
    """
    painter = QPainter()
    for place, number in enumerate(numbers):
        if not goes_on(place):
            printer.abort()
            return False
        _turn(printer, pages.sizes[number])
        if place:
            printer.newPage()
        else:
            painter.begin(printer)
        picture = pages.picture(number, PRINTED / POINTS)
        sheet = painter.viewport()
        size = picture.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(0, 0, size.width(), size.height()), picture)
    if painter.isActive():
        painter.end()
    goes_on(len(numbers))
    return True


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    """Take the sheet of a page, where the printer has it, and turn it."""
    width, height = size
    short, long = sorted(size)
    sheet = QPageSize(
        QSizeF(short, long),
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    if sheet.id() is not QPageSize.PageSizeId.Custom:
        printer.setPageSize(sheet)
    lying = width > height
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    )
