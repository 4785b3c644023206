"""The expenditure of a year by function, crossed with the chapters: a query."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import chain
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import budget_lines
from commune_desk.storage.models import Function

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

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
    known = session.execute(
        select(Function.id, Function.code, Function.title, Function.parent_id).where(
            Function.nomenclature_id == year.nomenclature_id
        )
    ).all()
    parents = {row_id: parent for row_id, _, _, parent in known}
    named = {row_id: (code, title) for row_id, code, title, _ in known}
    by_code = {code: row_id for row_id, code, _, _ in known}
    sums: dict[tuple[int, str, str], dict[Section, int]] = defaultdict(
        lambda: defaultdict(int)
    )
    for row in budget_lines(session, scope):
        if row.side is Side.EXPENDITURE and row.amount:
            own = row.function_id or by_code.get(row.account.function_code, 0)
            key = own, row.account.chapter, row.account.chapter_title
            sums[key][row.section] += row.amount.francs
    lines = []
    for (own, chapter, title), spent in sums.items():
        head = named[chain(parents, own)[0]] if own else (LAST, "")
        code, name = named[own] if own else (LAST, "")
        line = FunctionLine(
            0,
            head[0],
            " ".join(head) if own else "",
            code,
            f"{code} {name}" if own else "",
            chapter,
            title,
            Money(spent[Section.OPERATING]),
            Money(spent[Section.INVESTMENT]),
        )
        lines.append(line)
    lines.sort(key=lambda each: (each.division, each.function, each.chapter))
    lines = [line._replace(id=number) for number, line in enumerate(lines, 1)]
    return lines if ids is None else [line for line in lines if line.id in ids]
