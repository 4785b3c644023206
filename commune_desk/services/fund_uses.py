"""What the money of an agreement paid for, action by action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.agreement_money import Terms, whole
from commune_desk.domain.agreement_rules import Spent, refused, use_refusals
from commune_desk.domain.budget import Side
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.fund_balance import check_balance, paid
from commune_desk.services.fund_links import booked_amount, operation_refusals
from commune_desk.services.fund_terms import TERMS, lines_of, terms_in
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import Action, Agreement, FundUse, Operation, Partner

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.money import Foreign, Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: FundUse) -> Iterator[Issue]:
    terms = terms_in(unit, row.agreement_id)
    name = N_(
        "Use “{title}”, agreement {reference}",
        title=row.title,
        reference=terms.reference,
    )
    spent = Spent(name, row.spent_on, row.francs, row.cents)
    yield from use_refusals(terms, spent, today(unit.session))
    yield from operation_refusals(unit, name, row, Side.EXPENDITURE)
    if row.operation_id is not None:
        booked = booked_amount(unit.session, row.operation_id, Side.EXPENDITURE)
        asked = whole(paid(terms, row.francs, row.cents))
        if asked.francs > booked.francs:
            text = N_(
                "{name}: {asked} F of an expense of {booked} F; {over} F too many.",
                name=name,
                asked=asked,
                booked=booked,
                over=asked - booked,
            )
            yield refused(text, "francs", "FUND-10")


USE = Entity(
    FundUse,
    N_("use “{title}”"),
    lambda row: row.title,
    {
        "agreement_id": N_("Agreement"),
        "spent_on": N_("Spent on"),
        "title": N_("What was paid"),
        "partner_id": N_("Funder"),
        "action_id": N_("Action"),
        "francs": N_("Amount in francs"),
        "cents": N_("Spent in the currency"),
        "operation_id": N_("Expense of the budget"),
        "voucher": N_("Proof of payment"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"agreement_id", "spent_on", "title"}),
)


@dataclass(frozen=True)
class AddFundUse(Add):
    """Note what the money of an agreement paid for."""

    label: ClassVar[Text] = N_("Note a use")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = USE

    def apply(self, unit: Unit) -> int:
        """Add it, then hold all uses against what was received."""
        for name in USE.fields:
            if name in USE.required and self.values.get(name) in {None, ""}:
                raise USE.lacks(name)
        made: int = Add.apply(self, unit)
        asked = (self.values.get("francs"), self.values.get("cents"))
        check_balance(unit, self.values["agreement_id"], asked)
        return made


@dataclass(frozen=True)
class ReviseFundUse(Revise):
    """Correct what the money of an agreement paid for."""

    label: ClassVar[Text] = N_("Correct a use")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = USE

    def apply(self, unit: Unit) -> None:
        """Change the field; an amount typed in one money empties the other."""
        row = unit.find(FundUse, self.id)
        other = {"francs": "cents", "cents": "francs"}.get(self.field)
        if other is not None and self.value is not None:
            setattr(row, other, None)
        Revise.apply(self, unit)
        check_balance(unit, row.agreement_id, (row.francs, row.cents))


@dataclass(frozen=True)
class RemoveFundUses(Remove):
    """Remove uses noted by mistake."""

    label: ClassVar[Text] = N_("Remove uses")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = USE


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use as tables and papers see it."""

    id: int
    agreement_id: int
    terms: Terms
    spent_on: dt.date
    title: str
    partner_id: int | None
    partner: str
    action_id: int | None
    action_code: str
    action: str
    francs: Money | None
    cents: int | None
    operation_id: int | None
    object: str
    voucher: str
    note: str

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
        """Francs it took, unrounded."""
        return paid(self.terms, self.francs, self.cents)

    @property
    def counted(self) -> Money:
        """Francs it took, to the nearest franc."""
        return whole(self.exact)

    @property
    def typed(self) -> Foreign | Money | None:
        """The amount as it was spent: francs, or the currency of the agreement."""
        if self.francs is not None or self.cents is None:
            return self.francs
        return self.terms.amount(self.cents)

    @property
    def named(self) -> str:
        """The action with its number; empty without one."""
        return f"{self.action_code} {self.action}".strip()


def fund_uses(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[UseRow]:
    """List the uses, agreement by agreement, in the order of days."""
    u = FundUse
    query = (
        select(u.id, u.agreement_id, *TERMS, u.spent_on, u.title, u.partner_id,
               Partner.name, u.action_id, Action.code, Action.title, u.francs, u.cents,
               u.operation_id, Operation.object, u.voucher, u.note)
        .join(Agreement, Agreement.id == u.agreement_id)
        .join(Partner, Partner.id == u.partner_id, isouter=True)
        .join(Action, Action.id == u.action_id, isouter=True)
        .join(Operation, Operation.id == u.operation_id, isouter=True)
        .order_by(Agreement.begins_on.desc(), Agreement.reference, u.spent_on, u.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(u.id.in_(ids))
    at = 2 + len(TERMS)
    found = []
    for row in lines_of(session, query):
        facts = [row[0], row[1], Terms(*row[2:at]), *row[at:]]
        for place in NAMED:
            facts[place] = facts[place] or ""
        found.append(UseRow(*facts))
    return found


NAMED = tuple(
    place
    for place, name in enumerate(UseRow.__dataclass_fields__)
    if name in {"partner", "action_code", "action", "object"}
)
"""Places of names that an outer join leaves empty."""
