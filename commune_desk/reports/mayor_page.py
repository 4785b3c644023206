"""The exercise in charts, for the mayor: what is due, then where the commune stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    DASH,
    Heading,
    Paragraph,
    Prose,
    Run,
    Title,
    say_prose,
)
from commune_desk.reports.charts.printed import pictures
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Row, TableBlock, TableColumn
from commune_desk.reports.tracking import FOLLOWUP
from commune_desk.services.charts import charts
from commune_desk.services.deadlines import next_deadlines
from commune_desk.services.review import findings, summaries
from commune_desk.services.today import situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling

TITLE = N_("The mayor’s page")
MOST = 9
"""Sentences and dates that are told: the gravest, the nearest."""


def story(telling: Telling) -> Iterator[Block]:
    """Say what is due, draw the charts, list the next dates."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    yield Title(
        N_("{title}, year {year}", title=TITLE, year=str(scope.year)),
        N_("Situation on {date}", date=day),
    )
    yield Heading(N_("To do"))
    found = summaries(findings(session, scope))
    if found:
        yield Prose(tuple(Paragraph((Run(each.text),), DASH) for each in found[:MOST]))
    else:
        yield say_prose(N_("All rules hold."))
    drawn = charts(session, scope)
    if not drawn:
        yield say_prose(N_("Nothing has been entered yet that a chart could show."))
    for chart in drawn:
        yield Heading(chart.title)
        yield from pictures(chart, telling.words)
    coming = next_deadlines(session, day, MOST)
    if coming:
        yield Heading(N_("Next dates"))
        columns = (TableColumn(N_("Date"), 14), TableColumn(N_("What"), 60))
        yield TableBlock(columns, tuple(Row((each.on, each.title)) for each in coming))


MAYOR_PAGE = Document(
    "mayor-page",
    TITLE,
    story,
    group=FOLLOWUP,
    over=lambda scope: str(scope.year),
    purpose=N_("For the mayor: what is due, and the exercise in a few charts."),
)
