"""The régisseur’s books and his cash: numbers used once, and francs that add up.

`budget.md` 6.1: books (quittanciers) come from the receveur against signature, the
receipts since the last payment to the receveur are the cash on hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Span:
    """A number of a book, or a run of them."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many numbers it holds."""
        return self.last - self.first + 1

    def meets(self, other: Span) -> bool:
        """Whether a number is in both."""
        return self.first <= other.last and other.first <= self.last

    def told(self) -> str:
        """Write it: “12”, or “12–25”."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Used:
    """Numbers that a receipt took, and when."""

    span: Span
    made_on: dt.date
    payer: str
    amount: Money
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A book as the rules see it."""

    id: int
    series: str
    span: Span
    collector: str
    """Who holds it; empty while it lies in the town hall."""

    handed_on: dt.date | None
    returned_on: dt.date | None
    face_value: Money | None = None


def missing(book: Book, used: Iterable[Span]) -> tuple[Span, ...]:
    """List the numbers that were passed over, below the highest one used.

    Once the book is back, a number without a receipt is not missing if it follows the
    last used: it came back unused.
    """
    found: list[Span] = []
    expected = book.span.first
    for span in sorted(used, key=lambda each: each.first):
        if span.first > expected:
            found.append(Span(expected, span.first - 1))
        expected = max(expected, span.last + 1)
    return tuple(found)


def next_number(book: Book, used: Iterable[Span]) -> int | None:
    """Propose the number after the highest used; None where the book is finished."""
    highest = max((span.last for span in used), default=book.span.first - 1)
    return highest + 1 if highest < book.span.last else None


def fits(
    book: Book, span: Span, on: dt.date, others: Iterable[Used]
) -> Iterator[Issue]:
    """Check the numbers of a receipt against its book and the receipts it holds."""
    where = Record("receipt_books", book.id)
    if span.first > span.last:
        text = N_(
            "Receipt: the last number {last} comes before the first, {first}.",
            first=str(span.first),
            last=str(span.last),
        )
        yield Issue(Severity.ERROR, text, "REV-02", field="last_number")
    outside = span.first < book.span.first or span.last > book.span.last
    if outside:
        text = N_(
            "Receipt no. {number} is outside the book {series}, which goes from"
            " {first} to {last}.",
            number=span.told(),
            series=book.series,
            first=str(book.span.first),
            last=str(book.span.last),
        )
        yield Issue(Severity.ERROR, text, "REV-02", where, "first_number")
    yield from _handed(book, span, on, where)
    for other in others:
        if span.meets(other.span):
            text = N_(
                "Receipt no. {number} of the book {series} was used on {date}:"
                " {payer}, {amount} F.",
                number=other.span.told(),
                series=book.series,
                date=other.made_on,
                payer=other.payer or "…",
                amount=other.amount,
            )
            same = (
                Record("receipts", other.receipt_id)
                if other.receipt_id is not None
                else where
            )
            yield Issue(Severity.ERROR, text, "REV-01", same, "first_number")
            return


def _handed(book: Book, span: Span, on: dt.date, where: Record) -> Iterator[Issue]:
    if not book.collector or book.handed_on is None:
        text = N_(
            "Receipt no. {number}: the book {series} was handed to nobody yet.",
            number=span.told(),
            series=book.series,
        )
        yield Issue(Severity.ERROR, text, "REV-03", where, "book_id")
        return
    if on < book.handed_on:
        text = N_(
            "Receipt no. {number} of {date}: the book {series} was handed to"
            " {collector} on {handed} only.",
            number=span.told(),
            date=on,
            series=book.series,
            collector=book.collector,
            handed=book.handed_on,
        )
        yield Issue(Severity.ERROR, text, "REV-03", where, "made_on")
    if book.returned_on is not None and on > book.returned_on:
        text = N_(
            "Receipt no. {number} of {date}: the book {series} came back on"
            " {returned}.",
            number=span.told(),
            date=on,
            series=book.series,
            returned=book.returned_on,
        )
        yield Issue(Severity.ERROR, text, "REV-03", where, "made_on")


@dataclass(frozen=True, slots=True)
class Cash:
    """What the régisseur took in, and what he paid to the receveur."""

    received: Money
    remitted: Money
    count: int
    """Receipts that are not remitted yet."""

    @property
    def on_hand(self) -> Money:
        """To the franc, what must be in the box."""
        return self.received - self.remitted


def remits(asked: Money, ready: Money, cash: Cash, until: dt.date) -> Iterator[Issue]:
    """Check a payment to the receveur: no more than there is, and not a part of it.

    `ready` is what the receipts up to the day make: they are taken whole.
    """
    if asked.francs > cash.on_hand.francs:
        text = N_(
            "Payment refused: {received} F received − {remitted} F paid in ="
            " {on_hand} F on hand; {asked} F asked, {excess} F too much.",
            received=cash.received,
            remitted=cash.remitted,
            on_hand=cash.on_hand,
            asked=asked,
            excess=asked - cash.on_hand,
        )
        yield Issue(Severity.ERROR, text, "REV-04", field="amount")
    elif asked != ready:
        text = N_(
            "Payment refused: the receipts up to {date} make {ready} F, {asked} F were"
            " counted: a difference of {gap} F.",
            date=until,
            ready=ready,
            asked=asked,
            gap=Money(abs(ready.francs - asked.francs)),
        )
        yield Issue(Severity.ERROR, text, "REV-05", field="amount")
    elif not ready:
        text = N_("There is no receipt to pay in up to {date}.", date=until)
        yield Issue(Severity.ERROR, text, "REV-05", field="until")


def worth(
    unit_price: Money | None, quantity: int | None, face: Money | None, numbers: int
) -> Money | None:
    """Work an amount out: face value × tickets, or tariff × quantity."""
    if face is not None:
        return Money(face.francs * numbers)
    if unit_price is not None:
        return Money(unit_price.francs * (1 if quantity is None else quantity))
    return None


def joined(spans: Sequence[Span]) -> str:
    """Write numbers in one line: “3, 7–9”."""
    return ", ".join(span.told() for span in spans)
