"""Pages of a PDF as pictures: on the screen, and to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

POINTS = 72
PRINTED = 300
"""Dots an inch sent to the printer."""


class Pages:
    """The pages of a paper, open until they are closed."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf) if pdf else None
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

    def close(self) -> None:
        """Let the paper go."""
        if self._document is not None:
            self._document.close()
            self._document = None


def print_pages(pdf: bytes, title: str, parent: QWidget) -> bool:
    """Ask for a printer, then print; False where the clerk gave up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    pages = Pages(pdf)
    for number in range(len(pages.sizes)):
        if number:
            printer.newPage()
        picture = pages.picture(number, PRINTED / POINTS)
        sheet = painter.viewport()
        size = picture.size().scaled(sheet.size(), _fit())
        painter.drawImage(QRect(0, 0, size.width(), size.height()), picture)
    painter.end()
    pages.close()
    return True


def _fit() -> Qt.AspectRatioMode:
    return Qt.AspectRatioMode.KeepAspectRatio
