"""The periods of the committees’ cash books as tables see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.committee_life import later
from commune_desk.domain.money import Money
from commune_desk.domain.progress import months
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.committee_cash import cash_books
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.committee_cash import CashBook, Span
    from commune_desk.services.scope import Scope

QUARTER = 3
"""Months of a period that nothing else tells the length of."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as tables see it, with what the book says of it."""

    id: int
    committee_id: int
    committee: str
    span: Span
    received: Money
    spent: Money
    expected_cash: Money
    expected_bank: Money
    gap: Money | None
    """What was counted beyond the book, box and bank together; None while open."""

    day: dt.date

    @property
    def begins_on(self) -> dt.date:
        """First day."""
        return self.span.begins

    @property
    def ends_on(self) -> dt.date:
        """Last day."""
        return self.span.ends

    @property
    def opening_cash(self) -> Money:
        """The box at the beginning."""
        return Money(self.span.open_box)

    @property
    def opening_bank(self) -> Money:
        """The bank at the beginning."""
        return Money(self.span.open_bank)

    @property
    def closing_cash(self) -> Money | None:
        """The box as counted."""
        return None if self.span.close_box is None else Money(self.span.close_box)

    @property
    def closing_bank(self) -> Money | None:
        """The bank as noted."""
        return None if self.span.close_bank is None else Money(self.span.close_bank)

    @property
    def approved_on(self) -> dt.date | None:
        """When the assembly heard the account."""
        return self.span.approved

    @property
    def note(self) -> str:
        """What explains a gap."""
        return self.span.note

    @property
    def lacking(self) -> Money | None:
        """What was missing when it was counted."""
        return None if self.gap is None or self.gap.francs >= 0 else -self.gap

    @property
    def beyond(self) -> Money | None:
        """What was counted beyond the book."""
        return None if self.gap is None or self.gap.francs <= 0 else self.gap

    @property
    def standing(self) -> Text:
        """Say how far it is."""
        if self.span.approved is not None:
            return N_("heard by the assembly")
        if self.span.closed:
            return N_("counted")
        return N_("to be counted") if self.span.ends < self.day else N_("open")


def periods(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PeriodRow]:
    """List the periods, committee by committee, the oldest first."""
    day = today(session)
    books = sorted(cash_books(session).values(), key=lambda b: fold(b.committee))
    return [
        _row(book, span, day)
        for book in books
        for span in book.spans
        if ids is None or span.id in ids
    ]


def _row(book: CashBook, span: Span, day: dt.date) -> PeriodRow:
    moves = book.within(span.begins, span.ends)
    gap = book.gap(span, bank=False) + book.gap(span, bank=True)
    return PeriodRow(
        span.id,
        book.committee_id,
        book.committee,
        span,
        Money(sum(move.received for move in moves)),
        Money(sum(move.spent for move in moves)),
        Money(book.sums(span, bank=False).expected),
        Money(book.sums(span, bank=True).expected),
        Money(gap) if span.closed else None,
        day,
    )


def first_period(session: Session, committee_id: int) -> tuple[dt.date, dt.date]:
    """Propose the days of the next period of a committee: a quarter, or as before."""
    book = cash_books(session).get(committee_id)
    if book is None or not book.spans:
        day = today(session)
        month = (day.month - 1) // QUARTER * QUARTER + 1
        begins = dt.date(day.year, month, 1)
        return begins, later(begins, QUARTER) - dt.timedelta(days=1)
    last = book.spans[-1]
    begins = last.ends + dt.timedelta(days=1)
    length = max(1, months(last.begins, begins))
    return begins, later(begins, length) - dt.timedelta(days=1)
