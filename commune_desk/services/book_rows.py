"""Receipt books as screens and papers see them: what is used, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.receipts import (
    Book,
    Span,
    Used,
    joined,
    missing,
    next_number,
)
from commune_desk.storage.models import Party, Receipt, ReceiptBook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import BookKind
    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope


def used_numbers(session: Session) -> dict[int, list[Used]]:
    """List by book the numbers that receipts took; cancelled ones keep theirs."""
    found: dict[int, list[Used]] = {}
    rows = session.execute(
        select(
            Receipt.book_id,
            Receipt.first_number,
            Receipt.last_number,
            Receipt.made_on,
            Receipt.payer,
            Receipt.amount,
            Receipt.id,
        ).where(Receipt.book_id.is_not(None), Receipt.first_number.is_not(None))
    )
    for book, first, last, made_on, payer, amount, receipt in rows:
        if book is None or first is None:
            continue
        span = Span(first, first if last is None else last)
        used = Used(span, made_on, payer, amount, receipt)
        found.setdefault(book, []).append(used)
    return found


class BookRow(NamedTuple):
    """A book with its stubs."""

    id: int
    kind: BookKind
    series: str
    first_number: int
    last_number: int
    face_value: Money | None
    received_on: dt.date | None
    collector_id: int | None
    collector: str
    handed_on: dt.date | None
    returned_on: dt.date | None
    note: str
    used: int
    cancelled: int
    unused: int
    next_number: int | None
    missing: str
    """Numbers that were passed over, as people write them."""

    missing_count: int

    @property
    def title(self) -> str:
        """What a list calls it: “A 1–50”."""
        return f"{self.series} {self.first_number}–{self.last_number}"

    @property
    def span(self) -> Span:
        """Its numbers."""
        return Span(self.first_number, self.last_number)

    @property
    def out(self) -> bool:
        """Whether a collector has it."""
        return self.collector_id is not None and self.returned_on is None


def book_of(row: ReceiptBook, collector: str) -> Book:
    """Read a book as the rules do."""
    return Book(
        row.id,
        row.series,
        Span(row.first_number, row.last_number),
        collector,
        row.handed_on,
        row.returned_on,
        row.face_value,
    )


def receipt_books(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[BookRow]:
    """List the books by series and number, with what each has given out."""
    query = (
        select(ReceiptBook, Party.name)
        .outerjoin(Party, Party.id == ReceiptBook.collector_id)
        .order_by(ReceiptBook.kind, ReceiptBook.series, ReceiptBook.first_number)
    )
    if ids is not None:
        query = query.where(ReceiptBook.id.in_(ids))
    used = used_numbers(session)
    void = set(
        session.scalars(select(Receipt.id).where(Receipt.cancelled_on.is_not(None)))
    )
    rows = []
    for book, name in session.execute(query):
        own = used.get(book.id, [])
        spans = [each.span for each in own]
        kept = book_of(book, name or "")
        gaps = missing(kept, spans)
        count = sum(span.count for span in spans)
        rows.append(
            BookRow(
                book.id,
                book.kind,
                book.series,
                book.first_number,
                book.last_number,
                book.face_value,
                book.received_on,
                book.collector_id,
                name or "",
                book.handed_on,
                book.returned_on,
                book.note,
                count,
                sum(each.span.count for each in own if each.receipt_id in void),
                kept.span.count - count,
                next_number(kept, spans),
                joined(gaps),
                sum(gap.count for gap in gaps),
            )
        )
    return rows
