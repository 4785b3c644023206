"""What an act on a document of the budget fixes, in figures: a query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.money import Money
from commune_desk.services.budget_lines import SECTIONS, lines_of
from commune_desk.storage.models import BudgetDocument, FiscalYear

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Sum(NamedTuple):
    """Both sides of a section."""

    section: Section
    revenue: Money
    expenditure: Money


class Moved(NamedTuple):
    """What a transfer gives to an account (`+`) or takes from it (`−`)."""

    code: str
    title: str
    amount: Money


class Fixed(NamedTuple):
    """The figures of a document."""

    lines: int
    """How many lines have a figure."""

    sums: tuple[Sum, ...]
    moves: tuple[Moved, ...]
    """Of a transfer; empty for other documents."""


def fixed(session: Session, document_id: int) -> Fixed:
    """Add up what the document proposes, by section and side."""
    document = session.get_one(BudgetDocument, document_id)
    year = session.get_one(FiscalYear, document.fiscal_year_id)
    sums: dict[tuple[Section, Side], int] = defaultdict(int)
    moves = []
    count = 0
    for row in lines_of(session, year, document):
        if row.proposed is None:
            continue
        count += 1
        sums[row.section, row.side] += row.proposed.francs
        moves.append(Moved(row.code, row.title, row.proposed))
    moved = document.kind is DocumentKind.TRANSFER
    return Fixed(
        count,
        tuple(
            Sum(
                section,
                Money(sums[section, Side.REVENUE]),
                Money(sums[section, Side.EXPENDITURE]),
            )
            for section in SECTIONS
        ),
        tuple(sorted(moves, key=lambda move: move.amount.francs)) if moved else (),
    )
