"""Closed periods under attack; what is unfinished; where a reversal goes."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

import pytest
from played import YEAR, Enter, opened, played, receive, spend, year_id

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import WHOLE_YEAR, EntryKind, Verb
from commune_desk.domain.money import Money
from commune_desk.domain.text import Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import ClosePeriod, ReopenPeriod
from commune_desk.services.command import Several
from commune_desk.services.corrections import CorrectEntry, CorrectOperation
from commune_desk.services.executed import ledger
from commune_desk.services.periods import open_day, period_states, unfinished
from commune_desk.services.put_right import closings, corrections
from commune_desk.services.reversals import CancelEntry, ReverseEntry
from commune_desk.services.scope import Scope
from commune_desk.services.settings import SetPreference
from commune_desk.storage.models import LedgerEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk
    from commune_desk.services.executed import LedgerRow

E = EntryKind
DAY = dt.date
SCOPE = Scope(YEAR)
APRIL = DAY(2026, 4, 2)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An entry in March, one in April; March is closed."""
    made = opened()
    made.do(SetPreference("situation.date", "15/05/2026"))
    spend(made, "6053", DAY(2026, 3, 5), 100, 100, 100, object_="mars")
    spend(made, "6011", DAY(2026, 4, 5), 50, 50, object_="avril")
    made.do(ClosePeriod(year_id(made), 3, APRIL, "vu"))
    yield made
    made.store.close()


def entry(desk: Desk, object_: str, kind: EntryKind) -> LedgerRow:
    with desk.store.reading() as session:
        rows = ledger(session, SCOPE)
    return next(r for r in rows if (r.object, r.kind) == (object_, kind))


def kept(desk: Desk) -> list[tuple[object, ...]]:
    with desk.store.reading() as session:
        return [tuple(row) for row in ledger(session, SCOPE)]


def refuses(desk: Desk, command: Command[object]) -> str:
    before = kept(desk)
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    assert kept(desk) == before
    return refusal.value.issues[0].code


def test_no_date_moves_into_a_closed_month_nor_out_of_it(desk: Desk) -> None:
    why, now = "erreur de date", DAY(2026, 5, 15)
    april = entry(desk, "avril", E.LIQUIDATION)
    march = entry(desk, "mars", E.ORDER)
    into = CorrectEntry(april.id, "made_on", DAY(2026, 3, 31), why, now)
    assert refuses(desk, into) == "EXEC-L1"
    out = CorrectEntry(march.id, "made_on", DAY(2026, 4, 1), why, now)
    assert refuses(desk, out) == "EXEC-L1"


def test_an_untouched_form_changes_nothing_in_a_closed_month(desk: Desk) -> None:
    march = entry(desk, "mars", E.ORDER)
    same = CorrectEntry(march.id, "amount", march.amount, "sans changement", APRIL)
    assert refuses(desk, same) == "EXEC-L1"
    same = CorrectEntry(march.id, "reference", "", "sans changement", APRIL)
    assert refuses(desk, same) == "EXEC-L1"
    line = CorrectOperation(march.operation_id, "line_id", march.line_id, "…", APRIL)
    assert refuses(desk, line) == "EXEC-L1"
    cancel = CancelEntry(march.id, APRIL, "sans changement")
    assert refuses(desk, cancel) == "EXEC-L1"


def test_many_entries_do_not_slip_into_a_closed_month(desk: Desk) -> None:
    days = (DAY(2026, 4, 6), DAY(2026, 3, 31), DAY(2026, 4, 7))
    acts = tuple(Enter("6011", E.COMMITMENT, 1, day) for day in days)
    assert refuses(desk, Several(acts, Text("import"))) == "EXEC-L1"  # type: ignore[arg-type]  its ids are many


def test_undo_does_not_reach_across_a_closing() -> None:
    desk = opened()
    try:
        desk.do(Enter("6053", E.COMMITMENT, 100, DAY(2026, 3, 5)))
        desk.do(Enter("6053", E.COMMITMENT, 200, DAY(2026, 3, 6)))
        desk.undo()
        before = kept(desk)
        closing = desk.do(ClosePeriod(year_id(desk), 3, APRIL))
        for deed in (desk.redo, desk.undo):
            deed()
            assert kept(desk) == before
        desk.do(ReopenPeriod(closing, APRIL, "oubli"))
        for deed in (desk.redo, desk.undo):
            deed()
            assert kept(desk) == before
        with desk.store.reading() as session:
            (row,) = closings(session, SCOPE)
        assert (row.reopened_on, row.reason) == (APRIL, "oubli")
        assert row.reopened_by == "secrétaire"
    finally:
        desk.store.close()


def test_raw_sql_changes_nothing_in_a_closed_month(desk: Desk) -> None:
    march = entry(desk, "mars", E.ORDER)
    attacks = (
        f"UPDATE ledger_entries SET amount = amount + 1 WHERE id = {march.id}",
        (
            f"UPDATE ledger_entries SET made_on = '2026-04-09', period = 4"
            f" WHERE id = {march.id}"
        ),
        f"UPDATE ledger_entries SET fiscal_year_id = 99 WHERE id = {march.id}",
        f"UPDATE ledger_entries SET reverses_id = {march.id} WHERE id = {march.id}",
        "UPDATE ledger_entries SET period = 3 WHERE period = 4",
        "DELETE FROM ledger_entries WHERE period = 3",
        (
            f"INSERT INTO deductions (id, entry_id, title, amount)"
            f" VALUES (1, {march.id}, 'x', 1)"
        ),
        f"UPDATE operations SET line_id = line_id + 1 WHERE id = {march.operation_id}",
        "UPDATE closings SET reopened_on = '2026-04-03'",
        "DELETE FROM closings",
        (
            f"INSERT INTO receipts (id, fiscal_year_id, made_on, period, line_id,"
            f" amount, payer, reason, note) VALUES (1, {year_id(desk)},"
            " '2026-03-01', 3,"
            f" {march.line_id}, 1, '', '', '')"
        ),
        (
            f"INSERT INTO remittances (id, fiscal_year_id, number, made_on, period,"
            f" amount, reference, reason, note) VALUES (1, {year_id(desk)}, 1,"
            f" '2026-03-01', 3, 1, '', '', '')"
        ),
    )
    before = kept(desk)
    for attack in attacks:
        with pytest.raises(sqlite3.IntegrityError):
            desk.store.looking(lambda raw, sql=attack: raw.execute(sql))  # type: ignore[misc]  mypy knows no default there
        assert kept(desk) == before


def test_what_is_closed_is_taken_back_in_the_open_period(desk: Desk) -> None:
    march = entry(desk, "mars", E.ORDER)
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        proposed = open_day(session, year, march.made_on)
    assert proposed == DAY(2026, 5, 15)
    made = desk.do(ReverseEntry(march.id, proposed, "mauvais bénéficiaire"))
    with desk.store.reading() as session:
        back = session.get(LedgerEntry, made)
        assert back is not None
        assert (back.reverses_id, back.period) == (march.id, 5)
        assert back.amount == Money(-100)
        (row,) = corrections(session, SCOPE)
    assert (row.verb, row.reason, row.who) == (
        Verb.REVERSE,
        "mauvais bénéficiaire",
        "secrétaire",
    )


def test_the_day_proposed_is_that_of_an_open_period(desk: Desk) -> None:
    desk.do(SetPreference("situation.date", "20/03/2026"))
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        assert open_day(session, year, DAY(2026, 3, 5)) == DAY(2026, 4, 1)
        assert open_day(session, year, DAY(2026, 6, 8)) == DAY(2026, 6, 8)
    desk.do(ClosePeriod(year_id(desk), WHOLE_YEAR, DAY(2027, 1, 2)))
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        assert open_day(session, year, DAY(2026, 6, 8)) is None


def test_thirteen_periods_and_the_year_tell_their_state(desk: Desk) -> None:
    with desk.store.reading() as session:
        rows = period_states(session, SCOPE)
    assert [row.id for row in rows] == list(range(1, 15))
    march, april, year = rows[2], rows[3], rows[13]
    assert (march.closed, march.closed_by, march.note) == (True, "secrétaire", "vu")
    assert (march.entries, april.entries, year.entries) == (3, 2, 5)
    assert april.ended
    assert not april.closed
    assert year.ends == DAY(2026, 12, 31)
    assert not year.ended
    assert march.unfinished == 1  # its order is on no slip


def test_a_year_that_is_closed_closes_its_periods(desk: Desk) -> None:
    closing = desk.do(ClosePeriod(year_id(desk), WHOLE_YEAR, DAY(2027, 1, 5)))
    with desk.store.reading() as session:
        assert all(row.closed for row in period_states(session, SCOPE))
    desk.do(ReopenPeriod(closing, DAY(2027, 1, 6), "pièce retrouvée"))
    with desk.store.reading() as session:
        rows = period_states(session, SCOPE)
    assert [row.id for row in rows if row.closed] == [3]
    assert rows[13].reason == "pièce retrouvée"


def test_what_is_unfinished_is_told_with_its_figures() -> None:
    desk = played()
    try:
        with desk.store.reading() as session:
            year = fiscal_year(session, YEAR)
            assert year is not None
            june = list(unfinished(session, year, 6))
            whole = {i.code: i.amount for i in unfinished(session, year, WHOLE_YEAR)}
        assert [(i.code, i.amount) for i in june] == [("EXEC-U1", Money(2_500_000))]
        assert whole == {
            "EXEC-U1": Money(47_830_000),
            "EXEC-U2": Money(51_400_000),
        }
        desk.do(Enter("7111", E.COLLECTION, 700, DAY(2026, 7, 1)))
        with desk.store.reading() as session:
            year = fiscal_year(session, YEAR)
            assert year is not None
            (issue,) = unfinished(session, year, 7)
        assert (issue.code, issue.amount) == ("EXEC-U3", Money(700))
    finally:
        desk.store.close()


def test_a_reversed_order_needs_no_slip() -> None:
    desk = opened()
    try:
        ids = spend(desk, "6053", DAY(2026, 3, 5), 100, 100, 100)
        desk.do(ReverseEntry(ids[2], DAY(2026, 3, 9), "doublon"))
        assert receive(desk, "7111", DAY(2026, 5, 1), 10)
        with desk.store.reading() as session:
            year = fiscal_year(session, YEAR)
            assert year is not None
            assert list(unfinished(session, year, 3)) == []
    finally:
        desk.store.close()
