"""What the request for one project says besides its action: problems, positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.services.shares import shares
from commune_desk.services.sustainability import sheets
from commune_desk.storage.models import Answer, Problem, Village

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.shares import ShareRow
    from commune_desk.services.sustainability import SheetRow


@dataclass(frozen=True, slots=True)
class Position:
    """A village, and where it lies if that is known, in decimal degrees."""

    name: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A problem that a village named, and its causes."""

    title: str
    causes: str
    village: str


@dataclass(frozen=True, slots=True)
class Project:
    """An action with all that its request says."""

    action: ActionRow
    positions: tuple[Position, ...]
    problems: tuple[Answered, ...]
    sheet: SheetRow | None
    shares: tuple[ShareRow, ...]


def projects(
    session: Session, scope: Scope, rows: Sequence[ActionRow]
) -> list[Project]:
    """Gather what is known of each action."""
    after = {sheet.id: sheet for sheet in sheets(session, scope)}
    parts = shares(session, scope)
    named = select(Village.id, Village.name, Village.latitude, Village.longitude)
    places = {
        row_id: Position(name, north, east)
        for row_id, name, north, east in session.execute(named)
    }
    problems = _problems(session)
    return [
        Project(
            row,
            tuple(places[village] for village in row.places.villages),
            tuple(problems.get(row.id, ())),
            after.get(row.id),
            tuple(part for part in parts if part.action_id == row.id),
        )
        for row in rows
    ]


def _problems(session: Session) -> dict[int, list[Answered]]:
    query = (
        select(Answer.action_id, Problem.title, Problem.causes, Village.name)
        .join(Problem, Problem.id == Answer.problem_id)
        .join(Village, Village.id == Problem.village_id)
        .order_by(Answer.id)
    )
    found: dict[int, list[Answered]] = {}
    for action_id, title, causes, village in session.execute(query):
        found.setdefault(action_id, []).append(Answered(title, causes, village))
    return found
