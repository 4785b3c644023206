"""Papers that change a voted budget: additional budget, authorisation, transfer.

Forms are those of `budget.md` 3.3 and 5.3; each shows what was, what changes, and the
final forecast that all documents up to this one make.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.budget import FROZEN, DocumentKind, Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    ClosingFormula,
    Heading,
    PageBreak,
    Paragraph,
    Prose,
    Run,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.budget_acts import visas
from commune_desk.reports.budget_balance import formula, passing, signatures
from commune_desk.reports.budget_detail import (
    SECTION_TITLES,
    SIDE_TITLES,
    TOTALS,
    Footnotes,
    tree,
)
from commune_desk.reports.budget_sheet import (
    BLANK,
    GROUP,
    Sheet,
    nothing_yet,
    over,
    sheet_of,
    sheets_of,
    stated,
)
from commune_desk.reports.document import DRAFT, Document
from commune_desk.reports.grids import Align, TableColumn
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.credits import changes_of
from commune_desk.storage.models import BudgetDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.scope import Scope


@dataclass(frozen=True)
class Changed:
    """What a document changes, above what stood before it."""

    sheet: Sheet
    earlier: dict[int, int]
    """Francs of each account by the documents in force before this one."""

    def figures(self, rows: Sequence[BudgetRow]) -> tuple[object, ...]:
        """Give what stood, what changes and what it comes to."""
        accounts = {row.account.id for row in rows}
        before = Money(sum(self.earlier.get(account, 0) for account in accounts))
        change = self.sheet.sum(rows)
        return before, change, before + change


def changed(sheet: Sheet) -> Changed:
    """Read what stood before a document."""
    earlier: dict[int, int] = {}
    for change in changes_of(sheet.telling.session, sheet.year):
        first = change.kind is DocumentKind.PRIMITIVE
        if change.document_id < sheet.document.id and (change.in_force or first):
            sum_ = earlier.get(change.account_id, 0) + change.amount.francs
            earlier[change.account_id] = sum_
    return Changed(sheet, earlier)


def story(kind: DocumentKind, telling: Telling) -> Iterator[Block]:
    """Tell every document of a kind that the year has."""
    sheets = sheets_of(telling, kind)
    year = telling.scope.year
    if sheet_of(telling) is None:
        yield from nothing_yet(NAMES[kind], year)
        return
    if not sheets:
        yield Title(N_("{title} {year}", title=NAMES[kind], year=str(year)))
        yield say_prose(
            N_("No such document was begun for {year}.", year=str(year)),
        )
    for number, sheet in enumerate(sheets):
        if number:
            yield PageBreak()
        yield from _one(sheet)


def _one(sheet: Sheet) -> Iterator[Block]:
    document, found = sheet.document, changed(sheet)
    title = _title(sheet)
    yield Title(title, stated(document))
    yield say_prose(N_("Reason: {reason}", reason=document.reason or BLANK))
    if document.kind is DocumentKind.TRANSFER:
        yield from visas(sheet)
        yield _act(N_("ORDERS"), Align.CENTRE)
        yield _act(
            N_(
                "Article 1: the credits below are transferred within the budget of"
                " {year}.",
                year=sheet.label,
            )
        )
    touched = [row for row in sheet.lines if sheet.amount(row) is not None]
    for section in Section:
        for side in Side:
            rows = [r for r in touched if (r.section, r.side) == (section, side)]
            if rows:
                notes = Footnotes()
                yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
                yield tree(
                    rows, _columns(), found.figures, TOTALS[section, side], notes
                )
                yield from notes.block()
    yield from _closed(sheet)
    yield signatures(sheet)


def _title(sheet: Sheet) -> Text:
    return N_(
        "{title} no. {number}, year {year}",
        title=NAMES[sheet.document.kind],
        number=sheet.document.number,
        year=sheet.label,
    )


def _columns() -> tuple[TableColumn, ...]:
    titles = (
        N_("Forecast in force"),
        N_("Change (+ or −)"),
        N_("Final forecast"),
    )
    return tuple(TableColumn(title, 22, Align.RIGHT, adds=True) for title in titles)


def _closed(sheet: Sheet) -> Iterator[Block]:
    if sheet.document.kind is DocumentKind.TRANSFER:
        moved = Money.total(
            amount
            for row in sheet.lines
            if (amount := sheet.amount(row)) and amount.francs > 0
        )
        yield ClosingFormula(
            N_("Article 2: the credits transferred come to the sum of"), moved
        )
        yield _act(
            N_(
                "Article 3: this order is notified to the accountant, entered in the"
                " register and published wherever need be."
            )
        )
        return
    yield Heading(N_("What this document adds"), 2)
    yield passing(sheet)
    yield formula(sheet)


def _act(text: Said, align: Align = Align.LEFT) -> Prose:
    bold = align is Align.CENTRE
    return Prose((Paragraph((Run(text, bold=bold),), align=align),), Voice.ACT)


def _standing(kind: DocumentKind, session: Session, scope: Scope) -> tuple[Said, Said]:
    """Mark a draft if any of the documents printed is one."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return "", ""
    states = session.scalars(
        select(BudgetDocument.state).where(
            BudgetDocument.fiscal_year_id == year.id, BudgetDocument.kind == kind
        )
    ).all()
    draft = any(state not in FROZEN for state in states)
    return NAMES[states[-1]] if states else "", DRAFT if draft else ""


def _paper(name: str, kind: DocumentKind, purpose: Text) -> Document:
    return Document(
        name,
        NAMES[kind],
        partial(story, kind),
        landscape=kind is not DocumentKind.TRANSFER,
        group=GROUP,
        over=over,
        purpose=purpose,
        standing=partial(_standing, kind),
    )


ADDITIONAL = _paper(
    "budget-additional",
    DocumentKind.ADDITIONAL,
    N_("What changes once last year’s result is known, and the final forecast."),
)
AUTHORISATION = _paper(
    "budget-authorisation",
    DocumentKind.AUTHORISATION,
    N_("Credits opened against receipts that came in addition."),
)
TRANSFER = _paper(
    "budget-transfer",
    DocumentKind.TRANSFER,
    N_("The order that moves credits from one line to another."),
)
