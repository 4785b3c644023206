"""Accounts down the page: chapters, articles, lines, and the totals of each.

The columns of the administrative account are those of `budget.md` 3.4: one for the
code, one for the name, then figures.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from commune_desk.domain.text import N_
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.reports.grids import Said
    from commune_desk.services.accounts import AccountRow


class Placed(Protocol):
    """A row that speaks of an account."""

    @property
    def account(self) -> AccountRow:
        """The account."""


R = TypeVar("R", bound=Placed)
LABEL = 1
"""Place of the column of names, after that of codes."""


def figure(title: Said, group: Said = "", width: float = 17) -> TableColumn:
    """Give a column of francs that adds up."""
    return TableColumn(title, width, Align.RIGHT, group, adds=True)


def quotient(title: Said, part: int, whole: int) -> TableColumn:
    """Give a column of shares: figure `part` ÷ figure `whole`, counted from 0."""
    return TableColumn(
        title, 11, Align.RIGHT, ratio=(part + LABEL + 1, whole + LABEL + 1)
    )


def account_tree(
    rows: Sequence[R],
    heads: tuple[Said, Said],
    figures: tuple[TableColumn, ...],
    told: Callable[[Sequence[R]], tuple[Any, ...]],
    ends: Sequence[tuple[Said, Sequence[R], Role]],
) -> TableBlock:
    """Lay accounts out; `told` adds rows up, `ends` are totals for the foot.

    An end that is a `Role.TOTAL` stands after the last of its own rows.
    """
    columns = (TableColumn(heads[0], 10), TableColumn(heads[1], 46), *figures)
    layout = _Layout(told, len(figures))
    found: list[Row] = []
    waiting = list(ends)
    shown = 0
    for chapter, group in groupby(rows, lambda row: row.account.chapter):
        own = list(group)
        found += layout.chapter(chapter, own)
        shown += len(own)
        while waiting and waiting[0][2] is Role.TOTAL and _ends(waiting[0][1], own):
            name, part, role = waiting.pop(0)
            found.append(layout.total(name, part, role, len(part)))
    found += [layout.total(name, part, role) for name, part, role in waiting]
    return TableBlock(columns, tuple(found), unit=IN_FRANCS, carried=True)


def _ends(part: Sequence[R], own: Sequence[R]) -> bool:
    return bool(part) and part[-1] is own[-1]


class _Layout:
    def __init__(
        self, told: Callable[[Sequence[Any]], tuple[Any, ...]], wide: int
    ) -> None:
        self.told, self.wide = told, wide

    def chapter(self, code: str, rows: Sequence[Placed]) -> Iterator[Row]:
        name = rows[0].account.chapter_title
        yield self._head((code, name), Role.CHAPTER)
        for article, group in groupby(rows, lambda row: row.account.article):
            lines = list(group)
            several = bool(article) and len(lines) > 1
            if article:
                yield self._head((article, lines[0].account.article_title),
                                 Role.ARTICLE)  # fmt: skip
            for row in lines:
                yield Row((row.account.code, row.account.title, *self.told([row])))
            if several:
                text = N_("Total article {code}", code=article)
                yield self.total(text, lines, Role.SUBTOTAL)
        yield self.total(N_("Total chapter {code}", code=code), rows, Role.TOTAL)

    def total(
        self, name: Said, rows: Sequence[Placed], role: Role, lines: int = 0
    ) -> Row:
        cells = (name, None, *self.told(rows))
        return Row(cells, role, (Span(0, LABEL, Align.RIGHT),), lines)

    def _head(self, cells: tuple[str, str], role: Role) -> Row:
        return Row((*cells, *(None,) * self.wide), role, (Span(1, LABEL),))
