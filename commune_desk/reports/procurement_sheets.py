"""One page for each contract: what it is, its steps, its money, what to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import (
    Findings,
    Heading,
    PageBreak,
    Photos,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import IN_FRANCS, Align, Row, TableBlock, TableColumn
from commune_desk.reports.procurement_plan import GROUP, procedure
from commune_desk.reports.record_photos import photos_of
from commune_desk.services.jobs import told
from commune_desk.services.procurement_lists import expenses_for, procurements
from commune_desk.services.procurement_review import of_procurement
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.issues import Issue
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.procurement_lists import ProcurementRow

BY_HAND = "……………………………………………"
"""Where nothing is known: the pen fills it in."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell each contract on a page of its own."""
    session, scope = telling.session, telling.scope
    rows = procurements(session, scope)
    issues = list(of_procurement(session, scope, rows))
    yield Title(
        N_("Sheets of the contracts {year}", year=str(scope.year)),
        P_("{count} contract", "{count} contracts", count=len(rows)),
    )
    if not rows:
        yield say_prose(N_("No contract is entered for {year}.", year=str(scope.year)))
    for row in told(rows, N_("Printing the sheets of contracts"), telling.progress):
        if row is not rows[0]:
            yield PageBreak()
        yield from sheet_of(row, telling, issues)


def sheet_of(
    row: ProcurementRow, telling: Telling, issues: list[Issue]
) -> Iterator[Block]:
    """Tell one contract."""
    yield Heading(N_("Contract {code}: {title}", code=row.reference, title=row.object))
    yield _pairs(row)
    yield _steps(row)
    yield _money(row, telling)
    found = tuple(issue for issue in issues if issue.record == row.contract.record)
    if found:
        yield Findings(found)
    photos = photos_of(telling.session, "procurements", row.id)
    if photos:
        yield Photos(photos, 2)
    settings = preferences(telling.session)
    yield Signatures(
        (
            Signature(N_("Prepared by the secretary general")),
            Signature(settings["executive.title"], stamp=True),
        )
    )


def _pairs(row: ProcurementRow) -> TableBlock:
    contract = row.contract
    days = "" if row.delay_days is None else P_("{count} day", "{count} days",
                                                count=row.delay_days)  # fmt: skip
    pairs: tuple[tuple[Text, object], ...] = (
        (N_("Nature"), NAMES[row.kind]),
        (N_("Procedure"), procedure(row)),
        (N_("Action of the plan"), row.action),
        (N_("Supplier"), row.supplier),
        (N_("Delay"), days),
        (N_("End of the delay"), contract.due_on),
        (N_("Guarantee retention"), row.guarantee),
        (N_("Last step done"), row.state),
        (N_("Note"), row.note),
    )
    columns = (
        TableColumn(N_("The contract"), 46),
        TableColumn(N_("What is known"), 134, ruled=True),
    )
    return TableBlock(
        columns, tuple(Row((name, value or BY_HAND)) for name, value in pairs)
    )


def _steps(row: ProcurementRow) -> TableBlock:
    columns = (
        TableColumn(N_("Step"), 76),
        TableColumn(N_("Planned for"), 24, ruled=True),
        TableColumn(N_("Done on"), 24, ruled=True),
        TableColumn(N_("Gap (days)"), 18, Align.RIGHT),
    )
    rows = []
    for step in row.contract.steps:
        gap = None
        if step.done_on is not None and step.planned_on is not None:
            gap = (step.done_on - step.planned_on).days
        rows.append(Row((step.title, step.planned_on, step.done_on, gap)))
    return TableBlock(columns, tuple(rows), title=N_("Steps"))


def _money(row: ProcurementRow, telling: Telling) -> TableBlock:
    columns = (
        TableColumn(N_("Money"), 86),
        TableColumn(N_("Amount"), 30, Align.RIGHT),
    )
    pairs = (
        (N_("Estimate"), row.estimate),
        (N_("Amount of the contract"), row.amount),
        (N_("Committed"), row.committed),
        (N_("Ordered for payment"), row.ordered),
        (N_("Paid"), row.paid),
        (N_("Left to pay"), row.left),
        (N_("Guarantee retained"), row.retained),
    )
    rows = [Row(pair) for pair in pairs]
    tied = expenses_for(telling.session, row.contract)
    rows += [
        Row((N_("of which paid: {object}", object=each.object), each.paid))
        for each in tied
        if each.procurement_id is not None
    ]
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


PROCUREMENT_SHEETS = Document(
    "procurement-sheets",
    N_("Sheets of the contracts"),
    story,
    group=GROUP,
    over=lambda scope: str(scope.year),
    purpose=N_("One page for each contract: its steps, planned and done, its money."),
)
