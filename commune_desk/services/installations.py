"""Installations and their breakdowns: whether they serve, and days out of service."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.committees import InstallationState
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.registry import book
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Breakdown,
    Installation,
    Meter,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

YEAR = 365


def _rules(unit: Unit, row: Breakdown) -> Iterator[Issue]:
    installation = unit.find(Installation, row.installation_id)
    facts = {"title": installation.title, "broken": row.broken_on}
    if row.repaired_on is not None and row.repaired_on < row.broken_on:
        text = N_(
            "{title}: broken down on {broken}, it cannot be repaired on {repaired}.",
            repaired=row.repaired_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="repaired_on")
        return
    unit.settle()
    query = select(Breakdown).where(Breakdown.installation_id == row.installation_id)
    for other in unit.session.scalars(query).all():
        if other is not row and other.id != row.id and _meet(row, other):
            text = N_(
                "{title}: broken down on {broken}, while the breakdown of {other} is"
                " not repaired.",
                other=other.broken_on,
                **facts,
            )
            yield Issue(Severity.ERROR, text, field="broken_on")


def _meet(one: Breakdown, other: Breakdown) -> bool:
    first, second = sorted((one, other), key=lambda each: each.broken_on)
    return first.repaired_on is None or first.repaired_on > second.broken_on


INSTALLATION = Entity(
    Installation,
    N_("installation “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Installation"),
        "kind": N_("Kind"),
        "committee_id": N_("Committee"),
        "village_id": N_("Village"),
        "action_id": N_("Action"),
        "state": N_("State"),
        "served_from": N_("In service since"),
        "capacity": N_("Capacity"),
        "note": N_("Note"),
    },
    required=frozenset({"title"}),
    users={"breakdowns": (Breakdown, "installation_id"),
           "meters": (Meter, "installation_id")},
)  # fmt: skip
BREAKDOWN = Entity(
    Breakdown,
    N_("breakdown of {title}"),
    lambda row: f"{row.broken_on:%d/%m/%Y}",
    {
        "installation_id": N_("Installation"),
        "broken_on": N_("Broken down on"),
        "repaired_on": N_("Repaired on"),
        "cause": N_("Cause"),
        "cost": N_("Cost of the repair"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"installation_id", "broken_on"}),
)


@dataclass(frozen=True)
class AddInstallation(Add):
    """Add an installation."""

    label: ClassVar[Text] = N_("Add an installation")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = INSTALLATION


@dataclass(frozen=True)
class ReviseInstallation(Revise):
    """Correct an installation."""

    label: ClassVar[Text] = N_("Correct an installation")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = INSTALLATION


@dataclass(frozen=True)
class RemoveInstallations(Remove):
    """Remove installations that have no breakdown and no meter."""

    label: ClassVar[Text] = N_("Remove installations")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = INSTALLATION


@dataclass(frozen=True)
class AddBreakdown(Add):
    """Note that an installation has broken down; its state follows."""

    label: ClassVar[Text] = N_("Note a breakdown")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = BREAKDOWN

    def apply(self, unit: Unit) -> int:
        """Add it; what is not repaired is broken."""
        made = super().apply(unit)
        _follow(unit, self.values["installation_id"])
        return made


@dataclass(frozen=True)
class ReviseBreakdown(Revise):
    """Note the repair of a breakdown, or correct it; the state follows."""

    label: ClassVar[Text] = N_("Correct a breakdown")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = BREAKDOWN

    def apply(self, unit: Unit) -> None:
        """Change it, then the state of the installation."""
        super().apply(unit)
        _follow(unit, BREAKDOWN.get(unit, self.id).installation_id)


@dataclass(frozen=True)
class RemoveBreakdowns(Remove):
    """Take back breakdowns that were noted by mistake."""

    label: ClassVar[Text] = N_("Remove breakdowns")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = BREAKDOWN

    def apply(self, unit: Unit) -> None:
        """Remove them, then set the states."""
        touched = {BREAKDOWN.get(unit, row_id).installation_id for row_id in self.ids}
        super().apply(unit)
        for installation_id in touched:
            _follow(unit, installation_id)


def _follow(unit: Unit, installation_id: int) -> None:
    """Let the state say what the breakdowns say; what was given up stays so."""
    unit.settle()
    installation = unit.find(Installation, installation_id)
    if installation.state is InstallationState.ABANDONED:
        return
    own = Breakdown.installation_id == installation_id
    query = select(Breakdown.id).where(own, Breakdown.repaired_on.is_(None))
    broken = unit.session.scalar(query) is not None
    working = InstallationState.WORKING
    installation.state = InstallationState.BROKEN if broken else working


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """A breakdown as tables see it."""

    id: int
    installation_id: int
    installation: str
    committee_id: int | None
    broken_on: dt.date
    repaired_on: dt.date | None
    cause: str
    cost: Money | None
    note: str
    days: int
    """Days out of service, up to the day of the situation."""

    village: str

    @property
    def called(self) -> str:
        """The installation and its village: pumps have one name in many."""
        return " – ".join(filter(None, (self.installation, self.village)))


@dataclass(frozen=True, slots=True)
class InstallationRow:
    """An installation as tables see it."""

    id: int
    title: str
    kind: str
    committee_id: int | None
    committee: str
    village_id: int | None
    village: str
    action_id: int | None
    asset_id: int | None
    state: InstallationState
    served_from: dt.date | None
    capacity: str
    note: str
    breakdowns: int
    days: int
    """Days out of service in the year before the day of the situation."""

    broken_on: dt.date | None
    """Since when it is broken; None where it is not."""

    broken_days: int = 0


def breakdowns(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[BreakdownRow]:
    """List the breakdowns, installation by installation, the latest first."""
    day = today(session)
    query = (
        select(Breakdown, Installation.title, Installation.committee_id, Village.name)
        .join(Installation, Installation.id == Breakdown.installation_id)
        .outerjoin(Village, Village.id == Installation.village_id)
        .order_by(Installation.title, Installation.id, Breakdown.broken_on.desc())
    )
    if ids is not None:
        query = query.where(Breakdown.id.in_(ids))
    return [
        BreakdownRow(
            row.id,
            row.installation_id,
            title,
            committee,
            row.broken_on,
            row.repaired_on,
            row.cause,
            row.cost,
            row.note,
            max(0, ((row.repaired_on or day) - row.broken_on).days),
            village or "",
        )
        for row, title, committee, village in session.execute(query)
    ]


def installations(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[InstallationRow]:
    """List the installations by village and name."""
    day = today(session)
    failed: dict[int, list[BreakdownRow]] = defaultdict(list)
    for each in breakdowns(session):
        failed[each.installation_id].append(each)
    names = {each.id: each.committee.name for each in book(session)}
    query = select(Installation, Village.name).join(
        Village, Village.id == Installation.village_id, isouter=True
    )
    if ids is not None:
        query = query.where(Installation.id.in_(ids))
    rows = [
        _row(row, village or "", names.get(row.committee_id or 0, ""), failed, day)
        for row, village in session.execute(query)
    ]
    return sorted(rows, key=lambda row: (fold(row.village), fold(row.title), row.id))


def _row(
    row: Installation,
    village: str,
    committee: str,
    failed: dict[int, list[BreakdownRow]],
    day: dt.date,
) -> InstallationRow:
    own: Sequence[BreakdownRow] = failed[row.id]
    now = next((each for each in own if each.repaired_on is None), None)
    columns = [column.key for column in Installation.__table__.columns]
    return InstallationRow(
        **{key: getattr(row, key) for key in columns},
        committee=committee,
        village=village,
        breakdowns=len(own),
        days=sum(_within(each, day) for each in own),
        broken_on=now.broken_on if now else None,
        broken_days=now.days if now else 0,
    )


def _within(each: BreakdownRow, day: dt.date) -> int:
    """Count the days of a breakdown that fall into the year before a day."""
    first = max(each.broken_on.toordinal(), day.toordinal() - YEAR)
    last = min((each.repaired_on or day).toordinal(), day.toordinal())
    return max(0, last - first)
