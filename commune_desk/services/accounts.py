"""The accounts of a nomenclature, and the year that uses it: queries."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, type_coerce
from sqlalchemy.types import NullType

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.nomenclature import chain
from commune_desk.storage.models import Account, FiscalYear

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AccountRow(NamedTuple):
    """An account with the names of those above it."""

    id: int
    section: Section
    side: Side
    code: str
    title: str
    chapter: str
    chapter_title: str
    article: str
    """Code of the account between chapter and leaf; empty where there is none."""

    article_title: str
    compulsory: bool
    order: bool
    pass_through: bool
    function_code: str


_RAW = select(
    *(
        type_coerce(getattr(Account, name), NullType())
        for name in (
            "id",
            "parent_id",
            "section",
            "side",
            "code",
            "title",
            "compulsory",
            "order",
            "pass_through",
            "function_code",
        )
    )
)
"""Accounts as the file has them: to see that they are the same takes no more."""


def accounts_of(session: Session, nomenclature_id: int) -> dict[int, AccountRow]:
    """Read the accounts of a list, each with its chapter and its article.

    They are asked for at every edit of a budget and hardly ever change: rows equal to
    those read before are not made again.
    """
    query = _RAW.where(Account.nomenclature_id == nomenclature_id)
    return dict(_made(tuple(map(tuple, session.execute(query)))))


@lru_cache(maxsize=4)
def _made(rows: tuple[tuple[Any, ...], ...]) -> dict[int, AccountRow]:
    parents = {row[0]: row[1] for row in rows}
    named = {row[0]: (row[4], row[5]) for row in rows}
    found = {}
    for row_id, _, section, side, code, title, compulsory, order, through, use in rows:
        above = chain(parents, row_id)
        chapter = named[above[0]]
        article = named[above[-2]] if len(above) > 2 else ("", "")  # noqa: PLR2004  chapter, article, leaf
        found[row_id] = AccountRow(
            row_id,
            Section(section),
            Side(side),
            code,
            title,
            chapter[0],
            chapter[1],
            article[0],
            article[1],
            bool(compulsory),
            bool(order),
            bool(through),
            use,
        )
    return found


def fiscal_year(session: Session, year: int) -> FiscalYear | None:
    """Find the budget of a year."""
    return session.scalars(select(FiscalYear).where(FiscalYear.year == year)).first()
