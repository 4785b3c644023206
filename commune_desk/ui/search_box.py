"""One box for everything, blind to accents and case, forgiving of a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.domain.word_index import LEAST_LETTERS
from commune_desk.ui.finder import Finder
from commune_desk.ui.icons import icon
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from commune_desk.ui.context import Context
    from commune_desk.ui.finder import Hit
    from commune_desk.ui.navigation import Place

AFTER = 100
"""Milliseconds after the last key."""

SEEN = 12
"""Results in sight; the arrows reach the others."""


class SearchBox(QLineEdit):
    """Ctrl+K, some letters, Enter."""

    def __init__(self, context: Context, places: Sequence[Place]) -> None:
        super().__init__()
        self._context = context
        self.finder = Finder(self, context, places)
        self._listed: Sequence[Hit] = ()
        self.setPlaceholderText(context.say(N_("Search everywhere")))
        self.setAccessibleName(self.placeholderText())
        self.setMinimumWidth(170)
        where = QLineEdit.ActionPosition.LeadingPosition
        self.addAction(QIcon(icon("search", "ink_soft")), where)
        self._key = QLabel("Ctrl+K", self)
        self._key.setProperty("tone", "ink_soft")
        self._key.setFont(look().font("small"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER)
        self._later.timeout.connect(self.search)
        self.textChanged.connect(self._typed)
        self._lines = QStringListModel(self)
        self.hits = QListView(self)
        self.hits.setModel(self._lines)
        self.hits.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.hits.setObjectName("hits")
        self.hits.setWindowFlags(Qt.WindowType.ToolTip)
        self.hits.setFocusProxy(self)
        self.hits.setUniformItemSizes(True)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.clicked.connect(self.follow)
        self.installEventFilter(self)

    def search(self) -> None:
        """Look everywhere for the words typed."""
        self._later.stop()
        if not self._context.here:
            self._later.start()  # again, until the dossier is there
            return
        if len(fold(self.text())) < LEAST_LETTERS:
            self._listed = ()
            self.hits.hide()
            return
        self._listed = self.finder.find(self.text())
        more = self.finder.reading
        lines = [f"{hit.title}   ·   {hit.where}" for hit in self._listed]
        nothing = N_("Still reading …") if more else N_("Nothing was found.")
        self._lines.setStringList(lines or [self._context.say(nothing)])
        self._choose(0)
        self._open()
        if more:
            self._later.start()

    def follow(self) -> None:
        """Go to the chosen result."""
        row = self.hits.currentIndex().row()
        self.hits.hide()
        if 0 <= row < len(self._listed):
            hit = self._listed[row]
            self.clear()
            hit.go()

    def _choose(self, row: int) -> None:
        row = max(0, min(row, self._lines.rowCount() - 1))
        self.hits.setCurrentIndex(self._lines.index(row))

    def _typed(self, text: str) -> None:
        self._key.setVisible(not text)
        self._later.start()

    def _open(self) -> None:
        rows = min(self._lines.rowCount(), SEEN)
        self.hits.resize(max(420, self.width()), rows * 28 + 8)
        self.hits.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.hits.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the results with the arrows; Enter follows, Esc leaves."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.hits.isVisible():
            self._later.stop()  # what is looked at stays
            self._choose(self.hits.currentIndex().row() + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            while self._later.isActive():
                self.search()
                if not self.finder.reading:
                    break
            self.follow()
        elif event.key() == Qt.Key.Key_Escape:
            self.hits.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin to read the dossier: something will be asked."""
        super().focusInEvent(event)
        self.finder.begin()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list of results."""
        super().focusOutEvent(event)
        self._later.stop()
        self.hits.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the name of the key at the right."""
        super().resizeEvent(event)
        size = self._key.sizeHint()
        self._key.setGeometry(
            self.width() - size.width() - 10,
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window when it moves."""
        if event.type() == QEvent.Type.Hide:
            self.hits.hide()
        return super().eventFilter(watched, event)
