"""Restitutions as tables, pages and papers see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.services.today import today
from commune_desk.storage.models import (
    PublicSession,
    Recommendation,
    Sector,
    SessionAttendance,
    SessionQuestion,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import Sex
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A restitution, with what its parts add up to."""

    id: int
    year: int
    held_on: dt.date
    place: str
    village_id: int | None
    announced_on: dt.date | None
    channels: str
    chair: str
    guests: str
    paid_by: str
    minutes: str
    note: str
    village: str
    villages: int
    """Villages from which somebody came."""

    women: int
    men: int
    young: int
    questions: int
    answered: int
    recommendations: int
    day: dt.date

    @property
    def present(self) -> int:
        """Everybody who was counted."""
        return self.women + self.men

    @property
    def to_come(self) -> bool:
        """Whether it is still to be held."""
        return self.held_on > self.day

    @property
    def title(self) -> str:
        """Name it: “2025 – 12/03/2026”."""
        return f"{self.year} – {self.held_on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """Who came from a village."""

    id: int
    session_id: int
    village_id: int
    women: int
    men: int
    young: int
    village: str
    session: str

    @property
    def present(self) -> int:
        """Women and men."""
        return self.women + self.men


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its answer."""

    id: int
    session_id: int
    number: int
    question: str
    answer: str
    asked_by: Sex | None
    village_id: int | None
    sector_id: int | None
    village: str
    sector: str
    session: str


def _title(year: int, held_on: dt.date) -> str:
    return f"{year} – {held_on:%d/%m/%Y}"


def public_sessions(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PublicRow]:
    """List the restitutions, the latest first."""
    came: dict[int, tuple[Any, ...]] = {
        key: tuple(rest)
        for key, *rest in session.execute(
            select(
                SessionAttendance.session_id,
                func.count(SessionAttendance.id),
                func.sum(SessionAttendance.women),
                func.sum(SessionAttendance.men),
                func.sum(SessionAttendance.young),
            ).group_by(SessionAttendance.session_id)
        )
    }
    asked: dict[int, tuple[int, int]] = {}
    for key, answer in session.execute(
        select(SessionQuestion.session_id, SessionQuestion.answer)
    ):
        whole, told = asked.get(key, (0, 0))
        asked[key] = (whole + 1, told + bool(answer))
    urged = {
        key: count
        for key, count in session.execute(
            select(Recommendation.public_session_id, func.count()).group_by(
                Recommendation.public_session_id
            )
        )
        if key is not None
    }
    query = (
        select(PublicSession, Village.name)
        .join(Village, Village.id == PublicSession.village_id, isouter=True)
        .order_by(PublicSession.held_on.desc(), PublicSession.id.desc())
    )
    if ids is not None:
        query = query.where(PublicSession.id.in_(ids))
    day, keys = today(session), PublicSession.__table__.columns.keys()
    found = []
    for row, village in session.execute(query):
        villages, women, men, young = came.get(row.id, (0, 0, 0, 0))
        questions, answered = asked.get(row.id, (0, 0))
        found.append(
            PublicRow(
                **{key: getattr(row, key) for key in keys},
                village=village or "",
                villages=villages,
                women=women,
                men=men,
                young=young,
                questions=questions,
                answered=answered,
                recommendations=urged.get(row.id, 0),
                day=day,
            )
        )
    return found


def presences(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PresenceRow]:
    """List who came, session by session, in the order of the villages."""
    query = (
        select(SessionAttendance, Village.name, PublicSession)
        .join(Village, Village.id == SessionAttendance.village_id)
        .join(PublicSession, PublicSession.id == SessionAttendance.session_id)
        .order_by(PublicSession.held_on.desc(), Village.name)
    )
    if ids is not None:
        query = query.where(SessionAttendance.id.in_(ids))
    keys = SessionAttendance.__table__.columns.keys()
    return [
        PresenceRow(
            **{key: getattr(row, key) for key in keys},
            village=village,
            session=_title(held.year, held.held_on),
        )
        for row, village, held in session.execute(query)
    ]


def questions(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[QuestionRow]:
    """List the questions, session by session, in the order of their numbers."""
    query = (
        select(SessionQuestion, Village.name, Sector.title, PublicSession)
        .join(PublicSession, PublicSession.id == SessionQuestion.session_id)
        .join(Village, Village.id == SessionQuestion.village_id, isouter=True)
        .join(Sector, Sector.id == SessionQuestion.sector_id, isouter=True)
        .order_by(PublicSession.held_on.desc(), SessionQuestion.number)
    )
    if ids is not None:
        query = query.where(SessionQuestion.id.in_(ids))
    keys = SessionQuestion.__table__.columns.keys()
    return [
        QuestionRow(
            **{key: getattr(row, key) for key in keys},
            village=village or "",
            sector=sector or "",
            session=_title(held.year, held.held_on),
        )
        for row, village, sector, held in session.execute(query)
    ]
