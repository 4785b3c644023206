"""The register of contracts: who, for how much, until when, what is paid."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.procurement import PROVISIONAL, SERVICE_ORDER
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import Findings, Title, say_prose
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
from commune_desk.reports.procurement_plan import (
    GROUP,
    procedure,
    signatures,
    unversioned,
)
from commune_desk.services.procurement_lists import procurements
from commune_desk.services.procurement_review import of_procurement
from commune_desk.services.today import situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.official_heads import Heads
    from commune_desk.services.procurement_lists import ProcurementRow

PAPER = "procurement-register"
NOTIFICATION = "notification"


def story(telling: Telling) -> Iterator[Block]:
    """Tell the contracts of the year, and those of earlier years still open."""
    session, scope = telling.session, telling.scope
    rows = procurements(session, scope)
    day = situation(session, scope.year)
    ours = N_("Register of contracts {year}", year=str(scope.year))
    yield Title(titled(telling, PAPER, ours), N_("Situation on {date}", date=day))
    if rows:
        yield _table(telling, rows)
        yield Findings(tuple(of_procurement(session, scope, rows)))
    else:
        yield say_prose(N_("No contract is entered for {year}.", year=str(scope.year)))
    yield signatures(telling)


def _table(telling: Telling, rows: Sequence[ProcurementRow]) -> TableBlock:
    heading = heads(telling, PAPER)
    columns = _columns(heading)
    last = len(columns) - 1
    lines: list[Row] = []
    for year, group in groupby(rows, lambda row: row.year):
        members = list(group)
        title = N_("Contracts of {year}", year=str(year))
        if year < telling.scope.year:
            title = N_("Contracts of {year}, still open", year=str(year))
        lines.append(Row((title, *(None,) * last), Role.CHAPTER, (Span(0, last),)))
        for row in members:
            lines += _lines(row, last)
        total = N_("Total of the contracts of {year}", year=str(year))
        lines.append(_total(total, members, Role.TOTAL))
    lines.append(_total(N_("Overall total"), rows, Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _columns(heading: Heads) -> tuple[TableColumn, ...]:
    right, dates = Align.RIGHT, heading("dates")
    return (
        TableColumn(heading("object"), 36),
        TableColumn(heading("supplier"), 30),
        TableColumn(heading("estimate"), 19, right, adds=True),
        TableColumn(heading("amount"), 19, right, adds=True),
        TableColumn(heading("notified"), 18, group=dates, ruled=True),
        TableColumn(heading("order"), 18, group=dates, ruled=True),
        TableColumn(heading("delay"), 11, right, dates),
        TableColumn(heading("due"), 18, group=dates, ruled=True),
        TableColumn(heading("handover"), 19, group=dates, ruled=True),
        TableColumn(heading("late"), 12, right, dates),
        TableColumn(heading("retention"), 17, right, adds=True),
        TableColumn(heading("paid"), 19, right, adds=True),
        TableColumn(heading("left"), 19, right, adds=True),
        TableColumn(heading("step"), 28, ruled=True),
    )


def _lines(row: ProcurementRow, last: int) -> Iterator[Row]:
    contract = row.contract
    name = N_("{code} – {title}", code=row.reference, title=row.object)
    yield Row((name, *(None,) * last), Role.ARTICLE, (Span(0, last),))
    yield Row(
        (
            procedure(row) or N_("no procedure noted"),
            row.supplier,
            row.estimate,
            row.amount,
            contract.done(NOTIFICATION),
            contract.done(SERVICE_ORDER),
            row.delay_days,
            contract.due_on,
            contract.done(PROVISIONAL),
            row.late,
            row.retained,
            row.paid,
            row.left,
            row.state,
        )
    )


def _total(name: Text, rows: Sequence[ProcurementRow], role: Role) -> Row:
    total = Money.total
    cells: tuple[Any, ...] = (
        name,
        None,
        total(row.estimate for row in rows),
        total(row.amount for row in rows),
        *(None,) * 6,
        total(row.retained for row in rows),
        total(row.paid for row in rows),
        total(row.left for row in rows),
        None,
    )
    return Row(cells, role, (Span(0, 1, Align.RIGHT),))


PROCUREMENT_REGISTER = Document(
    PAPER,
    N_("Register of contracts"),
    story,
    landscape=True,
    group=GROUP,
    over=lambda scope: str(scope.year),
    standing=unversioned,
    purpose=N_("Object, supplier, amount, delays, guarantee, paid and left to pay."),
)
