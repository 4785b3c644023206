"""The form of an expense: one screen, four dates; it reads, refuses and saves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.spending import DATES
from commune_desk.domain.text import N_
from commune_desk.services.last_time import last_time
from commune_desk.services.line_credit import next_numbers
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.expenses import held_words
from commune_desk.tables.table import Kind
from commune_desk.ui.fields import ChoiceField, Field, make_field
from commune_desk.ui.pages.expense_fields import COLUMNS, HEADS, KEPT, KEYS, NumberField
from commune_desk.ui.pages.expense_payers import Payers
from commune_desk.ui.pages.expense_vouchers import Vouchers
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Icon, Label, Linked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from commune_desk.services.expense_rows import ExpenseRow
    from commune_desk.services.last_time import LastTime
    from commune_desk.ui.context import Context
    from commune_desk.ui.remedies import Way

E = EntryKind
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
WORDS = ""
"""Stands in a row for the amount in words."""

ROWS = (
    (("object", 7), ("party", 5)),
    (("line_id", 7), ("action_id", 5)),
    (("amount", 3), (WORDS, 3), ("invoice", 2), ("invoiced_on", 2), ("village_id", 2)),
    tuple((DATES[kind], 3) for kind in EXPENSE_CHAIN),
    (("mode", 3), ("reference", 3), ("deductions", 3), ("note", 3)),
)
"""The rows of the form: fields and their twelfths of the width."""

AMOUNT_ROW, DATE_ROW = 2, 3


class ExpenseForm(QFrame):
    """Fields above, who pays and the vouchers below; the refusal under its row."""

    told_keys = KEYS

    edited = Signal()
    """Something that the credit or the sheet depends on was typed."""

    save_asked = Signal(bool)
    """Whether the next expense follows at once."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.row: ExpenseRow | None = None
        """The expense that is carried on; None for a new one."""

        self.fields: dict[str, Field] = {}
        self.numbers: dict[EntryKind, NumberField] = {}
        self._icons: dict[EntryKind, Icon] = {}
        self._notes: dict[EntryKind, Label] = {}
        self.words = Label("", "small", "ink_soft", wrap=True)
        self.again = Linked(context.say(N_("As last time (F2)")), role="small")
        self.again.hide()
        self.again.followed.connect(self.as_last_time)
        self._last: LastTime | None = None
        self.refusal = RefusalBox()
        self.payers = Payers(context)
        self.vouchers = Vouchers(context)
        self._lines = down(gap=5, margins=(16, 8, 16, 8))
        self._holders: list[QWidget] = []
        self._read_options()
        self._build()
        self.setLayout(self._lines)

    def _read_options(self) -> None:
        with self.context.reading() as session:
            self._options = {
                key: Options(
                    column.choices(session, self.context.scope), self.context.words
                )
                for key, column in COLUMNS.items()
            }

    def _build(self) -> None:
        for place, row in enumerate(ROWS):
            grid = QGridLayout()
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(14)
            at = 0
            for key, width in row:
                cell = self._cell(key) if key != WORDS else down(18, self.words, gap=2)
                grid.addLayout(cell, 0, at, 1, width)
                at += width
            for number in range(12):
                grid.setColumnStretch(number, 1)
            holder = QWidget()
            holder.setLayout(grid)
            self._holders.append(holder)
            self._lines.addWidget(holder)
            if place in {AMOUNT_ROW, DATE_ROW}:
                self._lines.addWidget(rule())
        self._lines.addWidget(rule())
        self._lines.addWidget(self.payers)
        self._lines.addWidget(rule())
        self._lines.addWidget(self.vouchers)
        self.payers.edited.connect(self.edited)

    def _cell(self, key: str) -> Any:
        column = COLUMNS[key]
        field = make_field(column, self._options[key], self.context, self)
        field.setMinimumWidth(60)
        if column.note is not None:
            field.setPlaceholderText(self.context.say(column.note))
        self.fields[key] = field
        title = Label(self.context.say(column.title), "small_strong")
        title.setBuddy(field)
        head: list[Any] = [title, None]
        kind = next((k for k in EXPENSE_CHAIN if DATES[k] == key), None)
        if kind is not None:
            title.setText(self.context.say(HEADS[kind]))
            self._icons[kind] = Icon("clock", "ink_soft", 14)
            head.insert(0, self._icons[kind])
        if key == "party":
            head.append(self.again)
        cell = down(across(*head, gap=5), field, gap=2)
        if kind is not None:
            self.numbers[kind] = NumberField(self.context, kind)
            self._notes[kind] = Label("", "small", "ink_soft")
            number = Label(self.context.say(N_("no.")), "small", "ink_soft")
            number.setFixedWidth(18)
            cell.addLayout(across(number, self.numbers[kind], self._notes[kind], gap=4))
        field.textChanged.connect(partial(self._typed, key))
        if isinstance(field, ChoiceField):
            field.chosen.connect(partial(self._chosen, key))
        field.editingFinished.connect(partial(self._left, key))
        return cell

    def begin(self, day: dt.date | None) -> None:
        """Empty the form for a new expense, committed on a day."""
        self._read_options()
        self.row, self._last = None, None
        for key, field in self.fields.items():
            self._set(key, None)
            self._open(field, free=True)
        if day is not None:
            self._set(DATES[E.COMMITMENT], day)
        self.payers.show_parts(())
        self.again.hide()
        self.forgive()
        self._propose_numbers()
        self.edited.emit()

    def show_expense(self, row: ExpenseRow) -> None:
        """Show an expense; what is entered is locked, the next acts are open."""
        self._read_options()
        self.row, self._last = row, None
        self.again.hide()
        self.forgive()
        invoice = row.last(E.LIQUIDATION)
        payment = row.last(E.PAYMENT)
        values = {
            "object": row.object,
            "line_id": row.line_id,
            "action_id": row.action_id,
            "village_id": row.village_id,
            "invoice": invoice.invoice if invoice else "",
            "invoiced_on": invoice.invoiced_on if invoice else None,
            "mode": row.mode,
            "reference": payment.reference if payment else "",
            "note": row.note,
        }
        for key, value in values.items():
            self._set(key, value)
        self.fields["party"].setText(row.party)
        self.fields["deductions"].setText(held_words(row.deductions))
        self._propose_numbers()
        for kind in EXPENSE_CHAIN:
            act, done = row.last(kind), self.done(kind)
            self._set(DATES[kind], act.made_on if act is not None and done else None)
            if act is not None and done:
                self.numbers[kind].setText(str(act.number))
            self.numbers[kind].setReadOnly(done)
        self._set("amount", row.open_amount)
        for key, field in self.fields.items():
            self._open(field, free=self._free(key))
        self.payers.show_parts(row.sources_as_parts, row.action_id, own=False)
        self._tell_acts()
        self.edited.emit()

    def done(self, kind: EntryKind) -> bool:
        """Tell whether an act of the expense is wholly entered."""
        if self.row is None:
            return False
        if kind is E.COMMITMENT:
            return True
        before = EXPENSE_CHAIN[EXPENSE_CHAIN.index(kind) - 1]
        own, whole = self.row.sum_of(kind).francs, self.row.sum_of(before).francs
        return own > 0 and own >= whole

    def _free(self, key: str) -> bool:
        if key in KEPT or self.row is None:
            return True
        kind = next((k for k in EXPENSE_CHAIN if DATES[k] == key), None)
        if kind is not None:
            return not self.done(kind)
        if key in {"invoice", "invoiced_on"}:
            return not self.done(E.LIQUIDATION)
        if key == "deductions":
            return not self.done(E.ORDER)
        if key in {"mode", "reference", "amount"}:
            return self.row.next_kind is not None
        return False

    @staticmethod
    def _open(field: Field, *, free: bool) -> None:
        field.setReadOnly(not free)
        strong = Qt.FocusPolicy.StrongFocus
        field.setFocusPolicy(strong if free else Qt.FocusPolicy.ClickFocus)

    def _set(self, key: str, value: Any) -> None:
        text = write_cell(COLUMNS[key], value, self._options[key], self.context.words)
        self.fields[key].setText(text)
        self.fields[key].setCursorPosition(0)

    def _propose_numbers(self) -> None:
        with self.context.reading() as session:
            found = next_numbers(session, self.context.scope.year)
        for kind, number in found.items():
            self.numbers[kind].setReadOnly(False)
            self.numbers[kind].propose(number)
        self._tell_acts()

    def _tell_acts(self) -> None:
        """Show by its icon whether each act is entered, typed, or still to come."""
        say = self.context.say
        for kind in EXPENSE_CHAIN:
            typed = bool(self.fields[DATES[kind]].text().strip())
            if self.done(kind):
                picture, tone = State.OK.picture, State.OK.token
            else:
                picture = "edit" if typed else State.WAITING.picture
                tone = "link" if typed else State.WAITING.token
            self._icons[kind].show_icon(picture, tone)
            self.numbers[kind].setVisible(typed)
            words = ""
            if self.row is not None and not self.done(kind):
                part = self.row.sum_of(kind)
                words = say(N_("{amount} F already", amount=part)) if part else ""
            slip = self.row.last(E.ORDER) if self.row and kind is E.ORDER else None
            if slip is not None and slip.slip is not None:
                words = say(N_("slip {number}", number=str(slip.slip)))
            self._notes[kind].setText(words)

    def value(self, key: str) -> Any:
        """Read a field; raise `DeskError` where it cannot be read."""
        text = self.fields[key].text()
        if key == "party":
            return " ".join(text.split())
        return read_cell(COLUMNS[key], text, self._options[key], self.context.words)

    def known(self, key: str) -> Any:
        """Read a field; None where it cannot be read yet."""
        try:
            return self.value(key)
        except DeskError:
            return None

    def acts(self) -> list[EntryKind]:
        """List the acts that have a date."""
        return [k for k in EXPENSE_CHAIN if self.fields[DATES[k]].text().strip()]

    def _typed(self, key: str, _text: str) -> None:
        self.fields[key].refuse(refused=False)
        if key in {"amount", "line_id", "action_id", "deductions", *DATES.values()}:
            self._tell_amount()
            self._tell_acts()
            self.edited.emit()

    def _chosen(self, key: str) -> None:
        self._left(key)
        if self.fields[key].hasFocus():
            self._go_on()

    def _left(self, key: str) -> None:
        """Write a choice out in full; look up what a supplier had the last time."""
        field = self.fields[key]
        if key == "party" and self.row is None:
            self._offer_last()
        elif COLUMNS[key].kind is Kind.CHOICE and field.text().strip():
            found = self.known(key)
            if found is not None:
                self._set(key, found)

    def _offer_last(self) -> None:
        with self.context.reading() as session:
            found = last_time(session, self.context.scope, self.fields["party"].text())
        self._last = found
        self.again.setVisible(found is not None)
        if found is None:
            return
        words = N_("{object}, {amount} F", object=found.object, amount=found.amount)
        self.again.setToolTip(self.context.say(words))
        if found.line_id is not None and not self.fields["line_id"].text().strip():
            self._set("line_id", found.line_id)

    def as_last_time(self) -> None:
        """Fill everything with what the supplier had the last time."""
        last = self._last
        if last is None or self.row is not None:
            return
        values = {
            "object": last.object,
            "line_id": last.line_id,
            "amount": last.amount,
            "action_id": last.action_id,
            "village_id": last.village_id,
            "mode": last.mode,
        }
        for key, value in values.items():
            if value is not None:
                self._set(key, value)
        self.fields["deductions"].setText(held_words(last.deductions))
        self.fields["amount"].setFocus()
        self.fields["amount"].selectAll()

    def _tell_amount(self) -> None:
        amount = self.known("amount")
        told = isinstance(amount, Money) and amount.francs > 0
        self.words.setText(self.context.words.in_letters(amount) if told else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, save with Ctrl+Enter; F2 repeats the last time."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER and control:
            self.save_asked.emit(bool(shift))
        elif event.key() in ENTER:
            self._go_on()
        elif event.key() == Qt.Key.Key_F2:
            self.as_last_time()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Go to the next field; past the line where the supplier has named it."""
        named = self.row is None and self.fields["line_id"].text().strip()
        if self.fields["party"].hasFocus() and named:
            self.fields["amount"].setFocus()
            self.fields["amount"].selectAll()
        else:
            self.focusNextChild()

    def blame(self, error: DeskError, key: str, found: Sequence[Way] = ()) -> None:
        """Show why the desk refuses, under the row of the field, with ways out."""
        say = self.context.say
        texts = [i.text for i in error.issues] if isinstance(error, Rejected) else []
        self.forgive()
        place = next(
            (n for n, row in enumerate(ROWS) if any(k == key for k, _ in row)),
            len(ROWS) - 1,
        )
        at = self._lines.indexOf(self._holders[place]) + 1
        self._lines.insertWidget(at, self.refusal)
        self.refusal.tell([say(text) for text in texts or [error.text]], "", found)
        field = self.fields.get(key)
        if field is not None:
            field.refuse(refused=True)
            field.setFocus()
            field.selectAll()

    def forgive(self) -> None:
        """Take the refusal away."""
        self._lines.removeWidget(self.refusal)
        self.refusal.hide()
        for field in self.fields.values():
            field.refuse(refused=False)
