"""The sheets of the lines (fiches de compte): one page or more for each credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, PageBreak, Title, say_prose
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.expense_registers import GROUP, over
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.account_sheets import account_sheets
from commune_desk.services.jobs import told
from commune_desk.services.today import situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.account_sheets import AccountSheet
    from commune_desk.services.scope import Scope


def story(telling: Telling) -> Iterator[Block]:
    """Tell each sheet that holds an act or a credit; or the one that was asked for."""
    session, scope = telling.session, telling.scope
    year = str(scope.year)
    found = account_sheets(session, scope)
    if telling.only:
        found = [sheet for sheet in found if _key(sheet) == telling.only]
    else:
        found = [sheet for sheet in found if _used(sheet)] or found[:1]
    title = N_("Account sheets {year}", year=year)
    on = situation(session, scope.year)
    yield Title(title, N_("as of {date}", date=telling.words.long_date(on)))
    if not found:
        yield say_prose(N_("No entry in {year} yet.", year=year))
    for sheet in told(found, N_("Printing the account sheets"), telling.progress):
        if sheet is not found[0]:
            yield PageBreak()
        yield from sheet_of(sheet)


def _used(sheet: AccountSheet) -> bool:
    return any(line.entry_id is not None for line in sheet.lines)


def _key(sheet: AccountSheet) -> str:
    return sheet.code


def choices(session: Session, scope: Scope) -> Sequence[tuple[str, Said]]:
    """Offer each sheet to be printed alone."""
    return [
        (_key(sheet), f"{sheet.code} {sheet.title}")
        for sheet in account_sheets(session, scope)
    ]


def sheet_of(sheet: AccountSheet) -> Iterator[Block]:
    """Tell one sheet, its totals carried from page to page."""
    section = NAMES[sheet.section]
    yield Heading(
        N_("Account sheet {code}", code=sheet.code),
        beside=N_(
            "{title} · chapter {chapter} · {section}",
            title=sheet.title,
            chapter=sheet.chapter,
            section=section,
        ),
    )
    columns = (
        TableColumn(N_("Date"), 12),
        TableColumn(N_("Paper no."), 17),
        TableColumn(N_("Object"), 62),
        TableColumn(N_("Credit opened and changes"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Committed"), 16, Align.RIGHT, adds=True),
        TableColumn(N_("Ordered"), 16, Align.RIGHT, adds=True),
        TableColumn(N_("Paid"), 16, Align.RIGHT, adds=True),
        TableColumn(N_("Available"), 18, Align.RIGHT, runs_on=True),
    )
    rows = [
        Row(
            (
                line.made_on,
                line.paper,
                N_("{code}: {object}", code=line.code, object=line.object)
                if line.code
                else line.object,
                line.credit,
                line.committed,
                line.ordered,
                line.paid,
                line.available,
            )
        )
        for line in sheet.lines
    ]
    sums = (sheet.total(key) for key in ("credit", "committed", "ordered", "paid"))
    cells = (N_("Total"), None, None, *sums, sheet.available)
    rows.append(Row(cells, Role.GRAND, (Span(0, 2, Align.RIGHT),)))
    yield TableBlock(columns, tuple(rows), unit=IN_FRANCS, carried=True)


ACCOUNT_SHEETS = Document(
    "account-sheets",
    N_("Account sheets"),
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("Each credit: opened, committed, ordered, paid; what is left of it."),
    standing=unstated,
    choices=choices,
)
