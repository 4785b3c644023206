"""Who pays an expense: proposed pro rata of what its action was promised."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.apportioning import apportioned
from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.money import Money
from commune_desk.domain.spending import Part
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Contribution,
    ExpenseSource,
    Partner,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


def proposed_parts(
    session: Session, amount: Money, line_id: int, action_id: int | None, year: int
) -> tuple[Part, ...]:
    """Propose who pays, to the franc.

    An action is paid as its contributions of the year say; pay of the State’s staff
    by the State; everything else by the commune.
    """
    weights: dict[tuple[FunderClass, int | None], int] = defaultdict(int)
    if action_id is not None:
        for funder, partner, given in session.execute(
            select(
                Contribution.funder_class, Contribution.partner_id, Contribution.amount
            )
            .where(Contribution.action_id == action_id, Contribution.year == year)
            .order_by(Contribution.id)
        ):
            if given is not None and given.francs > 0:
                weights[funder, partner] += given.francs
    if weights:
        parts = apportioned(amount, list(weights.values()))
        return tuple(
            Part(funder, part, partner)
            for (funder, partner), part in zip(weights, parts, strict=True)
            if part
        )
    passing = session.scalar(
        select(Account.pass_through)
        .join(BudgetLine, BudgetLine.account_id == Account.id)
        .where(BudgetLine.id == line_id)
    )
    return (Part(FunderClass.STATE if passing else FunderClass.COMMUNE, amount),)


class Source(NamedTuple):
    """One who pays of an expense, by name."""

    operation_id: int
    funder: FunderClass
    partner_id: int | None
    partner: str
    amount: Money


def sources_of(
    session: Session, operations: Collection[int] | None = None
) -> dict[int, list[Source]]:
    """Map expenses to those who pay them."""
    query = (
        select(
            ExpenseSource.operation_id,
            ExpenseSource.funder,
            ExpenseSource.partner_id,
            func.coalesce(Partner.name, ""),
            ExpenseSource.amount,
        )
        .outerjoin(Partner, Partner.id == ExpenseSource.partner_id)
        .order_by(ExpenseSource.operation_id, ExpenseSource.id)
    )
    if operations is not None:
        query = query.where(ExpenseSource.operation_id.in_(operations))
    found: dict[int, list[Source]] = defaultdict(list)
    for row in session.execute(query):
        found[row[0]].append(Source(*row))
    return dict(found)


class Promise(NamedTuple):
    """What a funder promised to an action in all years, and what of it came."""

    promised: Money
    received: Money


def promise_of(session: Session, action_id: int, part: Part) -> Promise:
    """Tell how sure the money of a funder is for an action."""
    partner = (
        Contribution.partner_id == part.partner_id
        if part.partner_id is not None
        else Contribution.partner_id.is_(None)
    )
    rows = session.execute(
        select(Contribution.status, Contribution.amount).where(
            Contribution.action_id == action_id,
            Contribution.funder_class == part.funder,
            partner,
        )
    ).all()
    return Promise(
        Money.total(amount for _, amount in rows),
        Money.total(amount for how, amount in rows if how is FundingStatus.PAID),
    )
