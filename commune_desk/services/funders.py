"""What is given to actions: commands and queries on contributions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Foreign, Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.coverage import covered
from commune_desk.services.memory import undisturbed
from commune_desk.services.partners import partner_named
from commune_desk.services.plans import plan_of, within
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import Action, Contribution, Partner

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

OWN_CURRENCY = "XOF"


def in_francs(values: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the amount of a foreign currency; refuse one without its rate."""
    found = dict(values)
    currency = found.get("currency") or OWN_CURRENCY
    found["currency"] = currency
    cents = found.get("foreign_cents")
    if currency == OWN_CURRENCY:
        found["foreign_cents"], found["rate"] = None, ""
        return found
    try:
        rate = Decimal(str(found.get("rate") or ""))
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0 or cents is None or cents < 0:
        text = N_(
            "An amount in {currency} needs its figure and its rate in francs.",
            currency=currency,
        )
        raise Rejected([Issue(Severity.ERROR, text, field="rate")])
    found["amount"] = Foreign(cents, currency).in_francs(rate)
    return found


@dataclass(frozen=True)
class AddContribution(Command[int]):
    """Note what one funder gives to an action in one year."""

    label: ClassVar[Text] = N_("Add a contribution")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    action_id: int
    values: Mapping[str, Any]
    """`year`, `funder_class`, `partner` (a name), `amount`, `status`, `currency`,
    `foreign_cents`, `rate`, `note`."""

    def apply(self, unit: Unit) -> int:
        """Add it, if the action can take it."""
        from_values = in_francs(self.values)
        partner = from_values.pop("partner", None) or ""
        status = from_values.pop("status", None) or FundingStatus.SOUGHT
        funder_class = from_values["funder_class"]
        action = unit.find(Action, self.action_id)
        within(plan_of(unit, action.plan_id), from_values["year"])
        row = Contribution(
            **from_values,
            status=status,
            partner_id=partner_named(unit, partner, funder_class),
        )
        action.contributions.append(row)
        covered(action, None if row.foreign_cents else row.amount, self._instead)
        return unit.add(row)

    def _instead(self, amount: Money) -> Command[Any]:
        return AddContribution(self.action_id, {**self.values, "amount": amount})

    def describe(self, unit: Unit) -> Text:
        """Name the action that is funded."""
        action = unit.session.get_one(Action, self.action_id)
        return N_("Contribution to action {code}", code=action.code)


CONTRIBUTION_FIELDS: dict[str, Text] = {
    "year": N_("Year"),
    "funder_class": N_("Class"),
    "partner": N_("Partner"),
    "amount": N_("Amount"),
    "status": N_("Status"),
    "currency": N_("Currency"),
    "foreign_cents": N_("Amount in the currency"),
    "rate": N_("Rate in francs"),
    "note": N_("Note"),
}


@dataclass(frozen=True)
class ReviseContribution(Command[None]):
    """Correct one field of a contribution."""

    label: ClassVar[Text] = N_("Correct a contribution")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    field: str
    value: Any

    def apply(self, unit: Unit) -> None:
        """Change the field, if the action can still take it."""
        row = unit.find(Contribution, self.id)
        action = unit.find(Action, row.action_id)
        if self.field == "partner":
            row.partner_id = partner_named(unit, self.value or "", row.funder_class)
        else:
            setattr(row, self.field, self._readable())
            within(plan_of(unit, action.plan_id), row.year)
            if self.field in {"foreign_cents", "rate", "currency"}:
                self._convert(row)
        unit.flush()
        if self.field == "amount":
            covered(action, self.value, self._instead)
        else:
            covered(action)

    def _instead(self, amount: Money) -> Command[Any]:
        return ReviseContribution(self.id, "amount", amount)

    def _readable(self) -> Any:
        """Give the value as its column keeps it; refuse an empty one it needs."""
        if self.value is not None or self.field in {"amount", "foreign_cents"}:
            return self.value
        if self.field in {"note", "rate"}:
            return ""
        if self.field == "currency":
            return OWN_CURRENCY
        text = N_(
            "{field}: nothing was typed, and it is needed.",
            field=CONTRIBUTION_FIELDS[self.field],
        )
        raise Rejected([Issue(Severity.ERROR, text, field=self.field)])

    @staticmethod
    def _convert(row: Contribution) -> None:
        values = in_francs(
            {
                "currency": row.currency,
                "foreign_cents": row.foreign_cents,
                "rate": row.rate,
                "amount": row.amount,
            }
        )
        for name, value in values.items():
            setattr(row, name, value)

    def describe(self, unit: Unit) -> Text:
        """Name the field and the action."""
        row = unit.session.get_one(Contribution, self.id)
        action = unit.session.get_one(Action, row.action_id)
        field = CONTRIBUTION_FIELDS[self.field]
        return N_(
            "{field} of a contribution, action {code}", field=field, code=action.code
        )


@dataclass(frozen=True)
class RemoveContributions(Command[None]):
    """Remove contributions."""

    label: ClassVar[Text] = N_("Remove contributions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    ids: tuple[int, ...]

    def apply(self, unit: Unit) -> None:
        """Remove them all."""
        for row_id in self.ids:
            unit.session.delete(unit.find(Contribution, row_id))

    def describe(self, unit: Unit) -> Text:
        """Count what was removed."""
        del unit
        return N_("{label} ({count})", label=self.label, count=len(self.ids))


class ContributionRow(NamedTuple):
    """A contribution, with the names of its action and of its partner."""

    id: int
    action_id: int
    action_code: str
    action: str
    year: int
    funder_class: FunderClass
    partner: str
    amount: Money | None
    status: FundingStatus
    currency: str
    foreign_cents: int | None
    rate: str
    note: str

    @property
    def foreign(self) -> Foreign | None:
        """The amount as the funder counts it; None in francs."""
        if self.foreign_cents is None:
            return None
        return Foreign(self.foreign_cents, self.currency)


def contributions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ContributionRow]:
    """List the contributions to the plan, action by action."""
    table = Contribution.__table__.c
    query = (
        select(
            table.id,
            Action.id,
            Action.code,
            Action.title,
            table.year,
            table.funder_class,
            func.coalesce(Partner.name, ""),
            table.amount,
            table.status,
            table.currency,
            table.foreign_cents,
            table.rate,
            table.note,
        )
        .join_from(Contribution, Action, Action.id == table.action_id)
        .join(Partner, Partner.id == table.partner_id, isouter=True)
        .where(Action.plan_id == scope.plan_id)
        .order_by(Action.id, table.year, table.id)
    )
    if ids is not None:
        query = query.where(table.id.in_(ids))
    with undisturbed():
        lines = zip(*columns_of(session, query), strict=True)
        return list(map(partial(tuple.__new__, ContributionRow), lines))
