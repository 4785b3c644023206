"""The régisseur’s receipt books: from the receveur, to a collector, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.execution import BookKind, PartyKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.receipts import (
    Span,
    Used,
)
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.book_rows import used_numbers
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.services.debtors import party_named
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import Party, Receipt, ReceiptBook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit


def _book_rules(unit: Unit, row: ReceiptBook) -> Iterator[Issue]:
    if row.first_number > row.last_number or row.first_number < 1:
        text = N_(
            "Book {series}: the numbers {first} to {last} make no book.",
            series=row.series,
            first=str(row.first_number),
            last=str(row.last_number),
        )
        yield Issue(Severity.ERROR, text, "REV-02", field="last_number")
    if row.kind is BookKind.TICKETS and row.face_value is None:
        text = N_("Book {series}: a ticket has a face value.", series=row.series)
        yield Issue(Severity.ERROR, text, "REV-02", field="face_value")
    span = Span(row.first_number, row.last_number)
    for other in unit.once("receipt_books.all", lambda: _known(unit)):
        same = (other[1], other[2]) == (row.kind, row.series)
        if other[0] != row.id and same and other[3].meets(span):
            text = N_(
                "Book {series} {span}: these numbers are in the book {other} already.",
                series=row.series,
                span=span.told(),
                other=other[3].told(),
            )
            where = Record("receipt_books", other[0])
            yield Issue(Severity.ERROR, text, "REV-02", where, "first_number")
    yield from _days(row)
    if row.id is not None:
        yield from _holds(unit, row, span)


def _known(unit: Unit) -> list[tuple[int, BookKind, str, Span]]:
    rows = unit.session.execute(
        select(
            ReceiptBook.id,
            ReceiptBook.kind,
            ReceiptBook.series,
            ReceiptBook.first_number,
            ReceiptBook.last_number,
        )
    )
    return [
        (row_id, kind, series, Span(first, last))
        for row_id, kind, series, first, last in rows
    ]


def _days(row: ReceiptBook) -> Iterator[Issue]:
    if row.handed_on is not None and row.collector_id is None:
        text = N_("Book {series}: say to whom it was handed.", series=row.series)
        yield Issue(Severity.ERROR, text, "REV-03", field="collector_id")
    days = (row.received_on, row.handed_on, row.returned_on)
    known = [day for day in days if day is not None]
    if known != sorted(known):
        text = N_(
            "Book {series}: received, handed over and returned do not follow one"
            " another.",
            series=row.series,
        )
        yield Issue(Severity.ERROR, text, "REV-03", field="handed_on")


def _holds(unit: Unit, row: ReceiptBook, span: Span) -> Iterator[Issue]:
    """A book keeps the numbers and the days that its receipts need."""
    for used in used_of(unit, row.id):
        if used.span.first < span.first or used.span.last > span.last:
            text = N_(
                "Book {series}: the receipt no. {number} would be outside {span}.",
                series=row.series,
                number=used.span.told(),
                span=span.told(),
            )
            yield Issue(Severity.ERROR, text, "REV-02", field="last_number")
            return
        if row.handed_on is None or row.handed_on > used.made_on:
            text = N_(
                "Book {series}: its receipt no. {number} is of {date}; it was handed"
                " over by then.",
                series=row.series,
                number=used.span.told(),
                date=used.made_on,
            )
            yield Issue(Severity.ERROR, text, "REV-03", field="handed_on")
            return


def used_of(unit: Unit, book_id: int) -> list[Used]:
    """List the numbers that a book has given out, with what this unit adds."""

    def read() -> dict[int, list[Used]]:
        unit.settle()
        return used_numbers(unit.session)

    return unit.once("receipts.used", read).setdefault(book_id, [])


RECEIPT_BOOK = Entity(
    ReceiptBook,
    N_("book {title}"),
    lambda row: f"{row.series} {row.first_number}–{row.last_number}",
    {
        "kind": N_("Kind"),
        "series": N_("Series"),
        "first_number": N_("From no."),
        "last_number": N_("To no."),
        "face_value": N_("Face value"),
        "received_on": N_("Received on"),
        "collector_id": N_("Collector"),
        "handed_on": N_("Handed over on"),
        "returned_on": N_("Returned on"),
        "note": N_("Note"),
    },
    _book_rules,
    frozenset({"series", "first_number", "last_number"}),
    {"receipts": (Receipt, "book_id")},
)


@dataclass(frozen=True)
class AddBook(Add):
    """Take a book over from the receveur."""

    label: ClassVar[Text] = N_("Add a receipt book")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RECEIPT_BOOK

    def apply(self, unit: Unit) -> int:
        """Add it; the collector is found by his name, and noted where he is new."""
        values = dict(self.values)
        name = values.pop("collector", None)
        if name:
            values["collector_id"] = party_named(unit, name, PartyKind.COLLECTOR)
        row_id = super(AddBook, AddBook(values)).apply(unit)
        kind = values.get("kind", BookKind.RECEIPTS)
        span = Span(values["first_number"], values["last_number"])
        known = unit.once("receipt_books.all", lambda: _known(unit))
        if row_id not in {each[0] for each in known}:
            known.append((row_id, kind, values["series"], span))
        return row_id

    def describe(self, unit: Unit) -> Text:
        """Name the book."""
        values = {k: v for k, v in self.values.items() if k != "collector"}
        return super(AddBook, AddBook(values)).describe(unit)


@dataclass(frozen=True)
class ReviseBook(Revise):
    """Correct a receipt book."""

    label: ClassVar[Text] = N_("Correct a receipt book")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RECEIPT_BOOK

    def apply(self, unit: Unit) -> None:
        """Correct it; a collector is found by his name."""
        if self.field != "collector":
            super().apply(unit)
            return
        party = party_named(unit, self.value or "", PartyKind.COLLECTOR)
        ReviseBook(self.id, "collector_id", party).apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the field and the book."""
        if self.field == "collector":
            return ReviseBook(self.id, "collector_id", None).describe(unit)
        return super().describe(unit)


@dataclass(frozen=True)
class RemoveBooks(Remove):
    """Remove books of which no receipt was given out."""

    label: ClassVar[Text] = N_("Remove receipt books")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RECEIPT_BOOK


@dataclass(frozen=True)
class HandBook(Command[None]):
    """Hand a book to a collector."""

    label: ClassVar[Text] = N_("Hand a book over")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    book_id: int
    collector: str
    on: dt.date

    def apply(self, unit: Unit) -> None:
        """Note who has it from when on; refuse one that somebody holds."""
        book = unit.find(ReceiptBook, self.book_id)
        if book.collector_id is not None and book.returned_on is None:
            holder = unit.find(Party, book.collector_id).name
            text = N_(
                "Book {series}: {collector} holds it since {date}.",
                series=book.series,
                collector=holder,
                date=book.handed_on or "…",
            )
            raise refuse(text, "REV-03", "collector")
        party = party_named(unit, self.collector, PartyKind.COLLECTOR)
        if party is None:
            text = N_("Book {series}: say to whom it was handed.", series=book.series)
            raise refuse(text, "REV-03", "collector")
        book.collector_id, book.handed_on, book.returned_on = party, self.on, None
        with unit.session.no_autoflush:
            RECEIPT_BOOK.check(unit, book)

    def describe(self, unit: Unit) -> Text:
        """Name the book and the collector."""
        book = unit.find(ReceiptBook, self.book_id)
        return N_(
            "Book {series} handed to {collector}",
            series=book.series,
            collector=self.collector,
        )


@dataclass(frozen=True)
class ReturnBook(Command[None]):
    """Take a book back from its collector."""

    label: ClassVar[Text] = N_("Take a book back")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    book_id: int
    on: dt.date

    def apply(self, unit: Unit) -> None:
        """Note it; refuse a day before a receipt of the book."""
        book = unit.find(ReceiptBook, self.book_id)
        last = max((u.made_on for u in used_of(unit, book.id)), default=None)
        if book.handed_on is None or (last is not None and last > self.on):
            text = N_(
                "Book {series}: it cannot come back on {date}; its last receipt is of"
                " {last}.",
                series=book.series,
                date=self.on,
                last=last or "–",
            )
            raise refuse(text, "REV-03", "on")
        book.returned_on = self.on
        with unit.session.no_autoflush:
            RECEIPT_BOOK.check(unit, book)

    def describe(self, unit: Unit) -> Text:
        """Name the book."""
        book = unit.find(ReceiptBook, self.book_id)
        return N_("Book {series} returned", series=book.series)
