"""The true pages of a paper, as they will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from commune_desk.ui.pdf_pages import Pages
from commune_desk.ui.theme import LIGHT, read_look
from commune_desk.ui.widgets.layouts import clear, down, hold

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

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
        self._marks: list[tuple[int, list[QRectF]]] = []
        self._at = -1
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
        self._marks, self._at = [], -1
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_page(self, number: int) -> None:
        """Bring a page in sight, counted from 1."""
        if 0 < number <= len(self._sheets):
            self.verticalScrollBar().setValue(self._sheets[number - 1].y() - 8)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    def find_words(self, wanted: str) -> int:
        """Mark all places of some words, and go to the first that comes from here on.

        Accents and capitals do not matter. Returns how many places there are.
        """
        here = self._here()
        self._marks = [
            (number, boxes)
            for number in range(len(self._sheets))
            for boxes in self._pages.found(number, wanted)
            if boxes
        ]
        self._at = -1
        if self._marks:
            numbers = [number for number, _ in self._marks]
            after = [place for place, page in enumerate(numbers) if page >= here]
            self._at = after[0] if after else 0
        self._draw_again()
        self._show_mark()
        return len(self._marks)

    def next_place(self, step: int = 1) -> int:
        """Go to another place of the words, round the end; return its number from 1."""
        if self._marks:
            self._at = (self._at + step) % len(self._marks)
            self._draw_again()
            self._show_mark()
        return self._at + 1

    @property
    def places(self) -> int:
        """How many places of the sought words there are."""
        return len(self._marks)

    @property
    def place(self) -> int:
        """The place of the sought words that is shown, from 1; 0 for none."""
        return self._at + 1

    def take_keys(self) -> None:
        """Take the keys back from the line that searches."""
        self.setFocus()

    @property
    def whole(self) -> bool:
        """Whether the page in sight is seen as a whole."""
        if not self._sheets:
            return False
        sheet = self._sheets[self._here()]
        return sheet.height() <= self.viewport().height()

    def fit_width(self) -> None:
        """Make the page as wide as the view."""
        self._set_zoom(1.0)

    def fit_page(self) -> None:
        """Make the page in sight so small that it is seen as a whole."""
        if self._sheets:
            sheet = self._sheets[self._here()]
            high = max(100, self.viewport().height() - EDGE)
            self._set_zoom(self._zoom * high / max(1, sheet.height()), least=LEAST / 2)

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

    def _set_zoom(self, zoom: float, least: float = LEAST) -> None:
        here = self._here()
        self._zoom = min(MOST, max(least, zoom))
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

    def _draw_again(self) -> None:
        """Draw what is in sight once more: what is marked in it has changed."""
        self._drawn.clear()
        self._soon.start()

    def _show_mark(self) -> None:
        """Bring the present place of the words in sight, a third down the view."""
        if self._at < 0:
            return
        number, boxes = self._marks[self._at]
        sheet, (width, _) = self._sheets[number], self._pages.sizes[number]
        scale = sheet.width() / width
        down_there = sheet.y() + boxes[0].top() * scale
        self.verticalScrollBar().setValue(
            round(down_there - self.viewport().height() / 3)
        )
        along = sheet.x() + boxes[0].center().x() * scale
        self.horizontalScrollBar().setValue(round(along - self.viewport().width() / 2))

    def _paint_marks(self, picture: QImage, number: int, scale: float) -> None:
        """Lay colour under the words that were sought, a frame round the present."""
        worn = read_look(LIGHT)  # paper is white in every theme
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for place, (page, boxes) in enumerate(self._marks):
            if page != number:
                continue
            for box in boxes:
                seen = QRectF(
                    box.x() * scale, box.y() * scale,
                    box.width() * scale, box.height() * scale,
                ).adjusted(-2, -2, 2, 2)  # fmt: skip
                painter.fillRect(seen, worn.colour("badge"))
                if place == self._at:
                    painter.setPen(QPen(worn.colour("red"), 2))
                    painter.drawRect(seen)
        painter.end()

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
            scale = sheet.width() / width * ratio
            picture = self._pages.picture(number, scale)
            if self._marks:
                self._paint_marks(picture, number, scale)
            drawn = QPixmap.fromImage(picture)
            drawn.setDevicePixelRatio(ratio)
            sheet.setPixmap(drawn)
        self._drawn = near
        self.turned.emit(self._here() + 1, len(self._sheets))
