"""The logical frame as one tree: axis, objective, result, indicator, action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from commune_desk.services.plan_lists import axes, objectives
from commune_desk.services.programming import actions
from commune_desk.services.strategy_lists import indicators, results

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.plan_lists import AxisRow, ObjectiveRow
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.strategy_lists import IndicatorRow, ResultRow


class Sort(IntEnum):
    """What a line of the frame is."""

    AXIS = 0
    OBJECTIVE = 1
    RESULT = 2
    INDICATOR = 3
    ACTION = 4


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One line of the frame; `of` is the record it stands for."""

    sort: Sort
    of: Any
    above: int | None
    """The line under which it stands."""

    @property
    def id(self) -> int:
        """Tell it from the lines of other sorts."""
        return line_of(self.sort, self.of.id)

    @property
    def title(self) -> str:
        """Its words."""
        return str(self.of.title)


def line_of(sort: Sort, record: int) -> int:
    """Number a line by what it is and by its record."""
    return record * len(Sort) + sort


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the frame is made of, read once."""

    axes: list[AxisRow]
    objectives: list[ObjectiveRow]
    results: list[ResultRow]
    indicators: list[IndicatorRow]
    actions: list[ActionRow]

    def of_axis(self, axis: int) -> list[ObjectiveRow]:
        """Give the objectives of an axis."""
        return [each for each in self.objectives if each.axis_id == axis]

    def of_objective(self, objective: int) -> list[ResultRow]:
        """Give the results of an objective."""
        return [each for each in self.results if each.objective_id == objective]

    def measuring(
        self, objective: int | None, result: int | None
    ) -> list[IndicatorRow]:
        """Give the indicators of a result, or of an objective without one."""
        return [
            each
            for each in self.indicators
            if (each.objective_id, each.result_id) == (objective, result)
        ]

    def lines(self) -> Iterator[FrameRow]:
        """Walk the tree, each line before those under it."""
        for axis in self.axes:
            top = FrameRow(Sort.AXIS, axis, None)
            yield top
            for objective in self.of_axis(axis.id):
                yield from self._objective(objective, top.id)
        for indicator in self.measuring(None, None):
            yield FrameRow(Sort.INDICATOR, indicator, None)

    def _objective(self, objective: ObjectiveRow, above: int) -> Iterator[FrameRow]:
        top = FrameRow(Sort.OBJECTIVE, objective, above)
        yield top
        for indicator in self.measuring(objective.id, None):
            yield FrameRow(Sort.INDICATOR, indicator, top.id)
        for result in self.of_objective(objective.id):
            line = FrameRow(Sort.RESULT, result, top.id)
            yield line
            for indicator in self.measuring(objective.id, result.id):
                yield FrameRow(Sort.INDICATOR, indicator, line.id)
        for action in self.actions:
            if action.objective_id == objective.id:
                yield FrameRow(Sort.ACTION, action, top.id)


def frame(session: Session, scope: Scope) -> Frame:
    """Read the whole frame of the plan."""
    return Frame(
        axes(session, scope),
        objectives(session, scope),
        results(session, scope),
        indicators(session, scope),
        actions(session, scope),
    )


def frame_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[FrameRow]:
    """List the lines of the frame in the order of the tree."""
    lines = frame(session, scope).lines()
    return [line for line in lines if ids is None or line.id in ids]
