"""The steps of a contract as a line of time: the tab “Steps” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from commune_desk.domain.procurement import AWARD
from commune_desk.domain.text import N_, P_
from commune_desk.services.procurement_steps import (
    LayOutSteps,
    NoteContractStep,
    contract_steps,
)
from commune_desk.services.procurements import AwardContract
from commune_desk.services.today import today
from commune_desk.tables.procurement import AWARD_SHEET, PROCUREMENT_STEPS
from commune_desk.ui.inline_form import InlineForm
from commune_desk.ui.pages.time_line import Mark, TimeLine
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.cards import Tag, frame
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.procurement_lists import ProcurementRow
    from commune_desk.services.procurement_steps import StepRow
    from commune_desk.ui.context import Context

LAYING = -1
"""What is asked while the steps are laid out: no step has this number."""


class ContractStepsLeaf:
    """How far the contract is, and what comes next; each step is noted in place."""

    title = N_("Steps")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._row: ProcurementRow | None = None
        self._asking = 0
        self._lines = down(gap=0, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)
        self.form: InlineForm | None = None

    def show_row(self, row: Any) -> bool:
        """Show one contract."""
        if self._row is None or row.id != self._row.id:
            self._asking = 0
        self._row = row
        self._show()
        return True

    def ask(self, step_id: int) -> None:
        """Open the fields of a step."""
        self._asking = step_id
        self._show()

    def _left(self) -> None:
        self.ask(0)

    def _pressed(self, step_id: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's own
        self.ask(step_id)

    def _show(self) -> None:
        clear(self._lines)
        self.form = None
        row, context = self._row, self._context
        if row is None:
            return
        with context.reading() as session:
            ids = {step.id for step in row.contract.steps}
            steps = contract_steps(session, context.scope, ids) if ids else []
            self._today = today(session)
        self._head(row)
        if not steps:
            self._none(row)
        self._at_hand(row, steps)
        for number, step in enumerate(steps):
            first, last = number == 0, number == len(steps) - 1
            self._lines.addWidget(self._line(row, step, first=first, last=last))
        if steps and self._allowed(row):
            self._more(row)
        self._lines.addStretch(1)

    def _head(self, row: ProcurementRow) -> None:
        say = self._context.say
        state = State.OK if row.ended else State.WAITING
        if row.late and not row.ended:
            state = State.WATCH
        word = across(StateWord(state, say(row.state), "body_strong"), None, gap=6)
        lines = down(word, gap=3)
        if row.late:
            late = P_("{count} day late", "{count} days late", count=row.late)
            lines.addLayout(across(Tag(say(late), "error"), None))
        if row.asked is not None:
            sure = "" if row.asked.sure else N_("threshold to be verified")
            asked = N_("Asked for: {procedure}", procedure=row.asked.procedure)
            text = " – ".join(filter(None, (say(asked), say(sure))))
            lines.addWidget(Label(text, "small", "ink_soft", wrap=True))
        if row.contract.due_on is not None:
            due = N_("Deadline: {date}", date=row.contract.due_on)
            lines.addWidget(Label(say(due), "small", "ink_soft", wrap=True))
        lines.setContentsMargins(0, 0, 0, 6)
        self._lines.addLayout(lines)

    def _at_hand(self, row: ProcurementRow, steps: Sequence[StepRow]) -> None:
        """Show above all steps the one that is asked about, or the next one."""
        waits = row.contract.next
        wanted = self._asking or (waits.id if waits is not None else 0)
        step = next((each for each in steps if each.id == wanted), None)
        if step is None:
            return
        say = self._context.say
        lines = down(gap=2, margins=(10, 6, 8, 8))
        lines.addWidget(Label(step.title, "body_strong", wrap=True))
        if step.id == self._asking:
            lines.addWidget(self._form(row, step))
        else:
            text, tone = self._when(step, Mark.NEXT)
            line = across(Label(say(text), "small", tone, wrap=True), gap=6)
            if self._allowed(row):
                line.addWidget(self._noting(step, say(N_("Note it")), "check"))
            lines.addLayout(line)
        box = frame("card")
        box.setLayout(lines)
        self._lines.addWidget(box)
        self._lines.addSpacing(8)

    def _noting(self, step: StepRow, words: str, picture: str) -> Button:
        """Make the button that opens the fields of a step."""
        note = Button(words, picture, SMALL if words else "quiet")
        note.setToolTip(
            self._context.say(N_("Note the step “{title}”", title=step.title))
        )
        note.setAccessibleName(note.toolTip())
        note.clicked.connect(partial(self._pressed, step.id))
        return note

    def _none(self, row: ProcurementRow) -> None:
        say = self._context.say
        nothing = N_("No step yet: the list of steps is laid out, dates are proposed.")
        self._lines.addWidget(Label(say(nothing), wrap=True))
        if not self._allowed(row):
            return
        if self._asking == LAYING:
            self._lines.addWidget(self._laying(row))
        else:
            words = say(N_("Lay out the steps"))
            button = Button(words, "list-check", SMALL)
            button.clicked.connect(partial(self._pressed, LAYING))
            self._lines.addSpacing(8)
            self._lines.addLayout(across(button, None))

    def _allowed(self, row: ProcurementRow) -> bool:
        return self._context.desk.allows(LayOutSteps(row.id))

    def _laying(self, row: ProcurementRow) -> InlineForm:
        def make(values: Mapping[str, Any]) -> LayOutSteps:
            return LayOutSteps(row.id, values.get("planned_on"))

        start = {"planned_on": row.contract.begun_on}
        return self._inline(PROCUREMENT_STEPS, ("planned_on",), start, make)

    def _more(self, row: ProcurementRow) -> None:
        """Offer the steps that the list has and the contract lacks."""
        words = self._context.say(N_("Complete the steps"))
        button = Button(words, "list-check", SMALL)
        button.clicked.connect(partial(self._complete, row))
        self._lines.addSpacing(8)
        self._lines.addLayout(across(button, None))

    def _complete(self, row: ProcurementRow, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's own
        error = self._context.do(LayOutSteps(row.id))
        if error is not None:
            self._context.refused.emit(error)

    def _line(
        self, row: ProcurementRow, step: StepRow, *, first: bool, last: bool
    ) -> TimeLine:
        waits = row.contract.next
        current = waits is not None and waits.id == step.id
        mark = self._mark(row, step, current=current)
        line = TimeLine(mark, first=first, last=last)
        words = self._words(step, mark, current=current)
        body = across(gap=6, margins=(26, 3, 0, 3))
        body.addLayout(words, 1)
        if self._allowed(row) and not current:
            body.addLayout(down(self._noting(step, "", "edit"), None, gap=0))
        line.setLayout(body)
        line.setToolTip(step.note)
        return line

    def _mark(self, row: ProcurementRow, step: StepRow, *, current: bool) -> Mark:
        if step.done_on is not None:
            return Mark.DONE
        furthest = row.contract.current
        if furthest is not None and step.position < furthest.position:
            return Mark.SKIPPED
        return Mark.NEXT if current else Mark.TO_COME

    def _words(self, step: StepRow, mark: Mark, *, current: bool) -> QVBoxLayout:
        say = self._context.say
        role = "body_strong" if current else "body"
        tone = "ink" if mark is not Mark.TO_COME else "ink_soft"
        lines = down(Label(step.title, role, tone, wrap=True), gap=1)
        text, tone = self._when(step, mark)
        lines.addWidget(Label(say(text), "small", tone, wrap=True))
        return lines

    def _when(self, step: StepRow, mark: Mark) -> tuple[Text, str]:
        planned: dt.date | None = step.planned_on
        if step.done_on is not None:
            if planned is not None and step.done_on > planned:
                days = (step.done_on - planned).days
                text = P_(
                    "done on {date}, {count} day after the plan",
                    "done on {date}, {count} days after the plan",
                    count=days,
                    date=step.done_on,
                )
                return text, "ink_soft"
            return N_("done on {date}", date=step.done_on), "ink_soft"
        if mark is Mark.SKIPPED:
            return N_("no date, although later steps are done"), "amber"
        if planned is None:
            return N_("no date planned"), "ink_soft"
        if planned < self._today:
            days = (self._today - planned).days
            text = P_(
                "planned for {date}, {count} day ago",
                "planned for {date}, {count} days ago",
                count=days,
                date=planned,
            )
            return text, "amber"
        return N_("planned for {date}", date=planned), "ink_soft"

    def _form(self, row: ProcurementRow, step: StepRow) -> InlineForm:
        if step.key == AWARD:
            start = {
                "supplier": row.supplier,
                "amount": row.amount,
                "on": step.done_on or self._today,
            }

            def award(values: Mapping[str, Any]) -> AwardContract:
                return AwardContract(
                    row.id,
                    values.get("supplier", ""),
                    values.get("amount"),
                    values.get("on"),
                )

            return self._inline(AWARD_SHEET, tuple(start), start, award)

        def note(values: Mapping[str, Any]) -> NoteContractStep:
            return NoteContractStep(
                step.id, values.get("done_on"), values.get("note", "")
            )

        begin = {"done_on": step.done_on or self._today, "note": step.note}
        return self._inline(PROCUREMENT_STEPS, tuple(begin), begin, note)

    def _inline(
        self, table: Any, keys: tuple[str, ...], start: Mapping[str, Any], make: Any
    ) -> InlineForm:
        self.form = InlineForm(self._context, table, keys, start, make, self._left)
        QTimer.singleShot(0, self.form, self.form.begin)  # once it is in sight
        return self.form
