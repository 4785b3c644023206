"""Correct, reverse, cancel: sums stay true, closed months stay closed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sample import content
from sqlalchemy import select
from test_books import MARCH, Enter, desk, refused, year_id

from commune_desk.domain.execution import EntryKind, Verb
from commune_desk.domain.money import Money
from commune_desk.services.closings import ClosePeriod
from commune_desk.services.corrections import CorrectEntry, CorrectOperation
from commune_desk.services.executed import executed_by_line, ledger
from commune_desk.services.reversals import CancelEntry, ReverseEntry
from commune_desk.services.scope import Scope
from commune_desk.storage.models import Account, BudgetLine, Correction, LedgerEntry

if TYPE_CHECKING:
    from commune_desk.services.desk import Desk

__all__ = ["desk"]

E = EntryKind
APRIL = dt.date(2026, 4, 2)


def chain(desk: Desk, francs: int) -> list[int]:
    """Enter a commitment, its liquidation and its order."""
    made = [desk.do(Enter("6053", E.COMMITMENT, francs))]
    for kind in (E.LIQUIDATION, E.ORDER):
        made.append(desk.do(Enter("", kind, francs, follows=made[-1])))
    return made


def sums(desk: Desk) -> tuple[int, ...]:
    with desk.store.reading() as session:
        found = executed_by_line(session, year_id(desk)).values()
        return tuple(map(sum, zip(*found, strict=True)))[:4]


def line(desk: Desk, code: str) -> int:
    with desk.store.reading() as session:
        found = session.scalar(
            select(BudgetLine.id)
            .join(Account, Account.id == BudgetLine.account_id)
            .where(Account.code == code)
        )
        assert found is not None
        return found


def test_a_rejected_order_can_be_issued_again(desk: Desk) -> None:
    _, service, order = chain(desk, 50_000)
    desk.do(ReverseEntry(order, APRIL, "pièce manquante", rejection=True))
    assert sums(desk) == (50_000, 50_000, 0, 0)
    again = desk.do(Enter("", E.ORDER, 50_000, APRIL, service))
    assert sums(desk) == (50_000, 50_000, 50_000, 0)
    with desk.store.reading() as session:
        kept = session.scalars(select(Correction)).one()
        assert (kept.verb, kept.reason) == (Verb.REVERSE, "pièce manquante")
        rows = {row.id: row for row in ledger(session, Scope(2026))}
    assert rows[again].number == 3  # the rejection has a number of its own
    rejection = ReverseEntry(service, APRIL, "x", rejection=True)
    assert refused(desk, rejection)[0] == "EXEC-R5"


def test_an_act_that_others_carry_on_is_not_taken_back(desk: Desk) -> None:
    first, service, order = chain(desk, 50_000)
    for entry in (first, service):
        code, facts = refused(desk, ReverseEntry(entry, APRIL, "x"))
        assert (code, facts["taken"]) == ("EXEC-R3", Money(50_000))
        assert refused(desk, CancelEntry(entry, APRIL, "x"))[0] == "EXEC-R3"
    assert refused(desk, ReverseEntry(order, APRIL, "  "))[0] == "EXEC-R1"
    early = ReverseEntry(order, dt.date(2026, 3, 1), "x")
    assert refused(desk, early)[0] == "EXEC-C4"


def test_what_is_left_of_a_commitment_goes_back_to_the_credit(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 900_000))
    desk.do(Enter("", E.LIQUIDATION, 600_000, follows=first))
    over = ReverseEntry(first, APRIL, "solde", Money(300_001))
    assert refused(desk, over)[1]["left"] == Money(300_000)
    back = desk.do(ReverseEntry(first, APRIL, "solde", Money(300_000)))
    desk.do(Enter("6053", E.COMMITMENT, 300_000, APRIL))
    code, facts = refused(desk, CancelEntry(back, APRIL, "x"))
    assert (code, facts["missing"]) == ("EXEC-C1", Money(300_000))
    assert refused(desk, ReverseEntry(back, APRIL, "x"))[0] == "EXEC-R4"


def test_cancelling_frees_the_credit_and_keeps_the_number(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 900_000))
    desk.do(CancelEntry(first, APRIL, "double saisie"))
    desk.do(Enter("6053", E.COMMITMENT, 900_000))
    with desk.store.reading() as session:
        numbers = [row.number for row in ledger(session, Scope(2026))]
    assert numbers == [1, 2]
    assert sums(desk)[0] == 900_000
    assert refused(desk, CancelEntry(first, APRIL, "x"))[0] == "EXEC-R2"


def test_an_amount_is_corrected_between_its_neighbours(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 100))
    service = desk.do(Enter("", E.LIQUIDATION, 60, follows=first))
    low = CorrectEntry(first, "amount", Money(59), "x", MARCH)
    assert refused(desk, low)[1]["taken"] == Money(60)
    high = CorrectEntry(first, "amount", Money(900_001), "x", MARCH)
    assert refused(desk, high)[0] == "EXEC-C1"
    more = CorrectEntry(service, "amount", Money(101), "x", MARCH)
    assert refused(desk, more)[0] == "EXEC-C2"
    before = content(desk.store)
    desk.do(CorrectEntry(first, "amount", Money(900_000), "faute de frappe", MARCH))
    assert sums(desk)[0] == 900_000
    desk.undo()
    assert content(desk.store) == before


def test_a_date_stays_between_the_acts_beside_it(desk: Desk) -> None:
    first, service, _ = chain(desk, 10)
    early = CorrectEntry(service, "made_on", dt.date(2026, 3, 4), "x", MARCH)
    late = CorrectEntry(first, "made_on", dt.date(2026, 3, 6), "x", MARCH)
    for command in (early, late):
        assert refused(desk, command)[0] == "EXEC-C4"
    desk.do(CorrectEntry(first, "made_on", dt.date(2026, 2, 3), "x", MARCH))
    with desk.store.reading() as session:
        entry = session.get(LedgerEntry, first)
        assert entry is not None
        assert entry.period == 2


def test_a_closed_month_is_put_right_in_an_open_one(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 10))
    desk.do(ClosePeriod(year_id(desk), 3, APRIL))
    shut = (
        CorrectEntry(first, "amount", Money(9), "x", APRIL),
        CorrectEntry(first, "made_on", APRIL, "x", APRIL),
        CancelEntry(first, APRIL, "x"),
        ReverseEntry(first, dt.date(2026, 3, 30), "x"),
    )
    for command in shut:
        assert refused(desk, command)[0] == "EXEC-L1"
    desk.do(ReverseEntry(first, APRIL, "erreur de ligne"))
    assert sums(desk)[0] == 0


def test_another_line_must_have_the_credit(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 350_001))
    with desk.store.reading() as session:
        operation = session.scalars(select(LedgerEntry.operation_id)).one()
    poor = CorrectOperation(operation, "line_id", line(desk, "623"), "x", MARCH)
    assert refused(desk, poor)[1]["missing"] == Money(1)
    rich = CorrectOperation(operation, "line_id", line(desk, "6061"), "x", MARCH)
    desk.do(rich)
    desk.do(Enter("6053", E.COMMITMENT, 900_000))
    desk.do(ClosePeriod(year_id(desk), 3, APRIL))
    back = CorrectOperation(operation, "line_id", line(desk, "6053"), "x", APRIL)
    assert refused(desk, back)[0] == "EXEC-L1"
    assert first


@pytest.mark.parametrize("field", ["number", "kind", "period"])
def test_what_the_books_hang_on_is_not_corrected(desk: Desk, field: str) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 10))
    assert refused(desk, CorrectEntry(first, field, 3, "x", MARCH))[0] == "EXEC-R6"
