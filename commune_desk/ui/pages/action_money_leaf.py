"""What the books ordered and paid for an action: the tab “Payments” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.action_books import orders_and_payments
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.action_books import BookedRow
    from commune_desk.services.tracking import FollowRow
    from commune_desk.ui.context import Context


class ActionMoneyLeaf:
    """Sums of the books, then each order and payment; its object opens the expense."""

    title = N_("Payments")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)
        self.links: dict[int, Linked] = {}
        """The links to the expenses, by entry."""

    def show_row(self, row: FollowRow) -> bool:
        """Show what the books hold; nothing where they hold nothing of the action."""
        clear(self._lines)
        self.links.clear()
        with self._context.reading() as session:
            found = orders_and_payments(session, row.id)
        if not found and not row.booked:
            return False
        ordered, paid = (
            Money.total(each.amount for each in found if each.kind is kind)
            for kind in (EntryKind.ORDER, EntryKind.PAYMENT)
        )
        self._sum(N_("Committed in the books"), row.booked.committed)
        self._sum(N_("Ordered for payment"), ordered)
        self._sum(N_("Paid"), paid)
        for each in found:
            self._lines.addWidget(rule())
            self._act(each)
        self._lines.addStretch(1)
        return True

    def _sum(self, title: Text, amount: Money) -> None:
        name = Label(self._context.say(title), "small", "ink_soft")
        told = right(self._context.words.francs(amount), "small_strong")
        self._lines.addLayout(across(name, None, told))

    def _act(self, each: BookedRow) -> None:
        say = self._context.say
        name = Label(say(_named(each)), "small")
        amount = right(self._context.words.francs(each.amount), "small_strong")
        self._lines.addLayout(across(name, None, amount))
        link = Linked(each.object, wrap=True)
        link.followed.connect(partial(self._followed, each))
        self.links[each.id] = link
        self._lines.addWidget(link)
        if each.party:
            self._lines.addWidget(Label(each.party, "small", "ink_soft", wrap=True))

    def _followed(self, each: BookedRow) -> None:
        """Open it once the link is done with: another year rebuilds this panel."""
        QTimer.singleShot(0, self.widget, partial(self._open, each))

    def _open(self, each: BookedRow) -> None:
        """Show the expense among those of its year."""
        self._context.choose_year(each.year)
        self._context.go("expenses", Record("operations", each.operation_id))


def _named(each: BookedRow) -> Text:
    facts = {"number": str(each.number), "date": each.made_on}
    if each.kind is EntryKind.ORDER:
        return N_("Order no. {number}, {date}", **facts)
    return N_("Payment no. {number}, {date}", **facts)
