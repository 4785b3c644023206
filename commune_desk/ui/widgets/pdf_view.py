"""The true pages of a paper, as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from commune_desk.ui.pdf_pages import Pages
from commune_desk.ui.widgets.layouts import clear, down, hold

STEP, LEAST, MOST = 1.25, 0.4, 4.0
"""How much a press of the glass changes, and how far it goes."""

EDGE = 28
AHEAD = 1
"""Heights of the view that are drawn before they come in sight."""


class PdfView(QScrollArea):
    """Pages under one another, each as wide as the view at first.

    A page is drawn when it comes near: a booklet of a hundred pages opens as quickly
    as a letter.
    """

    turned = Signal(int, int)
    """The page in sight, from 1, and how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always there: if it came and went, so would the width of the page.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._lines = down(gap=12, margins=(8, 8, 8, 8))
        self._inner = hold(self._lines, "sunken")
        self.setWidget(self._inner)
        self._pages = Pages(b"")
        self._sheets: list[QLabel] = []
        self._drawn: set[int] = set()
        self._zoom = 1.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        bar = self.verticalScrollBar()  # its numbers are no delays of the timer
        bar.valueChanged.connect(lambda _: self._soon.start())
        bar.rangeChanged.connect(lambda _low, _high: self._soon.start())

    def show_pdf(self, pdf: bytes) -> None:
        """Show a paper; none for an empty one."""
        self._pages.close()
        self._pages, self._zoom = Pages(pdf), 1.0
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_page(self, number: int) -> None:
        """Bring a page in sight, counted from 1."""
        if 0 < number <= len(self._sheets):
            self.verticalScrollBar().setValue(self._sheets[number - 1].y() - 8)

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
            self._lay_out()
        self._soon.start()

    def _set_zoom(self, zoom: float) -> None:
        here = self._here()
        self._zoom = min(MOST, max(LEAST, zoom))
        self._lay_out()
        self.show_page(here + 1)

    def _lay_out(self) -> None:
        """Give each page its place; what is in sight is drawn next."""
        clear(self._lines)
        self._drawn.clear()
        wide = round(max(100, self.viewport().width() - EDGE) * self._zoom)
        self._sheets = []
        for width, height in self._pages.sizes:
            sheet = QLabel()
            sheet.setFixedSize(wide, round(wide * height / width))
            self._lines.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            sheet.show()  # now, so that its place is known
            self._sheets.append(sheet)
        self._lines.addStretch(1)
        self._lines.activate()
        self._inner.resize(self._inner.width(), self._inner.sizeHint().height())
        self._soon.start()

    def _here(self) -> int:
        """Give the page at the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [n for n, sheet in enumerate(self._sheets) if sheet.y() <= middle]
        return max(above, default=0)

    def _look(self) -> None:
        """Draw the pages in sight and those that come next; let the others go."""
        if not self._sheets:
            return
        high = self.viewport().height()
        top = self.verticalScrollBar().value() - AHEAD * high
        low = top + (1 + 2 * AHEAD) * high
        near = {
            number
            for number, sheet in enumerate(self._sheets)
            if sheet.y() < low and sheet.y() + sheet.height() > top
        }
        for number in self._drawn - near:
            self._sheets[number].setPixmap(QPixmap())
        ratio = self.devicePixelRatioF()
        for number in near - self._drawn:
            sheet, (width, _) = self._sheets[number], self._pages.sizes[number]
            picture = self._pages.picture(number, sheet.width() / width * ratio)
            drawn = QPixmap.fromImage(picture)
            drawn.setDevicePixelRatio(ratio)
            sheet.setPixmap(drawn)
        self._drawn = near
        self.turned.emit(self._here() + 1, len(self._sheets))
