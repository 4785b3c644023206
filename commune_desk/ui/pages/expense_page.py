"""Expenses: one expense on one screen, with its credit, its sheet, what it fills."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.spending import DATES
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.expense_rows import expenses
from commune_desk.services.line_credit import credit_of_line
from commune_desk.services.today import today
from commune_desk.ui.begun import Begun
from commune_desk.ui.context import Destination
from commune_desk.ui.pages.expense_credit import CreditCard
from commune_desk.ui.pages.expense_fills import FillsCard
from commune_desk.ui.pages.expense_form import ExpenseForm
from commune_desk.ui.pages.expense_saving import Unread, command_of, field_of
from commune_desk.ui.pages.expense_sheet import SheetView
from commune_desk.ui.pages.page import Page
from commune_desk.ui.ports import PDF, Wish
from commune_desk.ui.remedies import Way, ways
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.ledger import LineCredit
    from commune_desk.ui.context import Context

E = EntryKind
KEYS = N_(
    "Enter: next field · Ctrl+Enter: save · Ctrl+Shift+Enter: save, then the next"
)
OURS = {"operations", "ledger_entries", "line_amounts", "budget_documents", "slips"}
WIDE = 900
"""Pixels of page from which credit and papers stand beside the form."""


class ExpensePage(Page):
    """The form at the left, its sheet below; credit and papers at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = ExpenseForm(context)
        self.credit = CreditCard(context)
        self.fills = FillsCard(context)
        self.sheet = SheetView(context)
        self.work = WorkPanel(context, N_("Preparing the page"))
        self._line: int | None = None
        self._known: tuple[LineCredit, int] | None = None
        self._day: dt.date | None = None
        self._begun = Begun(context, lambda: f"expense {context.scope.year}")
        self._build()
        self.form.edited.connect(self._follow)
        self.form.save_asked.connect(lambda following: self.save(following=following))
        for field in self.form.fields.values():
            field.editingFinished.connect(self._remember)
        self.fills.asked.connect(self.show_paper)
        self.sheet.printed.connect(partial(self.show_paper, "account-sheets"))
        self.sheet.chosen.connect(self.show_expense)
        context.changed.connect(self._changed)
        context.scoped.connect(self._other_year)
        self._other_year()

    def _build(self) -> None:
        say = self.context.say
        self.leave = Button(say(N_("Give up")), "", QUIET, self.give_up)
        self.print = Button(
            say(N_("Print the order")), "printer", PLAIN, self.print_order
        )
        following = partial(self.save, following=True)
        self.both = Button(say(N_("Save, then the next")), "", PLAIN, following)
        self.main = Button(
            say(N_("Save the expense")), "device-floppy", MAIN, self._main
        )
        self.head = PageHead(
            say(N_("Expense")), say(KEYS),
            [self.leave, self.print, self.both, self.main],
        )  # fmt: skip
        self.column.addWidget(self.head)
        self.column.addWidget(self.work)
        inner = down(self.form, self.sheet, gap=10, grow=self.sheet)
        left = _rolling(flowing(inner, "body"))
        beside = down(self.credit, self.fills, gap=10, grow=self.fills)
        right = _rolling(flowing(beside, "body"))
        right.setFixedWidth(look().sizes["panel_least"] + 12)
        self._body = across(gap=14)
        self._body.addWidget(left, 1)
        self._body.addWidget(right)
        self._whole = QWidget()
        self._whole.setLayout(self._body)
        self._none = self._empty()
        self.column.addWidget(self._none, 1)
        self.column.addWidget(self._whole, 1)
        self.press("Ctrl+N", N_("New expense"), self.new)

    def _empty(self) -> QWidget:
        say = self.context.say
        card = frame("card")
        words = say(N_("Open the exercise"))
        button = Button(words, "plus", MAIN, partial(self.context.go, "budget"))
        sentence = say(N_("No budget for this year yet."))
        helps = say(N_("An expense is entered on a line of the budget: open the year."))
        card.setLayout(down(EmptyState("report-money", sentence, helps, [button])))
        return card

    # --- which expense ---------------------------------------------------------

    def opened(self, destination: Destination) -> None:
        """Show the expense that was asked for; what is being typed stays otherwise."""
        if destination.record is not None:
            self.show_expense(destination.record.id)

    def keep_focus(self) -> None:
        """Put the cursor where the typing goes on."""
        if self._whole.isVisible() and self.form.row is None:
            self.form.fields["object"].setFocus()
        else:
            self.main.setFocus()

    def new(self) -> None:
        """Begin another expense, committed on the day of the last one.

        One that was begun and not noted is gone on with.
        """
        begun = self._begun.texts()
        self.form.begin(self._day)
        for key in begun.keys() & self.form.fields.keys():
            self.form.fields[key].setText(begun[key])
        if begun:
            told = N_("The expense is as you had begun it.")
            self.context.tell(told, N_("Throw it away"), self.give_up)
        self._show_state()
        self.sheet.show_line(None, None)
        self._line = None
        self._follow()
        self.form.fields["object"].setFocus()

    def give_up(self) -> None:
        """Throw away what was typed of a new expense, and begin anew."""
        if self.form.row is None:
            self._remember()
            self._begun.throw_away(self.new)
        self.new()

    def _remember(self) -> None:
        """Keep what is typed of a new expense: it may be gone on with another day."""
        fields = self.form.fields
        if self.form.row is None and fields["object"].text().strip():
            self._begun.keep({key: field.text() for key, field in fields.items()})

    def show_expense(self, operation_id: int) -> None:
        """Show an expense, ready to be carried on."""
        with self.context.reading() as session:
            rows = expenses(session, self.context.scope, {operation_id})
        if not rows:
            return
        self._line = None
        self.form.show_expense(rows[0])
        self._show_state()
        self._follow()

    def _show_state(self) -> None:
        row, say = self.form.row, self.context.say
        done = row is not None and row.next_kind is None
        words = N_("Save the expense")
        if row is not None:
            words = N_("The next expense") if done else N_("Save what follows")
        self.main.setText(f"\u2009{say(words)}")
        self.main.show_icon("plus" if done else "device-floppy")
        self.both.setVisible(row is None)
        self.leave.setText(say(N_("Give up") if row is None else N_("New expense")))
        self.print.setVisible(row is not None and row.last(E.ORDER) is not None)
        title = say(N_("Expense"))
        if row is not None:
            title = say(N_("Expense, {stage}", stage=row.stage))
        self.head.title.setText(title)
        self.fills.show_expense(row.id if row is not None else None)

    def _changed(self, changes: tuple[Any, ...]) -> None:
        """Follow what happens elsewhere: an undo, a transfer that came into force."""
        if not OURS & {change.table for change in changes}:
            return
        self._line = None
        row = self.form.row
        if row is None:
            self._follow()
            return
        with self.context.reading() as session:
            rows = expenses(session, self.context.scope, {row.id})
        if not rows:
            self.new()
        elif rows[0] != row:
            self.form.show_expense(rows[0])
            self._show_state()
        self._follow()

    def _other_year(self) -> None:
        with self.context.reading() as session:
            there = fiscal_year(session, self.context.scope.year) is not None
            now = today(session)
        year = self.context.scope.year
        self._day = now if now.year == year else None
        self._whole.setVisible(there)
        self._none.setVisible(not there)
        for button in (self.leave, self.both, self.main):
            button.setEnabled(there)
        if there:
            self.new()
        self.print.setVisible(False)

    # --- while typing ----------------------------------------------------------

    def _follow(self) -> None:
        """Show credit, who pays, vouchers and the sheet as the form stands."""
        form, row = self.form, self.form.row
        line = form.known("line_id")
        amount = form.known("amount")
        asked = amount if isinstance(amount, Money) else Money(0)
        if line != self._line:
            self._line = line
            self.sheet.show_line(line, row.id if row is not None else None)
            self._known = self._read(line)
        credit = self._known[0] if self._known is not None else None
        self.credit.show_credit(credit, asked if row is None else Money(0))
        if row is None:
            year = self.context.scope.year
            form.payers.propose(asked, line, form.known("action_id"), year)
        code = form.fields["line_id"].text().split(" ")[0] if line else ""
        form.vouchers.show_expense(
            row.id if row is not None else None, code, asked, form.acts()
        )

    def _read(self, line: int | None) -> tuple[LineCredit, int] | None:
        if line is None:
            return None
        with self.context.reading() as session:
            day = self.form.known(DATES[E.COMMITMENT]) or today(session)
            return credit_of_line(session, line, day)

    # --- saving ----------------------------------------------------------------

    def _main(self) -> None:
        row = self.form.row
        if row is not None and row.next_kind is None:
            self.new()
        else:
            self.save()

    def save(self, *, following: bool = False) -> None:
        """Ask the desk for what was typed; say at its field why it refuses."""
        form = self.form
        try:
            command = command_of(form)
        except Unread as unread:
            form.blame(unread.error, unread.key)
            return
        if form.row is None and form.known("line_id") is None:
            text = N_("Choose the budget line that pays it.")
            form.blame(DeskError(text), "line_id")
            return
        if command is None:
            self.give_up()
            return
        new, day = form.row is None, form.known(DATES[E.COMMITMENT])
        made: list[Any] = []
        error = self.context.do(command, made.append)
        if error is not None:
            self._refused(error)
            return
        self._day = day or self._day
        if new:
            self._begun.forget()
        operation = made[0] if new else form.row.id  # type: ignore[union-attr]  # not new
        form.vouchers.attach(operation)
        if following:
            self.new()
        else:
            self.show_expense(operation)
            self.main.setFocus()

    def _refused(self, error: DeskError) -> None:
        key = field_of(error, tuple(self.form.fields))
        found = [*self._credit_ways(error), *ways(error, self.context)]
        self.form.blame(error, key, found)

    def _credit_ways(self, error: DeskError) -> list[Way]:
        """Offer a prepared transfer, or what is free."""
        issues = error.issues if isinstance(error, Rejected) else ()
        short = next((i for i in issues if i.code in {"EXEC-C1", "EXEC-C6"}), None)
        if short is None or self._known is None:
            return []
        facts = dict(short.text.facts)
        free, missing = facts["free"], facts["missing"]
        say, found = self.context.say, []
        if short.code == "EXEC-C1":
            words = say(N_("Prepare a transfer of {amount} F", amount=missing))
            asked = (self._known[1], missing, self.form.fields["object"].text())
            place = Destination("budget_documents", facts=asked)
            found.append(Way(words, partial(self.context.gone.emit, place)))
        if isinstance(free, Money) and free.francs > 0:
            words = say(N_("Take the {amount} F that are free", amount=free))
            found.append(Way(words, partial(self._take, free)))
        return found

    def _take(self, free: Money) -> None:
        self.form.fields["amount"].setText(str(free.francs))
        self.form.forgive()
        self.form.fields["amount"].setFocus()

    # --- papers ----------------------------------------------------------------

    def show_paper(self, document: str, only: str = "") -> None:
        """Open a paper in the catalogue, at one of its records."""
        self.context.go("documents", search=f"{document}#{only}" if only else document)

    def print_order(self) -> None:
        """Print the payment order of the expense."""
        row, documents = self.form.row, self.context.ports.documents
        order = row.last(E.ORDER) if row is not None else None
        if order is None or documents is None:
            return
        with self.context.reading() as session:
            listed = documents(session, self.context.scope)
        paper = next(each for each in listed if each.name == "payment-orders")
        title = self.context.say(paper.title)
        self.work.run(
            lambda progress: paper.write(PDF, progress, Wish(str(order.number))),
            partial(self.context.shown.emit, title),
        )


def _rolling(widget: QWidget) -> QScrollArea:
    """Let a column roll where the window is low."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
