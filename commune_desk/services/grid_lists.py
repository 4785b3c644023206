"""The grid of self-assessment as dated data: its questions and its classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.committee_lights import ANSWERS
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.domain.visits import Question, Step
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import GridClass, GridItem, GridScore

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _item_rules(unit: Unit, row: GridItem) -> Iterator[Issue]:
    own = (row.code, row.valid_from)
    if taken(unit, GridItem, ("code", "valid_from"), own, row.id):
        text = N_(
            "Question {code} already has a wording from that day on.", code=row.code
        )
        yield Issue(Severity.ERROR, text, field="valid_from")
    if row.key and row.key not in ANSWERS:
        text = N_(
            "The dossier has no answer “{key}”; it has: {keys}.",
            key=row.key,
            keys=tuple(ANSWERS),
        )
        yield Issue(Severity.ERROR, text, field="key")


ITEM = Entity(
    GridItem,
    N_("question {title}"),
    lambda row: f"{row.code} {row.title}",
    {
        "code": N_("No."),
        "theme": N_("Theme"),
        "title": N_("Question"),
        "position": N_("Order"),
        "key": N_("Answer of the dossier"),
        "valid_from": N_("Valid from"),
        "source": N_("Source"),
        "active": N_("In use"),
    },
    rules=_item_rules,
    required=frozenset({"code", "theme", "title"}),
    users={"grid_scores": (GridScore, "item_id")},
)


def _class_rules(unit: Unit, row: GridClass) -> Iterator[Issue]:
    if taken(unit, GridClass, ("lowest",), (row.lowest,), row.id):
        text = N_("A class already begins at {points} points.", points=row.lowest)
        yield Issue(Severity.ERROR, text, field="lowest")
    if row.lowest < 0:
        text = N_("A class cannot begin at {points} points.", points=row.lowest)
        yield Issue(Severity.ERROR, text, field="lowest")


CLASS = Entity(
    GridClass,
    N_("class “{title}”"),
    lambda row: row.title,
    {
        "lowest": N_("From … points"),
        "title": N_("Class of the grid"),
        "source": N_("Source"),
    },
    rules=_class_rules,
    required=frozenset({"lowest", "title"}),
)


@dataclass(frozen=True)
class AddGridItem(Add):
    """Add a question to the grid, or a new wording of one."""

    label: ClassVar[Text] = N_("Add a question")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ITEM


@dataclass(frozen=True)
class ReviseGridItem(Revise):
    """Correct a question of the grid."""

    label: ClassVar[Text] = N_("Correct a question")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ITEM


@dataclass(frozen=True)
class RemoveGridItems(Remove):
    """Remove questions that no visit has answered."""

    label: ClassVar[Text] = N_("Remove questions")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ITEM


@dataclass(frozen=True)
class AddGridClass(Add):
    """Add a class to the grid."""

    label: ClassVar[Text] = N_("Add a class")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CLASS


@dataclass(frozen=True)
class ReviseGridClass(Revise):
    """Correct a class of the grid."""

    label: ClassVar[Text] = N_("Correct a class")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CLASS


@dataclass(frozen=True)
class RemoveGridClasses(Remove):
    """Remove classes of the grid."""

    label: ClassVar[Text] = N_("Remove classes")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CLASS


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question as tables see it."""

    id: int
    code: str
    theme: str
    title: str
    position: int
    key: str
    valid_from: dt.date | None
    source: str
    active: bool


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class as tables see it."""

    id: int
    lowest: int
    title: str
    source: str


def grid_items(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ItemRow]:
    """List the questions in their order, each with its wordings by day."""
    query = select(GridItem).order_by(GridItem.position, GridItem.code, GridItem.id)
    if ids is not None:
        query = query.where(GridItem.id.in_(ids))
    keys = GridItem.__table__.columns.keys()
    return [
        ItemRow(**{key: getattr(row, key) for key in keys})
        for row in session.scalars(query)
    ]


def grid_classes(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ClassRow]:
    """List the classes, the best first."""
    query = select(GridClass).order_by(GridClass.lowest.desc())
    if ids is not None:
        query = query.where(GridClass.id.in_(ids))
    keys = GridClass.__table__.columns.keys()
    return [
        ClassRow(**{key: getattr(row, key) for key in keys})
        for row in session.scalars(query)
    ]


def questions(session: Session) -> tuple[Question, ...]:
    """Give all questions as the domain reads them."""
    return tuple(
        Question(
            row.id,
            row.code,
            row.theme,
            row.title,
            row.position,
            row.key,
            row.valid_from,
            active=row.active,
        )
        for row in grid_items(session)
    )


def steps(session: Session) -> tuple[Step, ...]:
    """Give the classes as the domain reads them, the best first."""
    return tuple(Step(row.lowest, row.title) for row in grid_classes(session))
