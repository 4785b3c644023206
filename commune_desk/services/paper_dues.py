"""By when a paper is due, as the calendars of the dossier say it.

The steps of a budget and the calendar of the year are data with their source
(`budget.md` 4, `planning.md` 1.8); most of it is usage that waits to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.sending import due_in
from commune_desk.services.deadlines import deadlines
from commune_desk.storage.models import BudgetStep, FiscalYear

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class PaperDue:
    """A day by which a paper must have done its work."""

    on: dt.date
    title: str
    """What is due on that day: “Vote du budget primitif”."""

    source: str
    """The text that says so, or the usage."""

    sure: bool = True
    """Whether the text was read; where it was not, the source says what it is."""

    done_on: dt.date | None = None
    """When the step was done; None where it waits, or where no date is kept."""


def paper_dues(session: Session, scope: Scope) -> Mapping[tuple[str, int], PaperDue]:
    """Give all days of both calendars, under their name and the year they count from.

    The year is an offset: 1 for what is due in the year after the one that is told.
    A step of the budget carries its own date and stands under the offset 0.
    """
    found: dict[tuple[str, int], PaperDue] = {}
    for row in deadlines(session):
        for offset in OFFSETS:
            on = due_in(row, scope.year + offset)
            due = PaperDue(on, row.title, row.source, row.sure)
            found[row.title, offset] = due
    query = (
        select(BudgetStep)
        .join(FiscalYear, FiscalYear.id == BudgetStep.fiscal_year_id)
        .where(FiscalYear.year == scope.year)
    )
    for step in session.scalars(query):
        if step.due_on is not None:
            found[step.key, 0] = PaperDue(
                step.due_on, step.title, step.source, done_on=step.done_on
            )
    return found


OFFSETS = (-1, 0, 1)
"""The year before the one that is told, itself, and the year after."""
