"""Public restitutions: sessions, who came, questions, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.accountability import RecommendationState
from commune_desk.domain.committees import Sex
from commune_desk.domain.text import N_
from commune_desk.services.bodies import body_sessions
from commune_desk.services.public_lists import presences, public_sessions, questions
from commune_desk.services.public_sessions import (
    PRESENCE,
    PUBLIC_SESSION,
    QUESTION,
    AddPresence,
    AddPublicSession,
    AddQuestion,
    RemovePresences,
    RemovePublicSessions,
    RemoveQuestions,
    RevisePresence,
    RevisePublicSession,
    ReviseQuestion,
)
from commune_desk.services.recommendations import (
    RECOMMENDATION,
    AddRecommendation,
    RemoveRecommendations,
    ReviseRecommendation,
    recommendations,
)
from commune_desk.tables.choices import (
    action_choices,
    members,
    sector_choices,
    village_choices,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.public_lists import PresenceRow, PublicRow, QuestionRow
    from commune_desk.services.recommendations import RecommendationRow
    from commune_desk.services.scope import Scope

_session = fields_of(PUBLIC_SESSION, RevisePublicSession)
_presence = fields_of(PRESENCE, RevisePresence)
_question = fields_of(QUESTION, ReviseQuestion)
_recommendation = fields_of(RECOMMENDATION, ReviseRecommendation)


def public_session_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the restitutions: “2025 – 12/03/2026”."""
    return [Choice(row.id, row.title) for row in public_sessions(session)]


def body_session_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the sessions of bodies: “CROCSAD – 28/08/2025”."""
    return [Choice(row.id, row.title) for row in body_sessions(session)]


PUBLIC_SESSIONS: Table[PublicRow] = Table(
    name="public_sessions",
    title=N_("Restitutions"),
    purpose=N_("Each year the commune tells the villages what it did with the money."),
    rows=public_sessions,
    reads={
        "public_sessions": "id",
        "session_attendances": None,
        "session_questions": None,
        "recommendations": None,
        "villages": None,
        "settings": None,
    },
    columns=always(
        _session("year", Kind.YEAR, width=9),
        _session("held_on", Kind.DATE, width=12),
        _session("place", width=24),
        Column("villages", N_("Villages"), lambda x: x.villages, Kind.INTEGER, 9),
        Column("women", N_("Women"), lambda x: x.women, Kind.INTEGER, 8),
        Column("men", N_("Men"), lambda x: x.men, Kind.INTEGER, 8),
        Column("questions", N_("Questions"), lambda x: x.questions, Kind.INTEGER, 9),
        Column(
            "recommendations",
            N_("Recommendations"),
            lambda row: row.recommendations,
            Kind.INTEGER,
            12,
        ),
        _session(
            "village_id", Kind.CHOICE, width=18, choices=village_choices, shown=False
        ),
        _session("announced_on", Kind.DATE, width=12, shown=False),
        _session("channels", width=30, shown=False),
        _session("chair", width=24, shown=False),
        _session("guests", width=36, shown=False),
        _session("paid_by", width=24, shown=False),
        _session("minutes", width=40, shown=False),
        _session("note", width=30, shown=False),
    ),
    identity=("year", "held_on"),
    add=lambda _, values: AddPublicSession(known(values)),
    remove=lambda rows: RemovePublicSessions(tuple(row.id for row in rows)),
    record="public_sessions",
    required=frozenset({"year", "held_on"}),
    row_title=lambda row: row.title,
    empty=N_("No restitution noted yet."),
    fills=("restitution-minutes", "restitution-attendance", "restitution-kit"),
)
ATTENDANCES: Table[PresenceRow] = Table(
    name="session_attendances",
    title=N_("Who came"),
    purpose=N_("Women, men and young people from each village at each restitution."),
    rows=presences,
    reads={"session_attendances": "id", "public_sessions": None, "villages": None},
    columns=always(
        _presence(
            "session_id",
            Kind.CHOICE,
            width=20,
            choices=public_session_choices,
            shown=False,
        ),
        _presence("village_id", Kind.CHOICE, width=24, choices=village_choices),
        _presence("women", Kind.INTEGER, width=10, adds=True),
        _presence("men", Kind.INTEGER, width=10, adds=True),
        _presence("young", Kind.INTEGER, width=14, adds=True),
        Column(
            "present", N_("Present"), lambda x: x.present, Kind.INTEGER, 10, adds=True
        ),
    ),
    levels=(Level(lambda row: row.session, lambda row: row.session),),
    identity=("session_id", "village_id"),
    add=lambda _, values: AddPresence(known(values)),
    remove=lambda rows: RemovePresences(tuple(row.id for row in rows)),
    record="session_attendances",
    required=frozenset({"session_id", "village_id"}),
    carries=("session_id",),
    row_title=lambda row: f"{row.session} – {row.village}",
    empty=N_("Nobody was counted yet."),
    fills=("restitution-minutes",),
)
QUESTIONS: Table[QuestionRow] = Table(
    name="session_questions",
    title=N_("Questions"),
    purpose=N_("What the public asked at the restitutions, and what was answered."),
    rows=questions,
    reads={
        "session_questions": "id",
        "public_sessions": None,
        "villages": None,
        "sectors": None,
    },
    columns=always(
        _question(
            "session_id",
            Kind.CHOICE,
            width=20,
            choices=public_session_choices,
            shown=False,
        ),
        _question("number", Kind.INTEGER, width=6),
        _question("question", width=44),
        _question("answer", width=44),
        _question("village_id", Kind.CHOICE, width=16, choices=village_choices),
        _question("asked_by", Kind.CHOICE, width=10, choices=members(Sex)),
        _question(
            "sector_id", Kind.CHOICE, width=20, choices=sector_choices, shown=False
        ),
    ),
    levels=(Level(lambda row: row.session, lambda row: row.session),),
    identity=("session_id", "number"),
    add=lambda _, values: AddQuestion(known(values)),
    remove=lambda rows: RemoveQuestions(tuple(row.id for row in rows)),
    record="session_questions",
    required=frozenset({"session_id", "question"}),
    carries=("session_id",),
    row_title=lambda row: f"{row.session} – {row.number}",
    empty=N_("No question noted yet."),
    fills=("restitution-minutes",),
)
RECOMMENDATIONS: Table[RecommendationRow] = Table(
    name="recommendations",
    title=N_("Recommendations"),
    purpose=N_(
        "What restitutions and bodies asked for, who does it, by when; the late first."
    ),
    rows=recommendations,
    reads={
        "recommendations": "id",
        "public_sessions": None,
        "body_sessions": None,
        "bodies": None,
        "settings": None,
    },
    columns=always(
        Column("origin", N_("Asked by the session"), lambda x: x.origin, width=20),
        _recommendation("number", Kind.INTEGER, width=6),
        _recommendation("title", width=44),
        _recommendation("owner", width=22),
        _recommendation("due_on", Kind.DATE, width=12),
        Column("standing", N_("Follow-up"), lambda row: row.standing, width=16),
        _recommendation(
            "state",
            Kind.CHOICE,
            width=16,
            choices=members(RecommendationState),
            shown=False,
        ),
        _recommendation("done_on", Kind.DATE, width=12, shown=False),
        _recommendation("followup", width=40, shown=False),
        _recommendation(
            "public_session_id",
            Kind.CHOICE,
            width=20,
            choices=public_session_choices,
            shown=False,
        ),
        _recommendation(
            "body_session_id",
            Kind.CHOICE,
            width=24,
            choices=body_session_choices,
            shown=False,
        ),
        _recommendation(
            "action_id", Kind.CHOICE, width=30, choices=action_choices, shown=False
        ),
        _recommendation("note", width=24, shown=False),
    ),
    identity=("title", "public_session_id", "body_session_id"),
    add=lambda _, values: AddRecommendation(known(values)),
    remove=lambda rows: RemoveRecommendations(tuple(row.id for row in rows)),
    record="recommendations",
    required=frozenset({"title"}),
    carries=("public_session_id", "body_session_id"),
    row_title=lambda row: row.title,
    empty=N_("No recommendation noted yet."),
    fills=("recommendations",),
)
