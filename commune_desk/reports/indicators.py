"""The indicators of the plan, year by year, women and men apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.logical_frame import figure
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Title
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import spanned
from commune_desk.reports.grids import Align, Role, Row, Span, TableBlock, TableColumn
from commune_desk.services.strategy_lists import indicators
from commune_desk.tables.frame import dated
from commune_desk.tables.strategy import NO_OBJECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.strategy_lists import IndicatorRow, ValueRow


def story(telling: Telling) -> Iterator[Block]:
    """Tell each indicator on a line, with a column a year."""
    years = telling.scope.years
    yield Title(N_("Indicators of the plan {years}", years=spanned(telling.scope)))
    telling.progress.step(N_("Printing the indicators"), 0, 1)
    columns = (
        TableColumn(N_("Indicator"), 64),
        TableColumn(N_("Unit"), 24, ruled=True),
        TableColumn(N_("Baseline"), 20, Align.RIGHT),
        *(TableColumn(str(year), 22, Align.RIGHT) for year in years),
        TableColumn(N_("Target"), 20, Align.RIGHT),
        TableColumn(N_("Means of verification"), 34, ruled=True),
    )
    rows = tuple(_rows(telling, len(columns)))
    told = N_("W: women and girls; M: men and boys.")
    yield TableBlock(columns, rows, caption=told if rows else "")


def _rows(telling: Telling, width: int) -> Iterator[Row]:
    above = -1
    for row in indicators(telling.session, telling.scope):
        if (row.objective_id or 0) != above:
            above = row.objective_id or 0
            cells = (row.objective or NO_OBJECTIVE, *(None,) * (width - 1))
            yield Row(cells, Role.ARTICLE, (Span(0, width - 1),))
        yield _line(telling, row)


def _line(telling: Telling, row: IndicatorRow) -> Row:
    by_year = {value.year: value for value in row.values}
    return Row(
        (
            row.title,
            row.unit,
            dated(row.baseline, row.baseline_year),
            *(_value(telling, by_year.get(year)) for year in telling.scope.years),
            dated(row.target, row.target_year),
            row.source,
        )
    )


def _value(telling: Telling, value: ValueRow | None) -> str:
    if value is None:
        return ""
    lines = [figure(value.value)] if value.value is not None else []
    say = telling.words.say
    if value.women is not None:
        lines.append(say(N_("W {heads}", heads=figure(value.women))))
    if value.men is not None:
        lines.append(say(N_("M {heads}", heads=figure(value.men))))
    return "\n".join(lines)


INDICATORS_REPORT = Document(
    "indicators-report",
    N_("Table of the indicators"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("Baseline, values of each year and target, women and men apart."),
)
