"""The crossed grid as a table: functions down, chapters of expenditure across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, Text
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.crossed import NO_FUNCTION
from commune_desk.services.told_functions import PROPOSED
from commune_desk.tables.budget import BUDGET
from commune_desk.tables.table import Column, Kind, Level, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.command import Command
    from commune_desk.services.crossed import Chapter, CrossedRow
    from commune_desk.services.scope import Scope

FUNCTION, TOTAL = "function", "total"
"""Keys of the columns beside the chapters."""

SLIM = 5
"""Letters of a column that is empty: a chapter without amount takes little room."""


def grid_table(
    rows: Callable[[Session, Scope, Collection[int] | None], Sequence[CrossedRow]],
    columns: Callable[[Scope], tuple[Column[CrossedRow], ...]],
) -> Table[CrossedRow]:
    """Describe the grid; its columns depend on the chapters of the year."""
    return Table(
        name="budget_crossed",
        title=N_("Crossed budget"),
        purpose=N_("Expenditure by function and by chapter."),
        rows=rows,
        reads={**dict.fromkeys(BUDGET.reads), "functions": None},
        columns=columns,
        levels=(
            Level(
                lambda row: row.division,
                lambda row: (
                    f"{row.division} {row.division_title}"
                    if row.id != NO_FUNCTION
                    else ""
                ),
            ),
        ),
        year_bound=True,
    )


def grid_columns(found: Sequence[Chapter]) -> tuple[Column[CrossedRow], ...]:
    """Make the columns: the function, each chapter, their sum."""
    return (
        Column(FUNCTION, N_("Function"), called, width=30),
        *(_chapter(each) for each in found),
        Column(
            TOTAL,
            N_("Total"),
            lambda row: summed(row.lines),
            Kind.MONEY,
            SLIM,
            adds=True,
        ),
    )


def _chapter(chapter: Chapter) -> Column[CrossedRow]:
    key = chapter.key
    return Column(
        key,
        chapter.code,
        lambda row: summed(row.cells.get(key, ())),
        Kind.MONEY,
        SLIM,
        edit=lambda row, amount: typed(row.cells.get(key, ()), amount),
        adds=True,
        note=N_("{code} {title}", code=chapter.code, title=chapter.title),
    )


def typed(lines: Sequence[BudgetRow], amount: Any) -> Command[Any] | None:
    """Propose a figure for the one line of a cell; None unless it has just one."""
    if len(lines) != 1 or not lines[0].open:
        return None
    return ProposeAmount(lines[0].document_id, lines[0].id, amount)


def summed(lines: Iterable[BudgetRow]) -> Money | None:
    """Add up the proposals of a cell; None where nothing is proposed."""
    known = [line.proposed for line in lines if line.proposed is not None]
    return Money.total(known) if known else None


def called(row: CrossedRow) -> Text | str:
    """Name a function."""
    if row.id == NO_FUNCTION:
        return N_("Without function")
    name = f"{row.code} {row.title}"
    return f"{name}{PROPOSED}" if row.proposed else name
