"""After the works: who runs what was built, and what pays for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.plan import ActionKind
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.committee_links import first_committees
from commune_desk.services.plans import plan_of
from commune_desk.services.programming import actions
from commune_desk.storage.models import Action, Sustainability

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

SHEET_FIELDS: dict[str, Text] = {
    "operator": N_("Run by"),
    "committee": N_("Management committee"),
    "yearly_cost": N_("Yearly running cost"),
    "income": N_("What pays for it"),
    "yearly_income": N_("Yearly income"),
    "land_title": N_("Land title"),
    "maintenance": N_("Maintenance plan"),
    "note": N_("Note"),
}
AMOUNTS = frozenset({"yearly_cost", "yearly_income"})


@dataclass(frozen=True)
class DescribeAfterWorks(Command[None]):
    """Say one thing of what comes after the works; the sheet is made if it lacks."""

    label: ClassVar[Text] = N_("After the works")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    """The action."""

    field: str
    value: Any

    def apply(self, unit: Unit) -> None:
        """Write the field; a sheet of which nothing is left goes."""
        action = unit.find(Action, self.id)
        plan_of(unit, action.plan_id)
        unit.settle()
        query = select(Sustainability).where(Sustainability.action_id == self.id)
        sheet = unit.session.scalar(query)
        value = self.value
        if value is None and self.field not in AMOUNTS:
            value = ""
        if sheet is None:
            if value not in {None, ""}:
                unit.insert(Sustainability, {"action_id": self.id, self.field: value})
                unit.flush()
            return
        setattr(sheet, self.field, value)
        if all(getattr(sheet, name) in {None, ""} for name in SHEET_FIELDS):
            unit.session.delete(sheet)

    def describe(self, unit: Unit) -> Text:
        """Name the field and the action."""
        code = unit.session.get_one(Action, self.id).code
        field = SHEET_FIELDS[self.field]
        return N_("{field}, after the works of action {code}", field=field, code=code)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What comes after the works of one action."""

    action: ActionRow
    known: bool
    """Whether a sheet was begun."""

    operator: str = ""
    committee: str = ""
    yearly_cost: Money | None = None
    income: str = ""
    yearly_income: Money | None = None
    land_title: str = ""
    maintenance: str = ""
    note: str = ""
    committee_id: int | None = None
    """The committee of the registry that runs it; the first, where there are some."""

    @property
    def id(self) -> int:
        """The record of the action."""
        return self.action.id


def sheets(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[SheetRow]:
    """List the actions that build something, and others that have a sheet."""
    rows = actions(session, scope, ids)
    table = Sustainability.__table__.c
    plan = select(Action.id).where(Action.plan_id == scope.plan_id)
    query = select(table.action_id, *(table[name] for name in SHEET_FIELDS))
    kept = {
        action: facts
        for action, *facts in session.execute(query.where(table.action_id.in_(plan)))
    }
    run = first_committees(session)
    return [
        SheetRow(
            row,
            row.id in kept,
            committee_id=run.get(row.id),
            **dict(zip(SHEET_FIELDS, kept.get(row.id, ()), strict=False)),
        )
        for row in rows
        if row.kind is ActionKind.INVESTMENT or row.id in kept
    ]
