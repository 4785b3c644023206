"""Five years of the budget side by side, chapter by chapter.

A year gone by is told by what it realised, from its own entries or as it was typed;
where that is not known, by what it was forecast. All in the accounts of the last year.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import FROZEN
from commune_desk.domain.money import Money, Share
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES, lines_of, primitive
from commune_desk.services.budget_past import forecasts_of, realised_in
from commune_desk.storage.models import PastFigure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side
    from commune_desk.domain.nomenclature import Key
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear

EARLIER = 4
"""Years before the one of the budget."""

ELSEWHERE = "~"
"""The chapter of figures whose account the list of the year does not have."""


class ToldYear(NamedTuple):
    """A year gone by, and whether its figures are those of its account."""

    year: int
    realised: bool
    figures: Mapping[Key, Money]
    """Empty where nothing is known of it."""


class ChapterYears(NamedTuple):
    """A chapter over five years; None where nothing is known of a year."""

    id: int
    section: Section
    side: Side
    chapter: str
    title: str
    amounts: tuple[Money | None, ...]
    """From the earliest year to that of the budget."""

    @property
    def before(self) -> Money | None:
        """The year before."""
        return self.amounts[-2]

    @property
    def now(self) -> Money | None:
        """The year of the budget."""
        return self.amounts[-1]

    @property
    def change(self) -> Money | None:
        """What the budget adds to the year before; None where that is not known."""
        return changed(self.before, self.now)

    @property
    def share(self) -> Share | None:
        """The same of the year before."""
        return Share.of(self.change, self.before)


class FiveYears(NamedTuple):
    """The chapters, and how each year is told."""

    year: int
    voted: bool
    earlier: tuple[ToldYear, ...]
    rows: tuple[ChapterYears, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """From the earliest."""
        return (*(each.year for each in self.earlier), self.year)

    def known(self, place: int) -> bool:
        """Tell whether anything is known of a year."""
        return place >= EARLIER or bool(self.earlier[place].figures)


def changed(before: Money | None, now: Money | None) -> Money | None:
    """Take last year off; None where either is not known."""
    return None if before is None or now is None else now - before


def five_years(session: Session, scope: Scope) -> FiveYears | None:
    """Gather them; None while the year has no budget."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return None
    document = primitive(session, year.id)
    lines = lines_of(session, year, document)
    earlier = tuple(
        _told(session, number, year) for number in range(year.year - EARLIER, year.year)
    )
    voted = document.state in FROZEN
    rows = _rows(session, year, earlier, _amounts(lines, voted=voted))
    return FiveYears(year.year, voted, earlier, rows)


def _amounts(lines: Collection[BudgetRow], *, voted: bool) -> dict[Key, Money]:
    found: dict[Key, int] = defaultdict(int)
    for line in lines:
        amount = line.proposed
        if voted:
            amount = line.approved if line.approved is not None else line.voted
        if amount is not None:
            found[line.section, line.side, line.code] += amount.francs
    return {key: Money(francs) for key, francs in found.items()}


def _told(session: Session, number: int, year: FiscalYear) -> ToldYear:
    """Tell a year gone by: its entries, else what was typed, else its forecast."""
    typed = session.scalars(select(PastFigure).where(PastFigure.year == number)).all()
    done: Mapping[Key, Money] = realised_in(session, number, year) or {
        (row.section, row.side, row.code): row.realised
        for row in typed
        if row.realised is not None
    }
    if done:
        return ToldYear(number, realised=True, figures=done)
    planned: Mapping[Key, Money] = forecasts_of(
        session, number, year.nomenclature_id
    ) or {
        (row.section, row.side, row.code): row.forecast
        for row in typed
        if row.forecast is not None
    }
    return ToldYear(number, realised=False, figures=planned)


def _rows(
    session: Session,
    year: FiscalYear,
    earlier: Collection[ToldYear],
    now: Mapping[Key, Money],
) -> tuple[ChapterYears, ...]:
    accounts = accounts_of(session, year.nomenclature_id).values()
    heads = {
        (row.section, row.side, row.code): (row.chapter, row.chapter_title)
        for row in accounts
    }
    told = [*(each.figures for each in earlier), now]
    sums: dict[tuple[Section, Side, str, str], list[int | None]] = defaultdict(
        lambda: [None] * len(told)
    )
    for place, figures in enumerate(told):
        for key, amount in figures.items():
            section, side, _ = key
            row = sums[section, side, *heads.get(key, (ELSEWHERE, ""))]
            row[place] = (row[place] or 0) + amount.francs
    ordered = sorted(
        sums,
        key=lambda each: (SECTIONS.index(each[0]), SIDES.index(each[1]), each[2]),
    )
    return tuple(
        ChapterYears(
            number,
            *key,
            tuple(
                Money(francs or 0) if figures else None
                for francs, figures in zip(sums[key], told, strict=True)
            ),
        )
        for number, key in enumerate(ordered, start=1)
        if any(sums[key])
    )


def chapter_years(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ChapterYears]:
    """List the chapters over five years."""
    found = five_years(session, scope)
    rows = found.rows if found is not None else ()
    return [row for row in rows if ids is None or row.id in ids]
