"""The accounts of a nomenclature, and the year that uses it: queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.nomenclature import chain
from commune_desk.storage.models import Account, FiscalYear

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side


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


def accounts_of(session: Session, nomenclature_id: int) -> dict[int, AccountRow]:
    """Read the accounts of a list, each with its chapter and its article."""
    rows = session.execute(
        select(*Account.__table__.columns).where(
            Account.nomenclature_id == nomenclature_id
        )
    ).all()
    parents = {row.id: row.parent_id for row in rows}
    named = {row.id: (row.code, row.title) for row in rows}
    found = {}
    for row in rows:
        above = chain(parents, row.id)
        chapter = named[above[0]]
        article = named[above[-2]] if len(above) > 2 else ("", "")  # noqa: PLR2004  chapter, article, leaf
        found[row.id] = AccountRow(
            row.id,
            row.section,
            row.side,
            row.code,
            row.title,
            chapter[0],
            chapter[1],
            article[0],
            article[1],
            row.compulsory,
            row.order,
            row.pass_through,
            row.function_code,
        )
    return found


def fiscal_year(session: Session, year: int) -> FiscalYear | None:
    """Find the budget of a year."""
    return session.scalars(select(FiscalYear).where(FiscalYear.year == year)).first()
