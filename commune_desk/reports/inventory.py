"""The register of the inventory, by village, then by kind of thing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import AssetState
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import (
    Findings,
    Heading,
    Note,
    Photos,
    Title,
    say_prose,
)
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
from commune_desk.reports.official_heads import heads, titled
from commune_desk.reports.procurement_plan import GROUP, signatures, unversioned
from commune_desk.reports.record_photos import photos_of
from commune_desk.services.asset_lists import assets, of_assets
from commune_desk.services.today import situation
from commune_desk.tables.assets import NO_VILLAGE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.asset_lists import AssetRow

PAPER = "inventory"
UNCLASSED = N_("Other things")
AT_COST = N_(
    "Values are those paid when the thing was acquired; no wear is reckoned. A thing of"
    " unknown value adds nothing."
)


def held(rows: Sequence[AssetRow], day: dt.date) -> list[AssetRow]:
    """Keep what the commune owned on a day."""
    return [
        row
        for row in rows
        if (row.acquired_on is None or row.acquired_on <= day)
        and (row.disposed_on is None or row.disposed_on > day)
    ]


def story(telling: Telling) -> Iterator[Block]:
    """Tell village by village what is there, then sum up by kind."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    rows = held(assets(session), day)
    ours = N_("Inventory register {year}", year=str(scope.year))
    yield Title(
        titled(telling, PAPER, ours),
        P_(
            "{count} thing on {date}",
            "{count} things on {date}",
            count=len(rows),
            date=day,
        ),
    )
    if not rows:
        yield say_prose(N_("Nothing is in the inventory on {date}.", date=day))
    else:
        yield _table(telling, rows)
        yield Note(AT_COST)
        yield Heading(N_("By nature"))
        yield _by_kind(rows)
        yield Findings(tuple(of_assets(session, scope)))
    photos = [p for row in rows for p in photos_of(session, "assets", row.id)]
    if photos:
        yield Heading(N_("Photographs"))
        yield Photos(tuple(photos))
    yield signatures(telling)


def _table(telling: Telling, rows: Sequence[AssetRow]) -> TableBlock:
    heading = heads(telling, PAPER)
    columns = (
        TableColumn(heading("number"), 26),
        TableColumn(heading("title"), 66),
        TableColumn(heading("kind"), 34),
        TableColumn(heading("acquired"), 20),
        TableColumn(heading("value"), 24, Align.RIGHT, adds=True),
        TableColumn(heading("state"), 22, ruled=True),
        TableColumn(heading("committee"), 46),
        TableColumn(heading("note"), 40),
    )
    last = len(columns) - 1
    lines: list[Row] = []
    ordered = sorted(rows, key=lambda row: (not row.village, row.village, row.number))
    for village, group in groupby(ordered, lambda row: row.village):
        members = list(group)
        title: Text | str = village or NO_VILLAGE
        lines.append(Row((title, *(None,) * last), Role.CHAPTER, (Span(0, last),)))
        lines += [
            Row(
                (
                    row.number,
                    row.title,
                    row.kind or UNCLASSED,
                    row.acquired_on,
                    row.value,
                    row.state,
                    row.committee,
                    row.note,
                )
            )
            for row in members
        ]
        total = N_("Total {title}", title=title)
        lines.append(_total(total, members, Role.TOTAL))
    lines.append(_total(N_("Overall total"), rows, Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _total(name: Text, rows: Sequence[AssetRow], role: Role) -> Row:
    whole = Money.total(row.value for row in rows)
    cells: tuple[Any, ...] = (name, *(None,) * 3, whole, *(None,) * 3)
    return Row(cells, role, (Span(0, 3, Align.RIGHT),))


def _by_kind(rows: Sequence[AssetRow]) -> TableBlock:
    right = Align.RIGHT
    columns = (
        TableColumn(N_("Nature"), 80),
        TableColumn(N_("Number"), 18, right, adds=True),
        TableColumn(N_("in good state"), 20, right, adds=True),
        TableColumn(N_("worn"), 18, right, adds=True),
        TableColumn(N_("out of order"), 20, right, adds=True),
        TableColumn(N_("Value"), 28, right, adds=True),
    )
    kinds = sorted({row.kind for row in rows}, key=lambda kind: (not kind, fold(kind)))
    lines = [
        _counted(kind or UNCLASSED, [r for r in rows if r.kind == kind])
        for kind in kinds
    ]
    lines.append(_counted(N_("Overall total"), rows, Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _counted(name: Text | str, rows: Sequence[AssetRow], role: Role = Role.LINE) -> Row:
    states = (AssetState.GOOD, AssetState.WORN, AssetState.BROKEN)
    counts = (sum(row.state is state for row in rows) for state in states)
    value = Money.total(row.value for row in rows)
    return Row((name, len(rows), *counts, value), role)


INVENTORY = Document(
    PAPER,
    N_("Inventory register"),
    story,
    landscape=True,
    group=GROUP,
    over=lambda scope: str(scope.year),
    standing=unversioned,
    purpose=N_("What the commune owns, village by village, with who is in charge."),
)
