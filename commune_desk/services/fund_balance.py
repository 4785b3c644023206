"""Received against spent, agreement by agreement: nothing is spent that did not come.

What came in counts as the bank or the Treasury credited it, else at the rate of its
day, else at that of the agreement; what was spent in the currency counts at the rate
of the agreement. All is compared without rounding.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.agreement_rules import balance_refusals
from commune_desk.domain.errors import Rejected
from commune_desk.services.fund_terms import terms_of
from commune_desk.storage.models import Agreement, FundUse, Tranche

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.agreement_money import Terms
    from commune_desk.domain.money import Money
    from commune_desk.storage.unit import Unit

NOTHING = Fraction(0)


class Came(NamedTuple):
    """A receipt, as far as it counts."""

    cents: int | None
    francs: Money | None
    rate: str = ""


def credited(terms: Terms, came: Came) -> Fraction:
    """Give the francs that a tranche brought."""
    if came.cents is None:
        return NOTHING
    if came.francs is not None:
        return Fraction(came.francs.francs)
    return terms.exact(came.cents, came.rate) or NOTHING


def paid(terms: Terms, francs: Money | None, cents: int | None) -> Fraction:
    """Give the francs that a use took."""
    if francs is not None:
        return Fraction(francs.francs)
    return terms.exact(cents or 0) or NOTHING


def balance(session: Session, agreement: Agreement) -> tuple[Fraction, Fraction]:
    """Add up what an agreement received and what it paid, in francs."""
    terms = terms_of(agreement)
    came = session.execute(
        select(Tranche.received_cents, Tranche.received_francs, Tranche.rate).where(
            Tranche.agreement_id == agreement.id
        )
    )
    went = session.execute(
        select(FundUse.francs, FundUse.cents).where(
            FundUse.agreement_id == agreement.id
        )
    )
    received = sum((credited(terms, Came(*row)) for row in came), NOTHING)
    return received, sum((paid(terms, *row) for row in went), NOTHING)


def check_balance(
    unit: Unit, agreement_id: int, asked: tuple[Money | None, int | None] | None = None
) -> None:
    """Refuse, once all is written, spending above what was received."""

    def check() -> None:
        agreement = unit.session.get(Agreement, agreement_id)
        if agreement is None:
            return
        received, spent = balance(unit.session, agreement)
        wanted = None if asked is None else paid(terms_of(agreement), *asked)
        found = list(balance_refusals(agreement.reference, received, spent, wanted))
        if found:
            raise Rejected(found)

    unit.check_later(f"funds.{agreement_id}", check)
