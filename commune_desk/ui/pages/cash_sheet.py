"""The half-page cash sheet of a committee, typed from its notebook by keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committee_cash import BETWEEN, Move, Way
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.cash_entries import AddEntry
from commune_desk.services.cash_guess import guessed
from commune_desk.services.cash_periods import PERIOD
from commune_desk.services.committee_accounts import with_money
from commune_desk.services.committee_cash import cash_books
from commune_desk.services.period_rows import periods
from commune_desk.services.today import today
from commune_desk.tables.cells import Options
from commune_desk.tables.committee_cash import WAYS, category_choices
from commune_desk.tables.table import Kind
from commune_desk.ui.fields import ChoiceField, make_field
from commune_desk.ui.pages.act_page import LOW, ActPage
from commune_desk.ui.pages.cash_acts import close_period, open_period, reopen_period
from commune_desk.ui.pages.cash_figures import PeriodFigures
from commune_desk.ui.pages.entry_card import Asked, EntryCard, asked
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, SMALL, Button
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.services.cash_entries import EntryRow
    from commune_desk.services.period_rows import PeriodRow
    from commune_desk.ui.context import Destination

ACCOUNT = "committee-account"
FIELDS = (
    (
        asked("made_on", N_("Date"), Kind.DATE, 12),
        asked("title", N_("Object"), width=34),
        asked("receipt", N_("Receipt"), Kind.MONEY, 11),
        asked("expense", N_("Expense"), Kind.MONEY, 11),
        asked("way", N_("Box or bank"), Kind.CHOICE, 14, WAYS),
    ),
    (
        asked("category_id", N_("Heading"), Kind.CHOICE, 28, category_choices),
        asked("renewal", N_("Renewal fund"), Kind.FLAG, 10),
        asked("voucher", N_("Voucher no."), width=9),
        asked("note", N_("Note"), width=22),
    ),
)


class CashSheetPage(ActPage):
    """One period of one committee: a line of fields over the lines of the notebook."""

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **more)
        self._again_all()

    def _build(self) -> None:
        self.committee = self.period = 0
        self._touched: set[str] = set()
        make = Asked(FIELDS, self._make, N_("Note the line"), lines=1, closes=False)
        self.card = EntryCard(self.context, make)
        self.figures = PeriodFigures(self.context)
        super()._build()
        self.column.insertWidget(3, self.card)
        self.column.insertWidget(4, self.figures.widget)
        self.card.typed.connect(self.follow)
        self.card.done.connect(self._noted)
        self.strip.left.connect(self.begin)
        self.strip.done.connect(lambda _: self._settled())
        self.context.scoped.connect(self._again_all)
        self.context.changed.connect(self._heard)

    def head(self) -> PageHead:
        """Put the acts on the period into the head."""
        say = self.context.say
        self.count = Button(say(N_("Count and close")), "lock", MAIN, self.close_it)
        self.reopen = Button(say(N_("Open again")), "history", PLAIN, self.reopen_it)
        self.open_new = Button(say(N_("Open a period")), "plus", PLAIN, self.open_it)
        acts: list[QWidget] = [self.count, self.reopen, self.open_new]
        if self.context.ports.record_paper is not None:
            words = say(N_("Yearly account"))
            acts.append(Button(words, "printer", PLAIN, self.print))
        acts += self.outlets.buttons()
        return PageHead(say(self.table.title), say(self.table.purpose), acts)

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        self.filter.wish(110)
        self.units.hide()
        self.chooser = self._choice("committee", PERIOD.fields["committee_id"], 230)
        self.chooser.chosen.connect(self._committee_chosen)
        self.chooser.editingFinished.connect(self._committee_chosen)
        self.days = self._choice("period", N_("Period"), 210)
        self.days.chosen.connect(self._period_chosen)
        self.days.editingFinished.connect(self._period_chosen)
        say = self.context.say
        arrows = []
        for picture, by, words in (
            ("chevron-left", -1, N_("The one before")),
            ("chevron-right", 1, N_("The next one")),
        ):
            button = Button("", picture, SMALL, partial(self.step, by))
            button.setToolTip(say(words))
            button.setAccessibleName(say(words))
            arrows.append(button)
        chosen = across(arrows[0], self.chooser, arrows[1], self.days, gap=6)
        tools.insertLayout(0, chosen)
        return tools

    def _choice(self, key: str, title: Any, width: int) -> ChoiceField:
        column = asked(key, title, Kind.CHOICE, 30, lambda *_: ())
        field = make_field(column, Options((), self.context.words), self.context, self)
        if not isinstance(field, ChoiceField):
            field = ChoiceField(column, (), (), self)
        field.setFixedWidth(width)
        field.setAccessibleName(self.context.say(title))
        return field

    def _counted(self) -> Text:
        """Count the lines of the period; those of others are no news here."""
        return P_("{count} line", "{count} lines", count=self.model.count)

    def opened(self, destination: Destination) -> None:
        """Show the committee, the period or the line that was asked for."""
        record = destination.record
        if record is None:
            return
        if record.table == "committees":
            self.show_committee(record.id)
        elif record.table == "cash_periods":
            row = next((r for r in self._periods() if r.id == record.id), None)
            if row is not None:
                self.show_committee(row.committee_id, row.id)
        else:
            line: EntryRow | None = self.model.row(record.id)
            if line is not None:
                self.show_committee(line.committee_id, line.period_id or 0)
                self.view.choose(record.id)

    def _committees(self) -> list[tuple[int, str]]:
        with self.context.reading() as session:
            return with_money(session)

    def _periods(self, committee: int = 0) -> list[PeriodRow]:
        with self.context.reading() as session:
            rows = periods(session)
        return [row for row in rows if not committee or row.committee_id == committee]

    def show_committee(self, committee: int, period: int = 0) -> None:
        """Show another committee: the period asked for, else the one to type into."""
        self.committee = committee
        names = self._committees()
        self.chooser.offer_others([name for _, name in names], [n for _, n in names])
        self.chooser.setText(dict(names).get(committee, ""))
        self.chooser.setCursorPosition(0)
        rows = self._periods(committee)
        if period not in {row.id for row in rows}:
            period = self._to_type(rows)
        self.show_period(period)

    def _to_type(self, rows: list[PeriodRow]) -> int:
        """Choose the first period that was not counted, else the last."""
        waiting = [row.id for row in rows if not row.span.closed]
        return waiting[0] if waiting else rows[-1].id if rows else 0

    def show_period(self, period: int) -> None:
        """Show another period of the committee."""
        self.period = period
        rows = self._periods(self.committee)
        titles = [self._title(row) for row in rows]
        self.days.offer_others(titles, titles)
        row = self._row()
        self.days.setText(self._title(row) if row else "")
        self.days.setCursorPosition(0)
        owner = self.committee
        self.model.keep(
            lambda line: line.committee_id == owner and line.period_id == period
        )
        self._show_state()
        self.begin()

    def _title(self, row: PeriodRow) -> str:
        return self.context.say(
            N_("{begins} to {ends}", begins=row.begins_on, ends=row.ends_on)
        )

    def _row(self) -> PeriodRow | None:
        rows = self._periods(self.committee)
        return next((row for row in rows if row.id == self.period), None)

    def _show_state(self) -> None:
        row = self._row()
        waiting = row is not None and not row.span.closed
        self.figures.show_period(row)
        self.card.setVisible(waiting)
        self.count.setVisible(waiting and row is not None and row.ends_on <= row.day)
        closed = row is not None and row.span.closed and row.approved_on is None
        self.reopen.setVisible(closed)
        rows = self._periods(self.committee)
        self.open_new.setVisible(not rows or rows[-1].span.closed)

    def _committee_chosen(self) -> None:
        wanted = self.chooser.text()
        found = next((i for i, name in self._committees() if name == wanted), None)
        if found not in {None, self.committee}:
            self.show_committee(found or 0)

    def _period_chosen(self) -> None:
        wanted = self.days.text()
        rows = self._periods(self.committee)
        found = next((row.id for row in rows if self._title(row) == wanted), None)
        if found not in {None, self.period}:
            self.show_period(found or 0)

    def step(self, by: int) -> None:
        """Show a neighbour in the register."""
        order = [row_id for row_id, _ in self._committees()]
        if self.committee in order:
            at = (order.index(self.committee) + by) % len(order)
            self.show_committee(order[at])

    def _again_all(self) -> None:
        self.card.renew()
        names = self._committees()
        if self.committee not in dict(names):
            books = {row.committee_id for row in self._periods()}
            own = [row_id for row_id, _ in names if row_id in books]
            self.committee = next(iter(own), names[0][0] if names else 0)
        self.show_committee(self.committee, self.period)

    def _heard(self, changes: tuple[Any, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if "cash_categories" in tables:
            self.card.renew()
        if tables & {"committees", "cash_periods"}:
            self._show_state()
        elif "cash_entries" in tables:
            self.figures.show_period(self._row())

    def add(self) -> None:
        """Begin a line: Ctrl+N."""
        self.begin()

    def begin(self, on: dt.date | None = None) -> None:
        """Propose the day of the line before, and wait for the object."""
        row = self._row()
        if row is None or row.span.closed:
            return
        with self.context.reading() as session:
            book = cash_books(session).get(self.committee)
            day = today(session)
        lines = book.within(row.begins_on, row.ends_on) if book else []
        start = on or (lines[-1].on if lines else min(row.begins_on, day))
        self._touched = set()
        self.card.begin({"made_on": start, "way": Way.BOX, "renewal": False}, "title")

    def keep_focus(self) -> None:
        """Put the cursor where the next line is typed."""
        if self.card.isVisible():
            self.card.fields["title"].setFocus()
        else:
            super().keep_focus()

    def follow(self, key: str) -> None:
        """Guess what the object was noted with before; say what the line leaves."""
        self._touched.add(key)
        if key == "title":
            self._guess()
        say = self.context.say
        way = self.card.value("way") or Way.BOX
        receipt, expense = (self._francs(name) for name in ("receipt", "expense"))
        if way in BETWEEN:
            receipt = expense = receipt or expense
        if not receipt and not expense:
            hint = N_("Object, Tab, amount, Enter: the heading is guessed.")
            self.card.told.setText(say(hint))
            return
        bank = way in {Way.BANK, Way.TO_BANK}
        move = Move(0, self.card.value("made_on"), "", receipt, expense, bank=bank)
        row = self._row()
        if row is None:
            return
        box = row.expected_cash.francs + move.came(bank=False) - move.went(bank=False)
        bank_left = row.expected_bank.francs + move.came(bank=True)
        bank_left -= move.went(bank=True)
        text = N_(
            "With this line: {box} F in the box, {bank} F at the bank",
            box=Money(box),
            bank=Money(bank_left),
        )
        self.card.told.setText(say(text))
        self.card.told.set_tone("red" if min(box, bank_left) < 0 else "ink")

    def _francs(self, key: str) -> int:
        value = self.card.value(key)
        return value.francs if value is not None else 0

    def _guess(self) -> None:
        title = self.card.fields["title"].text()
        with self.context.reading() as session:
            found = guessed(session, self.committee, title)
        if "category_id" not in self._touched:
            self.card.put("category_id", found.category_id)
        if "way" not in self._touched:
            self.card.put("way", found.way or Way.BOX)
        if "renewal" not in self._touched:
            self.card.put("renewal", found.renewal)

    def _make(self, values: Mapping[str, Any]) -> AddEntry:
        return AddEntry({"committee_id": self.committee, **values})

    def _noted(self, row_id: int) -> None:
        row: EntryRow | None = self.model.row(row_id)
        self.view.choose(row_id)
        self.begin(row.made_on if row is not None else None)

    def _settled(self) -> None:
        row = self._row()
        moved_on = row is None or row.span.closed
        self.show_committee(self.committee, 0 if moved_on else self.period)

    def open_it(self) -> None:
        """Ask for a new period."""
        name = dict(self._committees()).get(self.committee, "")
        with self.context.reading() as session:
            act = open_period(session, self.committee, name)
        self.ask(act)

    def close_it(self) -> None:
        """Ask what was counted."""
        row = self._row()
        if row is not None:
            self.ask(close_period(row))

    def reopen_it(self) -> None:
        """Ask whether the count is taken back."""
        row = self._row()
        if row is not None:
            self.ask(reopen_period(row))

    def making_room(self) -> None:
        """Put the fields of a line away while an act is prepared."""
        self.card.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where every line is needed."""
        super().resizeEvent(event)
        self.card.told.setVisible(self.height() >= LOW)
        self.figures.widget.setVisible(self.height() >= LOW)

    def print(self) -> None:
        """Print the yearly account of this committee."""
        paper, context = self.context.ports.record_paper, self.context
        if paper is None or not self.committee:
            return
        only, scope = str(self.committee), context.scope
        title = dict(self._committees()).get(self.committee, "")
        self.outlets.work.run(
            lambda progress: paper(ACCOUNT, only, scope, progress),
            partial(context.shown.emit, title),
        )
