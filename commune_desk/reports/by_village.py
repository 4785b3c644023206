"""The five-year plan village by village (`planning.md` 8, document 2).

An action of several villages is printed under each; its cost is divided equally among
them, a working assumption that the caption states, so that the sums of the villages
and of the whole commune make the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.apportioning import apportioned
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, P_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Heading, Note, Title
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
from commune_desk.services.programming import actions
from commune_desk.services.territory import villages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow

    Parts = tuple[Money, ...]
    Named = tuple[int | None, Text | str, int | None, list[tuple[ActionRow, Parts]]]

EQUAL = N_(
    "The cost of an action of several villages is divided equally among them: a working"
    " assumption, so that the sums of the villages make the plan."
)

FEW = 2
"""Villages that the narrow column names; more are counted."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell what each village gets, then what all share, then the comparison."""
    scope = telling.scope
    rows = actions(telling.session, scope)
    cost = telling.words.francs(Money.total(row.total for row in rows))
    yield Title(
        N_("Five-year investment plan (PIP) {years} by village", years=spanned(scope)),
        N_("Cost of all actions: {cost} CFA", cost=cost),
    )
    telling.progress.step(N_("Printing the plan by village"), 0, 1)
    named = _named(telling, rows)
    if not named:
        return
    yield _comparison(telling, named)
    yield Note(EQUAL)
    for village, name, _, lines in named:
        yield Heading(name)
        yield _table(telling, village, lines)


def _named(telling: Telling, rows: Sequence[ActionRow]) -> list[Named]:
    found: list[Named] = []
    years = telling.scope.years
    for village in villages(telling.session, telling.scope):
        lines = [
            (row, _part(row, village.id, years))
            for row in rows
            if village.id in row.places.villages
        ]
        if lines:
            found.append((village.id, village.name, village.population, lines))
    whole = [r for r in rows if not r.places.villages and r.places.whole_commune]
    other = [r for r in rows if not r.places.villages and not r.places.whole_commune]
    for name, some in (
        (N_("Whole commune"), whole),
        (N_("Other places, or none said"), other),
    ):
        if some:
            lines = [
                (row, tuple(row.costs.get(year, Money(0)) for year in years))
                for row in some
            ]
            found.append((None, name, None, lines))
    return found


def _part(row: ActionRow, village: int, years: Sequence[int]) -> Parts:
    count, at = len(row.places.villages), row.places.villages.index(village)
    return tuple(
        apportioned(row.costs.get(year, Money(0)), [1] * count)[at] for year in years
    )


def _comparison(telling: Telling, named: Sequence[Named]) -> TableBlock:
    years = telling.scope.years
    columns = (
        TableColumn(N_("Village"), 44),
        TableColumn(N_("Actions"), 14, Align.RIGHT),
        *(TableColumn(str(year), 22, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("%"), 14, Align.RIGHT, percent_in_head=True),
        TableColumn(N_("By inhabitant"), 20, Align.RIGHT),
    )
    whole = Money.total(sum_ for *_, lines in named for sum_ in _sums(lines, years))

    def cells(lines: Sequence[tuple[ActionRow, Parts]]) -> tuple[object, ...]:
        sums = _sums(lines, years)
        total = Money.total(sums)
        return (*(s or None for s in sums), total, Share.of(total, whole))

    printed = []
    for _, name, people, lines in named:
        total = Money.total(_sums(lines, years))
        each = Money(round(total.francs / people)) if people else None
        printed.append(Row((name, len(lines), *cells(lines), each)))
    every = [line for *_, lines in named for line in lines]
    distinct = len({row.id for row, _ in every})
    grand = (N_("Overall total"), distinct, *cells(every), None)
    return TableBlock(
        columns,
        (*printed, Row(grand, Role.GRAND)),
        unit=IN_FRANCS,
        caption=N_(
            "Actions of several villages are counted under each, and once in the total."
        ),
    )


def _table(
    telling: Telling, village: int | None, lines: Sequence[tuple[ActionRow, Parts]]
) -> TableBlock:
    years = telling.scope.years
    columns = (
        TableColumn(N_("No."), 11),
        TableColumn(N_("Action"), 66),
        TableColumn(N_("Sector"), 32, ruled=True),
        TableColumn(N_("Shared with"), 28, ruled=True),
        *(TableColumn(str(year), 20, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 22, Align.RIGHT, adds=True),
    )
    rows = [
        Row(
            (
                row.code,
                row.title,
                row.sector,
                _others(row, village),
                *(part or None for part in parts),
                Money.total(parts),
            )
        )
        for row, parts in lines
    ]
    sums = _sums(lines, years)
    name = P_("Total ({count} action)", "Total ({count} actions)", count=len(lines))
    total = (name, None, None, None, *(s or None for s in sums), Money.total(sums))
    grand = Row(total, Role.GRAND, (Span(0, 3, Align.RIGHT),))
    return TableBlock(columns, (*rows, grand), unit=IN_FRANCS)


def _others(row: ActionRow, village: int | None) -> Text | str:
    others = [
        name
        for key, name in zip(row.places.villages, row.places.names, strict=True)
        if key != village
    ]
    if len(others) <= FEW:
        return ", ".join(others)
    return P_("{count} other village", "{count} other villages", count=len(others))


def _sums(lines: Sequence[tuple[ActionRow, Parts]], years: Sequence[int]) -> Parts:
    return tuple(
        Money.total(parts[at] for _, parts in lines) for at in range(len(years))
    )


BY_VILLAGE = Document(
    "pip-villages",
    N_("Five-year investment plan (PIP) by village"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("What each village gets of the plan; read aloud in each of them."),
)
