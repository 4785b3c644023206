"""What the books pay moves the action: payment, reversal, undo, action of the line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sample import FRENCH, Sample
from sqlalchemy import select, update
from test_books import MARCH, Enter
from test_budgets import DEMO, bring_budget, document

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money, Share
from commune_desk.exchange.founding import load_working_lists
from commune_desk.services.action_books import action_of_line, orders_and_payments
from commune_desk.services.expense_words import ReviseExpense
from commune_desk.services.fiscal_years import ApproveBudget, TransmitBudget, VoteBudget
from commune_desk.services.followup import AddProgress
from commune_desk.services.reversals import ReverseEntry
from commune_desk.services.review import findings
from commune_desk.services.settings import SetPreference
from commune_desk.services.tracking import FollowRow, rates_to, tracked
from commune_desk.storage.models import BudgetLine, LedgerEntry, Operation

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit

E = EntryKind
APRIL = dt.date(2026, 4, 2)


@pytest.fixture
def dossier(small: Sample) -> Sample:
    """The small plan with a budget in force."""
    desk = small.desk
    desk.do(SetPreference("situation.date", "31/10/2026"))
    load_working_lists(desk, FRENCH)
    bring_budget(desk, DEMO)
    budget = document(desk)
    desk.do(VoteBudget(budget, dt.date(2025, 10, 28), "12/CR-N"))
    desk.do(TransmitBudget(budget, dt.date(2025, 11, 3), "BE 41"))
    desk.do(ApproveBudget(budget, dt.date(2025, 12, 10), "0057"))
    return small


def only(made: Sample) -> FollowRow:
    with made.store.reading() as session:
        return tracked(session, made.scope)[0]


def paid(made: Sample, francs: int) -> list[int]:
    """Enter an expense of the action from its commitment to its payment."""
    ids = [made.desk.do(Enter("6053", E.COMMITMENT, francs))]
    made.desk.do(ReviseExpense(operation(made, ids[0]), "action_id", made.action))
    for kind in (E.LIQUIDATION, E.ORDER, E.PAYMENT):
        ids.append(made.desk.do(Enter("", kind, francs, follows=ids[-1])))
    return ids


def operation(made: Sample, entry: int) -> int:
    with made.store.reading() as session:
        return session.get_one(LedgerEntry, entry).operation_id


def test_a_payment_moves_the_rate_and_a_reversal_moves_it_back(
    dossier: Sample,
) -> None:
    assert only(dossier).paid is None
    payment = paid(dossier, 500_000)[-1]
    found = only(dossier)
    assert (found.committed, found.paid) == (Money(500_000), Money(500_000))
    assert found.financial == Share(500)
    assert rates_to([found], 2026).paid == Money(500_000)
    assert found.paid_in(2026) == Money(500_000)
    assert found.paid_in(2025) == Money(0)
    dossier.desk.do(ReverseEntry(payment, APRIL, "chèque rendu"))
    assert only(dossier).paid is None
    assert only(dossier).paid_by(MARCH) == Money(500_000)
    dossier.desk.undo()
    assert only(dossier).paid == Money(500_000)
    dossier.desk.undo()
    assert only(dossier).paid is None
    assert only(dossier).committed == Money(500_000)


def test_what_was_typed_and_the_books_do_not_add_up(dossier: Sample) -> None:
    paid(dossier, 500_000)
    facts = {"action_id": dossier.action, "seen_on": APRIL, "paid": Money(700_000)}
    dossier.desk.do(AddProgress(facts))
    assert only(dossier).paid == Money(700_000)
    with dossier.store.reading() as session:
        found = [i for i in findings(session, dossier.scope) if i.code == "PLAN-75"]
    assert [issue.field for issue in found] == ["paid"]
    words = FRENCH.say(found[0].text).replace("\u202f", " ").replace("\u00a0", " ")
    assert "700 000 F saisis, 500 000 F dans les livres : 200 000 F" in words


def test_orders_and_payments_are_listed_and_cancelled_ones_left_out(
    dossier: Sample,
) -> None:
    ids = paid(dossier, 500_000)
    with dossier.store.reading() as session:
        rows = orders_and_payments(session, dossier.action)
    assert [(row.kind, row.year) for row in rows] == [
        (E.ORDER, 2026),
        (E.PAYMENT, 2026),
    ]
    assert {row.operation_id for row in rows} == {operation(dossier, ids[0])}
    with dossier.store.writing("test") as unit:
        entry = unit.session.get_one(LedgerEntry, ids[-1])
        entry.cancelled_on = APRIL
    with dossier.store.reading() as session:
        rows = orders_and_payments(session, dossier.action)
    assert [row.kind for row in rows] == [E.ORDER]
    assert only(dossier).paid is None


def test_the_action_of_the_line_holds_where_the_expense_names_none(
    dossier: Sample,
) -> None:
    entry = dossier.desk.do(Enter("6053", E.COMMITMENT, 300_000))
    assert only(dossier).committed is None
    with dossier.store.writing("test") as unit:
        line = carry(unit, entry, dossier.action)
    assert only(dossier).committed == Money(300_000)
    code = only(dossier).code
    with dossier.store.reading() as session:
        assert action_of_line(session, line) == code


def carry(unit: Unit, entry: int, action: int) -> int:
    """Bind the budget line of an entry to an action."""
    line = unit.session.scalars(
        select(Operation.line_id)
        .join(LedgerEntry, LedgerEntry.operation_id == Operation.id)
        .where(LedgerEntry.id == entry)
    ).one()
    unit.session.execute(
        update(BudgetLine).where(BudgetLine.id == line).values(action_id=action)
    )
    return line
