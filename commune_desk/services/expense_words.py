"""What is said of an expense: its object, its party, what it belongs to.

Amounts and dates have verbs of their own (`services/corrections.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.closings import refuse_retelling
from commune_desk.services.command import Command
from commune_desk.services.parties import party_named
from commune_desk.services.records import Entity, Revise
from commune_desk.storage.models import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class NameParty(Command[None]):
    """Say who is on the other side of an operation; one not known yet is enrolled."""

    label: ClassVar[Text] = N_("Correct the party of an expense")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    operation_id: int
    name: str

    def apply(self, unit: Unit) -> None:
        """Name the party; an empty name leaves the operation without one."""
        operation = unit.find(Operation, self.operation_id)
        refuse_retelling(unit, operation)
        operation.party_id = party_named(unit, self.name)


def _operation_rules(_: Unit, row: Operation) -> Iterator[Issue]:
    if not row.object.strip():
        text = N_("Say what the expense is for.")
        yield Issue(Severity.ERROR, text, "EXEC-N2", field="object")


def _object_of(row: Any) -> str:
    return str(row.object)


OPERATION = Entity(
    Operation,
    N_("expense “{title}”"),
    _object_of,
    {
        "object": N_("Object"),
        "party_id": N_("Party"),
        "action_id": N_("Action"),
        "village_id": N_("Village"),
        "note": N_("Note"),
    },
    _operation_rules,
    frozenset({"object"}),
)


@dataclass(frozen=True)
class ReviseExpense(Revise):
    """Correct what is said of an expense; amounts and dates have verbs of their own.

    Where a period that holds it is closed, its object is corrected with a reason.
    """

    label: ClassVar[Text] = N_("Correct an expense")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = OPERATION

    def apply(self, unit: Unit) -> None:
        """Change the field; raise `Rejected` where closed books would tell it anew."""
        if self.field == "object":
            refuse_retelling(unit, unit.find(Operation, self.id))
        super().apply(unit)
