"""Plans, axes, objectives, sectors: commands and queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.bounds import LASTS
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.ranking import Measure
from commune_desk.domain.roles import Permission
from commune_desk.domain.strategy import Tags
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.scope import Scope
from commune_desk.services.themes import TagObjective
from commune_desk.storage.models import (
    Action,
    Assembly,
    Axis,
    CouncilSession,
    Criterion,
    Indicator,
    MicroProject,
    Objective,
    Plan,
    Problem,
    ProcessStep,
    Result,
    Section,
    Sector,
    SessionQuestion,
    Transmission,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit


def scope_for(session: Session, year: int) -> Scope:
    """Choose the plan that covers a year, in its latest version.

    Outside every plan it is the one that starts last; in an empty dossier there is
    none.
    """
    order = (Plan.first_year.desc(), Plan.version.desc())
    plans = session.scalars(select(Plan).order_by(*order)).all()
    covering = (p for p in plans if p.first_year <= year < p.first_year + p.years)
    plan = next(covering, plans[0] if plans else None)
    if plan is None:
        return Scope(year)
    years = tuple(_span(plan.first_year, plan.years))
    return Scope(year, plan.id, years, _measures(session, plan.id))


def _span(first: int, count: int) -> range:
    """List the years of a plan; one that would last for ever ends all the same."""
    return range(first, first + min(count, LASTS[1]))


def _measures(session: Session, plan_id: int) -> tuple[Measure, ...]:
    query = (
        select(
            Criterion.id,
            Criterion.number,
            Criterion.title,
            Criterion.weight,
            Criterion.other_weight,
            Criterion.top,
        )
        .where(Criterion.plan_id == plan_id)
        .order_by(Criterion.number)
    )
    return tuple(Measure(*row) for row in session.execute(query))


def latest_year(session: Session) -> int:
    """Give the present year if a plan covers it, else the nearest year of a plan."""
    now = dt.datetime.now().astimezone().year
    years = known_years(session)
    return min(years, key=lambda year: abs(year - now)) if years else now


def plan_of(unit: Unit, plan_id: int | None) -> Plan:
    """Fetch a plan for a command; refuse where the dossier has none yet."""

    def read() -> Plan | None:
        return unit.session.get(Plan, plan_id) if plan_id else None

    plan = unit.once(f"plans#{plan_id}", read)
    if plan is None:
        text = N_("There is no plan yet: add one, then its actions.")
        raise Rejected([Issue(Severity.ERROR, text)])
    if plan.archived:
        raise Rejected([archived_refusal(plan)])
    return plan


def archived_refusal(plan: Plan) -> Issue:
    """Say that a version which was replaced is read, not changed."""
    text = N_(
        "“{title}”, version {version}, was replaced by a later version:"
        " it can be read, not changed.",
        title=plan.title,
        version=plan.version,
    )
    return Issue(Severity.ERROR, text)


def within(plan: Plan, year: int) -> None:
    """Refuse a year outside the plan (`planning.md` 7, rule 4)."""
    last = plan.first_year + plan.years - 1
    if not plan.first_year <= year <= last:
        text = N_(
            "The year {year} is outside the plan {first}-{last}.",
            year=year,
            first=plan.first_year,
            last=last,
        )
        label = N_("See the plan {first}-{last}", first=plan.first_year, last=last)
        see = Remedy(label, records=(Record("plans", plan.id),))
        issue = Issue(Severity.ERROR, text, "PLAN-04", field="year", remedies=(see,))
        raise Rejected([issue])


def known_years(session: Session) -> tuple[int, ...]:
    """Give the years of all plans, first to last: the choice of the top bar."""
    plans = session.execute(select(Plan.first_year, Plan.years))
    return tuple(
        sorted({year for first, count in plans for year in _span(first, count)})
    )


def _plan_rules(unit: Unit, plan: Plan) -> Iterator[Issue]:
    last = plan.first_year + plan.years - 1
    for other in unit.session.scalars(select(Plan)):
        end = other.first_year + other.years - 1
        apart = last < other.first_year or end < plan.first_year
        if other.id != plan.id and not apart and other.first_year != plan.first_year:
            text = N_(
                "The years {first}-{last} overlap the plan “{title}” ({start}-{end}).",
                first=plan.first_year,
                last=last,
                title=other.title,
                start=other.first_year,
                end=end,
            )
            yield Issue(Severity.ERROR, text, field="first_year")

    if taken(
        unit,
        Plan,
        ("first_year", "version"),
        (plan.first_year, plan.version),
        plan.id,
    ):
        text = N_(
            "There is already a plan that begins in {year}, version {version}.",
            year=plan.first_year,
            version=plan.version,
        )
        yield Issue(Severity.ERROR, text, field="version")


def _axis_rules(unit: Unit, axis: Axis) -> Iterator[Issue]:
    plan = plan_of(unit, axis.plan_id)
    if taken(unit, Axis, ("plan_id", "number"), (plan.id, axis.number), axis.id):
        text = N_(
            "The number {number} is already that of another axis.", number=axis.number
        )
        yield Issue(Severity.ERROR, text, field="number")


def _sector_rules(unit: Unit, sector: Sector) -> Iterator[Issue]:
    if taken(unit, Sector, ("code",), (sector.code,), sector.id):
        text = N_(
            "The code {code} is already that of another sector.", code=sector.code
        )
        yield Issue(Severity.ERROR, text, field="code")
    if sector.parent_id is not None and sector.parent_id == sector.id:
        text = N_("A sector cannot stand under itself.")
        yield Issue(Severity.ERROR, text, field="parent_id")


PLAN = Entity(
    Plan,
    N_("plan “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Plan"),
        "first_year": N_("First year"),
        "years": N_("Years"),
        "version": N_("Version"),
        "adopted_on": N_("Adopted on"),
        "deliberation": N_("Deliberation no."),
        "announced": N_("Announced cost"),
        "note": N_("Note"),
        "vision": N_("Vision"),
    },
    _plan_rules,
    frozenset({"title", "first_year"}),
    {
        "axes": (Axis, "plan_id"),
        "actions": (Action, "plan_id"),
        "assemblies": (Assembly, "plan_id"),
        "criteria": (Criterion, "plan_id"),
        "problems": (Problem, "plan_id"),
        "process_steps": (ProcessStep, "plan_id"),
        "council_sessions": (CouncilSession, "plan_id"),
        "transmissions": (Transmission, "plan_id"),
        "indicators": (Indicator, "plan_id"),
        "sections": (Section, "plan_id"),
    },
)
AXIS = Entity(
    Axis,
    N_("axis “{title}”"),
    lambda row: row.title,
    {
        "plan_id": N_("Plan"),
        "number": N_("No."),
        "title": N_("Axis"),
        "aim": N_("Overall objective"),
    },
    rules=_axis_rules,
    required=frozenset({"title", "number"}),
    users={"objectives": (Objective, "axis_id")},
)
OBJECTIVE = Entity(
    Objective,
    N_("objective “{title}”"),
    lambda row: row.title,
    {"axis_id": N_("Axis"), "sector_id": N_("Sector"), "title": N_("Objective")},
    required=frozenset({"title", "axis_id", "sector_id"}),
    users={
        "actions": (Action, "objective_id"),
        "indicators": (Indicator, "objective_id"),
        "results": (Result, "objective_id"),
    },
)
SECTOR = Entity(
    Sector,
    N_("sector “{title}”"),
    lambda row: row.title,
    {
        "code": N_("Code"),
        "title": N_("Sector"),
        "domain": N_("Domain"),
        "parent_id": N_("Sub-sector of"),
    },
    _sector_rules,
    frozenset({"code", "title"}),
    {
        "actions": (Action, "sector_id"),
        "micro_projects": (MicroProject, "sector_id"),
        "objectives": (Objective, "sector_id"),
        "problems": (Problem, "sector_id"),
        "sectors": (Sector, "parent_id"),
        "session_questions": (SessionQuestion, "sector_id"),
    },
)


@dataclass(frozen=True)
class AddPlan(Add):
    """Open a plan."""

    label: ClassVar[Text] = N_("Add a plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PLAN


@dataclass(frozen=True)
class RevisePlan(Revise):
    """Correct what is said of a plan."""

    label: ClassVar[Text] = N_("Correct a plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PLAN


@dataclass(frozen=True)
class RemovePlans(Remove):
    """Remove plans that are still empty."""

    label: ClassVar[Text] = N_("Remove plans")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PLAN


@dataclass(frozen=True)
class AddAxis(Add):
    """Add a strategic axis."""

    label: ClassVar[Text] = N_("Add an axis")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = AXIS


@dataclass(frozen=True)
class ReviseAxis(Revise):
    """Correct an axis."""

    label: ClassVar[Text] = N_("Correct an axis")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = AXIS


@dataclass(frozen=True)
class RemoveAxes(Remove):
    """Remove axes without objectives."""

    label: ClassVar[Text] = N_("Remove axes")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = AXIS


@dataclass(frozen=True)
class AddObjective(Add):
    """Add an objective of an axis for a sector."""

    label: ClassVar[Text] = N_("Add an objective")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = OBJECTIVE

    policies: Tags = field(default_factory=Tags)

    def apply(self, unit: Unit) -> int:
        """Add it, and link it to the policies that it carries out."""
        row_id = Add.apply(self, unit)
        TagObjective(row_id, self.policies).apply(unit)
        return row_id


@dataclass(frozen=True)
class ReviseObjective(Revise):
    """Correct an objective."""

    label: ClassVar[Text] = N_("Correct an objective")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = OBJECTIVE


@dataclass(frozen=True)
class RemoveObjectives(Remove):
    """Remove objectives that no action pursues."""

    label: ClassVar[Text] = N_("Remove objectives")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = OBJECTIVE


@dataclass(frozen=True)
class AddSector(Add):
    """Add a sector or a sub-sector."""

    label: ClassVar[Text] = N_("Add a sector")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SECTOR


@dataclass(frozen=True)
class ReviseSector(Revise):
    """Correct a sector."""

    label: ClassVar[Text] = N_("Correct a sector")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SECTOR


@dataclass(frozen=True)
class RemoveSectors(Remove):
    """Remove sectors that nothing belongs to."""

    label: ClassVar[Text] = N_("Remove sectors")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SECTOR
