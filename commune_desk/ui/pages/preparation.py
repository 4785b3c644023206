"""Draw up the annual plan of a year: tick actions while the sums follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.annual import TickActions, UntickActions
from commune_desk.services.annual_sums import annual_sums
from commune_desk.ui.pages.carry_leaf import CarryLeaf
from commune_desk.ui.pages.money_leaf import MoneyLeaf
from commune_desk.ui.pages.table_page import NEW_LINE, TablePage
from commune_desk.ui.states import State
from commune_desk.ui.table_view import KEYS
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import clear
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from commune_desk.services.annual_lines import CandidateRow
    from commune_desk.services.annual_sums import Against
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf
    from commune_desk.ui.keys import Keys


COUNTED = 130
"""Pixels of the words that say how many actions are ticked."""


class _OfAction:
    """Shows of a candidate what the leaf shows of its action."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf, self.title, self.widget = leaf, leaf.title, leaf.widget

    def show_row(self, row: CandidateRow) -> bool:
        """Show the action."""
        return self._leaf.show_row(row.action)


class PreparationPage(TablePage):
    """The list to tick, with the envelopes above it; the space bar ticks."""

    told_keys: ClassVar[Keys] = (
        ("Space", N_("Tick the chosen lines, or untick them")),
    )

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "list-check",
    ) -> None:
        super().__init__(table, context, add_words, picture)
        self._strip = frame("card")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(14, 8, 14, 8)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnMinimumWidth(0, COUNTED)
        self._strip.setLayout(self._grid)
        self.column.insertWidget(1, self._strip)
        self.view.installEventFilter(self)
        self.view.told_keys = tuple(told for told in KEYS if told[0] != "Space")
        self.model.rebuilt.connect(self._add_up)
        context.changed.connect(self._add_up)
        context.scoped.connect(self._add_up)
        self._add_up()

    def leaves(self) -> Sequence[Leaf]:
        """Add the tabs of what is left of earlier years, and of money."""
        return (CarryLeaf(self.context), _OfAction(MoneyLeaf(self.context)))

    def head(self) -> PageHead:
        """Offer to tick all, or none, before the ways out."""
        say = self.context.say
        actions: list[QWidget] = [
            Button(say(N_("Tick all")), "list-check", MAIN, self.tick_all),
            Button(say(N_("Untick all")), "x", PLAIN, self.untick_all),
            *self.outlets.buttons(),
        ]
        self._head = PageHead(say(self.table.title), say(self.table.purpose), actions)
        return self._head

    def _legend(self) -> QHBoxLayout | None:
        """Leave the height to the table: the strip says what the figures count."""
        return None

    def tick_all(self) -> None:
        """Tick every action shown that has a cost in the year, as one step."""
        ids = [r.id for r in self._shown() if not r.ticked and r.planned is not None]
        self._tick(ids)

    def untick_all(self) -> None:
        """Take every action shown out, as one step."""
        ids = tuple(row.id for row in self._shown() if row.ticked)
        if ids:
            self._do(UntickActions(ids, self.context.scope.year))

    def toggle(self) -> None:
        """Tick the chosen rows; untick them if all of them are ticked."""
        rows = self._chosen()
        left = [row.id for row in rows if not row.ticked]
        if left:
            self._tick(left)
        elif rows:
            ids = tuple(row.id for row in rows)
            self._do(UntickActions(ids, self.context.scope.year))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the space bar tick."""
        if watched is self.view and event.type() is QEvent.Type.KeyPress:
            key: QKeyEvent = event  # type: ignore[assignment]  # Qt says so by its type
            if key.key() == Qt.Key.Key_Space and self._chosen():
                self.toggle()
                return True
        return super().eventFilter(watched, event)

    def _tick(self, ids: Sequence[int]) -> None:
        if ids:
            self._do(TickActions(tuple(ids), self.context.scope.year))

    def _do(self, command: TickActions | UntickActions) -> None:
        refused = self.context.do(command)
        if refused is not None:
            self.context.refused.emit(refused)

    def _shown(self) -> list[CandidateRow]:
        return list(self.model.outline.root.rows())

    def _chosen(self) -> list[CandidateRow]:
        cells = self.view.selectionModel().selectedIndexes()
        rows = {}
        for cell in cells or [self.view.currentIndex()]:
            row = self.model.row_at(cell)
            if row is not None:
                rows[row.id] = row
        return list(rows.values())

    def _add_up(self, _changes: object = None) -> None:
        """Say what is ticked, and what it asks of each class of funders."""
        scope, say = self.context.scope, self.context.say
        title = N_("Draw up the PIA {year}", year=str(scope.year))
        self._head.title.setText(say(title))
        with self.context.reading() as session:
            sums = annual_sums(session, scope)
        clear(self._grid)
        counted = P_(
            "{count} action ticked, in F CFA",
            "{count} actions ticked, in F CFA",
            count=sums.count,
        )
        self._put(0, say(counted), say(sums.cost))
        at = 1
        for each in sums.classes:
            self._put(at, say(NAMES[each.funder_class]), say(each.asked))
            self._grid.addWidget(self._verdict(each), 2, at)
            at += 1
        if sums.to_find:
            self._put(at, say(N_("To be found")), say(sums.to_find))
            word = StateWord(State.WATCH, say(N_("missing")))
            self._grid.addWidget(word, 2, at)
            at += 1
        self._grid.setColumnStretch(at, 1)

    def _put(self, at: int, title: str, figure: str) -> None:
        self._grid.addWidget(Label(title, "small", "ink_soft", wrap=not at), 0, at)
        self._grid.addWidget(Label(figure, "body_strong"), 1, at)

    def _verdict(self, each: Against) -> QWidget:
        """Say whether the envelope holds, with its figure."""
        say = self.context.say
        if each.envelope is None:
            return StateWord(State.UNKNOWN, say(N_("no envelope")))
        if each.over is not None:
            text = N_("{over} too much", over=each.over)
            return StateWord(State.CORRECT, say(text))
        return StateWord(State.OK, say(N_("of {envelope}", envelope=each.envelope)))
