"""Training that committees received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, Training

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Training) -> Iterator[Issue]:
    committee, day = unit.find(Committee, row.committee_id), today(unit.session)
    if row.held_on > day:
        text = N_(
            "{committee}, training of {date}: it comes after the day of the situation,"
            " {today}.",
            committee=committee.name,
            date=row.held_on,
            today=day,
        )
        yield Issue(Severity.ERROR, text, field="held_on")
    for key in ("women", "men"):
        count = getattr(row, key)
        if count is not None and count < 0:
            text = N_(
                "{committee}, training of {date}: {count} people cannot have come.",
                committee=committee.name,
                date=row.held_on,
                count=count,
            )
            yield Issue(Severity.ERROR, text, field=key)


TRAINING = Entity(
    Training,
    N_("training “{title}”"),
    lambda row: row.topic,
    {
        "committee_id": N_("Committee"),
        "held_on": N_("Held on"),
        "topic": N_("Topic"),
        "provider": N_("Given by"),
        "women": N_("Women"),
        "men": N_("Men"),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"committee_id", "held_on", "topic"}),
)


@dataclass(frozen=True)
class AddTraining(Add):
    """Note training that a committee received."""

    label: ClassVar[Text] = N_("Note a training")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TRAINING


@dataclass(frozen=True)
class ReviseTraining(Revise):
    """Correct a training."""

    label: ClassVar[Text] = N_("Correct a training")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TRAINING


@dataclass(frozen=True)
class RemoveTrainings(Remove):
    """Remove trainings."""

    label: ClassVar[Text] = N_("Remove trainings")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TRAINING


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training as tables see it."""

    id: int
    committee_id: int
    committee: str
    held_on: dt.date
    topic: str
    provider: str
    women: int | None
    men: int | None
    note: str


def trainings(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[TrainingRow]:
    """List the trainings, committee by committee, the latest first."""
    query = (
        select(Training, Committee.name)
        .join(Committee, Committee.id == Training.committee_id)
        .order_by(Committee.name, Training.held_on.desc(), Training.id.desc())
    )
    if ids is not None:
        query = query.where(Training.id.in_(ids))
    keys = Training.__table__.columns.keys()
    return [
        TrainingRow(**{key: getattr(row, key) for key in keys}, committee=name)
        for row, name in session.execute(query)
    ]
