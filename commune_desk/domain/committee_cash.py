"""The cash book of a committee: what moved, what was counted, what it comes to.

Amounts are whole francs. `planning.md` 4.4: the renewal fund is kept apart from the
running cash, mostly at the bank.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator


class Way(Enum):
    """Where the money of an entry moved."""

    BOX = "way_box"
    BANK = "way_bank"
    TO_BANK = "way_to_bank"
    """From the box to the bank: neither a receipt nor an expense."""

    FROM_BANK = "way_from_bank"


BETWEEN = frozenset({Way.TO_BANK, Way.FROM_BANK})
"""Ways by which the committee grows neither richer nor poorer."""


@dataclass(frozen=True, slots=True)
class Move:
    """A line of the notebook.

    Both amounts, and the same: money carried between the box and the bank.
    """

    id: int
    on: dt.date
    title: str
    receipt: int
    expense: int
    bank: bool = False
    renewal: bool = False
    category_id: int | None = None

    @property
    def way(self) -> Way:
        """Where the money moved."""
        if self.receipt and self.expense:
            return Way.TO_BANK if self.bank else Way.FROM_BANK
        return Way.BANK if self.bank else Way.BOX

    @property
    def carried(self) -> int:
        """Francs carried between the box and the bank; 0 for any other line."""
        return self.receipt if self.way in BETWEEN else 0

    @property
    def received(self) -> int:
        """Francs by which the committee grew richer."""
        return 0 if self.carried else self.receipt

    @property
    def spent(self) -> int:
        """Francs by which it grew poorer."""
        return 0 if self.carried else self.expense

    def came(self, *, bank: bool) -> int:
        """Francs that came into the box, or into the bank."""
        into = self.carried if self.bank is bank else 0
        return into + (self.received if self.bank is bank else 0)

    def went(self, *, bank: bool) -> int:
        """Francs that left the box, or the bank."""
        out = self.carried if self.bank is not bank else 0
        return out + (self.spent if self.bank is bank else 0)

    @property
    def saved(self) -> int:
        """Francs that the renewal fund gained by it; less than 0 for what it lost."""
        if not self.renewal:
            return 0
        if self.carried:
            return self.carried if self.bank else -self.carried
        return self.receipt - self.expense


@dataclass(frozen=True, slots=True)
class Span:
    """A period of the cash book: what it opened with, and what was counted."""

    id: int
    begins: dt.date
    ends: dt.date
    open_box: int
    open_bank: int
    close_box: int | None = None
    """None while the period runs."""

    close_bank: int | None = None
    approved: dt.date | None = None
    note: str = ""

    @property
    def closed(self) -> bool:
        """Whether its money was counted."""
        return self.close_box is not None or self.close_bank is not None

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day is in it."""
        return self.begins <= day <= self.ends

    def opening(self, *, bank: bool) -> int:
        """Francs at its beginning."""
        return self.open_bank if bank else self.open_box

    def counted(self, *, bank: bool) -> int | None:
        """Francs counted at its end; nothing noted of the bank is nothing there."""
        if not self.closed:
            return None
        return (self.close_bank if bank else self.close_box) or 0


@dataclass(frozen=True, slots=True)
class Sums:
    """How a balance came about."""

    opening: int
    came: int
    went: int

    @property
    def expected(self) -> int:
        """What the book says is there."""
        return self.opening + self.came - self.went


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the box and at the bank."""

    box: int = 0
    bank: int = 0

    @property
    def whole(self) -> int:
        """Both."""
        return self.box + self.bank


@dataclass(frozen=True, slots=True)
class CashBook:
    """The periods and lines of one committee, each in the order of days."""

    committee_id: int
    committee: str
    spans: tuple[Span, ...]
    moves: tuple[Move, ...]

    def span_on(self, day: dt.date) -> Span | None:
        """Give the period that holds a day."""
        return next((span for span in self.spans if span.holds(day)), None)

    def within(self, begins: dt.date, ends: dt.date) -> list[Move]:
        """List the lines of some days."""
        return [move for move in self.moves if begins <= move.on <= ends]

    def sums(self, span: Span, *, bank: bool, until: dt.date | None = None) -> Sums:
        """Reckon the box or the bank at the end of a period, or of a day of it."""
        moves = self.within(span.begins, min(span.ends, until or span.ends))
        return Sums(
            span.opening(bank=bank),
            sum(move.came(bank=bank) for move in moves),
            sum(move.went(bank=bank) for move in moves),
        )

    def held(self, day: dt.date) -> Held | None:
        """Say what is there on the evening of a day; None before the first period.

        What was counted holds against what the book says.
        """
        begun = [span for span in self.spans if span.begins <= day]
        if not begun:
            return None
        span = begun[-1]
        found = []
        for bank in (False, True):
            counted = span.counted(bank=bank) if span.ends <= day else None
            if counted is None:
                counted = self.sums(span, bank=bank, until=day).expected
            found.append(counted)
        return Held(*found)

    def running(self) -> Iterator[tuple[Move, Held]]:
        """Go through the lines with what each leaves, period by period."""
        spans, held = list(self.spans), Held()
        for move in self.moves:
            while spans and spans[0].begins <= move.on:
                first = spans.pop(0)
                held = Held(first.open_box, first.open_bank)
            held = Held(
                held.box + move.came(bank=False) - move.went(bank=False),
                held.bank + move.came(bank=True) - move.went(bank=True),
            )
            yield move, held

    def fund(self, day: dt.date) -> int:
        """Francs in the renewal fund on the evening of a day."""
        return saved(move for move in self.moves if move.on <= day)

    def gap(self, span: Span, *, bank: bool) -> int:
        """Francs counted beyond what the book says; less than 0 where some lack."""
        counted = span.counted(bank=bank)
        return 0 if counted is None else counted - self.sums(span, bank=bank).expected


def saved(moves: Iterable[Move]) -> int:
    """Add up what lines brought to the renewal fund."""
    return sum(move.saved for move in moves)


@dataclass(frozen=True, slots=True)
class YearAccount:
    """A year of a cash book, as the assembly hears it."""

    opening: Held
    received: int
    spent: int
    closing: Held
    carried: int
    """Francs carried between the box and the bank, for who reads the notebook."""

    saved: int
    """What the year brought to the renewal fund."""

    fund: int

    @property
    def gap(self) -> int:
        """Francs that the counts found beyond the book; less than 0 where some lack."""
        return self.closing.whole - self.opening.whole - self.received + self.spent


def year_account(
    book: CashBook, begins: dt.date, ends: dt.date, before: dt.date
) -> YearAccount | None:
    """Reckon the days of a year; `before` is its eve. None where no period touches it.

    A committee whose first period begins within the year brings its opening along.
    """
    own = [span for span in book.spans if span.begins <= ends and span.ends >= begins]
    closing = book.held(ends)
    if not own or closing is None:
        return None
    first = own[0]
    opening = book.held(before) or Held(first.open_box, first.open_bank)
    moves = book.within(begins, ends)
    return YearAccount(
        opening,
        sum(move.received for move in moves),
        sum(move.spent for move in moves),
        closing,
        sum(move.carried for move in moves),
        saved(moves),
        book.fund(ends),
    )
