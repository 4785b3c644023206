"""The operational frame: table T4 of `planning.md` 1.6 on one landscape page.

Sector and objective stand above their actions, the sub-sector under the title of
each, and its years in one column: twenty columns fit no sheet of A4.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.headings import OPERATIONAL_FRAME
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Title
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import spanned
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.payers import payers
from commune_desk.services.headings import official
from commune_desk.services.programming import actions
from commune_desk.storage.models import Plan
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow

    Named = Callable[[str], Text | str]

Cell = TypeVar("Cell")

NAME = "operational-frame"
FUNDING: dict[str, tuple[FunderClass, ...]] = {
    "commune": (FunderClass.COMMUNE,),
    "state": (FunderClass.STATE, FunderClass.ANICT),
    "partners": (FunderClass.PARTNER, FunderClass.DIASPORA),
    "population": (FunderClass.POPULATION,),
    "others": (FunderClass.OTHER,),
}


def story(telling: Telling) -> Iterator[Block]:
    """Tell the actions sector by sector, objective by objective."""
    scope, kept = telling.scope, official(telling.session, NAME)

    def heading(key: str) -> Text | str:
        return kept(key, OPERATIONAL_FRAME[key])

    plan = telling.session.get(Plan, scope.plan_id) if scope.plan_id else None
    yield Title(heading("paper"), plan.title if plan else "")
    telling.progress.step(N_("Printing the operational frame"), 0, 1)
    rows = actions(telling.session, scope)
    table = _Frame(telling, heading, rows)
    yield TableBlock(
        table.columns(),
        tuple(table.rows()),
        unit=IN_FRANCS,
    )


class _Frame:
    """The table; columns of funders who give nothing are left out."""

    def __init__(
        self, telling: Telling, heading: Named, rows: Sequence[ActionRow]
    ) -> None:
        self.telling, self.heading, self.actions = telling, heading, rows
        self.years = telling.scope.years
        whole = payers(rows, self.years)
        self.classes = {
            key: classes for key, classes in FUNDING.items() if whole.given(*classes)
        }
        self.measured = any(row.indicator for row in rows)
        self.names = 4 + self.measured
        self.width = self.names + 3 + len(self.classes)

    def columns(self) -> tuple[TableColumn, ...]:
        heading, funding = self.heading, self.heading("funding")
        return (
            TableColumn(heading("code"), 12),
            TableColumn(heading("action"), 40),
            TableColumn(heading("place"), 24, ruled=True),
            TableColumn(heading("quantity"), 18, ruled=True),
            *self._indicator(TableColumn(heading("indicator"), 20, ruled=True)),
            TableColumn(heading("cost"), 21, Align.RIGHT, adds=True),
            TableColumn(heading("years"), 12, Align.CENTRE, ruled=True),
            *(
                TableColumn(heading(key), 19, Align.RIGHT, funding, adds=True)
                for key in self.classes
            ),
            TableColumn(heading("responsible"), 26, ruled=True),
        )

    def rows(self) -> Iterator[Row]:
        def place(row: ActionRow) -> tuple[str, str]:
            return (row.sector_code, row.sector)

        ordered = sorted(self.actions, key=place)
        for (_, sector), members in groupby(ordered, key=place):
            yield self._across("sector", sector, Role.CHAPTER)
            for objective, some in groupby(members, key=lambda row: row.objective):
                if objective:
                    yield self._across("objective", objective, Role.ARTICLE)
                yield from map(self._line, some)
        if self.actions:
            lead = (N_("Overall total"), *(None,) * (self.names - 1))
            figures = self._figures(self.actions)
            cells = (*lead, figures[0], None, *figures[1:], None)
            yield Row(cells, Role.GRAND, (Span(0, self.names - 1, Align.RIGHT),))

    def _line(self, row: ActionRow) -> Row:
        cost, *given = self._figures([row])
        known = filter(None, (row.responsible, row.note))
        return Row(
            (
                row.code,
                "\n".join(filter(None, (row.title, row.subsector))),
                places_text(row.places, self.telling.words),
                f"{row.quantity or ''} {row.unit}".strip(),
                *self._indicator(row.indicator),
                cost,
                "\n".join(str(year) for year in self.years if row.costs.get(year)),
                *given,
                "\n".join(known),
            )
        )

    def _indicator(self, cell: Cell) -> tuple[Cell, ...]:
        """Leave the column of indicators out where no action has one."""
        return (cell,) if self.measured else ()

    def _figures(self, some: Sequence[ActionRow]) -> tuple[Money | None, ...]:
        """Give the cost, then what each class gives."""
        found = payers(some, self.years)
        given = (found.given(*classes) for classes in self.classes.values())
        return (found.cost, *(amount or None for amount in given))

    def _across(self, key: str, title: str, role: Role) -> Row:
        text = N_("{heading}: {title}", heading=self.heading(key), title=title)
        cells = (self.telling.words.say(text), *(None,) * (self.width - 1))
        return Row(cells, role, (Span(0, self.width - 1),))


OPERATIONAL = Document(
    NAME,
    N_("Operational frame"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("Each action with its place, its quantity, its years and its funders."),
)
