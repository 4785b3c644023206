"""The actions of the plan for the year: in the budget already, or one click away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.services.budget_documents import tranche
from commune_desk.services.budget_starts import EnterAction
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.budget_documents import Planned
    from commune_desk.ui.context import Context

NUMBER = 34
"""Pixels of the number of an action."""


class TrancheLeaf:
    """What the plan sets for the year, with a button for what is not entered."""

    title = N_("Plan")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=7, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)
        self.buttons: dict[int, Button] = {}
        self._open = True

    def show_row(self, row: Any) -> bool:
        """Show the tranche, whatever the line."""
        self._open = row is None or row.open
        self.refresh()
        return True

    def refresh(self) -> None:
        """Read the tranche of the year again."""
        context = self._context
        with context.reading() as session:
            found = tranche(session, context.scope)
        clear(self._lines)
        self.buttons.clear()
        waiting = [each for each in found if each.line_id is None]
        entered = [each for each in found if each.line_id is not None]
        if found:
            self._tell_waiting(waiting)
        else:
            self._tell_none()
        for each in waiting:
            self._lines.addLayout(self._waiting(each))
            self._lines.addWidget(rule())
        if entered:
            done = Label(context.say(N_("Entered already")), "small", "ink_soft")
            self._lines.addWidget(done)
        for each in entered:
            self._lines.addLayout(self._entered(each))
        total = Money.total(each.cost for each in found)
        year = N_("Tranche {year} of the plan", year=str(context.scope.year))
        words = Label(context.say(year), "body_strong", wrap=True)
        self._lines.addLayout(
            across(words, right(context.say(total), "body_strong"), grow=words)
        )
        self._lines.addStretch(1)

    def _tell_waiting(self, waiting: list[Planned]) -> None:
        say = self._context.say
        year = str(self._context.scope.year)
        amount = Money.total(each.cost for each in waiting)
        text = (
            P_(
                "{count} action of {year} is not in the budget: {amount} F.",
                "{count} actions of {year} are not in the budget: {amount} F.",
                count=len(waiting),
                year=year,
                amount=amount,
            )
            if waiting
            else N_("All actions of {year} are in the budget.", year=year)
        )
        self._lines.addWidget(Label(say(text), "small", "ink_soft", wrap=True))

    def _tell_none(self) -> None:
        """Say where the actions of the year are chosen."""
        say = self._context.say
        text = N_(
            "The plan sets no action for {year} yet: give actions a cost in that year.",
            year=str(self._context.scope.year),
        )
        self._lines.addWidget(Label(say(text), "small", "ink_soft", wrap=True))
        link = Linked(say(N_("Go to the programming")))
        link.followed.connect(partial(self._context.go, "actions"))
        self._lines.addWidget(link)
        self._lines.addWidget(rule())

    def _waiting(self, each: Planned) -> Any:
        words, say = self._context.words, self._context.say
        cost = words.francs(each.cost) if each.cost is not None else say(N_("unknown"))
        number = Label(each.code, "body_strong")
        number.setFixedWidth(NUMBER)
        title = Label(each.title, wrap=True)
        button = Button(
            say(N_("Enter")), kind=SMALL, deed=partial(self.enter, each.action_id)
        )
        button.setAccessibleName(say(N_("Enter action {code}", code=each.code)))
        button.setEnabled(self._open)
        self.buttons[each.action_id] = button
        texts = down(title, Label(cost, "small", "ink_soft"), gap=0)
        line = across(down(number, None, gap=0), gap=6)
        line.addLayout(texts, 1)
        line.addWidget(button)
        return line

    def _entered(self, each: Planned) -> Any:
        say = self._context.say
        link = Linked(f"{each.code}  {each.title}", wrap=True)
        record = Record("budget_lines", each.line_id or 0)
        link.followed.connect(partial(self._context.go_to_record, record))
        cost = right(say(each.cost), "small", "ink_soft")
        return across(light(State.OK), link, cost, gap=6, grow=link)

    def enter(self, action_id: int) -> None:
        """Enter an action under the account of its sector."""
        context = self._context
        refused = context.do(EnterAction(context.scope.year, action_id))
        if refused is not None:
            context.tell(sentences(refused, context)[0], state=State.CORRECT)
