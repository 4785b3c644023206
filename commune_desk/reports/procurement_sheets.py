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
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.procurement_plan import GROUP, procedure, unversioned
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
    yield from _money(row, telling)
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
    nature = N_(
        "{kind} – {procedure}",
        kind=NAMES[row.kind],
        procedure=procedure(row) or N_("no procedure noted"),
    )
    pairs: list[tuple[Text, object]] = [
        (N_("Nature, procedure"), nature),
        (N_("Action of the plan"), row.action),
        (N_("Supplier"), row.supplier),
        (N_("Delay"), _delay(row)),
        (N_("Guarantee retention"), _guarantee(row)),
    ]
    if row.note:
        pairs.append((N_("Note"), row.note))
    columns = (
        TableColumn(N_("The contract"), 46),
        TableColumn(N_("What is known"), 134, ruled=True),
    )
    return TableBlock(
        columns, tuple(Row((name, value or BY_HAND)) for name, value in pairs)
    )


def _delay(row: ProcurementRow) -> Text | str:
    if row.delay_days is None:
        return ""
    days = P_("{count} day", "{count} days", count=row.delay_days)
    due = row.contract.due_on
    return days if due is None else N_("{days}, to {date}", days=days, date=due)


def _guarantee(row: ProcurementRow) -> Text | str:
    if row.guarantee is None:
        return ""
    if row.retained is None:
        return N_("{share} of the contract", share=row.guarantee)
    return N_(
        "{share} of the contract: {amount} F",
        share=row.guarantee,
        amount=row.retained,
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


def _money(row: ProcurementRow, telling: Telling) -> Iterator[Block]:
    columns = (
        TableColumn(N_("Money"), 30),
        *(
            TableColumn(title, 30, Align.RIGHT)
            for title in (
                N_("Estimate"),
                N_("Amount of the contract"),
                N_("Committed"),
                N_("Ordered for payment"),
                N_("Paid"),
                N_("Left to pay"),
            )
        ),
    )
    sums = (row.estimate, row.amount, row.committed, row.ordered, row.paid, row.left)
    lines = [
        Row((each.object, None, None, each.committed, each.ordered, each.paid, None))
        for each in expenses_for(telling.session, row.contract)
        if each.procurement_id is not None
    ]
    lines.append(Row((N_("The contract"), *sums), Role.GRAND))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)


PROCUREMENT_SHEETS = Document(
    "procurement-sheets",
    N_("Sheets of the contracts"),
    story,
    group=GROUP,
    over=lambda scope: str(scope.year),
    standing=unversioned,
    purpose=N_("One page for each contract: its steps, planned and done, its money."),
)
