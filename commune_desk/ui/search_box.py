"""One box for everything: places, records, documents; blind to accents and case."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget

from commune_desk.domain.issues import Record
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.tables.table import Kind
from commune_desk.ui.icons import icon
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place

MOST_OF_ONE = 6
"""Results of one place shown at once."""

LEAST_LETTERS = 2
AFTER = 150
SPOKEN = {Kind.TEXT, Kind.CODE}


@dataclass(frozen=True)
class Hit:
    """One result: what it is, where it is, and how to get there."""

    title: str
    where: str
    go: Callable[[], None]
    hay: str


class SearchBox(QLineEdit):
    """Ctrl+K, some letters, Enter."""

    def __init__(self, context: Context, places: Sequence[Place]) -> None:
        super().__init__()
        self._context, self._places = context, places
        self._known: dict[str, list[Hit]] = {}
        self._listed: list[Hit] = []
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
        self.hits = QListWidget(self)
        self.hits.setObjectName("hits")
        self.hits.setWindowFlags(Qt.WindowType.ToolTip)
        self.hits.setFocusProxy(self)
        self.hits.itemClicked.connect(lambda _: self.follow())
        self.installEventFilter(self)
        context.changed.connect(self._known.clear)
        context.scoped.connect(self._known.clear)

    def search(self) -> None:
        """Look everywhere for the words typed."""
        self._later.stop()
        self.hits.clear()
        if not self._context.here:
            self._later.start()  # again, until the dossier is there
            return
        words = fold(self.text()).split()
        if len("".join(words)) < LEAST_LETTERS:
            self.hits.hide()
            return
        self._listed = list(self._found(words))
        # As texts: deleting items that hold objects of Python could end the program.
        lines = [f"{hit.title}   ·   {hit.where}" for hit in self._listed]
        self.hits.addItems(lines or [self._context.say(N_("Nothing was found."))])
        self.hits.setCurrentRow(0)
        self._open()

    def follow(self) -> None:
        """Go to the chosen result."""
        row = self.hits.currentRow()
        self.hits.hide()
        if 0 <= row < len(self._listed):
            hit = self._listed[row]
            self.clear()
            hit.go()

    def _found(self, words: Sequence[str]) -> Iterator[Hit]:
        start = " ".join(words)
        for hits in self._all():
            count = 0
            # What begins with the words comes before what only holds them.
            for hit in sorted(hits, key=lambda hit: not hit.hay.startswith(start)):
                if all(word in hit.hay for word in words):
                    yield hit
                    count += 1
                    if count == MOST_OF_ONE:
                        break

    def _all(self) -> Iterator[list[Hit]]:
        yield self._remember("", self._of_places)
        for place in self._places:
            if place.record:
                yield self._remember(place.key, partial(self._of_table, place))
        yield self._remember("?documents", self._of_documents)

    def _remember(self, key: str, find: Callable[[], list[Hit]]) -> list[Hit]:
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    def _of_places(self) -> list[Hit]:
        where = self._context.say(N_("place"))
        return [
            self._hit(
                self._context.say(place.title),
                where,
                partial(self._context.go, place.key),
            )
            for place in self._places
            if not place.hidden
        ]

    def _of_table(self, place: Place) -> list[Hit]:
        table: Table[Any] | None = place.table
        if table is None:
            return []
        scope, where = self._context.scope, self._context.say(place.title)
        spoken = [c for c in table.columns(scope) if c.kind in SPOKEN]
        with self._context.reading() as session:
            rows = table.rows(session, scope, None)
        found = []
        for row in rows:
            cells = " ".join(str(c.value(row) or "") for c in spoken)
            title = self._context.say(table.row_title(row))
            go = partial(self._go_to_row, place.key, table.record, row.id)
            found.append(Hit(title, where, go, fold(f"{title} {cells}")))
        return found

    def _go_to_row(self, place: str, table: str, row_id: int) -> None:
        self._context.go(place, Record(table, row_id))

    def _of_documents(self) -> list[Hit]:
        documents = self._context.ports.documents
        if documents is None:
            return []
        where = self._context.say(N_("document"))
        with self._context.reading() as session:
            listed = documents(session, self._context.scope)
        return [
            self._hit(
                self._context.say(each.title),
                where,
                partial(self._context.go, "documents", None, each.name),
            )
            for each in listed
        ]

    def _hit(self, title: str, where: str, go: Callable[[], None]) -> Hit:
        return Hit(title, where, go, fold(title))

    def _typed(self, text: str) -> None:
        self._key.setVisible(not text)
        self._later.start()

    def _open(self) -> None:
        rows = min(self.hits.count(), 12)
        self.hits.resize(max(420, self.width()), rows * 28 + 8)
        self.hits.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.hits.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the results with the arrows; Enter follows, Esc leaves."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.hits.isVisible():
            row = self.hits.currentRow() + step
            self.hits.setCurrentRow(max(0, min(row, self.hits.count() - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._later.isActive():
                self.search()
            self.follow()
        elif event.key() == Qt.Key.Key_Escape:
            self.hits.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list of results."""
        super().focusOutEvent(event)
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
