"""What happened to the payment orders of the demonstration: slips, a rejection.

The expenses themselves are in the data files; what the receveur did with them is done
here, through the commands. All of it is invented, and says so where it can.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.expense_rows import expenses
from commune_desk.services.expenses import ContinueExpense, NextAct
from commune_desk.services.scope import Scope
from commune_desk.services.slips import (
    Answer,
    MakeSlip,
    ReturnSlip,
    SendSlip,
    order_slips,
    orders_without_slip,
)
from commune_desk.services.today import today

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk

REJECTED = N_("bank account number missing (invented for the demonstration)")
INVENTED = N_("invented for the demonstration")
AWAY, BACK, ANEW = 1, 16, 9
"""Days from the last order of a month to its slip, to its return; from a rejection to
the order issued anew."""


def send_orders(desk: Desk, words: Words, year: int) -> None:
    """Put the orders of each month on a slip, send it, enter its return."""
    for month in range(1, 14):
        _send_month(desk, words, year, month)
    _reject_and_issue_anew(desk, words, year)


def _send_month(desk: Desk, words: Words, year: int, month: int) -> None:
    with desk.store.reading() as session:
        scope = Scope(year)
        now = today(session)
        rows = [
            row
            for row in orders_without_slip(session, scope)
            if row.entry.period == month
        ]
        own = fiscal_year(session, year)
        waiting = {
            act.id
            for each in expenses(session, scope)
            if each.paid != each.ordered
            for act in each.acts
        }
    if not rows or own is None:
        return
    made = max(row.made_on for row in rows) + dt.timedelta(AWAY)
    if made > now:
        return
    orders = tuple(row.id for row in rows)
    slip = desk.do(MakeSlip(own.id, orders, made, note=words.say(INVENTED)))
    desk.do(SendSlip(slip, made))
    back = made + dt.timedelta(BACK)
    if back <= now and not waiting & set(orders):
        desk.do(ReturnSlip(slip, back, ()))


def _reject_and_issue_anew(desk: Desk, words: Words, year: int) -> None:
    """Reject the last order that is sent and not paid; issue it anew once."""
    with desk.store.reading() as session:
        now = today(session)
        sent = {slip.id: slip.sent_on for slip in order_slips(session, Scope(year))}
        found = [
            (row.id, act)
            for row in expenses(session, Scope(year))
            for act in row.acts
            if act.kind is EntryKind.ORDER and act.slip_id is not None and not row.paid
        ]
    if not found:
        return
    operation, order = found[-1]
    on = sent[order.slip_id or 0]
    if order.slip_id is None or on is None:
        return
    back = on + dt.timedelta(BACK)
    anew = back + dt.timedelta(ANEW)
    if anew > now:
        return
    answer = Answer(order.id, back, rejection=words.say(REJECTED))
    desk.do(ReturnSlip(order.slip_id, back, (answer,)))
    act = NextAct(EntryKind.ORDER, anew, mode=order.mode)
    desk.do(ContinueExpense(operation, (act,)))
