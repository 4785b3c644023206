"""Payments of dues: noted once, in the dues and in the receipts of the commune."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from committee_town import CODE, DAY, MARCH, Town, settled
from test_budgets import line
from test_revenue import SCOPE, handed

from commune_desk.domain.execution import PaymentMode
from commune_desk.domain.money import Money
from commune_desk.services.committee_facts import facts
from commune_desk.services.committees import RemoveCommittees
from commune_desk.services.due_lists import owing, payments
from commune_desk.services.due_payments import (
    RecordDuePayment,
    RemoveDuePayments,
    ReviseDuePayment,
)
from commune_desk.services.dues import (
    ReckonDues,
    RemoveDues,
)
from commune_desk.services.receipt_rows import receipts
from commune_desk.services.receipts import (
    CancelReceipt,
    RemoveReceipts,
    TypeReceipt,
)
from commune_desk.services.remittances import Remit
from commune_desk.services.revenue import operations
from commune_desk.services.reversals import CancelEntry
from commune_desk.services.titles import CollectFirst, IssueTitle

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def town() -> Iterator[Town]:
    made = settled()
    yield made
    made.desk.store.close()


@pytest.fixture
def owed(town: Town) -> tuple[Town, int]:
    town.rule(amount=Money(90_000))
    (due,) = town.do(ReckonDues(DAY))
    return town, due


def pay(due: int, francs: int, **more: Any) -> RecordDuePayment:
    known = {"due_id": due, "paid_on": MARCH, "amount": Money(francs), **more}
    return RecordDuePayment(known)


def test_a_payment_to_the_regisseur_fills_the_receipts(
    owed: tuple[Town, int],
) -> None:
    town, due = owed
    assert town.codes() == ["PLAN-24"]
    book = handed(town.desk)
    assert "dites comment" in town.refused(pay(due, 40_000))
    town.do(pay(due, 40_000, book_id=book, receipt_number=1))
    with town.desk.store.reading() as session:
        (payment,) = payments(session)
        (receipt,) = receipts(session, SCOPE)
        assert payment.receipt_id == receipt.id
        assert (receipt.code, receipt.payer) == (CODE, "AUEP")
        assert owing(session, DAY)[0].left == Money(50_000)
        assert facts(session, DAY)[town.committee].unpaid_since is not None
    assert "10 000 F de trop" in town.refused(
        pay(due, 60_000, book_id=book, receipt_number=2)
    )
    assert "redevance" in town.refused(RemoveReceipts((receipt.id,)))
    assert "annulez d’abord" in town.refused(RemoveDuePayments((payment.id,)))
    assert "annulez d’abord" in town.refused(
        ReviseDuePayment(payment.id, "amount", Money(1))
    )
    assert "paiements" in town.refused(RemoveDues((due,)))
    assert "dissous" in town.refused(RemoveCommittees((town.committee,)))
    town.do(pay(due, 50_000, book_id=book, receipt_number=2))
    assert town.codes() == []
    assert town.booked() == 90_000
    town.do(Remit(dt.date(2026, 3, 31)))
    assert town.collected() == 90_000


def test_undo_takes_the_payment_and_the_receipt_back(owed: tuple[Town, int]) -> None:
    town, due = owed
    book = handed(town.desk)
    town.do(pay(due, 90_000, book_id=book, receipt_number=1))
    assert (town.booked(), town.codes()) == (90_000, [])
    town.desk.undo()
    assert (town.booked(), town.codes()) == (0, ["PLAN-24"])
    town.desk.redo()
    assert (town.booked(), town.codes()) == (90_000, [])


def test_a_receipt_that_is_cancelled_no_longer_pays(owed: tuple[Town, int]) -> None:
    town, due = owed
    book = handed(town.desk)
    town.do(pay(due, 90_000, book_id=book, receipt_number=1))
    with town.desk.store.reading() as session:
        (receipt,) = receipts(session, SCOPE)
    town.do(CancelReceipt(receipt.id, MARCH, "erreur"))
    assert sorted(town.codes()) == ["COM-42", "PLAN-24"]
    with town.desk.store.reading() as session:
        (payment,) = payments(session)
    town.do(RemoveDuePayments((payment.id,)))
    assert town.codes() == ["PLAN-24"]


def test_a_receipt_that_is_there_is_tied_and_nothing_is_booked_twice(
    owed: tuple[Town, int],
) -> None:
    town, due = owed
    book = handed(town.desk)
    known = {"made_on": MARCH, "book_id": book, "first_number": 7,
             "line_id": line(town.desk, CODE).id, "amount": Money(30_000)}  # fmt: skip
    typed = town.do(TypeReceipt(known))
    assert "existe déjà : 30 000 F" in town.refused(
        pay(due, 40_000, book_id=book, receipt_number=7)
    )
    town.do(pay(due, 30_000, book_id=book, receipt_number=7))
    assert town.booked() == 30_000
    with town.desk.store.reading() as session:
        assert payments(session)[0].receipt_id == typed
    assert "déjà liée" in town.refused(pay(due, 30_000, book_id=book, receipt_number=7))


def test_what_the_receveur_got_is_a_collection(owed: tuple[Town, int]) -> None:
    town, due = owed
    transfer = {"mode": PaymentMode.TRANSFER, "reference": "VIR-1"}
    town.do(pay(due, 40_000, **transfer))
    assert town.collected() == 40_000
    with town.desk.store.reading() as session:
        (row,) = operations(session, SCOPE)
        (payment,) = payments(session)
        assert (row.party, row.collected) == ("AUEP", Money(40_000))
        assert payment.entry_id == row.events[0].id
    town.do(CancelEntry(payment.entry_id or 0, MARCH, "erreur"))
    assert (town.collected(), town.dues()[0].paid) == (0, Money(0))


def test_a_collection_of_the_same_reference_is_tied(owed: tuple[Town, int]) -> None:
    town, due = owed
    first = CollectFirst(
        line(town.desk, CODE).id, "Reversement", Money(40_000), MARCH,
        mode=PaymentMode.CASH, reference="EAU-1",
    )  # fmt: skip
    town.do(first)
    town.do(pay(due, 40_000, reference="EAU-1"))
    assert town.collected() == 40_000
    assert "dites comment" in town.refused(pay(due, 40_000, reference="EAU-1"))


def test_a_title_of_the_committee_is_settled(owed: tuple[Town, int]) -> None:
    town, due = owed
    title = IssueTitle(
        line(town.desk, CODE).id, "Redevance", Money(90_000), MARCH, debtor="AUEP"
    )
    operation = town.do(title)
    town.do(pay(due, 90_000, mode=PaymentMode.CASH))
    with town.desk.store.reading() as session:
        (row,) = operations(session, SCOPE)
    assert (row.id, row.left) == (operation, Money(0))


def test_a_rule_without_an_account_of_the_budget_says_so(town: Town) -> None:
    town.rule(amount=Money(5_000), code="9999")
    (due,) = town.do(ReckonDues(DAY))
    said = town.refused(pay(due, 5_000, mode=PaymentMode.CASH))
    assert "n’a pas de ligne de recettes 9999" in said


def test_a_payment_before_the_first_budget_is_noted_alone(town: Town) -> None:
    town.rule(amount=Money(5_000), valid_from=dt.date(2023, 1, 1))
    due = town.do(ReckonDues(dt.date(2023, 12, 31)))[0]
    early = {"due_id": due, "paid_on": dt.date(2024, 2, 1), "amount": Money(5_000)}
    payment = town.do(RecordDuePayment(early))
    town.do(ReviseDuePayment(payment, "amount", Money(4_000)))
    town.do(RemoveDuePayments((payment,)))
    with town.desk.store.reading() as session:
        assert payments(session) == []
