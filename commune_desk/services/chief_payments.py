"""What chiefs are given: an expense is tied to the roll for which it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.storage.models import FiscalYear, Operation, TdrlRoll, Village

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class TieToRoll(Command[None]):
    """Say for which roll an expense pays a chief; its payments count for him."""

    label: ClassVar[Text] = N_("Tie an expense to a roll")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    operation_id: int
    roll_id: int

    def apply(self, unit: Unit) -> None:
        """Tie it; refuse a receipt, and an expense that pays for another roll."""
        operation = unit.find(Operation, self.operation_id)
        roll = unit.find(TdrlRoll, self.roll_id)
        if operation.side is not Side.EXPENDITURE:
            text = N_("{object} is no expense.", object=operation.object)
            raise refuse(text, "TDRL-08", "operation")
        if operation.roll_id not in {None, roll.id}:
            other = unit.find(TdrlRoll, operation.roll_id)
            text = N_(
                "{object} pays the chief of {village} for {year} already.",
                object=operation.object,
                village=unit.find(Village, other.village_id).name,
                year=str(other.year),
            )
            raise refuse(text, "TDRL-08", "operation")
        operation.roll_id = roll.id

    def describe(self, unit: Unit) -> Text:
        """Name the expense and the village."""
        roll = unit.find(TdrlRoll, self.roll_id)
        return N_(
            "{object} tied to the roll of {village}",
            object=unit.find(Operation, self.operation_id).object,
            village=unit.find(Village, roll.village_id).name,
        )


def untied_expenses(session: Session, scope: Scope) -> list[tuple[int, str]]:
    """List the expenses of the year that are tied to no roll, the latest first."""
    query = (
        select(Operation.id, Operation.object)
        .join(FiscalYear, FiscalYear.id == Operation.fiscal_year_id)
        .where(
            FiscalYear.year == scope.year,
            Operation.side == Side.EXPENDITURE,
            Operation.roll_id.is_(None),
        )
        .order_by(Operation.id.desc())
    )
    return [(row_id, title) for row_id, title in session.execute(query)]
