"""The expenditure of a year by function, crossed with the chapters: a query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import budget_lines

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.services.told_functions import ToldFunction

LAST = "~"
"""Sorts after all codes: what has no function stands at the end."""


class FunctionLine(NamedTuple):
    """What one function spends in one chapter."""

    id: int
    division: str
    division_name: str
    function: str
    function_name: str
    chapter: str
    title: str
    operating: Money
    investment: Money

    @property
    def total(self) -> Money:
        """Both sections."""
        return self.operating + self.investment


def function_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[FunctionLine]:
    """Add the lines of expenditure up; a line without function uses its account’s."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    told: dict[int, ToldFunction] = {}
    sums: dict[tuple[int, str, str], dict[Section, int]] = defaultdict(
        lambda: defaultdict(int)
    )
    for row in budget_lines(session, scope):
        if row.side is Side.EXPENDITURE and row.amount:
            own = row.told.id if row.told else 0
            if row.told:
                told[own] = row.told
            key = own, row.account.chapter, row.account.chapter_title
            sums[key][row.section] += row.amount.francs
    lines = []
    for (own, chapter, title), spent in sums.items():
        function = told.get(own)
        line = FunctionLine(
            0,
            function.division if function else LAST,
            f"{function.division} {function.division_title}" if function else "",
            function.code if function else LAST,
            function.name if function else "",
            chapter,
            title,
            Money(spent[Section.OPERATING]),
            Money(spent[Section.INVESTMENT]),
        )
        lines.append(line)
    lines.sort(key=lambda each: (each.division, each.function, each.chapter))
    lines = [line._replace(id=number) for number, line in enumerate(lines, 1)]
    return lines if ids is None else [line for line in lines if line.id in ids]
