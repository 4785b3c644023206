"""The generated parts of the plan’s document, by name.

A part is the story of a paper that stands by itself: within the document it loses
its title, its closing formula and its signatures. To add one: its name in
`domain/plan_document.py` and a line here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports import (
    annual_plan,
    cost_synthesis,
    diagnosis,
    financing,
    five_years,
    gantt,
    indicators,
    logical_frame,
    operational_frame,
    priority_grid,
    process,
    sketch_map,
    stocktaking,
    themes,
    village_sheet,
)
from commune_desk.reports.blocks import (
    ClosingFormula,
    Cover,
    Findings,
    Heading,
    Note,
    PageBreak,
    Signatures,
    Title,
)
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.tables import table_block
from commune_desk.services.envelopes import envelopes
from commune_desk.services.programming import actions, programmed
from commune_desk.tables.diagnosis import ASSEMBLIES
from commune_desk.tables.funding import PARTNERS
from commune_desk.tables.programming import ENVELOPES
from commune_desk.tables.territory import VILLAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Story, Telling
    from commune_desk.tables.table import Table

LEFT_OUT = (Title, Cover, ClosingFormula, Signatures, Findings, PageBreak)
"""What a paper needs when it stands alone."""

EMPTY = N_("Nothing is entered yet for this part.")


DRAWN = (265.0, 134.0)
"""Millimetres of a drawing: what a broad page holds below a heading and its prose."""


@dataclass(frozen=True, slots=True)
class Part:
    """How a part is told, and on what pages."""

    story: Story
    landscape: bool = True
    sheets: bool = False
    """Whether it is made of sheets that each begin a page under their own title."""


def _of_first_year(telling: Telling) -> Iterator[Block]:
    """Tell the annual plan of the year in which the plan begins."""
    first = telling.scope.years[0] if telling.scope.years else telling.scope.year
    scope = replace(telling.scope, year=first)
    if programmed(telling.session, scope):
        yield from annual_plan.story(replace(telling, scope=scope))


def _envelopes(telling: Telling) -> Iterator[Block]:
    """Tell what each class can give in each year, once one envelope is known."""
    rows = envelopes(telling.session, telling.scope)
    if any(row.envelopes for row in rows):
        columns = ("envelope", "planned")
        of_years = (f"{year}_{key}" for year in telling.scope.years for key in columns)
        yield table_block(ENVELOPES, rows, telling, ("funder_class", *of_years))


def _of_actions(story: Story) -> Story:
    """Leave a part out as long as the plan has no action to tell."""

    def told(telling: Telling) -> Iterator[Block]:
        if actions(telling.session, telling.scope):
            yield from story(telling)

    return told


def _listed(table: Table[Any], *keys: str) -> Story:
    def story(telling: Telling) -> Iterator[Block]:
        rows = table.rows(telling.session, telling.scope, None)
        yield table_block(table, rows, telling, keys)

    return story


PARTS: dict[str, Part] = {
    "villages": Part(
        _listed(
            VILLAGES, "name", "kind", "population", "population_year", "households"
        ),
        landscape=False,
    ),
    "previous-plan": Part(stocktaking.previous),
    "diagnosis": Part(diagnosis.story),
    "logical-frame": Part(logical_frame.story),
    "operational-frame": Part(operational_frame.story),
    "indicators": Part(indicators.story),
    "themes": Part(themes.story),
    "pip": Part(_of_actions(five_years.story)),
    "pia": Part(_of_first_year),
    "financing": Part(_of_actions(financing.story)),
    "envelopes": Part(_envelopes),
    "calendar-of-works": Part(lambda telling: gantt.story(telling, DRAWN)),
    "costs": Part(_of_actions(cost_synthesis.story)),
    "process": Part(process.story),
    "participants": Part(
        _listed(
            ASSEMBLIES,
            *("village_id", "held_on", "place"),
            *("men", "women", "young_men", "young_women", "present"),
        ),
        landscape=False,
    ),
    "priority-grid": Part(priority_grid.story),
    "village-sheets": Part(village_sheet.story, landscape=False, sheets=True),
    "partners": Part(
        _listed(PARTNERS, "name", "funder_class", "country"), landscape=False
    ),
    "map": Part(lambda telling: sketch_map.story(telling, DRAWN)),
}


def part_of(telling: Telling, name: str, level: int) -> Iterator[Block]:
    """Tell a part under a section of that level."""
    part, filled = PARTS[name], False
    heads: list[Heading] = []
    bare = False
    for block in part.story(telling):
        if part.sheets and isinstance(block, PageBreak):
            yield block
        elif part.sheets and isinstance(block, Title) and block.headed:
            heads = [Heading(block.text, min(3, level + 1), listed=False)]
        elif isinstance(block, Heading):
            below = min(3, block.level + level)
            heads.append(replace(block, level=below, listed=False))
        elif isinstance(block, TableBlock) and not block.rows:
            heads.clear()
            bare = True
        elif isinstance(block, LEFT_OUT) or (bare and isinstance(block, Note)):
            continue
        else:
            yield from heads
            heads.clear()
            filled, bare = True, False
            yield block
    if not filled:
        yield Note(EMPTY)
