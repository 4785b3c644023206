"""How the rules of the budget are applied: data of the dossier, with their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import BudgetRule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rule_rules(unit: Unit, row: BudgetRule) -> Iterator[Issue]:
    key = (row.code, row.valid_from)
    if taken(unit, BudgetRule, ("code", "valid_from"), key, row.id):
        text = N_("The rule {code} stands already for this date.", code=row.code)
        yield Issue(Severity.ERROR, text, field="code")
    if row.threshold is not None and row.threshold < 0:
        text = N_("{code}: a threshold is not below zero.", code=row.code)
        yield Issue(Severity.ERROR, text, field="threshold")


RULE = Entity(
    BudgetRule,
    N_("rule {title}"),
    lambda row: row.code,
    {
        "code": N_("Code"),
        "title": N_("Rule"),
        "severity": N_("Severity"),
        "active": N_("Applied"),
        "threshold": N_("Threshold in %"),
        "legal": N_("Text"),
        "sure": N_("Verified"),
        "valid_from": N_("Valid from"),
    },
    _rule_rules,
    frozenset({"code", "title", "severity"}),
)


@dataclass(frozen=True)
class AddRule(Add):
    """Say how a rule is applied from a day on."""

    label: ClassVar[Text] = N_("Add a rule")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = RULE


@dataclass(frozen=True)
class ReviseRule(Revise):
    """Change how a rule is applied."""

    label: ClassVar[Text] = N_("Change a rule")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = RULE


@dataclass(frozen=True)
class RemoveRules(Remove):
    """Remove rules; a rule that is absent is not applied."""

    label: ClassVar[Text] = N_("Remove rules")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = RULE


class RuleRow(NamedTuple):
    """A rule as its table shows it."""

    id: int
    code: str
    title: str
    severity: Severity
    active: bool
    threshold: int | None
    """Per cent."""

    legal: str
    sure: bool
    valid_from: dt.date | None


def budget_rules(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[RuleRow]:
    """List the rules by code."""
    query = select(*BudgetRule.__table__.columns).order_by(
        BudgetRule.code, BudgetRule.valid_from
    )
    if ids is not None:
        query = query.where(BudgetRule.id.in_(ids))
    return [RuleRow._make(row) for row in session.execute(query)]
