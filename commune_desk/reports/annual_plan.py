"""The annual investment plan (PIA): one table a sector, as communes publish it.

The columns are those of `planning.md` T5: percentage and amount for each kind of
funder, and the name of the partner.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    ClosingFormula,
    Findings,
    Heading,
    Title,
    say_prose,
)
from commune_desk.reports.closing import adoption
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.payers import TO_FIND, Payers, bar, payers
from commune_desk.services.annual import not_yet
from commune_desk.services.jobs import told
from commune_desk.services.programming import drawn_up, programmed
from commune_desk.services.review import of_actions
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow

COMMUNE = (FunderClass.COMMUNE,)
STATE = (FunderClass.STATE, FunderClass.ANICT)
PARTNERS = (FunderClass.PARTNER, FunderClass.DIASPORA)
PEOPLE = (FunderClass.POPULATION, FunderClass.OTHER)
OUTSIDE = N_("Partners and diaspora")
NO_OBJECTIVE = N_("none")
PLAN = N_("Plan")


def story(telling: Telling) -> Iterator[Block]:
    """Tell the actions of the year sector by sector, then all sectors together."""
    year = telling.scope.year
    rows = sorted(
        programmed(telling.session, telling.scope), key=lambda row: row.sector_code
    )
    whole = payers(rows, [year])
    cost = telling.words.francs(whole.cost)
    yield Title(
        N_("Annual investment plan (PIA) {year}", year=year),
        N_("Cost of the programme, all sectors: {cost} CFA", cost=cost),
    )
    if not drawn_up(telling.session, telling.scope):
        yield say_prose(not_yet(year))
    sectors = [
        (k, list(v)) for k, v in groupby(rows, lambda r: (r.sector_code, r.sector))
    ]
    for (_, sector), actions in told(
        sectors, N_("Printing the annual plan"), telling.progress
    ):
        yield Heading(N_("Sector: {sector}", sector=sector))
        yield _trimmed(_table(telling, sector, actions), whole)
    if not rows:
        return
    if len(sectors) > 1:
        yield Heading(N_("All sectors"))
        yield _trimmed(_summary(telling, sectors), whole)
    yield bar(whole)
    yield ClosingFormula(
        N_("This annual investment plan {year} is closed at the sum of", year=year),
        whole.cost,
    )
    yield Findings(_issues(rows, year), (_sums(telling, rows, whole.cost),))
    yield adoption(telling.session)


def _trimmed(block: TableBlock, whole: Payers) -> TableBlock:
    """Leave out the last two columns where they are empty the whole year long."""
    last = len(block.columns) - 1
    empty = set()
    if not whole.given(*PEOPLE):
        empty.add(last - 1)
    if not whole.missing:
        empty.add(last)

    def kept(cells: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(cell for n, cell in enumerate(cells) if n not in empty)

    def spans(row: Row) -> tuple[Span, ...]:
        end = last - len(empty)
        return tuple(replace(span, last=min(span.last, end)) for span in row.spans)

    rows = (replace(r, cells=kept(r.cells), spans=spans(r)) for r in block.rows)
    return replace(block, columns=kept(block.columns), rows=tuple(rows))


def _issues(rows: Sequence[ActionRow], year: int) -> tuple[Issue, ...]:
    """Keep what the rules find of this year, and of no year in particular."""
    return tuple(
        issue
        for issue in of_actions(rows)
        if issue.severity is not Severity.INFORMATION
        and (issue.field == str(year) or not str(issue.field).isdigit())
    )


def _sums(telling: Telling, rows: Sequence[ActionRow], cost: Money) -> Text:
    return P_(
        "Sums: {count} action makes {cost}.",
        "Sums: {count} actions make {cost}.",
        count=len(rows),
        cost=telling.words.francs(cost),
    )


def _columns(year: int) -> tuple[TableColumn, ...]:
    """Lay the columns out; figures from the fourth on."""
    commune, state = NAMES[FunderClass.COMMUNE], NAMES[FunderClass.STATE]
    return (
        TableColumn(N_("No."), 10),
        TableColumn(N_("Objectives / Actions"), 56),
        TableColumn(N_("Place"), 26, ruled=True),
        TableColumn(N_("Total cost in {year}", year=year), 22, Align.RIGHT, adds=True),
        *_pair(commune, 5),
        *_pair(state, 7),
        *_pair(OUTSIDE, 9),
        TableColumn(N_("Partner"), 24, group=OUTSIDE, ruled=True),
        TableColumn(N_("Population, others"), 20, Align.RIGHT, adds=True),
        TableColumn(TO_FIND, 20, Align.RIGHT, adds=True),
    )


def _pair(head: Text, amount: int) -> tuple[TableColumn, TableColumn]:
    """Two columns under one head: the share, and the amount at place `amount`."""
    return (
        TableColumn(
            N_("%"), 12, Align.RIGHT, head, ratio=(amount, 3), percent_in_head=True
        ),
        TableColumn(N_("Amount"), 21, Align.RIGHT, head, adds=True),
    )


def _table(telling: Telling, sector: str, actions: Sequence[ActionRow]) -> TableBlock:
    year, columns = telling.scope.year, _columns(telling.scope.year)
    rows: list[Row] = []
    for objective, group in groupby(actions, lambda row: row.objective):
        text = N_("Objective: {objective}", objective=objective or NO_OBJECTIVE)
        rows.append(_across(text, columns))
        for action in group:
            figures = _figures([action], year, action.partners(year, *PARTNERS))
            place = places_text(action.places, telling.words)
            rows.append(Row((action.code, action.title, place, *figures)))
    name = P_(
        "Total {sector} ({count} action)",
        "Total {sector} ({count} actions)",
        count=len(actions),
        sector=sector,
    )
    total = (name, None, None, *_figures(actions, year, ""))
    rows.append(Row(total, Role.GRAND, (Span(0, 2, Align.RIGHT),)))
    return TableBlock(
        columns, tuple(rows), unit=IN_FRANCS, caption=_anict(actions, year)
    )


def _figures(
    actions: Sequence[ActionRow], year: int, partner: str
) -> tuple[object, ...]:
    """Give the cells from the cost on."""
    found = payers(actions, [year])
    cells: list[object] = [found.cost]
    for classes in (COMMUNE, STATE, PARTNERS):
        given = found.given(*classes)
        cells += [Share.of(given, found.cost), given]
    return (*cells, partner, found.given(*PEOPLE), found.missing or None)


def _anict(actions: Sequence[ActionRow], year: int) -> Text | str:
    """Keep ANICT visible within the State's part (`planning.md` T7)."""
    given = payers(actions, [year]).given(FunderClass.ANICT)
    return N_("of which ANICT: {given} F", given=given) if given else ""


def _summary(
    telling: Telling, sectors: Sequence[tuple[tuple[str, str], list[ActionRow]]]
) -> TableBlock:
    year = telling.scope.year
    columns = _columns(year)
    # Number and place give way to the name of the sector and its count of actions.
    heads = (
        TableColumn(N_("Code"), 10),
        TableColumn(N_("Sector"), 60),
        TableColumn(N_("Actions"), 14, Align.RIGHT, adds=True),
        *columns[3:10],
        *columns[11:],
    )
    rows = [
        Row((code, sector, len(actions), *_short(_figures(actions, year, ""))))
        for (code, sector), actions in sectors
    ]
    every = [action for _, actions in sectors for action in actions]
    total = _short(_figures(every, year, ""))
    lead = (N_("Overall total"), None, len(every))
    rows.append(Row((*lead, *total), Role.GRAND, (Span(0, 1, Align.RIGHT),)))
    caption = _anict(every, year)
    return TableBlock(heads, tuple(rows), unit=IN_FRANCS, caption=caption)


def _short(figures: tuple[object, ...]) -> tuple[object, ...]:
    """Leave out the name of the partner."""
    return (*figures[:7], *figures[8:])


def _across(text: Text, columns: Sequence[TableColumn]) -> Row:
    last = len(columns) - 1
    return Row((text, *(None,) * last), Role.OBJECTIVE, (Span(0, last),))


ANNUAL_PLAN = Document(
    "pia",
    N_("Annual investment plan (PIA)"),
    story,
    landscape=True,
    group=PLAN,
    over=lambda scope: str(scope.year),
    purpose=N_(
        "The actions of the year by sector, and who pays; annexed to the budget."
    ),
)
