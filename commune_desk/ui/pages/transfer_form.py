"""The form of a transfer of credits: what it takes, what it gives, what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame

from commune_desk.domain.credits import Move, Terms, most, needs, transfer
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_changes import MakeTransfer
from commune_desk.services.budget_review import rules_of
from commune_desk.services.credits import credits_of
from commune_desk.tables.budget import account_choices
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import ChoiceField, Field, make_field
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import MAIN, QUIET, SMALL, Button
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.credits import Credit
    from commune_desk.ui.context import Context

ACCOUNT: Column[Any] = Column(
    "account", N_("Account"), lambda _: None, Kind.CHOICE, choices=account_choices
)
TAKEN: Column[Any] = Column("taken", N_("Taken"), lambda _: None, Kind.MONEY)
GIVEN: Column[Any] = Column("given", N_("Given"), lambda _: None, Kind.MONEY)
REASON: Column[Any] = Column("reason", N_("Reason"), lambda _: None)

WIDE, NARROW = 260, 110


@dataclass
class _Line:
    account: Field
    amount: Field
    words: Label
    sign: int


class TransferForm(QFrame):
    """Lines from and to, with the arithmetic of each while typing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.lines: list[_Line] = []
        self._credits: Mapping[int, Credit] = {}
        self._terms = Terms(None)
        self._body = down(gap=4)
        self.told = Label("", "body_strong", wrap=True)
        self.refusal = RefusalBox()
        self.setLayout(
            down(self._body, self.told, self.refusal, gap=6, margins=(14, 8, 14, 10))
        )
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of its lines, not of words that may flow."""
        row = look().sizes["row_compact"] + 10
        return QSize(super().minimumSizeHint().width(), row * len(self.lines))

    def begin(self) -> None:
        """Empty the form: one line that gives, one that takes."""
        context = self._context
        with context.reading() as session:
            year = fiscal_year(session, context.scope.year)
            self._credits = credits_of(session, year) if year is not None else {}
            rule = rules_of(session).get("M4")
            self._options = Options(
                account_choices(session, context.scope), context.words
            )
        self._terms = Terms(rule.threshold, rule.legal) if rule else Terms(None)
        clear(self._body)
        self.lines.clear()
        self.told.setText("")
        self.refusal.hide()
        self._body.addLayout(self._foot())
        self.add(-1)
        self.add(1)
        self.show()
        self.lines[0].account.setFocus()

    def ask_for(self, account: int, missing: Money, reason: str) -> None:
        """Fill in what an account lacks; the clerk chooses who gives it."""
        titles = zip(self._options.choices, self._options.titles, strict=True)
        title = next((t for c, t in titles if c.value == account), "")
        giver, taker = self.lines[0], self.lines[1]
        taker.account.setText(title)
        for line in (giver, taker):
            line.amount.setText(str(missing.francs))
        self.reason.setText(reason)
        giver.account.setFocus()

    def add(self, sign: int) -> None:
        """Add a line that gives (`-1`) or that receives (`1`)."""
        column = TAKEN if sign < 0 else GIVEN
        account = make_field(ACCOUNT, self._options, self._context, self)
        account.setFixedWidth(WIDE)
        amount = make_field(column, self._options, self._context, self)
        amount.setFixedWidth(NARROW)
        words = Label("", "small", "ink_soft", wrap=True)
        title = self._context.say(N_("Take from") if sign < 0 else N_("Give to"))
        head = Label(title, "small_strong")
        head.setFixedWidth(76)
        line = across(head, account, amount, gap=8)
        line.addWidget(words, 1)
        self._body.insertLayout(len(self.lines), line)
        self.lines.append(_Line(account, amount, words, sign))
        for field in (account, amount):
            field.textChanged.connect(self.tell)
        if isinstance(account, ChoiceField):
            account.chosen.connect(self.tell)

    def _foot(self) -> Any:
        say = self._context.say
        self.reason = make_field(REASON, self._options, self._context, self)
        self.reason.setPlaceholderText(say(N_("Reason for the transfer")))
        self.save = Button(say(N_("Prepare the transfer")), "check", MAIN, self.do)
        return across(
            Button(say(N_("One more to take from")), "plus", SMALL, self._more_from),
            Button(say(N_("One more to give to")), "plus", SMALL, self._more_to),
            self.reason,
            self.save,
            Button(say(N_("Give up")), "", QUIET, self.hide),
            gap=8,
            margins=(0, 4, 0, 0),
            grow=self.reason,
        )

    def _more_from(self) -> None:
        self.add(-1)

    def _more_to(self) -> None:
        self.add(1)

    def moves(self) -> list[Move]:
        """Give what can be read of the lines."""
        found = []
        for line in self.lines:
            credit = self._credit(line)
            amount = self._amount(line)
            if credit is not None and amount is not None and amount:
                found.append(Move(credit, Money(line.sign * amount.francs)))
        return found

    def _credit(self, line: _Line) -> Credit | None:
        value = self._value(ACCOUNT, line.account)
        return self._credits.get(value) if value is not None else None

    def _amount(self, line: _Line) -> Money | None:
        value = self._value(line.amount.column, line.amount)
        return value if isinstance(value, Money) else None

    def _value(self, column: Column[Any], field: Field) -> Any:
        read: list[Any] = []
        words, text = self._context.words, field.text()
        self._context.refusal(
            lambda: read.append(read_cell(column, text, self._options, words))
        )
        return read[0] if read else None

    def tell(self) -> None:
        """Say the arithmetic of each line, and which acts the transfer needs."""
        say = self._context.say
        for line in self.lines:
            credit, amount = self._credit(line), self._amount(line) or Money(0)
            line.words.setText(
                say(self._arithmetic(credit, amount, line.sign)) if credit else ""
            )
        moves = self.moves()
        found = list(transfer(moves, self._terms))
        if not moves:
            self.told.setText("")
        elif found:
            self.told.setText(say(found[0].text))
            self.told.set_tone("red")
        else:
            text = N_("This transfer needs a deliberation of the council only.")
            if needs(moves).approval:
                text = N_("This transfer needs a deliberation, then an approval.")
            self.told.setText(say(text))
            self.told.set_tone("link")

    def _arithmetic(self, credit: Credit, amount: Money, sign: int) -> Any:
        facts = {"present": credit.present, "committed": credit.committed}
        if sign < 0:
            left = credit.present - credit.committed - amount
            return N_(
                "credit {present} − committed {committed} − taken {amount} = {left} F",
                **facts,
                amount=amount,
                left=left,
            )
        room = most(credit, self._terms)
        after = credit.present + amount
        if room is None:
            return N_("credit {present} becomes {after} F", after=after, **facts)
        return N_(
            "credit {present} becomes {after} F; at most {most} F more ({cap} % of"
            " {initial})",
            after=after,
            most=room,
            cap=self._terms.cap or 0,
            initial=credit.initial,
            present=credit.present,
        )

    def do(self) -> None:
        """Keep the transfer as a document, or say why not."""
        moves = tuple((move.credit.id, move.amount) for move in self.moves())
        year = self._context.scope.year
        refused = self._context.do(MakeTransfer(year, moves, self.reason.text()))
        if refused is None:
            self.hide()
        else:
            self.refusal.tell(sentences(refused, self._context))
