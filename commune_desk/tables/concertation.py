"""Bodies of concertation, and their sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.accountability import BodyLevel
from commune_desk.domain.text import N_
from commune_desk.services.bodies import (
    BODY,
    BODY_SESSION,
    AddBody,
    AddBodySession,
    RemoveBodies,
    RemoveBodySessions,
    ReviseBody,
    ReviseBodySession,
    bodies,
    body_sessions,
)
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.bodies import BodyRow, BodySessionRow
    from commune_desk.services.scope import Scope

_body = fields_of(BODY, ReviseBody)
_session = fields_of(BODY_SESSION, ReviseBodySession)


def body_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the bodies, the year of their text beside: “CROCSAD (2023)”."""
    return [Choice(row.id, row.named) for row in bodies(session)]


BODIES: Table[BodyRow] = Table(
    name="bodies",
    title=N_("Bodies of concertation"),
    purpose=N_("Where the commune sits with others, level by level, text by text."),
    rows=bodies,
    reads={"bodies": "id", "body_sessions": None, "settings": None},
    columns=always(
        _body("short", width=24),
        _body("title", width=44),
        _body(
            "level",
            Kind.CHOICE,
            width=16,
            choices=members(
                BodyLevel,
                {
                    BodyLevel.COMMUNE: ("commune",),
                    BodyLevel.REGION: ("région",),
                    BodyLevel.NATION: ("nation", "pays"),
                },
            ),
        ),
        _body("valid_from", Kind.DATE, width=12),
        _body("valid_until", Kind.DATE, width=12),
        Column("standing", N_("State"), lambda row: row.standing, width=14),
        Column("sessions", N_("Sessions noted"), lambda x: x.sessions, Kind.INTEGER, 9),
        Column("last_on", N_("Last session"), lambda x: x.last_on, Kind.DATE, 12),
        _body("chaired_by", width=20, shown=False),
        _body("sessions_a_year", Kind.INTEGER, width=10, shown=False),
        _body("legal", width=44, shown=False),
        _body(
            "sure",
            Kind.FLAG,
            width=7,
            shown=False,
            note=N_("“no”: to be verified in the text before it is relied on."),
        ),
        _body("note", width=44, shown=False),
    ),
    identity=("short", "valid_from"),
    add=lambda _, values: AddBody(known(values)),
    remove=lambda rows: RemoveBodies(tuple(row.id for row in rows)),
    record="bodies",
    required=frozenset({"short", "title", "level"}),
    row_title=lambda row: row.named,
    empty=N_("No body of concertation yet."),
)
BODY_SESSIONS: Table[BodySessionRow] = Table(
    name="body_sessions",
    title=N_("Sessions of bodies"),
    purpose=N_("When each body sat, who spoke for the commune, what was asked."),
    rows=body_sessions,
    reads={"body_sessions": "id", "bodies": None, "recommendations": None},
    columns=always(
        _session("body_id", Kind.CHOICE, width=26, choices=body_choices),
        _session("held_on", Kind.DATE, width=12),
        _session("subject", width=44),
        _session("place", width=18),
        _session("women", Kind.INTEGER, width=8),
        _session("men", Kind.INTEGER, width=8),
        Column(
            "recommendations",
            N_("Recommendations"),
            lambda row: row.recommendations,
            Kind.INTEGER,
            12,
        ),
        _session("delegates", width=30, shown=False),
        _session("minutes", width=40, shown=False),
        _session("note", width=30, shown=False),
    ),
    identity=("body_id", "held_on"),
    add=lambda _, values: AddBodySession(known(values)),
    remove=lambda rows: RemoveBodySessions(tuple(row.id for row in rows)),
    record="body_sessions",
    required=frozenset({"body_id", "held_on"}),
    carries=("body_id",),
    row_title=lambda row: row.title,
    empty=N_("No session of a body noted yet."),
    fills=("recommendations",),
)
