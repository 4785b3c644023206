"""A look at a record without leaving the table: the space bar opens it, and closes it.

On a cell that speaks of another record it shows that one; on any other, the row itself
with the columns that are out of sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from commune_desk.domain.places import Places
from commune_desk.domain.text import N_
from commune_desk.services.related import referred
from commune_desk.tables import TABLES
from commune_desk.tables.cells import Options
from commune_desk.tables.table import Kind
from commune_desk.ui.cell_words import shown
from commune_desk.ui.meant import OVER
from commune_desk.ui.widgets.layouts import clear, down
from commune_desk.ui.widgets.text import Headline, Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex, QRect
    from PySide6.QtGui import QKeyEvent

    from commune_desk.tables.table import Column, Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.grid import Grid

WIDTH, TITLES, EDGE = 420, 140, 12
MOST = 10
"""Facts of a record that are told."""

LONGEST = 160
"""Letters of a fact that are told."""

VILLAGES = "villages"


class Glance(QObject):
    """Answers the space bar of a table."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view = view
        self.card = GlanceCard(view)

    def answer(self, event: QKeyEvent) -> bool:
        """Show or close the card; tell whether the key was meant for it."""
        space = event.key() == Qt.Key.Key_Space
        if self.card.isVisible():
            self.card.hide()
            return space or event.key() == Qt.Key.Key_Escape
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return space and plain and self._show(self._view.currentIndex())

    def _show(self, index: QModelIndex) -> bool:
        rows = self._view.rows
        row = rows.record_at(index)
        if row is None:
            return False
        table, record = self._other(rows.column_at(index), row) or (rows.table, row)
        self.card.tell(rows.context, table, record)
        self._place(self._view.visualRect(index))
        return True

    def _other(self, column: Column[Any], row: Any) -> tuple[Table[Any], Any] | None:
        """Find the record that a cell speaks of, if it speaks of one."""
        rows, value = self._view.rows, column.value(row)
        name = referred(rows.table.record, column.key)
        if isinstance(value, Places):
            name, value = VILLAGES, next(iter(value.villages), None)
        listed = next((each for each in TABLES.listed if each.marks == name), None)
        if not name or listed is None or not isinstance(value, int):
            return None
        table = listed.table()
        with rows.context.reading() as session:
            found = table.rows(session, rows.context.scope, {value})
        return (table, found[0]) if found else None

    def _place(self, cell: QRect) -> None:
        """Put the card under its cell, or over it where there is no room below."""
        port, top = self._view.viewport().geometry(), self._view.viewport().y()
        card, width = self.card, min(WIDTH, port.width() - 2 * EDGE)
        card.setFixedWidth(width)
        card.adjustSize()
        height = min(card.sizeHint().height(), port.height() - 2 * EDGE)
        left = min(max(EDGE, cell.left()), port.right() - width - EDGE)
        below, above = top + cell.bottom() + 3, top + cell.top() - height - 3
        fits = below + height <= port.bottom()
        card.setGeometry(left, below if fits else max(top + 3, above), width, height)
        card.show()
        card.raise_()


class GlanceCard(QFrame):
    """The title of a record, what kind it is, and its facts; nothing to type in."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty(OVER, True)  # noqa: FBT003  Qt takes no names
        self._title = Headline()
        self._kind = Label("", "small", "ink_soft")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnMinimumWidth(0, TITLES)
        self._facts.setColumnStretch(1, 1)
        self._keys = Label("", "small", "ink_soft")
        self.setLayout(
            down(
                self._kind, self._title, self._facts, self._keys,
                gap=6, margins=(16, 10, 16, 10),
            )
        )  # fmt: skip
        self.hide()

    def tell(self, context: Context, table: Table[Any], row: Any) -> None:
        """Say what a record is."""
        say = context.say
        self._kind.setText(say(table.title))
        title = say(table.row_title(row))
        self._title.setText(title[:1].upper() + title[1:])
        clear(self._facts)
        for number, (title, words) in enumerate(_facts(context, table, row)):
            name = Label(title, "small", "ink_soft", wrap=True)
            self._facts.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(words, "body", wrap=True), number, 1)
        self._keys.setText(say(N_("Space bar or Esc: close")))
        self.setAccessibleName(self._title.text())


def _facts(context: Context, table: Table[Any], row: Any) -> Iterator[tuple[str, str]]:
    """Tell what the columns of a table say of a row, those first that it shows."""
    columns = sorted(table.columns(context.scope), key=lambda each: not each.shown)
    told = 0
    with context.reading() as session:
        for column in columns:
            value = column.value(row)
            untold = column.kind is Kind.PROSE or column.private
            if value is None or value == "" or untold:
                continue
            choices = column.choices(session, context.scope)
            options = Options(choices, context.words)
            words = shown(column, value, options, context.words)
            if not words:
                continue
            told += 1
            rest = "…" if len(words) > LONGEST else ""
            yield context.say(column.title), f"{words[:LONGEST]}{rest}"
            if told == MOST:
                return
