"""Whatever the order of entries and corrections, the sums of the year hold.

What is compared is read here anew, row by row, by SQL of the test’s own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from counts import count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from played import YEAR, Enter, amend, move, opened

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.errors import DeskError
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.corrections import CorrectEntry
from commune_desk.services.executed import executed_by_line, ledger
from commune_desk.services.remainders import remainders
from commune_desk.services.results import results, whole_year
from commune_desk.services.reversals import CancelEntry, ReverseEntry
from commune_desk.services.scope import Scope
from commune_desk.services.situation import by_period, situation

if TYPE_CHECKING:
    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk

E = EntryKind
END = Scope(YEAR, until=dt.date(2027, 2, 28))
CODES = (
    ("6011", Section.OPERATING, Side.EXPENDITURE),
    ("6053", Section.OPERATING, Side.EXPENDITURE),
    ("232", Section.INVESTMENT, Side.EXPENDITURE),
    ("7111", Section.OPERATING, Side.REVENUE),
    ("1011", Section.INVESTMENT, Side.REVENUE),
)
NEXT = {
    E.COMMITMENT: (E.LIQUIDATION,),
    E.LIQUIDATION: (E.ORDER,),
    E.ORDER: (E.PAYMENT,),
    E.TITLE: (E.COLLECTION, E.WRITE_OFF),
}
DEEDS = ("open", "open", "next", "next", "next", "reverse", "part", "reject", "cancel",
         "correct", "date")  # fmt: skip
FIRST = dt.date(2026, 1, 1)

DEED = st.tuples(
    st.sampled_from(DEEDS),
    st.integers(0, 10_000),
    st.integers(1, 400_000),
    st.integers(0, 420),
)


def deed(desk: Desk, what: str, pick: int, francs: int, day: int) -> None:
    """Try one deed; a refusal leaves everything as it was."""
    on = FIRST + dt.timedelta(day)
    with desk.store.reading() as session:
        rows = [row for row in ledger(session, END) if row.cancelled_on is None]
    command: Command[Any] | None = None
    row = rows[pick % len(rows)] if rows else None
    if what == "open" or row is None:
        code, section, side = CODES[pick % len(CODES)]
        kind = E.COMMITMENT if side is Side.EXPENDITURE else E.TITLE
        command = Enter(code, kind, francs, on, None, section)
    elif what == "next":
        kinds = NEXT.get(row.kind, ())
        if kinds:
            kind = kinds[pick % len(kinds)]
            amount = min(francs, abs(row.amount.francs))
            command = Enter("", kind, amount, max(on, row.made_on), row.id)
    elif what in {"reverse", "part", "reject"}:
        part = Money(francs) if what == "part" else None
        later = max(on, row.made_on)
        command = ReverseEntry(row.id, later, "essai", part, what == "reject")
    elif what == "cancel":
        command = CancelEntry(row.id, on, "essai")
    elif what == "correct":
        command = CorrectEntry(row.id, "amount", Money(francs), "essai", on)
    else:
        command = CorrectEntry(row.id, "made_on", on, "essai", on)
    if command is not None:
        with suppress(DeskError):
            desk.do(command)


def fresh() -> Desk:
    desk = opened()
    amend(desk, dt.date(2026, 5, 12))
    move(desk, dt.date(2026, 9, 9))
    return desk


def read(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    return desk.store.looking(lambda raw: raw.execute(sql).fetchall())


def check(desk: Desk) -> None:
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        rows = whole_year(session, year)
        now = situation(session, year, dt.date(2027, 2, 28))
        lines = executed_by_line(session, year.id)
        periods = by_period(session, END)
        sheets = ledger(session, END)
        left = remainders(session, END)
        sections = results(session, year)
    assert rows == now
    own: dict[tuple[int, str], int] = defaultdict(int)
    for line, kind, amount in read(
        desk,
        "SELECT o.line_id, e.kind, e.amount FROM ledger_entries e JOIN operations o"
        " ON o.id = e.operation_id WHERE e.cancelled_on IS NULL",
    ):
        own[line, kind] += amount
    account_of = dict(read(desk, "SELECT id, account_id FROM budget_lines"))
    by_account: dict[tuple[int, str], int] = defaultdict(int)
    for (line, kind), amount in own.items():
        by_account[account_of[line], kind] += amount
    credit = dict(
        read(
            desk,
            "SELECT b.account_id, SUM(COALESCE(a.approved, a.voted, a.proposed))"
            " FROM line_amounts a JOIN budget_lines b ON b.id = a.line_id"
            " GROUP BY b.account_id",
        )
    )
    for row in rows:
        account = row.account.id
        committed = by_account[account, "commitment"]
        assert row.available.francs == credit.get(account, 0) - committed
        whole = row.credit.primitive + row.credit.additional + row.credit.changes
        assert row.final == whole == Money(credit.get(account, 0))
        if row.side is Side.EXPENDITURE:
            assert row.done.committed >= row.done.liquidated >= row.done.ordered
            assert row.done.ordered >= row.done.paid >= 0
            assert row.available.francs >= 0
        else:
            assert row.done.titled >= row.done.collected + row.done.written_off >= 0
    # each line’s sheet, entry after entry, ends where the situation stands
    running: dict[int, int] = defaultdict(int)
    for entry in sheets:
        running[entry.line_id] += entry.counted.francs
    for line, done in lines.items():
        assert running[line] == sum(done)
    assert sum(running.values()) == sum(sum(row.done) for row in rows)
    assert sum(sum(period.done) for period in periods) == sum(running.values())
    assert sum(r.left.francs for r in left) == sum(row.left.francs for row in rows)
    result = sum(section.of_the_year.francs for section in sections)
    sums = {
        kind: sum(v for (_, k), v in own.items() if k == kind)
        for kind in ("revenue_order", "payment_order")
    }
    assert result == sums["revenue_order"] - sums["payment_order"]


@settings(
    max_examples=count(6, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(DEED, min_size=8, max_size=40))
def test_the_sums_hold_in_whatever_order(
    deeds: list[tuple[str, int, int, int]],
) -> None:
    desk = fresh()
    try:
        for each in deeds:
            deed(desk, *each)
        check(desk)
        desk.undo()
        check(desk)
        desk.redo()
        check(desk)
    finally:
        desk.store.close()


def test_the_situation_of_any_day_counts_what_was_dated_until_then() -> None:
    desk = fresh()
    try:
        for number in range(60):
            deed(
                desk,
                DEEDS[number % len(DEEDS)],
                number * 37,
                1_000 + number,
                number * 6,
            )
        for day in (dt.date(2026, 2, 28), dt.date(2026, 7, 31), dt.date(2027, 1, 31)):
            with desk.store.reading() as session:
                year = fiscal_year(session, YEAR)
                assert year is not None
                rows = situation(session, year, day)
                entries = ledger(session, replace(END, until=day))
            told = sum(sum(row.done) for row in rows)
            assert len(entries) > 20
            assert told == sum(e.counted.francs for e in entries if e.made_on <= day)
    finally:
        desk.store.close()
