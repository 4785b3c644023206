"""Categories of complaints with their delays, and what was done about each one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.public_rules import step_refusals
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import Complaint, ComplaintCategory, ComplaintStep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

LONGEST = 365
"""Days within which any complaint is answered."""


def _category_rules(unit: Unit, row: ComplaintCategory) -> Iterator[Issue]:
    if taken(unit, ComplaintCategory, ("title",), (row.title,), row.id):
        text = N_("The category “{title}” is already listed.", title=row.title)
        yield Issue(Severity.ERROR, text, field="title")
    if row.days is not None and not 1 <= row.days <= LONGEST:
        text = N_(
            "“{title}”: {days} days to answer; from 1 to {most} are possible.",
            title=row.title,
            days=row.days,
            most=LONGEST,
        )
        yield Issue(Severity.ERROR, text, field="days")


def _step_rules(unit: Unit, row: ComplaintStep) -> Iterator[Issue]:
    complaint = unit.find(Complaint, row.complaint_id)
    reference = f"{complaint.number}/{complaint.year}"
    day = today(unit.session)
    yield from step_refusals(reference, complaint.received_on, row.done_on, day)


CATEGORY = Entity(
    ComplaintCategory,
    N_("category “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Category"),
        "days": N_("Days to answer"),
        "confidential": N_("Confidential"),
        "sure": N_("Sure"),
        "note": N_("Note"),
    },
    rules=_category_rules,
    required=frozenset({"title"}),
)
STEP = Entity(
    ComplaintStep,
    N_("step “{title}”"),
    lambda row: row.title,
    {
        "complaint_id": N_("Complaint"),
        "done_on": N_("Date"),
        "title": N_("What was done"),
        "by": N_("By whom"),
        "note": N_("Note"),
    },
    rules=_step_rules,
    required=frozenset({"complaint_id", "done_on", "title"}),
)


@dataclass(frozen=True)
class AddCategory(Add):
    """Add a category of complaints."""

    label: ClassVar[Text] = N_("Add a category of complaints")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CATEGORY


@dataclass(frozen=True)
class ReviseCategory(Revise):
    """Correct a category of complaints."""

    label: ClassVar[Text] = N_("Correct a category of complaints")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CATEGORY


@dataclass(frozen=True)
class RemoveCategories(Remove):
    """Remove categories; complaints keep the word."""

    label: ClassVar[Text] = N_("Remove categories of complaints")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CATEGORY


@dataclass(frozen=True)
class AddStep(Add):
    """Note a step; the first one takes the complaint in hand."""

    label: ClassVar[Text] = N_("Note a step of a complaint")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = STEP

    def apply(self, unit: Unit) -> int:
        """Add it, and move the complaint on."""
        made = Add.apply(self, unit)
        complaint = unit.find(Complaint, self.values["complaint_id"])
        if complaint.state is ComplaintState.RECEIVED:
            complaint.state = ComplaintState.IN_HAND
        return made


@dataclass(frozen=True)
class ReviseStep(Revise):
    """Correct a step of a complaint."""

    label: ClassVar[Text] = N_("Correct a step of a complaint")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = STEP


@dataclass(frozen=True)
class RemoveSteps(Remove):
    """Remove steps of complaints."""

    label: ClassVar[Text] = N_("Remove steps of complaints")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = STEP


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category, and how often it came."""

    id: int
    title: str
    days: int | None
    confidential: bool
    sure: bool
    note: str
    complaints: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step, with the days since the complaint came."""

    id: int
    complaint_id: int
    done_on: dt.date
    title: str
    by: str
    note: str
    reference: str
    confidential: bool
    received_on: dt.date

    @property
    def days(self) -> int:
        """Days between reception and this step."""
        return (self.done_on - self.received_on).days


def categories(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[CategoryRow]:
    """List the categories by name."""
    counts: dict[str, int] = {}
    for word, count in session.execute(
        select(Complaint.category, func.count()).group_by(Complaint.category)
    ):
        counts[fold(word)] = counts.get(fold(word), 0) + count
    query = select(ComplaintCategory).order_by(ComplaintCategory.title)
    if ids is not None:
        query = query.where(ComplaintCategory.id.in_(ids))
    keys = ComplaintCategory.__table__.columns.keys()
    return [
        CategoryRow(
            **{key: getattr(row, key) for key in keys},
            complaints=counts.get(fold(row.title), 0),
        )
        for row in session.scalars(query)
    ]


def steps(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[StepRow]:
    """List the steps, complaint by complaint, in the order of their days."""
    query = (
        select(ComplaintStep, Complaint)
        .join(Complaint, Complaint.id == ComplaintStep.complaint_id)
        .order_by(
            Complaint.year.desc(),
            Complaint.number.desc(),
            ComplaintStep.done_on,
            ComplaintStep.id,
        )
    )
    if ids is not None:
        query = query.where(ComplaintStep.id.in_(ids))
    keys = ComplaintStep.__table__.columns.keys()
    return [
        StepRow(
            **{key: getattr(row, key) for key in keys},
            reference=f"{complaint.number}/{complaint.year}",
            confidential=complaint.confidential,
            received_on=complaint.received_on,
        )
        for row, complaint in session.execute(query)
    ]


def category_of(session: Session, title: str) -> ComplaintCategory | None:
    """Find the category that a word names, whatever its accents."""
    known = session.scalars(select(ComplaintCategory))
    return next((row for row in known if fold(row.title) == fold(title)), None)
