"""Nomenclatures, accounts, functions, conversions as tables see them: queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from commune_desk.domain.budget import Collector, Origin, Section, Side
from commune_desk.services.accounts import fiscal_year
from commune_desk.storage.models import Account, Conversion, Function, Nomenclature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

SECTIONS = tuple(Section)
SIDES = tuple(Side)


class NomenclatureRow(NamedTuple):
    """A version of the list of accounts."""

    id: int
    name: str
    title: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    official: bool
    source: str
    accounts: int


class AccountLine(NamedTuple):
    """An account as its list shows it."""

    id: int
    nomenclature_id: int
    section: Section
    side: Side
    code: str
    title: str
    parent: str
    """Code of the account above; empty for a chapter."""

    compulsory: bool
    origin: Origin
    tax: bool
    collector: Collector
    order: bool
    pass_through: bool
    function_code: str
    source: str


class FunctionRow(NamedTuple):
    """A function of the nomenclature in use."""

    id: int
    code: str
    title: str
    parent: str


class ConversionRow(NamedTuple):
    """Where an account of an older list goes in the one in use."""

    id: int
    old_name: str
    section: Section
    side: Side
    old_code: str
    old_title: str
    new_code: str
    new_title: str
    share: int
    note: str


def nomenclature_in_use(session: Session, scope: Scope) -> int | None:
    """Give the list of the year’s budget; without one, the list loaded last."""
    year = fiscal_year(session, scope.year)
    if year is not None:
        return year.nomenclature_id
    return session.scalar(select(func.max(Nomenclature.id)))


def nomenclatures(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[NomenclatureRow]:
    """List the versions, the latest first."""
    count = (
        select(func.count())
        .where(Account.nomenclature_id == Nomenclature.id)
        .scalar_subquery()
    )
    query = select(*Nomenclature.__table__.columns, count).order_by(
        Nomenclature.id.desc()
    )
    if ids is not None:
        query = query.where(Nomenclature.id.in_(ids))
    return [NomenclatureRow._make(row) for row in session.execute(query)]


def account_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AccountLine]:
    """List the accounts of the nomenclature in use, in the order of a budget."""
    above = aliased(Account)
    query = (
        select(
            Account.id,
            Account.nomenclature_id,
            Account.section,
            Account.side,
            Account.code,
            Account.title,
            func.coalesce(above.code, ""),
            Account.compulsory,
            Account.origin,
            Account.tax,
            Account.collector,
            Account.order,
            Account.pass_through,
            Account.function_code,
            Account.source,
        )
        .join(above, above.id == Account.parent_id, isouter=True)
        .where(Account.nomenclature_id == nomenclature_in_use(session, scope))
    )
    if ids is not None:
        query = query.where(Account.id.in_(ids))
    rows = [AccountLine._make(row) for row in session.execute(query)]
    return sorted(
        rows,
        key=lambda r: (SECTIONS.index(r.section), SIDES.index(r.side), r.code),
    )


def functions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[FunctionRow]:
    """List the functions of the nomenclature in use by code."""
    above = aliased(Function)
    query = (
        select(
            Function.id, Function.code, Function.title, func.coalesce(above.code, "")
        )
        .join(above, above.id == Function.parent_id, isouter=True)
        .where(Function.nomenclature_id == nomenclature_in_use(session, scope))
        .order_by(Function.code)
    )
    if ids is not None:
        query = query.where(Function.id.in_(ids))
    return [FunctionRow._make(row) for row in session.execute(query)]


def conversions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ConversionRow]:
    """List where the accounts of older lists go in the nomenclature in use."""
    old, new, head = aliased(Account), aliased(Account), aliased(Nomenclature)
    query = (
        select(
            Conversion.id,
            head.name,
            old.section,
            old.side,
            old.code,
            old.title,
            new.code,
            new.title,
            Conversion.share,
            Conversion.note,
        )
        .join(old, old.id == Conversion.old_id)
        .join(new, new.id == Conversion.new_id)
        .join(head, head.id == old.nomenclature_id)
        .where(new.nomenclature_id == nomenclature_in_use(session, scope))
        .order_by(Conversion.id)
    )
    if ids is not None:
        query = query.where(Conversion.id.in_(ids))
    return [ConversionRow._make(row) for row in session.execute(query)]
