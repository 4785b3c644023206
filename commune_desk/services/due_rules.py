"""The rules by which committees pay the commune (`planning.md` 4.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.dues import Levy, levy_refusals
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import Committee, Due, DueRule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import DueKind
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

MONTHS, DAYS = 12, 30
"""What holds where a rule says nothing."""


def levy_of(name: str, row: Any) -> Levy:
    """Give a rule as the domain reckons with it."""
    return Levy(
        name,
        row.kind,
        row.valid_from,
        row.valid_until,
        row.amount,
        row.rate,
        MONTHS if row.every_months is None else row.every_months,
        DAYS if row.days_to_pay is None else row.days_to_pay,
    )


def _rules(unit: Unit, row: DueRule) -> Iterator[Issue]:
    yield from levy_refusals(levy_of(unit.find(Committee, row.committee_id).name, row))


DUE_RULE = Entity(
    DueRule,
    N_("rule from {title}"),
    lambda row: f"{row.valid_from:%d/%m/%Y}",
    {
        "committee_id": N_("Committee"),
        "kind": N_("How it is reckoned"),
        "valid_from": N_("In force from"),
        "valid_until": N_("In force to"),
        "amount": N_("Amount"),
        "rate": N_("Rate"),
        "every_months": N_("Every … months"),
        "days_to_pay": N_("Days to pay"),
        "code": N_("Account of receipts"),
        "legal": N_("Convention or deliberation"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"committee_id", "kind", "valid_from"}),
)


@dataclass(frozen=True)
class AddDueRule(Add):
    """Note by which rule a committee pays the commune."""

    label: ClassVar[Text] = N_("Add a rule")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUE_RULE


RECKONING = frozenset(
    {"committee_id", "kind", "valid_from", "amount", "rate", "every_months"}
)
"""What dues were reckoned with: it no longer changes once there are some."""


@dataclass(frozen=True)
class ReviseDueRule(Revise):
    """Correct a rule; one that dues were reckoned by is ended, and another begun."""

    label: ClassVar[Text] = N_("Correct a rule")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUE_RULE

    def apply(self, unit: Unit) -> None:
        """Correct it; refuse where dues follow from what it says."""
        row = DUE_RULE.get(unit, self.id)
        unit.settle()
        query = select(Due).where(Due.rule_id == row.id).order_by(Due.begins_on)
        dues = list(unit.session.scalars(query))
        if self.field in RECKONING and dues and getattr(row, self.field) != self.value:
            raise Rejected([_reckoned(unit, row, len(dues))])
        last = max((due.ends_on for due in dues), default=None)
        if self.field == "valid_until" and last and self.value and self.value < last:
            text = N_(
                "{committee}: a due is reckoned to {last}; the rule cannot end on"
                " {ends}.",
                committee=unit.find(Committee, row.committee_id).name,
                last=last,
                ends=self.value,
            )
            raise Rejected([Issue(Severity.ERROR, text, "COM-40", field=self.field)])
        super().apply(unit)


def _reckoned(unit: Unit, row: DueRule, count: int) -> Issue:
    text = P_(
        "{committee}, {kind}: {count} due is reckoned by this rule. Give it a last day"
        " and add another rule.",
        "{committee}, {kind}: {count} dues are reckoned by this rule. Give it a last"
        " day and add another rule.",
        count=count,
        committee=unit.find(Committee, row.committee_id).name,
        kind=NAMES[row.kind],
    )
    return Issue(Severity.ERROR, text, "COM-40", Record("due_rules", row.id))


@dataclass(frozen=True)
class RemoveDueRules(Remove):
    """Remove rules by which nothing was reckoned."""

    label: ClassVar[Text] = N_("Remove rules")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = Entity(
        DUE_RULE.model,
        DUE_RULE.name,
        DUE_RULE.title,
        DUE_RULE.fields,
        users={"dues": (Due, "rule_id")},
    )


@dataclass(frozen=True, slots=True)
class DueRuleRow:
    """A rule as tables see it."""

    id: int
    committee_id: int
    committee: str
    kind: DueKind
    valid_from: dt.date
    valid_until: dt.date | None
    amount: Money | None
    rate: int | None
    every_months: int
    days_to_pay: int
    code: str
    legal: str
    note: str

    @property
    def share(self) -> Share | None:
        """The rate as a part of a whole."""
        return None if self.rate is None else Share(self.rate)

    @property
    def levy(self) -> Levy:
        """As the domain reckons with it."""
        return levy_of(self.committee, self)


def due_rules(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[DueRuleRow]:
    """List the rules, committee by committee, the latest first."""
    query = (
        select(DueRule, Committee.name)
        .join(Committee, Committee.id == DueRule.committee_id)
        .order_by(Committee.name, DueRule.valid_from.desc(), DueRule.id)
    )
    if ids is not None:
        query = query.where(DueRule.id.in_(ids))
    keys = DueRule.__table__.columns.keys()
    return [
        DueRuleRow(**{key: getattr(row, key) for key in keys}, committee=name)
        for row, name in session.execute(query)
    ]
