"""The tables around the making of a plan: steps, sessions, sending, calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.process import SessionKind, StepState
from commune_desk.domain.text import N_
from commune_desk.services.council import (
    SESSION,
    AddSession,
    RemoveSessions,
    ReviseSession,
    sessions,
)
from commune_desk.services.deadlines import (
    DEADLINE,
    AddDeadline,
    RemoveDeadlines,
    ReviseDeadline,
    deadlines,
)
from commune_desk.services.plan_lists import plans
from commune_desk.services.process import (
    STEP,
    AddStep,
    RemoveSteps,
    ReviseStep,
    steps,
)
from commune_desk.services.transmissions import (
    TRANSMISSION,
    AddTransmission,
    RemoveTransmissions,
    ReviseTransmission,
    transmissions,
)
from commune_desk.tables.choices import members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.council import SessionRow
    from commune_desk.services.deadlines import DeadlineRow
    from commune_desk.services.process import StepRow
    from commune_desk.services.records import Add
    from commune_desk.services.scope import Scope
    from commune_desk.services.transmissions import TransmissionRow

_step = fields_of(STEP, ReviseStep)
_session = fields_of(SESSION, ReviseSession)
_sending = fields_of(TRANSMISSION, ReviseTransmission)
_deadline = fields_of(DEADLINE, ReviseDeadline)


def plan_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the plans: “PDSEC 2024-2028”; an archived version names its number."""
    return [
        Choice(row.id, f"{row.title} ({row.version})" if row.archived else row.title)
        for row in plans(session, scope)
    ]


def _adding(
    command: type[Add], *, of_plan: bool = False
) -> Callable[[Scope, Mapping[str, Any]], Command[int]]:
    def add(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
        given = {key: value for key, value in values.items() if value is not None}
        return command({"plan_id": scope.plan_id, **given} if of_plan else given)

    return add


PROCESS_STEPS: Table[StepRow] = Table(
    name="process_steps",
    title=N_("Process"),
    purpose=N_(
        "The steps by which the plan is made: when, where, with whom, and the papers."
    ),
    rows=steps,
    reads={"process_steps": "id", "attachments": None, "plans": None},
    columns=always(
        _step("number", Kind.INTEGER, width=6),
        _step("title", width=44),
        _step("state", Kind.CHOICE, width=12, choices=members(StepState)),
        _step("planned_on", Kind.DATE, width=12),
        _step("held_on", Kind.DATE, width=12),
        _step("place", width=20),
        _step("men", Kind.INTEGER, width=8),
        _step("women", Kind.INTEGER, width=8),
        _step("young_men", Kind.INTEGER, width=8),
        _step("young_women", Kind.INTEGER, width=8),
        Column("present", N_("Present"), lambda x: x.present, Kind.INTEGER, 8),
        Column("lacks", N_("Missing"), lambda x: x.lacks or None, width=36),
        _step("minutes", width=18, shown=False),
        _step("responsible", width=18, shown=False),
        _step("output", width=40, shown=False),
        _step("note", width=24, shown=False),
    ),
    identity=("number",),
    add=_adding(AddStep, of_plan=True),
    remove=lambda rows: RemoveSteps(tuple(row.id for row in rows)),
    record="process_steps",
    required=frozenset({"number", "title"}),
    row_title=lambda row: f"{row.number} {row.title}",
    empty=N_("The process of this plan is not open yet."),
    fills=("process", "attendance"),
)

COUNCIL_SESSIONS: Table[SessionRow] = Table(
    name="council_sessions",
    title=N_("Sessions"),
    purpose=N_("Sessions of the council: who was there, how they voted, the number."),
    rows=sessions,
    reads={"council_sessions": "id", "communes": None, "plans": None},
    columns=always(
        _session("held_on", Kind.DATE, width=12),
        _session("subject", width=34),
        _session("kind", Kind.CHOICE, width=20, choices=members(SessionKind)),
        Column("quorum", N_("Quorum"), lambda x: x.bench.quorum, Kind.INTEGER, 8),
        _session("present", Kind.INTEGER, width=9),
        _session("proxies", Kind.INTEGER, width=9),
        _session("votes_for", Kind.INTEGER, width=7),
        _session("votes_against", Kind.INTEGER, width=7),
        _session("abstentions", Kind.INTEGER, width=9),
        _session("deliberation", width=18),
        _session("plan_id", Kind.CHOICE, width=20, choices=plan_choices, shown=False),
        _session("convened_on", Kind.DATE, width=12, shown=False),
        _session("place", width=20, shown=False),
        _session("chair", width=20, shown=False),
        _session("scribe", width=20, shown=False),
        _session(
            "seats",
            Kind.INTEGER,
            width=9,
            shown=False,
            note=N_("Empty: the number that the law gives for the population."),
        ),
        _session("note", width=24, shown=False),
    ),
    identity=("held_on", "subject"),
    add=_adding(AddSession),
    remove=lambda rows: RemoveSessions(tuple(row.id for row in rows)),
    record="council_sessions",
    required=frozenset({"held_on"}),
    row_title=lambda row: f"{row.held_on:%d/%m/%Y} {row.subject}".strip(),
    empty=N_("No session yet."),
    fills=("deliberation", "attendance"),
)

TRANSMISSIONS: Table[TransmissionRow] = Table(
    name="transmissions",
    title=N_("Transmissions"),
    purpose=N_("To whom the adopted plan was sent, and what came back."),
    rows=transmissions,
    reads={"transmissions": "id"},
    columns=always(
        _sending("recipient", width=44),
        _sending("sent_on", Kind.DATE, width=12),
        _sending("reference", width=14),
        _sending("received_on", Kind.DATE, width=12),
        _sending("observations", width=34),
        _sending("answered_on", Kind.DATE, width=12),
        _sending("answer", width=30, shown=False),
    ),
    identity=("recipient", "reference"),
    add=_adding(AddTransmission, of_plan=True),
    remove=lambda rows: RemoveTransmissions(tuple(row.id for row in rows)),
    record="transmissions",
    required=frozenset({"recipient"}),
    row_title=lambda row: row.recipient,
    empty=N_("The plan was sent to nobody yet."),
    fills=("slip",),
)

DEADLINES: Table[DeadlineRow] = Table(
    name="deadlines",
    title=N_("Calendar"),
    purpose=N_("What comes back every year, from when to when; usage, to be verified."),
    rows=deadlines,
    reads={"deadlines": "id"},
    columns=always(
        _deadline("title", width=56),
        _deadline("first_month", Kind.INTEGER, width=9),
        _deadline("last_month", Kind.INTEGER, width=9),
        _deadline("last_day", Kind.INTEGER, width=9),
        _deadline("sure", Kind.FLAG, width=9),
        _deadline("source", width=34),
        _deadline("place", width=16, shown=False),
    ),
    identity=("title",),
    add=_adding(AddDeadline),
    remove=lambda rows: RemoveDeadlines(tuple(row.id for row in rows)),
    record="deadlines",
    required=frozenset({"title", "first_month", "last_month"}),
    row_title=lambda row: row.title,
    empty=N_("The calendar is empty."),
    fills=("process",),
)
