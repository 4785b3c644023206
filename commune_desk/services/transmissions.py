"""The plan sent to those who must have it, and what came back (step 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.roles import Permission
from commune_desk.domain.sending import sending_refusals
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.reference import reference
from commune_desk.storage.models import Transmission

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is sent the plan, and how many copies; a working proposal."""

    name: str
    copies: int


def recipients() -> list[Recipient]:
    """Read who is sent the plan, in the order of the slip."""
    return [
        Recipient(line["Destinataire"], int(line["Exemplaires"]))
        for line in reference("recipients.csv")
    ]


def _rules(unit: Unit, row: Transmission) -> Iterator[Issue]:
    plan_of(unit, row.plan_id)
    yield from sending_refusals(row)


TRANSMISSION = Entity(
    Transmission,
    N_("transmission to {title}"),
    lambda row: row.recipient,
    {
        "recipient": N_("Recipient"),
        "sent_on": N_("Sent on"),
        "reference": N_("Slip no."),
        "received_on": N_("Received on"),
        "observations": N_("Observations"),
        "answered_on": N_("Answered on"),
        "answer": N_("Answer"),
    },
    rules=_rules,
    required=frozenset({"recipient"}),
)


@dataclass(frozen=True, slots=True)
class PrepareTransmissions(Command[int]):
    """Write down all who are to be sent the plan; returns how many were added."""

    label: ClassVar[Text] = N_("Prepare the transmissions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int | None

    def apply(self, unit: Unit) -> int:
        """Add the recipients that the plan does not name yet."""
        plan = plan_of(unit, self.plan_id)
        own = select(Transmission.recipient).where(Transmission.plan_id == plan.id)
        known = set(unit.session.scalars(own))
        new = [each.name for each in recipients() if each.name not in known]
        for name in new:
            unit.add(Transmission(plan_id=plan.id, recipient=name))
        return len(new)


@dataclass(frozen=True)
class AddTransmission(Add):
    """Add someone who is sent the plan."""

    label: ClassVar[Text] = N_("Add a transmission")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = TRANSMISSION


@dataclass(frozen=True)
class ReviseTransmission(Revise):
    """Correct what is said of a transmission."""

    label: ClassVar[Text] = N_("Correct a transmission")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = TRANSMISSION


@dataclass(frozen=True)
class RemoveTransmissions(Remove):
    """Remove transmissions."""

    label: ClassVar[Text] = N_("Remove transmissions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = TRANSMISSION


@dataclass(frozen=True, slots=True)
class TransmissionRow:
    """A transmission as tables and papers see it."""

    id: int
    plan_id: int
    recipient: str
    sent_on: dt.date | None
    reference: str
    received_on: dt.date | None
    observations: str
    answered_on: dt.date | None
    answer: str


def transmissions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[TransmissionRow]:
    """List the transmissions of the plan in view, in the order of their entry."""
    query = (
        select(*Transmission.__table__.columns)
        .where(Transmission.plan_id == scope.plan_id)
        .order_by(Transmission.id)
    )
    if ids is not None:
        query = query.where(Transmission.id.in_(ids))
    return [TransmissionRow(*row) for row in session.execute(query)]
