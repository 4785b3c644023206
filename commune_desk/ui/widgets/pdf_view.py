"""The true pages of a paper, as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from commune_desk.ui.pdf_pages import page_width, pictures
from commune_desk.ui.widgets.layouts import clear, down, hold

STEP, LEAST, MOST = 1.25, 0.4, 4.0
"""How much a press of the glass changes, and how far it goes."""

MOST_PAGES = 40
"""Pages drawn at once; the paper itself holds them all."""

EDGE = 28


class PdfView(QScrollArea):
    """Pages under one another, as wide as the view at first."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always there: if it came and went, so would the width of the page.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._pages = down(gap=12, margins=(8, 8, 8, 8))
        self.setWidget(hold(self._pages, "sunken"))
        self._pdf = b""
        self._zoom = 1.0

    def show_pdf(self, pdf: bytes) -> None:
        """Show a paper; none for an empty one."""
        self._pdf, self._zoom = pdf, 1.0
        self._draw()
        self.verticalScrollBar().setValue(0)

    def nearer(self) -> None:
        """Make the page larger."""
        self._set_zoom(self._zoom * STEP)

    def farther(self) -> None:
        """Make the page smaller."""
        self._set_zoom(self._zoom / STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as wide as the view."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(MOST, max(LEAST, zoom))
        self._draw()

    def _draw(self) -> None:
        clear(self._pages)
        if not self._pdf:
            return
        ratio = self.devicePixelRatioF()
        room = max(100, self.viewport().width() - EDGE)
        scale = room / page_width(self._pdf) * self._zoom * ratio
        for number, picture in enumerate(pictures(self._pdf, scale)):
            if number == MOST_PAGES:
                break
            drawn = QPixmap.fromImage(picture)
            drawn.setDevicePixelRatio(ratio)
            sheet = QLabel()
            sheet.setPixmap(drawn)
            self._pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch(1)
