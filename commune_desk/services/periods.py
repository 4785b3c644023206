"""The thirteen periods of a year: open or closed, by whom, why, and what is undone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.execution import COMPLEMENTARY, WHOLE_YEAR, EntryKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import P_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import (
    closed_periods,
    days_of,
    period_ends,
    period_name,
)
from commune_desk.services.history import of_record
from commune_desk.services.today import today
from commune_desk.storage.models import Closing, LedgerEntry, Receipt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear

E = EntryKind
YEAR_ROW = COMPLEMENTARY + 1
"""The id of the row of the whole year."""


class PeriodState(NamedTuple):
    """A period as the page of closings shows it."""

    id: int
    """Month, 13 for the complementary days, 14 for the whole year."""

    year: int
    year_id: int
    ends: dt.date
    ended: bool
    """Whether its last day is past."""

    entries: int
    unfinished: int
    """How many things of it are not done yet."""

    closing_id: int | None
    """What closes it now: its own closing, or that of the year."""

    closed_on: dt.date | None
    closed_by: str
    note: str
    reopened_on: dt.date | None
    """When it was last opened again."""

    reopened_by: str
    reason: str

    @property
    def period(self) -> int:
        """The period as closings number it."""
        return WHOLE_YEAR if self.id == YEAR_ROW else self.id

    @property
    def closed(self) -> bool:
        """Whether it takes no more entries."""
        return self.closing_id is not None


def period_states(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[PeriodState]:
    """List the thirteen periods of the year, then the year whole."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    days, now = days_of(session, year), today(session)
    closed = closed_periods(session, year.id)
    latest = _latest(session, year.id)
    counts = _counts(session, year)
    found = []
    for row_id in range(1, YEAR_ROW + 1):
        period = WHOLE_YEAR if row_id == YEAR_ROW else row_id
        ends = period_ends(days, period)
        closing = closed.get(WHOLE_YEAR) or closed.get(period)
        last = closing or latest.get(period)
        own = sum(counts.values()) if period == WHOLE_YEAR else counts.get(period, 0)
        found.append(
            PeriodState(
                row_id,
                year.year,
                year.id,
                ends,
                ends < now,
                own,
                len(list(unfinished(session, year, period))),
                closing.id if closing else None,
                closing.closed_on if closing else None,
                _who(session, closing, first=True),
                closing.note if closing else "",
                last.reopened_on if last and not closing else None,
                _who(session, None if closing else last, first=False),
                last.reopening_reason if last and not closing else "",
            )
        )
    return [row for row in found if ids is None or row.id in ids]


def _latest(session: Session, year_id: int) -> dict[int, Closing]:
    query = (
        select(Closing).where(Closing.fiscal_year_id == year_id).order_by(Closing.id)
    )
    return {row.period: row for row in session.scalars(query)}


def _who(session: Session, closing: Closing | None, *, first: bool) -> str:
    """Name who closed a period, or who opened it again: the journal knows."""
    if closing is None:
        return ""
    deeds = of_record(session, "closings", closing.id)
    if not deeds:
        return ""
    return deeds[-1 if first else 0].actor


def _counts(session: Session, year: FiscalYear) -> dict[int, int]:
    rows = session.execute(
        select(LedgerEntry.period, func.count())
        .where(
            LedgerEntry.fiscal_year_id == year.id, LedgerEntry.cancelled_on.is_(None)
        )
        .group_by(LedgerEntry.period)
    )
    return {period: count for period, count in rows}  # noqa: C416  rows are no pairs


class _Slipless(NamedTuple):
    kind: EntryKind
    code: str
    text: Text


_ON_NO_SLIP = (
    _Slipless(
        E.ORDER,
        "EXEC-U1",
        P_(
            "{period} {year}: {count} payment order is on no slip ({amount} F).",
            "{period} {year}: {count} payment orders are on no slip ({amount} F).",
            count=0,
        ),
    ),
    _Slipless(
        E.TITLE,
        "EXEC-U2",
        P_(
            "{period} {year}: {count} revenue order is on no slip ({amount} F).",
            "{period} {year}: {count} revenue orders are on no slip ({amount} F).",
            count=0,
        ),
    ),
)


def unfinished(session: Session, year: FiscalYear, period: int) -> Iterator[Issue]:
    """Name what should be done before a period is closed."""
    for kind in _ON_NO_SLIP:
        count, amount = _slipless(session, year, period, kind.kind)
        if count:
            yield _issue(kind.text, kind.code, year, period, (count, amount))
    count, amount = _untitled(session, year, period)
    if count:
        text = P_(
            "{period} {year}: {count} collection has no title yet ({amount} F).",
            "{period} {year}: {count} collections have no title yet ({amount} F).",
            count=count,
        )
        yield _issue(text, "EXEC-U3", year, period, (count, amount))
    count, amount = _in_hand(session, year, period)
    if count:
        text = P_(
            "{period} {year}: {count} receipt of the régisseur is not remitted"
            " ({amount} F in hand).",
            "{period} {year}: {count} receipts of the régisseur are not remitted"
            " ({amount} F in hand).",
            count=count,
        )
        yield _issue(text, "EXEC-U4", year, period, (count, amount))


def _issue(
    text: Text, code: str, year: FiscalYear, period: int, found: tuple[int, Money]
) -> Issue:
    count, amount = found
    facts = (
        ("period", period_name(period)),
        ("year", str(year.year)),
        ("count", count),
        ("amount", amount),
    )
    told = Text(text.sentence, facts, text.plural)
    return Issue(Severity.WARNING, told, code, amount=amount)


def _sums(session: Session, column: Any, *conditions: Any) -> tuple[int, Money]:
    count, amount = session.execute(
        select(func.count(), func.sum(column)).where(*conditions)
    ).one()
    return count, amount or Money(0)


def _of_period(model: Any, year: FiscalYear, period: int) -> list[Any]:
    own = [model.fiscal_year_id == year.id, model.cancelled_on.is_(None)]
    if period != WHOLE_YEAR:
        own.append(model.period == period)
    return own


def _slipless(
    session: Session, year: FiscalYear, period: int, kind: EntryKind
) -> tuple[int, Money]:
    """Count acts on no slip that were not taken back whole."""
    e = LedgerEntry
    back = (
        select(e.reverses_id, func.sum(e.amount).label("back"))
        .where(e.reverses_id.is_not(None), e.cancelled_on.is_(None))
        .group_by(e.reverses_id)
        .subquery()
    )
    rows = session.execute(
        select(e.amount, back.c.back)
        .outerjoin(back, back.c.reverses_id == e.id)
        .where(
            *_of_period(e, year, period),
            e.kind == kind,
            e.reverses_id.is_(None),
            e.slip_id.is_(None),
        )
    ).all()
    left = [
        amount.francs + (reversed_.francs if reversed_ else 0)
        for amount, reversed_ in rows
    ]
    kept = [francs for francs in left if francs]
    return len(kept), Money(sum(kept))


def _untitled(session: Session, year: FiscalYear, period: int) -> tuple[int, Money]:
    e = LedgerEntry
    return _sums(
        session,
        e.amount,
        *_of_period(e, year, period),
        e.kind == E.COLLECTION,
        e.follows_id.is_(None),
        e.reverses_id.is_(None),
    )


def _in_hand(session: Session, year: FiscalYear, period: int) -> tuple[int, Money]:
    return _sums(
        session,
        Receipt.amount,
        *_of_period(Receipt, year, period),
        Receipt.remittance_id.is_(None),
    )


def period_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Name what is unfinished in the periods that have ended and are still open."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return
    days, now = days_of(session, year), today(session)
    closed = closed_periods(session, year.id)
    for period in range(1, COMPLEMENTARY + 1):
        if WHOLE_YEAR in closed or period in closed:
            continue
        if period_ends(days, period) < now:
            yield from unfinished(session, year, period)


def open_day(session: Session, year: FiscalYear, after: dt.date) -> dt.date | None:
    """Propose a day for an entry: the present one, else one of the next open period.

    None where the year takes no more entries from that day on.
    """
    days, closed = days_of(session, year), closed_periods(session, year.id)
    day = min(max(today(session), after, dt.date(year.year, 1, 1)), days.last)
    while day >= after:
        period = days.period(day)
        if WHOLE_YEAR in closed or period is None:
            return None
        if period not in closed:
            return day
        day = period_ends(days, period) + dt.timedelta(1)
    return None
