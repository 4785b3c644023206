"""How the years of the demonstration ended: closings, accounts, statements.

Everything is done through the commands and invented; it says so where it can.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.execution import COMPLEMENTARY, WHOLE_YEAR
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.allocations import AllocateResult, proposal
from commune_desk.services.cash import SetOpeningBalance
from commune_desk.services.closings import (
    ClosePeriod,
    ReopenPeriod,
    days_of,
    period_ends,
)
from commune_desk.services.corrections import CorrectOperation
from commune_desk.services.day_books import cash_book, moves_money
from commune_desk.services.executed import ledger
from commune_desk.services.receveur import TypeFigure, concordance
from commune_desk.services.scope import Scope
from commune_desk.services.treasury import AddStatementLine, EnterStatement, MatchLines
from commune_desk.services.treasury_rows import signed

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk
    from commune_desk.services.executed import LedgerRow

INVENTED = N_("invented for the demonstration")
LATE = N_("invoice that arrived late (invented for the demonstration)")
SAID_AGAIN = N_("object said more clearly (invented for the demonstration)")
FEES = N_("Fees kept back by the Treasury")
FEES_WHY = N_(
    "fees to be regularised by an order next year (invented for the demonstration)"
)
WAITING = N_(
    "payment that the receveur made in January (invented for the demonstration)"
)
OPENING = Money(2_400_000)
FEE = Money(12_500)
CLEARER = N_("{object} (clearer)")
ACCOUNTS_VOTED = {
    2024: ("2025-003/CR-DEM", dt.date(2025, 5, 8)),
    2025: ("2026-002/CR-DEM", dt.date(2026, 3, 26)),
}
"""Deliberation and day on which the council judged the account of a year."""

CLOSED_2026 = 6
"""The last month that is closed in the second year."""


def close_first(desk: Desk, words: Words) -> None:
    """End 2024, the first year of the books."""
    desk.do(SetOpeningBalance(2024, OPENING))
    _end(desk, words, 2024, OPENING)


def close_years(desk: Desk, words: Words) -> None:
    """End 2025, then close half of 2026, of which one month is opened again."""
    opening = _carry_on(desk, 2024, OPENING)
    _end(desk, words, 2025, opening)
    opening = _carry_on(desk, 2025, opening)
    _state(desk, words, 2026, dt.date(2026, 6, 30), opening)
    for period in range(1, CLOSED_2026 + 1):
        closing = _close(desk, words, 2026, period)
    on = dt.date(2026, 7, 8)
    desk.do(ReopenPeriod(closing, on, words.say(LATE)))
    _close(desk, words, 2026, CLOSED_2026, dt.date(2026, 7, 10))


def _end(desk: Desk, words: Words, year: int, opening: Money) -> None:
    """Take a year to its end: statement, closings, receveur’s account, result."""
    _state(desk, words, year, dt.date(year, 12, 31), opening)
    _correct(desk, words, year)
    for period in range(1, COMPLEMENTARY + 1):
        _close(desk, words, year, period)
    _concord(desk, words, year)
    act, voted = ACCOUNTS_VOTED[year]
    with desk.store.reading() as session:
        least = proposal(session, year)
    if least is not None:
        given, kept = least.to_investment, least.carried_operating
        desk.do(AllocateResult(year, given, kept, act, voted))
    _close(desk, words, year, WHOLE_YEAR, voted + dt.timedelta(4))


def _carry_on(desk: Desk, year: int, opening: Money) -> Money:
    """Open the year after with what this one ended with."""
    end = max(_balance(desk, year, opening), Money(0))
    desk.do(SetOpeningBalance(year + 1, end))
    return end


def _close(
    desk: Desk, words: Words, year: int, period: int, on: dt.date | None = None
) -> int:
    """Close a period five days after its end, or on a given day."""
    with desk.store.reading() as session:
        found = fiscal_year(session, year)
        if found is None:
            return 0
        ends = period_ends(days_of(session, found), period)
        own = found.id
    day = on or ends + dt.timedelta(5)
    return desk.do(ClosePeriod(own, period, day, words.say(INVENTED)))


def _balance(desk: Desk, year: int, opening: Money) -> Money:
    with desk.store.reading() as session:
        rows = cash_book(session, Scope(year, until=dt.date(year, 12, 31)))
    return rows[-1].balance if rows else opening


def _moved(desk: Desk, year: int, until: dt.date) -> list[LedgerRow]:
    with desk.store.reading() as session:
        return [
            row
            for row in ledger(session, Scope(year))
            if moves_money(row) and row.made_on <= until
        ]


LAST = 12
"""Movements that the invented statement lists one by one."""


def _state(desk: Desk, words: Words, year: int, on: dt.date, opening: Money) -> None:
    """Type a statement: ours, less a fee, with the last payment still to be made."""
    moved = _moved(desk, year, on)
    if not moved:
        return
    late = next((row for row in reversed(moved) if signed(row).francs < 0), None)
    seen = [row for row in moved if row is not late]
    into = Money.total(signed(r) for r in seen if signed(r).francs > 0)
    out = Money.total(-signed(r) for r in seen if signed(r).francs < 0) + FEE
    note = words.say(INVENTED)
    statement = desk.do(EnterStatement(year, on, opening, into, out, note=note))
    for row in seen[-LAST:]:
        values = {
            "statement_id": statement,
            "title": row.object,
            "amount": signed(row),
            "made_on": row.made_on,
            "reference": row.reference,
        }
        desk.do(AddStatementLine(values))
    differences = [(words.say(FEES), -FEE, words.say(FEES_WHY))]
    if late is not None:
        differences.append((late.object, -signed(late), words.say(WAITING)))
    for title, amount, why in differences:
        values = {
            "statement_id": statement,
            "title": title,
            "amount": amount,
            "explanation": why,
        }
        desk.do(AddStatementLine(values))
    desk.do(MatchLines(year))


def _correct(desk: Desk, words: Words, year: int) -> None:
    """Say the object of the last operation of a year more clearly, with a reason."""
    with desk.store.reading() as session:
        rows = ledger(session, Scope(year))
    if rows:
        row = rows[-1]
        clearer = words.say(N_(CLEARER.sentence, object=row.object))
        why, on = words.say(SAID_AGAIN), dt.date(year + 1, 1, 5)
        desk.do(CorrectOperation(row.operation_id, "object", clearer, why, on))


def _concord(desk: Desk, words: Words, year: int) -> None:
    """Type the receveur’s account of a year: ours, but for the fee."""
    with desk.store.reading() as session:
        rows = [r for r in concordance(session, Scope(year)) if r.ours or r.moved]
    for row in rows:
        desk.do(TypeFigure(row.year_id, row.id, "taken_up", row.ours))
        theirs = row.moved if row is not rows[-1] else row.moved - FEE
        desk.do(TypeFigure(row.year_id, row.id, "realised", max(theirs, Money(0))))
    if rows:
        last = rows[-1]
        desk.do(TypeFigure(last.year_id, last.id, "note", words.say(FEES_WHY)))
