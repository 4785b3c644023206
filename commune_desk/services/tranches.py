"""Tranches of an agreement: forecast, promised, received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.agreement_money import Terms, whole
from commune_desk.domain.agreement_rules import Received, refused, tranche_refusals
from commune_desk.domain.agreements import Route
from commune_desk.domain.budget import Side
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.fund_balance import Came, check_balance, credited
from commune_desk.services.fund_links import operation_refusals
from commune_desk.services.fund_terms import TERMS, lines_of, terms_in
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import Agreement, Operation, Partner, Tranche

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Tranche) -> Iterator[Issue]:
    terms = terms_in(unit, row.agreement_id)
    name = N_(
        "Tranche {number} of {funder}, agreement {reference}",
        number=row.number,
        funder=unit.find(Partner, row.partner_id).name,
        reference=terms.reference,
    )
    if row.number < 1:
        text = N_("{name}: tranches are numbered from 1.", name=name)
        yield refused(text, "number", "FUND-09")
    key = (row.agreement_id, row.partner_id, row.number)
    if taken(unit, Tranche, ("agreement_id", "partner_id", "number"), key, row.id):
        text = N_("{name}: this number is already taken.", name=name)
        yield refused(text, "number", "FUND-09")
    seen = Received(
        name,
        row.forecast_cents,
        row.promised_cents,
        row.received_cents,
        row.received_on,
        row.rate or "",
        row.way or Route.BESIDE,
        row.operation_id is not None,
    )
    yield from tranche_refusals(terms, seen, today(unit.session))
    yield from operation_refusals(unit, name, row, Side.REVENUE)


TRANCHE = Entity(
    Tranche,
    N_("tranche {title}"),
    lambda row: str(row.number),
    {
        "agreement_id": N_("Agreement"),
        "partner_id": N_("Funder"),
        "number": N_("Tranche no."),
        "forecast_on": N_("Forecast for"),
        "forecast_cents": N_("Forecast amount"),
        "promised_on": N_("Promised on"),
        "promised_cents": N_("Promised amount"),
        "received_on": N_("Money received on"),
        "received_cents": N_("Amount received"),
        "received_francs": N_("Francs credited"),
        "rate": N_("Rate on that day"),
        "way": N_("Way of the money"),
        "operation_id": N_("Receipt of the budget"),
        "condition": N_("Condition"),
        "reference": N_("Reference"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"agreement_id", "partner_id", "number", "forecast_on",
               "forecast_cents"}),
)  # fmt: skip


@dataclass(frozen=True)
class AddTranche(Add):
    """Enter a tranche."""

    label: ClassVar[Text] = N_("Add a tranche")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = TRANCHE


@dataclass(frozen=True)
class ReviseTranche(Revise):
    """Correct a tranche; what it no longer brings may not be spent."""

    label: ClassVar[Text] = N_("Correct a tranche")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = TRANCHE

    def apply(self, unit: Unit) -> None:
        """Change the field, then hold what is spent against it."""
        row = unit.find(Tranche, self.id)
        check_balance(unit, row.agreement_id)
        if self.value is None and self.field in BOTH:
            for name in BOTH:
                setattr(row, name, None)
        Revise.apply(self, unit)


BOTH = ("received_on", "received_cents")
"""Neither goes without the other: emptying one empties both."""


@dataclass(frozen=True)
class RemoveTranches(Remove):
    """Remove tranches whose money was not spent."""

    label: ClassVar[Text] = N_("Remove tranches")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = TRANCHE

    def apply(self, unit: Unit) -> None:
        """Remove them, then hold what is spent against what is left."""
        for row_id in self.ids:
            check_balance(unit, unit.find(Tranche, row_id).agreement_id)
        Remove.apply(self, unit)


@dataclass(frozen=True)
class ReceiveTranche(Revise):
    """Note that the money of a tranche has come."""

    label: ClassVar[Text] = N_("Note a tranche received")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = TRANCHE
    field: str = "received_on"
    value: Any = None
    """The day; what else is known of the receipt is in `facts`."""

    facts: tuple[tuple[str, Any], ...] = ()

    def apply(self, unit: Unit) -> None:
        """Write the day and the amount at once, for neither stands alone."""
        row = unit.find(Tranche, self.id)
        row.received_on = self.value
        for name, value in self.facts:
            setattr(row, name, value)
        with unit.session.no_autoflush:
            TRANCHE.check(unit, row)
        check_balance(unit, row.agreement_id)

    def describe(self, unit: Unit) -> Text:
        """Name the tranche and the funder."""
        row = unit.find(Tranche, self.id)
        return N_(
            "Tranche {number} of {funder} received",
            number=row.number,
            funder=unit.find(Partner, row.partner_id).name,
        )


@dataclass(frozen=True, slots=True)
class TrancheRow:
    """A tranche as tables and papers see it, on a day."""

    id: int
    agreement_id: int
    terms: Terms
    partner_id: int
    partner: str
    number: int
    forecast_on: dt.date
    forecast_cents: int
    promised_on: dt.date | None
    promised_cents: int | None
    received_on: dt.date | None
    received_cents: int | None
    received_francs: Money | None
    rate: str
    way: Route
    operation_id: int | None
    condition: str
    reference: str
    note: str
    object: str
    """What the receipt of the budget is called; empty without one."""

    day: dt.date

    @property
    def agreement(self) -> str:
        """The number of the agreement."""
        return self.terms.reference

    @property
    def currency(self) -> str:
        """The currency of the agreement."""
        return self.terms.currency

    @property
    def exact(self) -> Fraction:
        """Francs that it brought, unrounded."""
        return credited(
            self.terms, Came(self.received_cents, self.received_francs, self.rate)
        )

    @property
    def francs(self) -> Money | None:
        """Francs that it brought; None while nothing came."""
        return None if self.received_cents is None else whole(self.exact)

    @property
    def late(self) -> int:
        """Days past the day it was forecast for; 0 once it came."""
        if self.received_on is not None:
            return 0
        return max(0, (self.day - self.forecast_on).days)

    @property
    def standing(self) -> Text:
        """How it stands."""
        if self.received_on is not None:
            return N_("tranche received")
        if self.late:
            return P_("{count} day late", "{count} days late", count=self.late)
        return N_("promised") if self.promised_cents is not None else N_("forecast")


def tranches(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[TrancheRow]:
    """List the tranches, agreement by agreement, as they are forecast."""
    t = Tranche
    query = (
        select(t.id, t.agreement_id, *TERMS, t.partner_id, Partner.name, t.number,
               t.forecast_on, t.forecast_cents, t.promised_on, t.promised_cents,
               t.received_on, t.received_cents, t.received_francs, t.rate, t.way,
               t.operation_id, t.condition, t.reference, t.note, Operation.object)
        .join(Agreement, Agreement.id == t.agreement_id)
        .join(Partner, Partner.id == t.partner_id)
        .join(Operation, Operation.id == t.operation_id, isouter=True)
        .order_by(Agreement.begins_on.desc(), Agreement.reference, t.forecast_on, t.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(t.id.in_(ids))
    day, at = today(session), 2 + len(TERMS)
    return [
        TrancheRow(*(*row[:2], Terms(*row[2:at]), *row[at:-1], row[-1] or "", day))
        for row in lines_of(session, query)
    ]
