"""The régisseur’s page: receipts typed quickly, and the cash to the franc."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import BookKind
from commune_desk.domain.receipts import worth
from commune_desk.domain.text import N_
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.receipt_rows import cash_on
from commune_desk.services.receipts import TypeReceipt
from commune_desk.services.tariffs import tariffs
from commune_desk.services.today import situation
from commune_desk.tables.choices import village_choices
from commune_desk.tables.regie import (
    book_choices,
    roll_choices,
    tariff_choices,
)
from commune_desk.tables.revenue import debtor_choices, revenue_line_choices
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.act_page import LOW, ActPage
from commune_desk.ui.pages.entry_card import Asked, EntryCard, FewLines, asked
from commune_desk.ui.pages.revenue_acts import (
    acts_on_book,
    cancel_receipt,
    cancel_remittance,
    remit,
)
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.book_rows import BookRow
    from commune_desk.services.receipt_rows import ReceiptRow
    from commune_desk.services.remittances import RemittanceRow
    from commune_desk.services.tariffs import TariffRow
    from commune_desk.ui.pages.act_strip import Act

FIELDS = (
    (
        asked("book_id", N_("Book"), Kind.CHOICE, 28, book_choices),
        asked("first_number", N_("No."), Kind.INTEGER, 9),
        asked("last_number", N_("To no."), Kind.INTEGER, 9),
        asked("made_on", N_("Date"), Kind.DATE, 13),
        asked("tariff_id", N_("Tariff"), Kind.CHOICE, 26, tariff_choices),
        asked("quantity", N_("Quantity"), Kind.INTEGER, 9),
        asked("roll_id", N_("TDRL roll"), Kind.CHOICE, 20, roll_choices),
    ),
    (
        asked("payer", N_("Payer"), width=22),
        asked("village_id", N_("Village"), Kind.CHOICE, 16, village_choices),
        asked("line_id", N_("Budget line"), Kind.CHOICE, 24, revenue_line_choices),
        asked("party_id", N_("Debtor of a title"), Kind.CHOICE, 18, debtor_choices),
        asked("amount", N_("Amount"), Kind.MONEY, 12),
    ),
)


class RegiePage(ActPage):
    """The day of the régisseur: one line of fields, over the receipts of the year."""

    def head(self) -> PageHead:
        """Put the payment to the receveur into the head."""
        say = self.context.say
        pay = Button(say(N_("Pay to the receveur")), "coins", PLAIN, self.remit)
        actions: list[QWidget] = [*self.outlets.buttons(), pay]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _build(self) -> None:
        make = Asked(FIELDS, TypeReceipt, N_("Note the receipt"), lines=1, closes=False)
        self.card = EntryCard(self.context, make)
        self.cash = Label("", "title")
        self.since = FewLines(4)
        super()._build()
        box = frame("card")
        box.setFixedWidth(180)
        words = Label(self.context.say(N_("Cash on hand")), "small_strong")
        box.setLayout(
            down(words, self.cash, self.since, None, gap=2, margins=(14, 6, 14, 6))
        )
        line = across(self.card, box, gap=12)
        line.setStretchFactor(self.card, 1)
        self.column.insertLayout(1, line)
        self.card.typed.connect(self.follow)
        self.card.done.connect(self._noted)
        self.strip.left.connect(self.begin)
        self.strip.done.connect(lambda _: self.begin())
        self.context.changed.connect(self._count_cash)
        self.context.scoped.connect(self._begin_again)
        self._count_cash()
        self._begin_again()

    def _begin_again(self) -> None:
        self.card.renew()
        self.begin()

    def add(self) -> None:
        """Begin a receipt: Ctrl+N."""
        self.begin()

    def _day(self) -> dt.date:
        with self.context.reading() as session:
            return situation(session, self.context.scope.year)

    def begin(self, book_id: int | None = None, on: dt.date | None = None) -> None:
        """Propose the book in use, its next number and the day."""
        books = self._books()
        open_ = [row for row in books if row.out and row.next_number is not None]
        receipts = [row for row in open_ if row.kind is BookKind.RECEIPTS]
        book = next((row for row in open_ if row.id == book_id), None)
        if book is None:
            book = next(iter(receipts or open_), None)
        starts: dict[str, Any] = {"made_on": on or self._day()}
        if book is not None:
            starts |= {"book_id": book.id, "first_number": book.next_number}
        self.card.begin(starts, "tariff_id")

    def _books(self) -> list[BookRow]:
        with self.context.reading() as session:
            return receipt_books(session, self.context.scope)

    def keep_focus(self) -> None:
        """Put the cursor where the next receipt is typed."""
        self.card.fields["tariff_id"].setFocus()

    def follow(self, key: str) -> None:
        """Propose the number of another book; say what the amount comes to."""
        card = self.card
        book = self._book()
        if key == "book_id" and book is not None:
            card.put("first_number", book.next_number)
        amount = self._worth(book)
        field = card.fields["amount"]
        say = self.context.say
        field.setPlaceholderText(say(amount) if amount is not None else "")
        tariff = self._tariff()
        facts = []
        if book is not None and book.kind is BookKind.TICKETS:
            facts.append(
                N_(
                    "tickets of {face} F: type the first and the last number",
                    face=book.face_value or 0,
                )
            )
        if tariff is not None:
            facts.append(
                N_(
                    "{title}: {amount} F each, line {code}",
                    title=tariff.title,
                    amount=tariff.amount,
                    code=tariff.code or "–",
                )
            )
        if amount is not None:
            facts.append(N_("this receipt: {amount} F", amount=amount))
        hint = N_("Enter notes the receipt; the next number is proposed.")
        card.told.setText(" · ".join(say(fact) for fact in facts) or say(hint))

    def _book(self) -> BookRow | None:
        wanted = self.card.value("book_id")
        return next((row for row in self._books() if row.id == wanted), None)

    def _tariff(self) -> TariffRow | None:
        wanted = self.card.value("tariff_id")
        with self.context.reading() as session:
            rows = tariffs(session, self.context.scope)
        return next((row for row in rows if row.id == wanted), None)

    def _worth(self, book: BookRow | None) -> Any:
        first, last = (self.card.value(key) for key in ("first_number", "last_number"))
        tariff = self._tariff()
        face = book.face_value if book is not None else None
        numbers = last - first + 1 if first and last else 1
        price = tariff.amount if tariff is not None else None
        return worth(price, self.card.value("quantity"), face, numbers)

    def _noted(self, row_id: int) -> None:
        row = self.model.row(row_id)
        self.view.choose(row_id)
        self.begin(*(row.book_id, row.made_on) if row is not None else ())

    def _count_cash(self, _changes: object = None) -> None:
        with self.context.reading() as session:
            cash = cash_on(session)
        say = self.context.say
        self._on_hand = cash.on_hand
        self.cash.setText(self.context.words.francs(cash.on_hand))
        text = N_(
            "{received} F received − {remitted} F paid in · {count} receipts to pay in",
            received=cash.received,
            remitted=cash.remitted,
            count=cash.count,
        )
        self.since.setText(say(text))

    def remit(self) -> None:
        """Ask what was counted and paid to the receveur."""
        self.ask(remit(self._day(), self._on_hand))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where every line is needed."""
        super().resizeEvent(event)
        self.card.told.setVisible(self.height() >= LOW)

    def making_room(self) -> None:
        """Put the fields of a receipt away while an act is prepared."""
        self.card.hide()

    def acts_on(self, row: ReceiptRow) -> Sequence[Act]:
        """Offer to cancel a receipt whose money is still here."""
        return [cancel_receipt(row, self._day())] if row.open else []

    def named(self, row: ReceiptRow) -> Any:
        """Name the receipt by its number and amount."""
        return N_("Receipt {number}: {amount} F", number=row.number, amount=row.amount)


class BooksPage(ActPage):
    """The stock of books; the chosen one is handed over or comes back."""

    def acts_on(self, row: BookRow) -> Sequence[Act]:
        """Offer to hand it over, or to take it back."""
        with self.context.reading() as session:
            on = situation(session, self.context.scope.year)
        return acts_on_book(row, on)


class RemittancesPage(ActPage):
    """Payments to the receveur; the chosen one can be cancelled."""

    def acts_on(self, row: RemittanceRow) -> Sequence[Act]:
        """Offer to cancel it."""
        with self.context.reading() as session:
            on = situation(session, self.context.scope.year)
        return [] if row.cancelled_on is not None else [cancel_remittance(row, on)]

    def named(self, row: RemittanceRow) -> Any:
        """Name the payment."""
        return N_("Payment no. {number}", number=row.number)
