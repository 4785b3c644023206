"""The TDRL: payments of all villages in one screen, the recovery, the rolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.chief_payments import TieToRoll, untied_expenses
from commune_desk.services.tdrl_payments import (
    late,
    late_threshold,
    standings,
    standings_on,
)
from commune_desk.services.tdrl_rolls import CopyRolls
from commune_desk.services.today import situation
from commune_desk.services.village_payments import PayVillages
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.regie import book_choices
from commune_desk.tables.table import Choice, Kind
from commune_desk.ui.fields import make_field
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.entry_card import Asked, EntryCard, FewLines, asked
from commune_desk.ui.pages.field_round import FieldRound
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import clear
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.tdrl_payments import Standing
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.fields import Field

AMOUNT = asked("amount", N_("Paid on this day"), Kind.MONEY, 12)


def _years(_session: Any, scope: Any) -> Sequence[Choice]:
    return [Choice(scope.year - k, str(scope.year - k)) for k in range(EARLIER)]


EARLIER = 5
"""Years whose rolls can be paid."""

FIELDS = (
    (
        asked("made_on", N_("Date"), Kind.DATE, 14),
        asked("book_id", N_("Book"), Kind.CHOICE, 20, book_choices),
        asked("first_number", N_("From no."), Kind.INTEGER, 10),
        asked("year", N_("Roll of"), Kind.CHOICE, 10, _years),
    ),
)


class PaymentsPage(FieldRound):
    """A line for each village: its roll, what it paid, what it pays today."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_(
            "One entry fills the régie, the table of the TDRL and, once paid in, the"
            " cash book."
        )
        self.column.addWidget(PageHead(say(N_("Payments of villages")), say(purpose)))
        make = Asked(FIELDS, self._make, N_("Note the payments"), lines=1, closes=False)
        self.card = EntryCard(context, make)
        self.column.addWidget(self.card)
        self.fields: dict[int, Field] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(14, 8, 14, 10)
        self._grid.setHorizontalSpacing(26)
        self._grid.setVerticalSpacing(1)
        area = QScrollArea()
        sheet = frame("card")
        sheet.setLayout(self._grid)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(area, 1)
        self.card.typed.connect(self._typed)
        self.card.done.connect(lambda _: self.begin())
        context.scoped.connect(self._other_year)
        self._other_year()

    def opened(self, destination: Destination) -> None:
        """Begin again: books and payments may have changed elsewhere."""
        del destination
        if not any(field.text() for field in self.fields.values()):
            self._other_year()

    def keep_focus(self) -> None:
        """Put the cursor where the first amount is typed."""
        first = next(iter(self.fields.values()), self.card.fields["made_on"])
        first.setFocus()

    def _other_year(self) -> None:
        self.card.renew()
        self.begin()

    def begin(self) -> None:
        """Propose day, book and number, and lay the villages out."""
        scope = self.context.scope
        with self.context.reading() as session:
            books = receipt_books(session, scope)
            on = situation(session, scope.year)
        book = next(
            (
                row
                for row in books
                if row.out and row.next_number is not None and not row.face_value
            ),
            None,
        )
        starts: dict[str, Any] = {"made_on": on, "year": scope.year}
        if book is not None:
            starts |= {"book_id": book.id, "first_number": book.next_number}
        self.card.begin(starts, "made_on")
        self._lay_out()
        self.keep_focus()

    def _typed(self, key: str) -> None:
        if key == "year":
            self._lay_out()
        if key == "book_id":
            wanted = self.card.value("book_id")
            with self.context.reading() as session:
                books = receipt_books(session, self.context.scope)
            book = next((row for row in books if row.id == wanted), None)
            if book is not None:
                self.card.put("first_number", book.next_number)
        self.tell()

    def _lay_out(self) -> None:
        clear(self._grid)
        self.fields = {}
        say = self.context.say
        year = self.card.value("year") or self.context.scope.year
        with self.context.reading() as session:
            day = situation(session, self.context.scope.year)
            rows = standings_on(session, year, day)
        heads = _heads()
        for place, head in enumerate(heads):
            label = Label(say(head), "small_strong", "ink_soft")
            label.setAlignment(_RIGHT if place else _LEFT)
            self._grid.addWidget(label, 0, place)
        for line, row in enumerate(sorted(rows, key=lambda r: r.village), start=1):
            self._village(line, row)
        self._grid.setColumnMinimumWidth(0, 200)
        self._grid.setColumnStretch(len(heads), 1)
        self._grid.setRowStretch(len(rows) + 1, 1)
        if not rows:
            text = N_("There is no roll of {year}: make it in the next tab.", year=year)
            self._grid.addWidget(Label(say(text)), 1, 0, 1, len(heads))
        self.tell()

    def _village(self, line: int, row: Standing) -> None:
        say = self.context.say
        self._grid.addWidget(Label(row.village), line, 0)
        for place, value in enumerate((row.amount, row.paid, row.left), start=1):
            self._grid.addWidget(right(say(value)), line, place)
        rate = say(row.rate) if row.rate is not None else "–"
        self._grid.addWidget(right(rate), line, 4)
        field = make_field(AMOUNT, _no_choice(self.context), self.context, self)
        field.setFixedWidth(130)
        field.setAccessibleName(f"{row.village}, {say(AMOUNT.title)}")
        field.textEdited.connect(lambda _: self.tell())
        self.fields[row.id] = field
        self._grid.addWidget(field, line, 5)

    def payments(self) -> tuple[tuple[int, Money], ...]:
        """Give what was typed, village by village; refuse what is no amount."""
        words = self.context.words
        found = []
        for roll, field in self.fields.items():
            value = read_cell(AMOUNT, field.text(), _no_choice(self.context), words)
            if value is not None:
                found.append((roll, value))
        return tuple(found)

    def tell(self) -> None:
        """Count the villages and the francs that are typed."""
        found: list[tuple[tuple[int, Money], ...]] = []
        self.context.refusal(lambda: found.append(self.payments()))
        payments = found[0] if found else ()
        total = Money.total(amount for _, amount in payments)
        text = P_(
            "{count} village pays {total} F today; one receipt for each village, from"
            " the number above on.",
            "{count} villages pay {total} F today; one receipt for each village, from"
            " the number above on.",
            count=len(payments),
            total=total,
        )
        empty = N_("Type what each village pays; Enter goes down, then note them.")
        self.card.told.setText(self.context.say(text if payments else empty))

    def _make(self, values: Mapping[str, Any]) -> PayVillages:
        return PayVillages(
            values["made_on"],
            values.get("book_id", 0),
            values.get("first_number", 0),
            self.payments(),
        )

    def walked(self) -> Iterable[QWidget]:
        """Go down village by village."""
        return self.fields.values()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _heads() -> tuple[Any, ...]:
    return (
        N_("Village"),
        N_("Roll"),
        N_("Paid"),
        N_("Left"),
        N_("Recovery"),
        AMOUNT.title,
    )


def _no_choice(context: Context) -> Options:
    return Options((), context.words)


class RollsPage(TablePage):
    """The rolls of the year, started from those of the year before."""

    def head(self) -> PageHead:
        """Put the copy of last year’s rolls into the head."""
        say = self.context.say
        words = say(N_("Take over last year’s rolls"))
        actions: list[QWidget] = [
            Button(words, "copy", PLAIN, self.copy),
            *self.outlets.buttons(),
            Button(say(self.add_words), "plus", MAIN, self.add),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def copy(self) -> None:
        """Copy the rolls that are lacking, or say why not."""
        refused = self.context.do(CopyRolls(self.context.scope.year))
        if refused is not None:
            self.context.refused.emit(refused)


def _expenses(session: Any, scope: Any) -> Sequence[Choice]:
    return [
        Choice(row_id, f"{title} ({row_id})", (title,))
        for row_id, title in untied_expenses(session, scope)
    ]


EXPENSE = asked(
    "operation", N_("Expense that pays the chief"), Kind.CHOICE, 34, _expenses
)


def _tied(roll_id: int, values: Mapping[str, Any]) -> TieToRoll:
    if values["operation"] is None:
        text = N_("Choose the expense.")
        raise Rejected([Issue(Severity.ERROR, text, field="operation")])
    return TieToRoll(values["operation"], roll_id)


class RecoveryPage(ActPage):
    """The league of the villages, with the sentence that is read aloud."""

    def acts_on(self, row: Standing) -> Sequence[Act]:
        """Offer to say which expense pays the chief, while something is due to him."""
        if row.left_to_chief.francs <= 0:
            return []
        act = Act(
            N_("Tie a payment to the chief"),
            N_(
                "{due} F due to the chief − {paid} F given = {left} F left. The expense"
                " is entered on its own page first.",
                due=row.due_to_chief,
                paid=row.paid_to_chief,
                left=row.left_to_chief,
            ),
            (EXPENSE,),
            lambda values: _tied(row.id, values),
            "link",
        )
        return [act]

    def _build(self) -> None:
        self.aloud = FewLines(2)
        super()._build()
        self.column.insertWidget(1, self.aloud)
        self.model.rebuilt.connect(self._say)
        self.context.scoped.connect(self._say)
        self._say()

    def _say(self) -> None:
        scope = self.context.scope
        with self.context.reading() as session:
            rows = standings(session, scope)
            behind = late(session, scope)
            threshold = late_threshold(session)
        if not rows:
            self.aloud.setText("")
            return
        whole = [row.village for row in rows if not row.left]
        paid = Money.total(row.paid for row in rows)
        amount = Money.total(row.amount for row in rows)
        text = N_(
            "To be read aloud: {paid} F of {amount} F are paid. All of it was paid by:"
            " {whole}. Below {threshold} %: {late}.",
            paid=paid,
            amount=amount,
            whole=", ".join(whole) or "–",
            threshold=threshold,
            late=", ".join(row.village for row in behind) or "–",
        )
        self.aloud.setText(self.context.say(text))
