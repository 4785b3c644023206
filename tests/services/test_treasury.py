"""Treasury statements beside our books: to the franc, each gap explained."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from played import YEAR, Enter, opened, played

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, PaymentMode
from commune_desk.domain.money import Money
from commune_desk.services.cash import SetOpeningBalance
from commune_desk.services.day_books import cash_book
from commune_desk.services.drawing_rights import AddRight, ReviseRight, drawing_rights
from commune_desk.services.scope import Scope
from commune_desk.services.treasury import (
    AddStatementLine,
    EnterStatement,
    MatchLines,
    ReviseStatement,
    ReviseStatementLine,
)
from commune_desk.services.treasury_rows import (
    statement_lines,
    statements,
    treasury_findings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk

DAY = dt.date
SCOPE = Scope(YEAR, until=DAY(2026, 12, 31))
JUNE = DAY(2026, 6, 30)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = played()
    made.do(SetOpeningBalance(YEAR, Money(500_000)))
    yield made
    made.store.close()


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [issue.code for issue in refusal.value.issues]


def test_the_cash_book_begins_with_what_there_was(desk: Desk) -> None:
    with desk.store.reading() as session:
        rows = cash_book(session, SCOPE)
    balance = 500_000
    for row in rows:
        balance += (row.came.francs if row.came else 0) - (
            row.went.francs if row.went else 0
        )
        assert row.balance.francs == balance
    assert [row.made_on for row in rows] == sorted(row.made_on for row in rows)
    assert balance == 500_000 + 49_250_000 - 47_250_000


def test_what_moves_no_money_is_not_in_the_cash_book() -> None:
    desk = opened()
    try:
        kind, day = EntryKind.COLLECTION, DAY(2026, 3, 3)
        desk.do(Enter("7312", kind, 900, day, mode=PaymentMode.OFFSET))
        desk.do(Enter("7111", kind, 70, day, mode=PaymentMode.CASH))
        with desk.store.reading() as session:
            (row,) = cash_book(session, SCOPE)
        assert row.came == Money(70)
    finally:
        desk.store.close()


def test_a_statement_adds_up_or_is_refused(desk: Desk) -> None:
    wrong = EnterStatement(YEAR, JUNE, Money(10), Money(5), Money(3), Money(13))
    with pytest.raises(Rejected) as refusal:
        desk.do(wrong)
    assert codes(refusal) == ["EXEC-T1"]
    facts = dict(refusal.value.issues[0].text.facts)
    assert (facts["ends"], facts["gap"]) == (Money(12), Money(1))
    outside = EnterStatement(YEAR, DAY(2028, 1, 1))
    with pytest.raises(Rejected):
        desk.do(outside)
    made = desk.do(EnterStatement(YEAR, JUNE, Money(10), Money(5), Money(3)))
    with pytest.raises(Rejected):
        desk.do(EnterStatement(YEAR, JUNE))
    desk.do(ReviseStatement(made, "receipts", Money(9)))
    with desk.store.reading() as session:
        (row,) = statements(session, SCOPE)
    assert row.balance == Money(16)


def test_lines_are_found_in_our_entries_and_the_rest_is_explained(desk: Desk) -> None:
    # our books on 30 June: 500 000 + 1 250 000 + 3 000 000 − 150 000 − 100 000 − 2 M
    ours = 500_000 + 4_250_000 - 2_250_000
    statement = desk.do(
        EnterStatement(
            YEAR, JUNE, Money(500_000), Money(4_250_000), Money(2_250_000 + 700)
        )
    )

    def line(title: str, francs: int, **more: object) -> int:
        values = {"statement_id": statement, "title": title, "amount": Money(francs)}
        return desk.do(AddStatementLine({**values, **more}))

    for francs in (900_000, 350_000, 3_000_000, -150_000, -100_000, -2_000_000):
        line("mouvement", francs, made_on=DAY(2026, 4, 1))
    fee = line("frais", -700)
    assert desk.do(MatchLines(YEAR)) == 6
    assert desk.do(MatchLines(YEAR)) == 0
    with desk.store.reading() as session:
        (row,) = statements(session, SCOPE)
        (issue,) = treasury_findings(session, SCOPE)
        entries = [each.entry_id for each in statement_lines(session, SCOPE)]
    assert (row.ours, row.gap) == (Money(ours), Money(-700))
    assert (row.matched, row.lines, row.unexplained) == (6, 7, Money(-700))
    assert issue.amount == Money(700)
    assert len({each for each in entries if each}) == 6
    desk.do(ReviseStatementLine(fee, "explanation", "frais de tenue de compte"))
    with desk.store.reading() as session:
        (row,) = statements(session, SCOPE)
        assert not list(treasury_findings(session, SCOPE))
    assert row.unexplained == Money(0)
    with pytest.raises(Rejected) as refusal:
        desk.do(ReviseStatementLine(fee, "entry_id", entries[0]))
    assert codes(refusal) == ["EXEC-T3"]


def test_a_drawing_right_is_not_mobilised_beyond_its_notice(desk: Desk) -> None:
    amounts = {"notified": Money(10), "mobilised": Money(8)}
    made = desk.do(AddRight({"year": YEAR, "window": "DIN", **amounts}))
    with pytest.raises(Rejected) as refusal:
        desk.do(ReviseRight(made, "mobilised", Money(11)))
    assert codes(refusal) == ["EXEC-D1"]
    assert dict(refusal.value.issues[0].text.facts)["excess"] == Money(1)
    with pytest.raises(Rejected):
        desk.do(ReviseRight(made, "received", Money(9)))
    with desk.store.reading() as session:
        (row,) = drawing_rights(session, SCOPE)
    assert row.rate is not None
    assert row.rate.basis_points == 8000
