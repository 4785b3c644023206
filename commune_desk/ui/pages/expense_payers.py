"""Who pays an expense: proposed, shown, and shared out anew by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.spending import Part
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.services.partners import partners
from commune_desk.services.who_pays import promise_of, proposed_parts
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import Field
from commune_desk.ui.states import State
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context

SHARE: Column[Any] = Column("share", N_("Part"), lambda _: None, Kind.MONEY)
ROW = 4
"""Funders that share one row evenly; more stand as they need."""

Key = tuple[FunderClass, int | None]


class Payers(QWidget):
    """One column for each who pays; amounts become fields where the split changes."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._parts: tuple[Part, ...] = ()
        self._own = False
        """Whether somebody typed the split: a proposal no longer replaces it."""

        self._action: int | None = None
        self._keys: list[Any] = []
        self._amounts: list[Label] = []
        self._shown = False
        self.fields: dict[Key, Field] = {}
        say = context.say
        self._head = Label(say(N_("Who pays")), "small", "ink_soft")
        self.change = Linked(say(N_("Change the split")), role="small")
        self.change.followed.connect(self.open)
        self._row = across(gap=16)
        layout = down(across(self._head, None, self.change), gap=2)
        layout.addLayout(self._row)
        self.setLayout(layout)

    def propose(
        self, amount: Money, line: int | None, action: int | None, year: int
    ) -> None:
        """Propose who pays, unless somebody typed it."""
        if self._own:
            return
        self._action = action
        parts: tuple[Part, ...] = ()
        if line is not None and amount.francs > 0:
            with self._context.reading() as session:
                parts = proposed_parts(session, amount, line, action, year)
        self._head.setText(
            self._context.say(
                N_("Who pays, pro rata of the contributions to the action")
                if action is not None
                else N_("Who pays")
            )
        )
        self.show_parts(parts)

    def show_parts(
        self, parts: Sequence[Part], action: int | None = None, *, own: bool = False
    ) -> None:
        """Show parts as words."""
        if action is not None:
            self._action = action
        keys = [(part.funder, part.partner_id, self._action) for part in parts]
        same = keys == self._keys and not self.fields and self._shown
        self._parts, self._own, self._keys = tuple(parts), own, keys
        if same:  # while an amount is typed only the figures change
            for part, label in zip(parts, self._amounts, strict=True):
                label.setText(self._context.words.number(part.amount.francs))
            return
        self._shown = True
        self._amounts = []
        self.fields.clear()
        clear(self._row)
        for part in parts:
            name = Label(self._name(part), "small_strong")
            amount = Label(self._context.words.number(part.amount.francs), "body")
            self._amounts.append(amount)
            line = across(name, amount, self._state(part), None, gap=6)
            self._row.addLayout(line, 1 if len(parts) < ROW else 0)
        if not parts:
            hint = N_("Proposed once line and amount are there.")
            self._row.addWidget(Label(self._context.say(hint), "small", "ink_soft"))

    def open(self) -> None:
        """Turn the amounts into fields, with one more for each other funder."""
        known = {(part.funder, part.partner_id): part.amount for part in self._parts}
        keys = list(known)
        keys += [
            (funder, None)
            for funder in FunderClass
            if all(key[0] is not funder for key in known)
        ]
        clear(self._row)
        self.fields.clear()
        for key in keys:
            field = Field(SHARE)
            field.setMinimumWidth(70)
            amount = known.get(key)
            field.setText(str(amount.francs) if amount is not None else "")
            name = self._name(Part(key[0], Money(0), key[1]))
            field.setAccessibleName(name)
            field.textEdited.connect(self._typed)
            self.fields[key] = field
            self._row.addLayout(down(Label(name, "small_strong"), field, gap=2), 1)
        first = next(iter(self.fields.values()))
        first.setFocus()
        first.selectAll()

    def _typed(self, _text: str) -> None:
        self._own = True
        self.edited.emit()

    def parts(self) -> tuple[Part, ...] | None:
        """Give the split that was typed; None where the proposal stands.

        Raises `DeskError` where an amount cannot be read.
        """
        if not self._own:
            return None
        if not self.fields:
            return self._parts
        found = []
        for (funder, partner), field in self.fields.items():
            amount = reading.money(field.text())
            if amount is not None and amount:
                found.append(Part(funder, amount, partner))
        return tuple(found)

    def _name(self, part: Part) -> str:
        if part.partner_id is None:
            return self._context.say(part.funder)
        with self._context.reading() as session:
            rows = partners(session, self._context.scope, {part.partner_id})
        return rows[0].name if rows else self._context.say(part.funder)

    def _state(self, part: Part) -> QWidget:
        """Say how sure the money is."""
        say = self._context.say
        if self._action is None:
            own = part.funder is FunderClass.COMMUNE
            words = N_("own funds") if own else N_("external funds")
            return Label(say(words), "small", "ink_soft")
        with self._context.reading() as session:
            promise = promise_of(session, self._action, part)
        if promise.received.francs >= promise.promised.francs:
            return Label(say(N_("received")), "small", "ink_soft")
        text: Text = N_(
            "{received} received of {promised}",
            received=promise.received,
            promised=promise.promised,
        )
        if part.funder is FunderClass.COMMUNE:
            return Label(say(N_("own funds")), "small", "ink_soft")
        return StateWord(State.WATCH, say(text))
