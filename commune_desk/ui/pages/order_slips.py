"""Slips of payment orders: made, sent, and what the receveur did with each order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.slips import (
    Answer,
    MakeSlip,
    ReturnSlip,
    SendSlip,
    orders_without_slip,
    waiting_orders,
)
from commune_desk.services.today import situation
from commune_desk.tables.expense_columns import MODES
from commune_desk.tables.table import Choice, Column, Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.slips import SlipRow

ON: Column[Any] = Column("on", N_("On"), lambda _: None, Kind.DATE)
NUMBER: Column[Any] = Column("number", N_("No."), lambda _: None, Kind.INTEGER, 8)
FIRST: Column[Any] = Column(
    "orders", N_("Orders"), lambda _: None, Kind.TEXT, 24,
    note=N_("Numbers separated by commas."),
)  # fmt: skip
MODE: Column[Any] = Column(
    "mode", N_("Mode of payment"), lambda _: None, Kind.CHOICE, 14, choices=MODES
)
AMOUNT: Column[Any] = Column("amount", N_("Amount"), lambda _: None, Kind.MONEY)
REFERENCE: Column[Any] = Column("reference", N_("Reference"), lambda _: None)
REASON: Column[Any] = Column("reason", N_("Reason"), lambda _: None, width=24)


def day_of(values: Mapping[str, Any]) -> dt.date:
    """Give the day that was typed; raise `Rejected` without one."""
    day: dt.date | None = values["on"]
    if day is None:
        text = N_("Type the date.")
        raise Rejected([Issue(Severity.ERROR, text, field="on")])
    return day


class OrderSlipsPage(ActPage):
    """The slips of the year; the chosen one tells what can be done with it."""

    def head(self) -> PageHead:
        """Put the making of a slip into the head."""
        say = self.context.say
        make = Button(say(N_("Make the slip")), "file-plus", MAIN, self.make)
        actions: list[QWidget] = [*self.outlets.buttons(), make]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _day(self) -> dt.date:
        with self.context.reading() as session:
            return situation(session, self.context.scope.year)

    def make(self) -> None:
        """Propose all orders that are on no slip; their numbers may be changed."""
        with self.context.reading() as session:
            rows = orders_without_slip(session, self.context.scope)
            year = fiscal_year(session, self.context.scope.year)
        known = {row.number: row.id for row in rows}

        def command(values: Mapping[str, Any]) -> Command[Any]:
            wanted = [part.strip() for part in (values["orders"] or "").split(",")]
            ids = [_order(known, part) for part in wanted if part]
            return MakeSlip(
                year.id if year is not None else 0,
                tuple(ids),
                day_of(values),
                values["number"],
            )

        numbers = ", ".join(str(number) for number in sorted(known))
        act = Act(
            N_("Make the slip"),
            N_("Payment orders that are on no slip yet; leave out those that wait."),
            (FIRST, ON, NUMBER),
            command,
            "file-plus",
            {"on": self._day(), "orders": numbers},
        )
        self.strip.ask(act)

    def acts_on(self, row: SlipRow) -> Sequence[Act]:
        """Offer to send a slip; then, what the receveur did with its orders."""
        on = self._day()
        if row.sent_on is None:
            return (
                Act(
                    N_("Send the slip"),
                    N_("The slip and its orders go to the receveur."),
                    (ON,),
                    lambda values: SendSlip(row.id, day_of(values)),
                    "send",
                    {"on": max(on, row.made_on)},
                ),
            )
        with self.context.reading() as session:
            waiting = waiting_orders(session, self.context.scope, row)
        if not waiting:
            return ()
        order = _order_column(waiting)
        return (
            Act(
                N_("All paid"),
                N_("Each order that waits is paid whole on this day."),
                (ON, MODE),
                lambda values: ReturnSlip(
                    row.id,
                    day_of(values),
                    tuple(
                        Answer(each, day_of(values), mode=values["mode"])
                        for each in waiting
                    ),
                ),
                "check",
                {"on": on},
            ),
            Act(
                N_("One order paid"),
                N_("Wholly, or in part where an amount is typed."),
                (order, ON, AMOUNT, MODE, REFERENCE),
                _answering(row, _paid),
                "cash",
                {"on": on},
            ),
            Act(
                N_("One order rejected"),
                N_("It is taken back with the reason; it can be issued anew."),
                (order, ON, REASON),
                _answering(row, _rejected),
                "arrow-back-up",
                {"on": on},
            ),
        )


def _order(known: Mapping[int, int], typed: str) -> int:
    number = int(typed) if typed.isdigit() else 0
    if number not in known:
        text = N_("Payment order “{typed}” does not wait for a slip.", typed=typed)
        raise Rejected([Issue(Severity.ERROR, text, field="orders")])
    return known[number]


def _order_column(waiting: Mapping[int, Text]) -> Column[Any]:
    choices = [Choice(row_id, title) for row_id, title in waiting.items()]
    return Column(
        "order", N_("Payment order"), lambda _: None, Kind.CHOICE, 24,
        choices=lambda _session, _scope: choices,
    )  # fmt: skip


def _answering(
    row: SlipRow, answer: Callable[[Mapping[str, Any]], Answer]
) -> Callable[[Mapping[str, Any]], Command[Any]]:
    def make(values: Mapping[str, Any]) -> Command[Any]:
        if values["order"] is None:
            text = N_("Choose the payment order.")
            raise Rejected([Issue(Severity.ERROR, text, field="order")])
        return ReturnSlip(row.id, day_of(values), (answer(values),))

    return make


def _paid(values: Mapping[str, Any]) -> Answer:
    return Answer(
        values["order"],
        day_of(values),
        values["amount"],
        mode=values["mode"],
        reference=values["reference"] or "",
    )


def _rejected(values: Mapping[str, Any]) -> Answer:
    reason = values["reason"] or ""
    if not reason.strip():
        text = N_("Say why the receveur rejects it: the reason is kept.")
        raise Rejected([Issue(Severity.ERROR, text, field="reason")])
    return Answer(values["order"], day_of(values), rejection=reason)
