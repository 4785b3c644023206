"""The logical frame: one tree, typed in place, with what can be added under a line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from commune_desk.domain.text import N_
from commune_desk.services.frame import FrameRow, Sort, line_of
from commune_desk.services.indicators import (
    AddIndicator,
    AddResult,
    RemoveIndicators,
    RemoveResults,
    TakeIndicators,
)
from commune_desk.services.plans import (
    AddAxis,
    AddObjective,
    RemoveAxes,
    RemoveObjectives,
)
from commune_desk.tables.choices import sector_choices
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import DANGER, MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.services.command import Command

_REMOVE: dict[Sort, Callable[[tuple[int, ...]], Command[None]]] = {
    Sort.AXIS: RemoveAxes,
    Sort.OBJECTIVE: RemoveObjectives,
    Sort.RESULT: RemoveResults,
    Sort.INDICATOR: RemoveIndicators,
}


class FramePage(TablePage):
    """The generic table over lines of several sorts."""

    def head(self) -> PageHead:
        """Offer the common indicators and the two printed frames."""
        say, table = self.context.say, self.table
        actions: list[QWidget] = [
            Button(say(N_("Common indicators")), "list-check", PLAIN, self.take),
            *self.outlets.buttons()[:1],
        ]
        if self.context.ports.documents is not None:
            for name, words in (
                ("logical-frame", N_("Logical frame")),
                ("operational-frame", N_("Operational frame")),
            ):
                deed = partial(show_paper, self.context, self.outlets.work, name)
                actions.append(Button(say(words), "printer", PLAIN, deed))
        return PageHead(say(table.title), say(table.purpose), actions)

    def _tools(self) -> QHBoxLayout:
        """Put what can be added beside the filter."""
        tools, say = super()._tools(), self.context.say
        self.acts: dict[Sort, Button] = {}
        for sort, words in (
            (Sort.AXIS, N_("Axis")),
            (Sort.OBJECTIVE, N_("Objective")),
            (Sort.RESULT, N_("Expected result")),
            (Sort.INDICATOR, N_("Indicator")),
        ):
            kind = MAIN if sort is Sort.INDICATOR else PLAIN
            button = Button(say(words), "plus", kind, partial(self.add_line, sort))
            button.setToolTip(say(N_("Add under the chosen line")))
            self.acts[sort] = button
            tools.addWidget(button)
        self._remove = Button(say(N_("Remove")), "trash", DANGER, self.remove)
        tools.addWidget(self._remove)
        return tools

    def _connect(self) -> None:
        super()._connect()
        self.view.chosen.connect(self._offer)
        self.model.rebuilt.connect(self._offer)
        self._offer()

    def _offer(self, _row: Any = None) -> None:
        """Open the buttons that make sense for the chosen line."""
        self.acts[Sort.OBJECTIVE].setEnabled(self._above(Sort.AXIS) is not None)
        self.acts[Sort.RESULT].setEnabled(self._above(Sort.OBJECTIVE) is not None)
        row = self._chosen()
        self._remove.setEnabled(row is not None and row.sort in _REMOVE)

    def add_line(self, sort: Sort) -> None:
        """Add a line under the chosen one, and open its title for typing."""
        command = self._new(sort)
        if command is None:
            return
        refused = self.context.do(command, partial(self._added, sort))
        if refused is not None:
            self.context.tell_refusal(refused.text)

    def remove(self) -> None:
        """Remove the chosen line, if nothing refers to it."""
        row = self._chosen()
        if row is not None and row.sort in _REMOVE:
            refused = self.context.do(_REMOVE[row.sort]((row.of.id,)))
            if refused is not None:
                self.context.tell_refusal(refused.text)

    def take(self) -> None:
        """Take the common indicators that the plan has not."""
        refused = self.context.do(TakeIndicators(self.context.scope.plan_id or 0))
        if refused is not None:
            self.context.tell(refused.text)

    def _new(self, sort: Sort) -> Command[int] | None:
        say, plan = self.context.say, self.context.scope.plan_id
        axis, objective = self._above(Sort.AXIS), self._above(Sort.OBJECTIVE)
        match sort:
            case Sort.AXIS:
                numbers = [r.of.number for r in self._rows() if r.sort is Sort.AXIS]
                number, title = max(numbers, default=0) + 1, say(N_("New axis"))
                return AddAxis({"plan_id": plan, "number": number, "title": title})
            case Sort.OBJECTIVE if axis is not None:
                return self._objective(axis, objective)
            case Sort.RESULT if objective is not None:
                title = say(N_("New result"))
                return AddResult({"objective_id": objective.of.id, "title": title})
            case Sort.INDICATOR:
                result = self._above(Sort.RESULT)
                values = {"plan_id": plan, "title": say(N_("New indicator"))}
                if objective is not None:
                    values["objective_id"] = objective.of.id
                if result is not None:
                    values["result_id"] = result.of.id
                return AddIndicator(values)
        return None

    def _objective(
        self, axis: FrameRow, objective: FrameRow | None
    ) -> Command[int] | None:
        """Add an objective of the sector of the chosen one, else of the first."""
        with self.context.reading() as session:
            sectors = sector_choices(session, self.context.scope)
        if not sectors:
            self.context.tell_refusal(N_("There is no sector yet: add one first."))
            return None
        sector = objective.of.sector_id if objective else sectors[0].value
        title = self.context.say(N_("New objective"))
        values = {"axis_id": axis.of.id, "sector_id": sector, "title": title}
        return AddObjective(values)

    def _added(self, sort: Sort, record: int) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.view.choose(line_of(sort, record), "title"):
            self.view.edit(self.view.currentIndex())

    def _chosen(self) -> FrameRow | None:
        row: FrameRow | None = self.model.row_at(self.view.currentIndex())
        return row

    def _rows(self) -> list[FrameRow]:
        return self.model.rows()

    def _above(self, sort: Sort) -> FrameRow | None:
        """Find the line of a sort at the chosen one or over it."""
        row = self._chosen()
        while row is not None and row.sort is not sort:
            row = self.model.row(row.above) if row.above is not None else None
        return row
