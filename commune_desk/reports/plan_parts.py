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
    financing,
    five_years,
    indicators,
    logical_frame,
    operational_frame,
    themes,
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
from commune_desk.reports.financing import by_sector
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.tables import table_block
from commune_desk.services.programming import actions
from commune_desk.tables.funding import PARTNERS
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


@dataclass(frozen=True, slots=True)
class Part:
    """How a part is told, and whether it wants broad pages."""

    story: Story
    landscape: bool = True


def _costs(telling: Telling) -> Iterator[Block]:
    yield by_sector(telling, actions(telling.session, telling.scope))


def _of_first_year(telling: Telling) -> Iterator[Block]:
    """Tell the annual plan of the year in which the plan begins."""
    first = telling.scope.years[0] if telling.scope.years else telling.scope.year
    return annual_plan.story(replace(telling, scope=replace(telling.scope, year=first)))


def _listed(table: Table[Any], *keys: str) -> Story:
    def story(telling: Telling) -> Iterator[Block]:
        rows = table.rows(telling.session, telling.scope, None)
        yield table_block(table, rows, telling, keys)

    return story


PARTS: dict[str, Part] = {
    "logical-frame": Part(logical_frame.story),
    "operational-frame": Part(operational_frame.story),
    "indicators": Part(indicators.story),
    "pip": Part(five_years.story),
    "pia": Part(_of_first_year),
    "financing": Part(financing.story),
    "costs": Part(_costs),
    "themes": Part(themes.story),
    "villages": Part(
        _listed(
            VILLAGES, "name", "kind", "population", "population_year", "households"
        ),
        landscape=False,
    ),
    "partners": Part(
        _listed(PARTNERS, "name", "funder_class", "country"), landscape=False
    ),
}


def part_of(telling: Telling, name: str, level: int) -> Iterator[Block]:
    """Tell a part under a section of that level."""
    filled = False
    heads: list[Heading] = []
    for block in PARTS[name].story(telling):
        if isinstance(block, Heading):
            below = min(3, block.level + level)
            heads.append(replace(block, level=below, listed=False))
        elif isinstance(block, TableBlock) and not block.rows:
            heads.clear()
        elif not isinstance(block, LEFT_OUT):
            yield from heads
            heads.clear()
            filled = True
            yield block
    if not filled:
        yield Note(EMPTY)
