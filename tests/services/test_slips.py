"""Slips of payment orders, their return, repeated expenses, findings of expenses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from test_books import year_id
from test_expenses import acts, desk, fuel, rows

from commune_desk.domain.budget import Section
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.spending import SpendingStage
from commune_desk.services.expense_lists import AddRepeatedExpense
from commune_desk.services.expense_registers import payment_orders, payments
from commune_desk.services.expenses import ContinueExpense, NextAct
from commune_desk.services.repeated import Accepted, due_expenses, entering
from commune_desk.services.scope import Scope
from commune_desk.services.slips import (
    Answer,
    MakeSlip,
    ReturnSlip,
    SendSlip,
    order_slips,
    orders_without_slip,
    waiting_orders,
)
from commune_desk.services.spending_review import spending_findings

if TYPE_CHECKING:
    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk
    from commune_desk.services.expense_registers import RegisterRow

__all__ = ["desk"]

E = EntryKind
SCOPE = Scope(2026)
MADE, SENT, BACK = (dt.date(2026, 3, day) for day in (20, 21, 31))


def waiting(desk: Desk) -> list[RegisterRow]:
    with desk.store.reading() as session:
        return orders_without_slip(session, SCOPE)


def code_of(desk: Desk, command: Command[object]) -> str:
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    return refusal.value.issues[0].code


def slip_of(desk: Desk, *orders: int) -> int:
    return desk.do(MakeSlip(year_id(desk), orders, MADE))


def test_an_order_stands_on_one_slip(desk: Desk) -> None:
    for francs in (5_000, 6_000):
        desk.do(fuel(desk, francs, 3))
    first, second = waiting(desk)
    slip = slip_of(desk, first.id)
    assert [row.id for row in waiting(desk)] == [second.id]
    assert code_of(desk, MakeSlip(year_id(desk), (first.id,), MADE)) == "EXEC-B4"
    assert code_of(desk, MakeSlip(year_id(desk), (), MADE)) == "EXEC-B1"
    again = MakeSlip(year_id(desk), (second.id,), MADE, number=1)
    assert code_of(desk, again) == "EXEC-B2"
    early = MakeSlip(year_id(desk), (second.id,), second.made_on - dt.timedelta(1))
    assert code_of(desk, early) == "EXEC-C4"
    with desk.store.reading() as session:
        (row,) = order_slips(session, SCOPE)
    assert (row.id, row.many, row.gross) == (slip, 1, Money(5_000))
    desk.undo()
    assert len(waiting(desk)) == 2


def test_a_slip_comes_back_paid_and_rejected(desk: Desk) -> None:
    for francs in (5_000, 6_000, 7_000):
        desk.do(fuel(desk, francs, 3))
    one, two, three = (row.id for row in waiting(desk))
    slip = slip_of(desk, one, two, three)
    answers = (
        Answer(one, BACK),
        Answer(two, BACK, Money(2_500)),
        Answer(three, BACK, rejection="compte bancaire absent"),
    )
    assert code_of(desk, ReturnSlip(slip, BACK, answers)) == "EXEC-B5"
    assert code_of(desk, SendSlip(slip, MADE - dt.timedelta(1))) == "EXEC-C4"
    desk.do(SendSlip(slip, SENT))
    early = ReturnSlip(slip, SENT - dt.timedelta(1), answers)
    assert code_of(desk, early) == "EXEC-C4"
    above = (answers[0], Answer(two, BACK, Money(6_001)))
    assert code_of(desk, ReturnSlip(slip, BACK, above)) == "EXEC-C2"
    with desk.store.reading() as session:
        assert payments(session, SCOPE) == []  # nothing of the refused return is kept
    desk.do(ReturnSlip(slip, BACK, answers))
    whole, part, rejected = rows(desk)
    assert (whole.stage, part.stage) == (
        SpendingStage.PAID, SpendingStage.PARTLY_PAID,
    )  # fmt: skip
    assert rejected.stage is SpendingStage.LIQUIDATED
    assert rejected.rejected
    with desk.store.reading() as session:
        (row,) = order_slips(session, SCOPE)
        assert list(waiting_orders(session, SCOPE, row)) == [two]
        orders = payment_orders(session, SCOPE)
    assert Money.total(order.amount for order in orders) == Money(11_000)
    day = BACK + dt.timedelta(5)
    desk.do(ContinueExpense(rejected.id, (NextAct(E.ORDER, day),)))
    assert [row.amount for row in waiting(desk)] == [Money(7_000)]


def test_what_is_withheld_is_taken_back_with_its_order(desk: Desk) -> None:
    order = acts(3)
    held = NextAct(E.ORDER, order[2].made_on, deductions=(("ITS", Money(400)),))
    desk.do(fuel(desk, 5_000, acts=(*order[:2], held)))
    (row,) = waiting(desk)
    assert (row.withheld, row.net) == (Money(400), Money(4_600))
    slip = slip_of(desk, row.id)
    desk.do(SendSlip(slip, SENT))
    desk.do(ReturnSlip(slip, BACK, (Answer(row.id, BACK, rejection="motif"),)))
    with desk.store.reading() as session:
        orders = payment_orders(session, SCOPE)
    assert Money.total(each.net for each in orders) == Money(0)
    assert rows(desk)[0].withheld == Money(0)


def repeated(desk: Desk, first: dt.date, months: int = 1) -> int:
    values = {
        "object": "Salaires",
        "section": Section.OPERATING,
        "code": "6611",
        "amount": Money(300_000),
        "first_on": first,
        "every_months": months,
    }
    return desk.do(AddRepeatedExpense(values))


def test_a_repeated_month_is_proposed_until_it_is_entered(desk: Desk) -> None:
    repeated(desk, dt.date(2026, 1, 31))
    day = dt.date(2026, 3, 10)
    with desk.store.reading() as session:
        due = due_expenses(session, SCOPE, day)
    assert [each.on for each in due] == [
        dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31),
    ]  # fmt: skip
    accepted = [Accepted(due[0], Money(300_000)), Accepted(due[1], Money(310_000))]
    desk.do(entering(accepted))
    assert [row.committed for row in rows(desk)] == [Money(300_000), Money(310_000)]
    with desk.store.reading() as session:
        assert [each.on.month for each in due_expenses(session, SCOPE, day)] == [3]
    desk.undo()  # all of it was one step
    assert rows(desk) == []


def test_a_refused_amount_keeps_the_whole_month_out(desk: Desk) -> None:
    repeated(desk, dt.date(2026, 1, 22), 6)
    with desk.store.reading() as session:
        due = due_expenses(session, SCOPE, dt.date(2026, 12, 1))
    assert [each.on.month for each in due] == [1, 7]
    bad = [Accepted(due[0], Money(300_000)), Accepted(due[1], Money(0))]
    assert code_of(desk, entering(bad)) == "EXEC-N4"
    assert rows(desk) == []


def test_what_kept_expenses_break_is_found(desk: Desk) -> None:
    desk.do(fuel(desk, 5_000, acts=acts(2, invoice="F1")))
    desk.do(fuel(desk, 899_000 - 5_000, acts=acts(2, invoice="F2")))
    with desk.store.reading() as session:
        assert list(spending_findings(session, SCOPE)) == []
    with desk.store.writing("essai") as unit:  # a file that another hand has touched
        unit.session.execute(text("UPDATE ledger_entries SET invoice = 'F1'"))
        unit.session.execute(text("UPDATE ledger_entries SET amount = 450001"))
    with desk.store.reading() as session:
        found = {issue.code: issue for issue in spending_findings(session, SCOPE)}
    assert set(found) == {"EXEC-C1", "EXEC-C7"}
    assert found["EXEC-C1"].amount == Money(2)
