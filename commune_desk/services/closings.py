"""Closing a month, the complementary days or a year, and reopening with a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import COMPLEMENTARY, WHOLE_YEAR
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.ledger import Days, dated
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.settings import preference
from commune_desk.storage.models import Closing, FiscalYear, LedgerEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.models import Operation
    from commune_desk.storage.unit import Unit

PERIODS = range(WHOLE_YEAR, COMPLEMENTARY + 1)


def days_of(session: Session, year: FiscalYear) -> Days:
    """Give the days of a fiscal year, with its complementary days."""
    typed = preference(session, "execution.complementary")
    try:
        day, month = (int(part) for part in typed.split("/"))
        dt.date(2024, month, day)  # a leap year: 29 February is a day too
    except ValueError:
        text = N_("Setting: “{typed}” is no day and month such as 28/02.", typed=typed)
        raise Rejected([Issue(Severity.ERROR, text)]) from None
    return Days(year.year, (month, day))


def closed_periods(session: Session, fiscal_year_id: int) -> dict[int, Closing]:
    """Map each closed period of a year to what closed it; 0 is the whole year."""
    found = session.scalars(
        select(Closing).where(
            Closing.fiscal_year_id == fiscal_year_id, Closing.reopened_on.is_(None)
        )
    )
    return {closing.period: closing for closing in found}


def period_for(unit: Unit, year: FiscalYear, day: dt.date) -> int:
    """Give the open period of a day.

    Raises `Rejected` outside the year, and where the period is closed.
    """
    days = unit.once(f"days.{year.id}", lambda: days_of(unit.session, year))
    period = days.period(day)
    if period is None:
        raise Rejected(list(dated(day, days)))
    refuse_closed(unit, year, period)
    return period


def refuse_closed(unit: Unit, year: FiscalYear, period: int) -> None:
    """Refuse a change in a period that takes no more entries; raise `Rejected`."""
    closed = unit.once(
        f"closings.{year.id}", lambda: closed_periods(unit.session, year.id)
    )
    closing = closed.get(WHOLE_YEAR) or closed.get(period)
    if closing is None:
        return
    text = N_(
        "{period} {year} was closed on {date}: enter it in an open period, or reopen"
        " this one with a reason.",
        period=period_name(closing.period),
        year=year.year,
        date=closing.closed_on,
    )
    raise Rejected([Issue(Severity.ERROR, text, "EXEC-L1", field="made_on")])


def refuse_retelling(unit: Unit, operation: Operation) -> None:
    """Refuse to say an operation otherwise that stands in books which are closed.

    Raises `Rejected`; to correct it with a reason stays possible.
    """
    rows = unit.session.execute(
        select(LedgerEntry.fiscal_year_id, LedgerEntry.period)
        .where(
            LedgerEntry.operation_id == operation.id,
            LedgerEntry.cancelled_on.is_(None),
        )
        .distinct()
        .order_by(LedgerEntry.fiscal_year_id, LedgerEntry.period)
    )
    for year_id, period in rows:
        closed = closed_periods(unit.session, year_id)
        closing = closed.get(WHOLE_YEAR) or closed.get(period)
        if closing is not None:
            text = N_(
                "“{object}” stands in the books of {period} {year}, closed on {date}:"
                " correct it in the journal, with a reason.",
                object=operation.object,
                period=period_name(closing.period),
                year=unit.find(FiscalYear, year_id).year,
                date=closing.closed_on,
            )
            raise Rejected([Issue(Severity.ERROR, text, "EXEC-L1")])


MONTHS = (
    N_("The fiscal year"),
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
    N_("The complementary days of"),
)


def period_name(period: int) -> Text:
    """Name a period: a month, the complementary days, the whole year."""
    return MONTHS[period]


@dataclass(frozen=True)
class ClosePeriod(Command[int]):
    """Close a month, the complementary days (13) or a whole year (0)."""

    label: ClassVar[Text] = N_("Close a period")
    needs: ClassVar[Permission] = Permission.CLOSE_PERIODS
    final: ClassVar[bool] = True

    fiscal_year_id: int
    period: int
    on: dt.date
    note: str = ""

    def apply(self, unit: Unit) -> int:
        """Close it; refuse one that is closed or that has not ended."""
        year = unit.find(FiscalYear, self.fiscal_year_id)
        if self.period not in PERIODS:
            text = N_("{period} is no period: 1 to 13, or 0.", period=self.period)
            raise Rejected([Issue(Severity.ERROR, text, field="period")])
        refuse_closed(unit, year, self.period)
        self._refuse_early(unit, year)
        if self.period == WHOLE_YEAR:
            year.closed_on = self.on
        closing = Closing(
            fiscal_year_id=year.id,
            period=self.period,
            closed_on=self.on,
            note=self.note,
        )
        return unit.add(closing)

    def copied_first(self) -> str:
        """Keep a copy before a whole year is closed."""
        return "avant-cloture" if self.period == WHOLE_YEAR else ""

    def _refuse_early(self, unit: Unit, year: FiscalYear) -> None:
        ends = period_ends(days_of(unit.session, year), self.period)
        if self.on < ends:
            text = N_(
                "{period} {year} ends on {end}: it cannot be closed on {date}.",
                period=period_name(self.period),
                year=year.year,
                end=ends,
                date=self.on,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="on")])

    def describe(self, unit: Unit) -> Text:
        """Name the period."""
        year = unit.find(FiscalYear, self.fiscal_year_id)
        return N_(
            "{period} {year} closed", period=period_name(self.period), year=year.year
        )


def period_ends(days: Days, period: int) -> dt.date:
    """Give the last day of a period; of a whole year, 31 December."""
    if period == WHOLE_YEAR:
        return dt.date(days.year, 12, 31)
    if period == COMPLEMENTARY:
        return days.last
    after = dt.date(days.year, period, 28) + dt.timedelta(days=4)
    return after.replace(day=1) - dt.timedelta(days=1)


@dataclass(frozen=True)
class ReopenPeriod(Command[None]):
    """Open a closed period again; the reason is written down."""

    label: ClassVar[Text] = N_("Reopen a period")
    needs: ClassVar[Permission] = Permission.CLOSE_PERIODS
    final: ClassVar[bool] = True

    closing_id: int
    on: dt.date
    reason: str

    def apply(self, unit: Unit) -> None:
        """Reopen it; refuse without a reason."""
        closing = unit.find(Closing, self.closing_id)
        year = unit.find(FiscalYear, closing.fiscal_year_id)
        if closing.reopened_on is not None:
            text = N_("It was reopened on {date} already.", date=closing.reopened_on)
            raise Rejected([Issue(Severity.ERROR, text)])
        if not self.reason.strip():
            text = N_("A closed period is reopened with a written reason.")
            raise Rejected([Issue(Severity.ERROR, text, field="reason")])
        closing.reopened_on, closing.reopening_reason = self.on, self.reason.strip()
        if closing.period == WHOLE_YEAR:
            year.closed_on = None

    def describe(self, unit: Unit) -> Text:
        """Name the period and the reason."""
        closing = unit.find(Closing, self.closing_id)
        year = unit.find(FiscalYear, closing.fiscal_year_id)
        return N_(
            "{period} {year} reopened: {reason}",
            period=period_name(closing.period),
            year=year.year,
            reason=self.reason,
        )
