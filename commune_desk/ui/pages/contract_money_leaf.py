"""What is committed and paid of a contract: the tab “Expenses” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.procurement_lists import expenses_for
from commune_desk.services.procurements import TieExpense
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text
    from commune_desk.services.procurement_lists import ExpenseRow, ProcurementRow
    from commune_desk.ui.context import Context


class ContractMoneyLeaf:
    """Sums beside the amount of the contract, then its expenses one by one."""

    title = N_("Expenses")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)
        self.buttons: dict[int, Button] = {}

    def show_row(self, row: Any) -> bool:
        """Show one contract."""
        clear(self._lines)
        self.buttons.clear()
        with self._context.reading() as session:
            found = expenses_for(session, row.contract)
        self._sums(row)
        self._lines.addWidget(rule())
        tied = [each for each in found if each.procurement_id is not None]
        free = [each for each in found if each.procurement_id is None]
        say = self._context.say
        self._lines.addWidget(Label(say(N_("Its expenses")), "body_strong"))
        if not tied:
            nothing = say(N_("No expense is tied to this contract yet."))
            self._lines.addWidget(Label(nothing, "small", "ink_soft", wrap=True))
        for each in tied:
            self._expense(row, each, N_("Untie"), "x")
        if free:
            title = say(N_("Expenses of its action or supplier, without a contract"))
            self._lines.addWidget(Label(title, "body_strong", wrap=True))
        for each in free:
            self._expense(row, each, N_("Tie"), "link")
        self._lines.addStretch(1)
        return True

    def _sums(self, row: ProcurementRow) -> None:
        say = self._context.say
        amounts: tuple[tuple[Text, Money | None], ...] = (
            (N_("Estimate"), row.estimate),
            (N_("Amount of the contract"), row.amount),
            (N_("Committed"), row.committed),
            (N_("Ordered for payment"), row.ordered),
            (N_("Paid"), row.paid),
            (N_("Left to pay"), row.left),
            (N_("Guarantee retained"), row.retained),
        )
        for title, amount in amounts:
            told = "–" if amount is None else self._context.words.francs(amount)
            name = Label(say(title), "small", "ink_soft")
            self._lines.addLayout(across(name, None, right(told)))
        if row.amount:
            part = min(1.0, max(0.0, row.paid.francs / row.amount.francs))
            self._lines.addWidget(Bar((Part(part, Fill.SECURED),), 8))

    def _expense(
        self, row: ProcurementRow, each: ExpenseRow, words: Text, picture: str
    ) -> None:
        say, francs = self._context.say, self._context.words.francs
        self._lines.addWidget(Label(each.object, wrap=True))
        told = N_(
            "committed {committed}, paid {paid}",
            committed=francs(each.committed),
            paid=francs(each.paid),
        )
        line = across(Label(say(told), "small", "ink_soft", wrap=True), gap=6)
        to = row.id if each.procurement_id is None else None
        command = TieExpense(each.id, to)
        if self._context.desk.allows(command):
            button = Button(say(words), picture, SMALL)
            button.clicked.connect(partial(self._tie, command))
            self.buttons[each.id] = button
            line.addWidget(button)
        self._lines.addLayout(line)

    def _tie(self, command: TieExpense, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's own
        error = self._context.do(command)
        if error is not None:
            self._context.refused.emit(error)
