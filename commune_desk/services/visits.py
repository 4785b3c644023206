"""Visits of the commune: a visit is kept with its grid in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import delete, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.domain.visits import (
    MOST,
    Seen,
    grid_on,
    visit_refusals,
)
from commune_desk.services.command import Command
from commune_desk.services.grid_lists import questions
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Committee,
    GridScore,
    Visit,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit

GRID = "grid"
"""Key of the column that holds the points, as “1=2 2=1”."""


def _rules(unit: Unit, row: Visit) -> Iterator[Issue]:
    committee = unit.find(Committee, row.committee_id)
    seen = Seen(
        committee.name,
        row.made_on,
        row.remarks or "",
        row.deadline,
        row.settled_on,
    )
    yield from visit_refusals(seen, today(unit.session))


VISIT = Entity(
    Visit,
    N_("visit of {title}"),
    lambda row: f"{row.made_on:%d/%m/%Y}",
    {
        "committee_id": N_("Committee"),
        "made_on": N_("Made on"),
        "agent": N_("By whom"),
        "remarks": N_("Remarks"),
        "deadline": N_("To be settled by"),
        "settled_on": N_("Settled on"),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"committee_id", "made_on"}),
)


def _refused(text: Text) -> Rejected:
    return Rejected([Issue(Severity.ERROR, text, field=GRID)])


def _points(unit: Unit, day: dt.date, typed: str) -> dict[int, int]:
    """Read the points of a grid: “1=2 2=1”; raise `Rejected` where they are none."""
    by_code = {each.code: each.id for each in grid_on(day, questions(unit.session))}
    found: dict[int, int] = {}
    for part in typed.replace(",", " ").replace(";", " ").split():
        code, _, points = part.partition("=")
        if code not in by_code:
            raise _refused(
                N_(
                    "The grid of {date} has no question {code}; it has: {codes}.",
                    date=day,
                    code=code,
                    codes=tuple(by_code),
                )
            )
        if points not in {str(each) for each in range(MOST + 1)}:
            text = N_(
                "Question {code}: “{points}” is neither 0, 1 nor 2.",
                code=code,
                points=points,
            )
            raise _refused(text)
        found[by_code[code]] = int(points)
    return found


def _score(unit: Unit, visit_id: int, points: Mapping[int, int]) -> None:
    """Put these points in the place of those that a visit has."""
    unit.settle()
    own = GridScore.visit_id == visit_id
    for score in unit.session.scalars(select(GridScore).where(own)).all():
        if score.item_id not in points:
            unit.session.delete(score)
        else:
            score.points = points[score.item_id]
    known = set(unit.session.scalars(select(GridScore.item_id).where(own)).all())
    for item_id, each in points.items():
        if item_id not in known:
            unit.add(GridScore(visit_id=visit_id, item_id=item_id, points=each))


@dataclass(frozen=True)
class AddVisit(Add):
    """Note a visit, its grid included."""

    label: ClassVar[Text] = N_("Note a visit")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = VISIT

    def apply(self, unit: Unit) -> int:
        """Add it with its points."""
        values = dict(self.values)
        typed = values.pop(GRID, None)
        row = Visit(**values)
        with unit.session.no_autoflush:
            VISIT.check(unit, row)
        made = unit.add(row)
        if typed:
            _score(unit, made, _points(unit, row.made_on, typed))
        return made

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the day."""
        committee = unit.find(Committee, self.values["committee_id"])
        return N_(
            "Visit of {date} to {committee}",
            date=self.values["made_on"],
            committee=committee.name,
        )


@dataclass(frozen=True)
class ReviseVisit(Revise):
    """Correct a visit, or say that what was asked is settled."""

    label: ClassVar[Text] = N_("Correct a visit")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = VISIT


@dataclass(frozen=True)
class RemoveVisits(Remove):
    """Remove visits with their grids."""

    label: ClassVar[Text] = N_("Remove visits")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = VISIT

    def apply(self, unit: Unit) -> None:
        """Remove the grids, then the visits."""
        own = GridScore.visit_id.in_(self.ids)
        unit.session.execute(delete(GridScore).where(own))
        super().apply(unit)


@dataclass(frozen=True, slots=True)
class ScoreVisit(Command[None]):
    """Correct the points of a visit, given as “1=2 2=1”."""

    label: ClassVar[Text] = N_("Correct the grid of a visit")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    id: int
    typed: str | None

    def apply(self, unit: Unit) -> None:
        """Put these points in the place of the others."""
        row = VISIT.get(unit, self.id)
        _score(unit, self.id, _points(unit, row.made_on, self.typed or ""))

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the day."""
        row = VISIT.get(unit, self.id)
        committee = unit.find(Committee, row.committee_id)
        return N_(
            "Grid of the visit of {date} to {committee}",
            date=row.made_on,
            committee=committee.name,
        )


@dataclass(frozen=True)
class KeepVisit(Command[int]):
    """Keep a visit as the screen of the grid holds it: new, or put right, in one act.

    Points stand by the ids of their questions; one that is left out is not answered.
    """

    label: ClassVar[Text] = N_("Save the visit")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    values: Mapping[str, Any]
    points: Mapping[int, int]
    id: int | None = None

    def apply(self, unit: Unit) -> int:
        """Add or correct the visit, then its points."""
        values = dict(self.values)
        if self.id is None:
            made = AddVisit(values).apply(unit)
        else:
            made, row = self.id, VISIT.get(unit, self.id)
            for key, value in values.items():
                setattr(row, key, value)
            with unit.session.no_autoflush:
                VISIT.check(unit, row)
        self._check(unit, values["made_on"])
        _score(unit, made, self.points)
        return made

    def _check(self, unit: Unit, day: dt.date) -> None:
        known = {each.id for each in grid_on(day, questions(unit.session))}
        for item_id, points in self.points.items():
            if item_id not in known or not 0 <= points <= MOST:
                text = N_("{points} points for a question of no grid of {date}.",
                          points=points, date=day)  # fmt: skip
                raise _refused(text)

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the day."""
        committee = unit.find(Committee, self.values["committee_id"])
        return N_(
            "Visit of {date} to {committee}",
            date=self.values["made_on"],
            committee=committee.name,
        )
