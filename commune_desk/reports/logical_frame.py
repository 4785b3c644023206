"""The logical frame: table T3 of `planning.md` 1.6, in the words of the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.headings import LOGICAL_FRAME
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Title
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import spanned
from commune_desk.reports.grids import Role, Row, Span, TableBlock, TableColumn
from commune_desk.services.frame import frame
from commune_desk.services.headings import official
from commune_desk.storage.models import Plan
from commune_desk.tables.frame import dated
from commune_desk.tables.strategy import NO_OBJECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.frame import Frame
    from commune_desk.services.plan_lists import ObjectiveRow
    from commune_desk.services.strategy_lists import IndicatorRow, ResultRow

    Line = tuple[ResultRow | None, IndicatorRow | None]

NAME = "logical-frame"
_COLUMNS = (
    ("objective", 38),
    ("result", 40),
    ("indicator", 46),
    ("baseline", 18),
    ("target", 18),
    ("latest", 18),
    ("source", 30),
    ("assumptions", 36),
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the frame on one table, axis by axis."""
    scope, heading = telling.scope, official(telling.session, NAME)
    plan = telling.session.get(Plan, scope.plan_id) if scope.plan_id else None
    yield Title(heading("paper", LOGICAL_FRAME["paper"]), plan.title if plan else "")
    telling.progress.step(N_("Printing the logical frame"), 0, 1)
    columns = tuple(
        TableColumn(heading(key, LOGICAL_FRAME[key]), width, ruled=place > 0)
        for place, (key, width) in enumerate(_COLUMNS)
    )
    rows = tuple(_rows(telling, frame(telling.session, scope)))
    caption = N_("A figure stands with its year in brackets.")
    yield TableBlock(columns, rows, caption=caption if rows else "")


def _rows(telling: Telling, whole: Frame) -> Iterator[Row]:
    heading = official(telling.session, NAME)
    for axis in whole.axes:
        title = N_(
            "{heading} {number}: {title}",
            heading=heading("axis", LOGICAL_FRAME["axis"]),
            number=axis.number,
            title=axis.title,
        )
        yield _across(telling.words.say(title), Role.CHAPTER)
        if axis.aim:
            aim = N_(
                "{heading}: {title}",
                heading=heading("aim", LOGICAL_FRAME["aim"]),
                title=axis.aim,
            )
            yield _across(aim, Role.OBJECTIVE)
        for objective in whole.of_axis(axis.id):
            yield from _objective(whole, objective)
    alone = whole.measuring(None, None)
    if alone:
        yield _across(telling.words.say(NO_OBJECTIVE), Role.CHAPTER)
        yield from (_line("", None, each, opens=False) for each in alone)


def _objective(whole: Frame, objective: ObjectiveRow) -> Iterator[Row]:
    lines: list[Line] = [(None, i) for i in whole.measuring(objective.id, None)]
    for expected in whole.of_objective(objective.id):
        measured = whole.measuring(objective.id, expected.id)
        lines += [(expected, each) for each in measured] or [(expected, None)]
    title = objective.title
    before: ResultRow | None = None
    for result, indicator in lines or [(None, None)]:
        yield _line(title, result, indicator, opens=result is not before)
        title, before = "", result


def _line(
    objective: str,
    result: ResultRow | None,
    indicator: IndicatorRow | None,
    *,
    opens: bool,
) -> Row:
    """Print a line; `opens` where its result was not on the line above."""
    expected = f"{result.number}. {result.title}" if result and opens else ""
    assumed = result.assumptions if result and opens else ""
    if indicator is None:
        return Row((objective, expected, "", "", "", "", "", assumed))
    unit = f" ({indicator.unit})" if indicator.unit else ""
    last = indicator.latest
    return Row(
        (
            objective,
            expected,
            f"{indicator.title}{unit}",
            dated(indicator.baseline, indicator.baseline_year),
            dated(indicator.target, indicator.target_year),
            dated(last.value, last.year) if last else "",
            indicator.source,
            assumed,
        )
    )


def _across(text: Text | str, role: Role) -> Row:
    last = len(_COLUMNS) - 1
    return Row((text, *(None,) * last), role, (Span(0, last),))


LOGICAL = Document(
    NAME,
    N_("Logical frame"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("Axes, objectives, results and indicators, from where to where."),
)
