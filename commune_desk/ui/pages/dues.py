"""What committees owe the commune: who owes what, reckoned and paid in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.committees import DueKind
from commune_desk.domain.execution import BookKind
from commune_desk.domain.text import N_, Text
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.due_lists import owing
from commune_desk.services.due_payments import RecordDuePayment
from commune_desk.services.dues import ReckonAgain, ReckonDues
from commune_desk.services.today import today
from commune_desk.tables.dues import MODES
from commune_desk.tables.regie import book_choices
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.pages.committee_life import NarrowPage
from commune_desk.ui.pages.entry_card import FewLines, asked
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.book_rows import BookRow
    from commune_desk.services.due_lists import DueRow
    from commune_desk.ui.context import Context

ON = asked("paid_on", N_("Paid on"), Kind.DATE, 12)
AMOUNT = asked("amount", N_("Amount"), Kind.MONEY, 10)
BOOK = asked("book_id", N_("Book"), Kind.CHOICE, 14, book_choices)
NUMBER = asked("receipt_number", N_("Receipt no."), Kind.INTEGER, 9)
MODE = asked("mode", N_("Means"), Kind.CHOICE, 14, MODES)
REFERENCE = asked("reference", N_("Reference"), width=14)
UNTIL = asked("until", N_("Periods ended by"), Kind.DATE, 12)
NOTICE = "dues-notice"
MOST = 4
"""Committees that the sentence over the table names."""


class DuesPage(ActPage, NarrowPage):
    """The state of the dues; what is left of the chosen one is paid here."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Still to be paid"), lambda row: bool(row.left)),
        (N_("Late"), lambda row: row.late > 0),
    )

    def head(self) -> PageHead:
        """Put the reckoning first: dues are seldom typed one by one."""
        say = self.context.say
        actions: list[QWidget] = [
            Button(say(ReckonDues.label), "progress", MAIN, self.reckon),
            *self.outlets.buttons(),
        ]
        head = PageHead(say(self.table.title), say(self.table.purpose), actions)
        if self.context.ports.record_paper is not None:
            layout: Any = head.layout()
            layout.addWidget(Button(say(N_("Notice")), "printer", PLAIN, self.notice))
        return head

    def notice(self) -> None:
        """Print the notice to the committee of the chosen due."""
        row, paper = self.panel.row, self.context.ports.record_paper
        if row is None or paper is None:
            return
        context, only = self.context, str(row.committee_id)
        self.outlets.work.run(
            lambda progress: paper(NOTICE, only, context.scope, progress),
            lambda pdf: context.shown.emit(row.committee, pdf),
        )

    def _build(self) -> None:
        self.owing = FewLines(2)
        super()._build()
        self.column.insertWidget(1, self.owing)
        self.model.rebuilt.connect(self._say)
        self._say()

    def _say(self) -> None:
        """Say who owes the commune what, those that are late longest first."""
        say, words = self.context.say, self.context.words
        with self.context.reading() as session:
            rows = owing(session, today(session))
        told = []
        for debt in rows[:MOST]:
            left = words.francs(debt.left)
            late = N_("{left}, late since {date}", left=left, date=debt.since or "")
            told.append(f"{debt.committee} ({say(late) if debt.since else left})")
        if len(rows) > MOST:
            told.append("…")
        text = N_("Owe the commune: {names}.", names=" · ".join(told))
        self.owing.setText(say(text) if rows else say(N_("Nobody owes the commune.")))

    def reckon(self) -> None:
        """Ask up to which day the dues are reckoned."""
        self.ask(
            Act(
                ReckonDues.label,
                N_(
                    "All whole periods that ended by this day and were not reckoned"
                    " yet, by the rule of each committee. A loss year gives zero."
                ),
                (UNTIL,),
                lambda values: ReckonDues(values["until"]),
                "progress",
                {"until": self._day()},
            )
        )

    def _day(self) -> dt.date:
        with self.context.reading() as session:
            return today(session)

    def acts_on(self, row: DueRow) -> Sequence[Act]:
        """Offer both ways of paying while something is left, and to reckon again."""
        acts: list[Act] = []
        if row.left:
            acts += [self._to_regisseur(row), self._to_receveur(row)]
        if row.rule.kind is not DueKind.FIXED:
            words = N_("The base is read in the dossier again; {sum} now.", sum=row.sum)
            acts.append(
                Act(N_("Reckon again"), words, (), lambda _: ReckonAgain(row.id),
                    "history")
            )  # fmt: skip
        return acts

    def why_none(self, row: DueRow) -> Text:
        """Say that nothing is left to do."""
        return row.standing

    def _says(self, row: DueRow) -> Text:
        return N_(
            "Due {due}\u00a0F − paid {paid}\u00a0F = {left}\u00a0F left. The payment"
            " fills account {code} of the commune’s receipts: it is not typed there"
            " again.",
            due=row.amount,
            paid=row.paid,
            left=row.left,
            code=row.rule.code or "–",
        )

    def _to_regisseur(self, row: DueRow) -> Act:
        with self.context.reading() as session:
            books = receipt_books(session, self.context.scope)
        starts: dict[str, Any] = {"paid_on": self._day(), "amount": row.left}
        book = next((b for b in books if _in_use(b)), None)
        if book is not None:
            starts |= {"book_id": book.id, "receipt_number": book.next_number}
        return Act(
            N_("Paid to the régisseur"),
            self._says(row),
            (ON, AMOUNT, BOOK, NUMBER),
            lambda values: _payment(row.id, values),
            "cash",
            starts,
            follows=_next_number,
        )

    def _to_receveur(self, row: DueRow) -> Act:
        return Act(
            N_("Paid to the receveur"),
            self._says(row),
            (ON, AMOUNT, MODE, REFERENCE),
            lambda values: _payment(row.id, values),
            "coins",
            {"paid_on": self._day(), "amount": row.left},
        )


def _in_use(book: BookRow) -> bool:
    receipts = book.kind is BookKind.RECEIPTS
    return book.out and book.next_number is not None and receipts


def _payment(due_id: int, values: Mapping[str, Any]) -> RecordDuePayment:
    given = {k: v for k, v in values.items() if v not in {None, ""}}
    return RecordDuePayment({"due_id": due_id, **given})


def _next_number(context: Context, key: str, value: Any) -> Mapping[str, Any]:
    """Propose the next number of the book that was chosen."""
    if key != "book_id":
        return {}
    with context.reading() as session:
        books = receipt_books(session, context.scope)
    book = next((row for row in books if row.id == value), None)
    return {} if book is None else {"receipt_number": book.next_number}
