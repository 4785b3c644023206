"""Titles, receipts, payments to the receveur and rolls, through the commands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from test_budgets import DEMO, bring_budget, document, line, make

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.execution import BookKind, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.revenue import Stage
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.closings import ClosePeriod
from commune_desk.services.corrections import CorrectEntry
from commune_desk.services.executed import executed_by_line, ledger
from commune_desk.services.fiscal_years import ApproveBudget, TransmitBudget, VoteBudget
from commune_desk.services.receipt_books import AddBook, HandBook, ReturnBook
from commune_desk.services.receipt_rows import cash_on, receipts
from commune_desk.services.receipts import (
    CancelReceipt,
    RemoveReceipts,
    ReviseReceipt,
    TypeReceipt,
)
from commune_desk.services.remittances import CancelRemittance, Remit, remittances
from commune_desk.services.revenue import line_states, operations
from commune_desk.services.reversals import CancelEntry
from commune_desk.services.scope import Scope
from commune_desk.services.tariffs import AddTariff
from commune_desk.services.title_slips import MakeTitleSlip, title_slips
from commune_desk.services.titles import (
    Collect,
    CollectFirst,
    IssueTitle,
    Regularise,
    WriteOff,
)
from commune_desk.storage.models import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk
    from commune_desk.services.revenue import RevenueRow

SCOPE = Scope(2026)
MARCH = dt.date(2026, 3, 5)
LAST = dt.date(2026, 12, 31)


def voted() -> Desk:
    made = make()
    bring_budget(made, DEMO)
    budget = document(made)
    made.do(VoteBudget(budget, dt.date(2025, 10, 28), "12/CR-N"))
    made.do(TransmitBudget(budget, dt.date(2025, 11, 3), "BE 41"))
    made.do(ApproveBudget(budget, dt.date(2025, 12, 10), "0057"))
    return made


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A budget in force."""
    made = voted()
    yield made
    made.store.close()


def handed(desk: Desk, last: int = 50, **facts: Any) -> int:
    values = {"series": "A", "first_number": 1, "last_number": last, **facts}
    book = desk.do(AddBook(values))
    desk.do(HandBook(book, "Collecteur 1", dt.date(2026, 1, 5)))
    return book


def typed(desk: Desk, book: int, number: int, francs: int, **facts: Any) -> int:
    values = {
        "made_on": MARCH,
        "book_id": book,
        "first_number": number,
        "line_id": line(desk, "7021").id,
        "amount": Money(francs),
        **facts,
    }
    return desk.do(TypeReceipt({k: v for k, v in values.items() if v is not None}))


def refused(desk: Desk, command: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    issue = refusal.value.issues[0]
    return issue.code, dict(issue.text.facts)


def only(desk: Desk, code: str) -> RevenueRow:
    with desk.store.reading() as session:
        (row,) = (r for r in operations(session, SCOPE) if r.code == code)
    return row


def title(desk: Desk, francs: int, **facts: Any) -> IssueTitle:
    return IssueTitle(
        line(desk, "7211").id, "Loyer", Money(francs), MARCH, "Locataire 1", **facts
    )


def test_a_title_with_its_collection_is_one_step_and_one_undo(desk: Desk) -> None:
    desk.do(title(desk, 100_000, collected=Money(40_000)))
    row = only(desk, "7211")
    assert (row.titled, row.collected, row.left) == (
        Money(100_000),
        Money(40_000),
        Money(60_000),
    )
    assert (row.stage, row.party) == (Stage.PARTLY, "Locataire 1")
    desk.undo()
    with desk.store.reading() as session:
        assert not operations(session, SCOPE)
        assert not ledger(session, SCOPE)


def test_a_title_is_collected_to_the_franc_then_written_off(desk: Desk) -> None:
    of = desk.do(title(desk, 100_000))
    desk.do(Collect(of, MARCH, Money(30_000)))
    code, facts = refused(desk, Collect(of, MARCH, Money(70_001)))
    assert code == "REV-06"
    assert (facts["left"], facts["excess"]) == (Money(70_000), Money(1))
    assert refused(desk, WriteOff(of, MARCH, "parti", ""))[0] == "REV-09"
    desk.do(WriteOff(of, MARCH, "parti", "2026-3", Money(20_000)))
    desk.do(Collect(of, MARCH))
    row = only(desk, "7211")
    assert (row.collected, row.written_off) == (Money(80_000), Money(20_000))
    assert (row.left, row.stage) == (Money(0), Stage.WRITTEN_OFF)
    assert refused(desk, Collect(of, MARCH, Money(1)))[0] == "REV-06"


def test_money_before_its_title_is_regularised_later(desk: Desk) -> None:
    of = desk.do(
        CollectFirst(line(desk, "7141").id, "Patentes", Money(50_000), MARCH, "Impôts")
    )
    assert only(desk, "7141").stage is Stage.BEFORE_TITLE
    desk.do(Regularise(of, dt.date(2026, 4, 1)))
    row = only(desk, "7141")
    assert (row.titled, row.left, row.stage) == (
        Money(50_000),
        Money(0),
        Stage.COLLECTED,
    )
    assert refused(desk, Regularise(of, dt.date(2026, 4, 2)))[0] == "REV-08"
    with desk.store.reading() as session:
        entries = {row.kind: row for row in ledger(session, SCOPE)}
        points = entries[EntryKind.COLLECTION].follows_id
    assert points == entries[EntryKind.TITLE].id


def test_a_line_of_expenditure_takes_no_title(desk: Desk) -> None:
    wrong = IssueTitle(line(desk, "6011").id, "x", Money(1), MARCH)
    assert refused(desk, wrong)[0] == "EXEC-N3"
    nothing = IssueTitle(line(desk, "7211").id, " ", Money(1), MARCH)
    assert refused(desk, nothing)[0] == "REV-07"
    zero = IssueTitle(line(desk, "7211").id, "x", Money(0), MARCH)
    assert refused(desk, zero)[0] == "EXEC-N4"


def test_a_slip_takes_the_titles_that_are_on_none(desk: Desk) -> None:
    desk.do(title(desk, 10))
    desk.do(title(desk, 20))
    desk.do(MakeTitleSlip(2026, MARCH))
    assert refused(desk, MakeTitleSlip(2026, MARCH))[0] == "REV-10"
    with desk.store.reading() as session:
        (slip,) = title_slips(session, SCOPE)
    assert (slip.number, slip.titles, slip.amount) == (1, 2, Money(30))


def test_numbers_books_and_closed_months_are_held(desk: Desk) -> None:
    book = handed(desk)
    typed(desk, book, 1, 500)
    line_id = line(desk, "7021").id
    base = {"made_on": MARCH, "line_id": line_id, "amount": Money(500)}

    def receipt(**facts: Any) -> TypeReceipt:
        return TypeReceipt({**base, "book_id": book, **facts})

    code, facts = refused(desk, receipt(first_number=1))
    assert (code, facts["amount"]) == ("REV-01", Money(500))
    assert refused(desk, receipt(first_number=51))[0] == "REV-02"
    stock = desk.do(AddBook({"series": "B", "first_number": 1, "last_number": 9}))
    assert refused(desk, receipt(book_id=stock, first_number=1))[0] == "REV-03"
    desk.do(ReturnBook(book, MARCH))
    late = receipt(first_number=2, made_on=dt.date(2026, 3, 6))
    assert refused(desk, late)[0] == "REV-03"
    with desk.store.reading() as session:
        year = session.scalar(select(FiscalYear.id).where(FiscalYear.year == 2026))
    assert year is not None
    desk.do(ClosePeriod(year, 3, dt.date(2026, 4, 1)))
    assert refused(desk, receipt(first_number=2))[0] == "EXEC-L1"
    other = receipt(first_number=2, made_on=dt.date(2024, 3, 1))
    assert refused(desk, other)[0] == "EXEC-C4"


def test_two_books_do_not_share_numbers(desk: Desk) -> None:
    handed(desk)
    again = AddBook({"series": "A", "first_number": 50, "last_number": 60})
    assert refused(desk, again)[0] == "REV-02"
    tickets = AddBook(
        {"series": "A", "kind": BookKind.TICKETS, "first_number": 1, "last_number": 9}
    )
    assert refused(desk, tickets)[0] == "REV-02"


def test_tariffs_and_tickets_make_the_amount_and_the_line(desk: Desk) -> None:
    book = handed(desk)
    tariff = desk.do(
        AddTariff({"title": "Extrait", "amount": Money(500), "code": "7011"})
    )
    typed(desk, book, 1, 0, tariff_id=tariff, quantity=3, amount=None, line_id=None)
    tickets = handed(
        desk, 1_000, series="T", kind=BookKind.TICKETS, face_value=Money(100)
    )
    typed(desk, tickets, 1, 0, last_number=25, amount=None)
    with desk.store.reading() as session:
        rows = receipts(session, SCOPE)
        books = {row.series: row for row in receipt_books(session, SCOPE)}
    assert [(r.code, r.amount) for r in rows] == [
        ("7011", Money(1_500)),
        ("7021", Money(2_500)),
    ]
    assert (books["T"].used, books["T"].next_number) == (25, 26)
    wrong = TypeReceipt(
        {
            "made_on": MARCH,
            "book_id": tickets,
            "first_number": 26,
            "last_number": 27,
            "line_id": line(desk, "7021").id,
            "amount": Money(300),
        }
    )
    assert refused(desk, wrong)[0] == "REV-11"


def test_a_payment_takes_the_receipts_and_writes_by_line(desk: Desk) -> None:
    book = handed(desk)
    typed(desk, book, 1, 500)
    typed(desk, book, 2, 700)
    cancelled = typed(desk, book, 3, 900)
    typed(desk, book, 4, 5_000, line_id=line(desk, "7145").id)
    desk.do(CancelReceipt(cancelled, MARCH, "erreur de montant"))
    code, facts = refused(desk, Remit(MARCH, "P1", Money(6_201)))
    assert code == "REV-04"
    assert (facts["on_hand"], facts["excess"]) == (Money(6_200), Money(1))
    paid = desk.do(Remit(MARCH, "P1", Money(6_200)))
    with desk.store.reading() as session:
        rows = ledger(session, SCOPE)
        assert not cash_on(session).on_hand
    assert sorted((r.code, r.amount.francs) for r in rows) == [
        ("7021", 1_200),
        ("7145", 5_000),
    ]
    first = next(r for r in rows if r.code == "7021")
    assert first.remittance_id == paid
    assert refused(desk, CancelEntry(first.id, MARCH, "x"))[0] == "EXEC-R7"
    alone = CorrectEntry(first.id, "amount", Money(1), "x", MARCH)
    assert refused(desk, alone)[0] == "EXEC-R7"
    with desk.store.reading() as session:
        one = receipts(session, SCOPE)[0].id
    assert refused(desk, RemoveReceipts((one,)))[0] == "REV-13"
    assert refused(desk, ReviseReceipt(one, "amount", Money(1)))[0] == "REV-13"
    desk.do(CancelRemittance(paid, MARCH, "compté deux fois"))
    with desk.store.reading() as session:
        assert cash_on(session).on_hand == Money(6_200)
        sums = executed_by_line(session, rows[0].year_id)
    assert not any(each.collected for each in sums.values())


def test_receipts_of_a_debtor_pay_his_title(desk: Desk) -> None:
    of = desk.do(title(desk, 3_000))
    party = only(desk, "7211").party_id
    book = handed(desk)
    rent = line(desk, "7211").id
    typed(desk, book, 1, 2_000, party_id=party, line_id=rent)
    desk.do(Remit(MARCH))
    row = only(desk, "7211")
    assert (row.id, row.collected, row.left) == (of, Money(2_000), Money(1_000))


DEEDS = st.lists(
    st.tuples(st.sampled_from("rrrrcpx"), st.integers(1, 9_999), st.booleans()),
    min_size=4,
    max_size=24,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(DEEDS)
def test_cash_and_collections_agree_whatever_the_order(
    deeds: list[tuple[str, int, bool]],
) -> None:
    desk = voted()
    book = handed(desk, 999)
    lines = [line(desk, code).id for code in ("7021", "7145")]
    made: list[int] = []
    paid: list[int] = []
    for number, (deed, francs, second) in enumerate(deeds, start=1):
        try:
            if deed == "r":
                of = lines[second]
                made.append(typed(desk, book, number, francs, line_id=of))
            elif deed == "c" and made:
                desk.do(CancelReceipt(made[francs % len(made)], MARCH, "essai"))
            elif deed == "p":
                paid.append(desk.do(Remit(MARCH)))
            elif deed == "x" and paid:
                desk.do(CancelRemittance(paid[francs % len(paid)], MARCH, "essai"))
        except DeskError:
            continue
    with desk.store.reading() as session:
        rows = receipts(session, SCOPE)
        payments = remittances(session, SCOPE)
        entries = ledger(session, SCOPE)
        cash = cash_on(session)
        states = line_states(session, SCOPE)
    desk.store.close()
    kept = [row for row in rows if row.cancelled_on is None]
    remitted = [row for row in payments if row.cancelled_on is None]
    received = sum(row.amount.francs for row in kept)
    out = sum(row.amount.francs for row in remitted)
    assert cash.on_hand.francs == received - out
    assert cash.on_hand.francs == sum(r.amount.francs for r in kept if r.open)
    for line_id in lines:
        gone = [r for r in kept if r.line_id == line_id and not r.open]
        counted = [e.counted.francs for e in entries if e.line_id == line_id]
        assert sum(r.amount.francs for r in gone) == sum(counted)
        assert states[line_id].collected.francs == sum(counted)
