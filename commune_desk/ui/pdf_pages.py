"""Pages of a PDF as pictures: on the screen, and to the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

POINTS = 72
PRINTED = 300
"""Dots an inch sent to the printer."""


def page_count(pdf: bytes) -> int:
    """Count the pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def pictures(pdf: bytes, scale: float) -> Iterator[QImage]:
    """Draw each page, at so many dots a point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            drawn = page.render(scale=scale, rev_byteorder=True)
            yield QImage(
                bytes(drawn.buffer),
                drawn.width,
                drawn.height,
                drawn.stride,
                QImage.Format.Format_RGB888,
            ).copy()
            drawn.close()
            page.close()
    finally:
        document.close()


def page_width(pdf: bytes) -> float:
    """Give the width of the first page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return float(document[0].get_width())
    finally:
        document.close()


def print_pages(pdf: bytes, title: str, parent: QWidget) -> bool:
    """Ask for a printer, then print; False where the clerk gave up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    for number, picture in enumerate(pictures(pdf, PRINTED / POINTS)):
        if number:
            printer.newPage()
        sheet = painter.viewport()
        size = picture.size().scaled(sheet.size(), _fit())
        painter.drawImage(QRect(0, 0, size.width(), size.height()), picture)
    painter.end()
    return True


def _fit() -> Qt.AspectRatioMode:
    return Qt.AspectRatioMode.KeepAspectRatio
