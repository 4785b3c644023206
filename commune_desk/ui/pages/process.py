"""The making of the plan: a checklist of its steps, and the sheet of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from commune_desk.domain.making import Standing
from commune_desk.domain.process import StepState
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.process import OpenProcess, template
from commune_desk.ui.form_panel import FormPanel
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.step_list import StepList
from commune_desk.ui.pages.table_outlets import TableOutlets
from commune_desk.ui.table_model import TableModel
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import frame, rule
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.process import StepRow
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context, Destination


class ProcessPage(Page):
    """How far the process is, step by step."""

    def __init__(
        self, table: Table[Any], context: Context, add_words: Text, picture: str
    ) -> None:
        super().__init__(context)
        self.table, self.add_words, self.picture = table, add_words, picture
        self.model = TableModel(table, context, self)
        self.steps = StepList(context)
        self.panel = FormPanel(self.model)
        self.panel.as_drawer(drawer=False)
        self.outlets = TableOutlets(table, context)
        self._far = Label("", "body_strong")
        self._lacking = Label("", "small", "ink_soft")
        self._bar = Bar((), 10)
        self._build()
        self.steps.chosen.connect(self._show)
        self.panel.form.saved.connect(self._added)
        self.panel.form.left.connect(self._refresh)
        self.model.rebuilt.connect(self._refresh)
        self.model.modelReset.connect(self._refresh)
        self.model.touched.connect(self._refresh)
        self._refresh()

    def open_process(self) -> None:
        """Add the steps of the template that the plan does not have yet."""
        error = self.context.do(OpenProcess(self.context.scope.plan_id))
        if error is not None:
            self.context.refused.emit(error)

    def add_step(self) -> None:
        """Open an empty sheet for a step of one's own."""
        self.panel.show()
        self.panel.begin()

    def opened(self, destination: Destination) -> None:
        """Show the step that was asked for."""
        if destination.record is not None:
            self.steps.choose(destination.record.id)
            line = self.steps.line(destination.record.id)
            if line is not None:
                self._area.ensureWidgetVisible(line)

    def keep_focus(self) -> None:
        """Put the arrows at work on the checklist."""
        self.steps.setFocus()

    def _build(self) -> None:
        say = self.context.say
        self._complete = Button(
            say(self.add_words), "list-check", MAIN, self.open_process
        )
        self._own = Button(say(N_("Add a step")), "plus", deed=self.add_step)
        actions: list[QWidget] = [self._complete, self._own, *self.outlets.buttons()]
        head = PageHead(say(self.table.title), say(self.table.purpose), actions)
        self.column.addWidget(head)
        self._area = QScrollArea()
        self._area.setWidget(self.steps)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        list_ = frame("card")
        progress = across(self._far, self._bar, self._lacking, gap=12)
        progress.setContentsMargins(14, 10, 14, 8)
        progress.setStretchFactor(self._bar, 1)
        box = down(progress, rule(), gap=0, margins=(1, 1, 1, 1))
        box.addWidget(self._area, 1)
        list_.setLayout(box)
        empty = frame("card")
        start = Button(say(self.add_words), "list-check", MAIN, self.open_process)
        words = say(self.table.empty or N_("Nothing here yet."))
        why = P_(
            "{count} step of the template will be added.",
            "{count} steps of the template will be added.",
            count=len(template()),
        )
        empty.setLayout(down(EmptyState(self.picture, words, say(why), [start])))
        self._stack = QStackedWidget()
        self._stack.addWidget(list_)
        self._stack.addWidget(empty)
        side = across(gap=16)
        side.addWidget(self._stack, 1)
        side.addWidget(self.panel)
        self.column.addLayout(side, 1)
        self.column.addWidget(self.outlets.work)

    def _refresh(self, _ids: object = None) -> None:
        rows: list[StepRow] = self.model.rows()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.steps.show_steps(rows)
        self._measure(rows)
        known = {row.number for row in rows}
        self._complete.setVisible(bool(rows) and not set(template()) <= known)
        self._own.setVisible(bool(rows))
        self.panel.setVisible(bool(rows))
        if self.steps.on is not None:
            self._show(self.steps.on)

    def _measure(self, rows: Sequence[StepRow]) -> None:
        say = self.context.say
        done = sum(row.state is StepState.HELD for row in rows)
        late = sum(row.standing is Standing.LATE for row in rows)
        lacking = sum(row.standing is Standing.INCOMPLETE for row in rows)
        self._far.setText(
            say(
                P_(
                    "{count} step held out of {whole}",
                    "{count} steps held out of {whole}",
                    count=done,
                    whole=len(rows),
                )
            )
        )
        self._bar.show_parts((Part(done / max(len(rows), 1), Fill.SECURED),))
        said = []
        if late:
            said.append(say(P_("{count} late", "{count} late", count=late)))
        if lacking:
            text = P_("{count} incomplete", "{count} incomplete", count=lacking)
            said.append(say(text))
        self._lacking.setText(" · ".join(said))
        self._lacking.set_tone("red" if late else "amber")

    def _show(self, step_id: int) -> None:
        row = self.model.row(step_id)
        if row is not None:
            self.panel.show_row(row)

    def _added(self, step_id: int) -> None:
        self.steps.choose(step_id)
