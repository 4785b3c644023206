"""The life of committees: meetings, decisions, training, lights, obligations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committee_lights import KEYS, LightState, Pillar
from commune_desk.domain.committees import MeetingKind
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.lights import LightRow, light_rows
from commune_desk.services.meetings import (
    DECISION,
    MEETING,
    AddDecision,
    AddMeeting,
    RemoveDecisions,
    RemoveMeetings,
    ReviseDecision,
    ReviseMeeting,
    decisions,
    meetings,
)
from commune_desk.services.obligations import (
    OBLIGATION,
    AddObligation,
    RemoveObligations,
    ReviseObligation,
    obligations,
)
from commune_desk.services.trainings import (
    TRAINING,
    AddTraining,
    RemoveTrainings,
    ReviseTraining,
    trainings,
)
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known, type_choices
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.meetings import DecisionRow, MeetingRow
    from commune_desk.services.obligations import ObligationRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.trainings import TrainingRow

_meeting = fields_of(MEETING, ReviseMeeting)
_decision = fields_of(DECISION, ReviseDecision)
_training = fields_of(TRAINING, ReviseTraining)
_obligation = fields_of(OBLIGATION, ReviseObligation)
MEETINGS_KINDS = members(
    MeetingKind,
    {
        MeetingKind.ASSEMBLY: ("AG", "assemblée générale"),
        MeetingKind.ACCOUNTS: ("AG bilan", "AG sur les comptes"),
        MeetingKind.ELECTION: ("AG élective",),
        MeetingKind.BUREAU: ("bureau",),
    },
)


def meeting_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the meetings: “CGS de Diakele – 12/03/2026”; its number where two meet."""
    taken: set[str] = set()
    found = []
    for row in sorted(meetings(session), key=lambda each: each.id):
        title = f"{row.committee} – {row.held_on:%d/%m/%Y}"
        own = title if title not in taken else f"{title} (n° {row.id})"
        taken.add(title)
        found.append(Choice(row.id, own))
    return sorted(found, key=lambda choice: str(choice.title))


MEETINGS: Table[MeetingRow] = Table(
    name="committee_meetings",
    title=N_("Meetings"),
    purpose=N_("Assemblies and meetings of the bureaux: who came, what was left."),
    rows=meetings,
    reads={
        "committee_meetings": "id",
        "committee_decisions": None,
        "committees": None,
    },
    columns=always(
        _meeting(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _meeting("held_on", Kind.DATE, width=12),
        _meeting("kind", Kind.CHOICE, width=26, choices=MEETINGS_KINDS),
        _meeting("place", width=18),
        _meeting("women", Kind.INTEGER, width=8),
        _meeting("men", Kind.INTEGER, width=8),
        Column("present", N_("Present"), lambda x: x.present, Kind.INTEGER, 8),
        _meeting("minutes", Kind.FLAG, width=9),
        _meeting("accounts_shown", Kind.FLAG, width=9),
        Column(
            "open",
            N_("Decisions to do"),
            lambda row: row.open if row.decisions else None,
            Kind.INTEGER,
            10,
        ),
        _meeting("agenda", width=40, shown=False),
        _meeting("note", width=24, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
    ),
    identity=("committee_id", "held_on", "kind"),
    add=lambda _, values: AddMeeting(known(values)),
    remove=lambda rows: RemoveMeetings(tuple(row.id for row in rows)),
    record="committee_meetings",
    required=frozenset({"committee_id", "kind", "held_on"}),
    carries=("committee_id",),
    row_title=lambda row: f"{row.committee} – {row.held_on:%d/%m/%Y}",
    empty=N_("No meeting noted yet."),
    fills=("committee-attendance", "committee-minutes"),
)

DECISIONS: Table[DecisionRow] = Table(
    name="committee_decisions",
    title=N_("Decisions"),
    purpose=N_("What the meetings decided, who does it, by when; the late ones first."),
    rows=decisions,
    reads={
        "committee_decisions": "id",
        "committee_meetings": None,
        "committees": None,
        "settings": None,
    },
    columns=always(
        _decision("meeting_id", Kind.CHOICE, width=34, choices=meeting_choices),
        _decision("title", width=44),
        _decision("responsible", width=20),
        _decision("due_on", Kind.DATE, width=12),
        _decision("done_on", Kind.DATE, width=12),
        Column("standing", N_("Follow-up"), lambda row: row.standing, width=18),
        _decision("note", width=24, shown=False),
    ),
    identity=("meeting_id", "title"),
    add=lambda _, values: AddDecision(known(values)),
    remove=lambda rows: RemoveDecisions(tuple(row.id for row in rows)),
    record="committee_decisions",
    required=frozenset({"meeting_id", "title"}),
    carries=("meeting_id",),
    row_title=lambda row: row.title,
    empty=N_("No decision noted yet."),
    fills=("committee-decisions",),
)

TRAININGS: Table[TrainingRow] = Table(
    name="trainings",
    title=N_("Trainings"),
    purpose=N_("What committees were taught, by whom, and who came."),
    rows=trainings,
    reads={"trainings": "id", "committees": None},
    columns=always(
        _training("committee_id", Kind.CHOICE, width=32, choices=committee_choices),
        _training("held_on", Kind.DATE, width=12),
        _training("topic", width=40),
        _training("provider", width=24),
        _training("women", Kind.INTEGER, width=8, adds=True),
        _training("men", Kind.INTEGER, width=8, adds=True),
        _training("note", width=24, shown=False),
    ),
    identity=("committee_id", "held_on", "topic"),
    add=lambda _, values: AddTraining(known(values)),
    remove=lambda rows: RemoveTrainings(tuple(row.id for row in rows)),
    record="trainings",
    required=frozenset({"committee_id", "held_on", "topic"}),
    carries=("held_on", "topic", "provider"),
    row_title=lambda row: f"{row.committee} – {row.topic}",
    empty=N_("No training noted yet."),
)


def _pillar(pillar: Pillar, width: int) -> Column[LightRow]:
    return Column(
        pillar.value, NAMES[pillar], lambda row: row.pillar(pillar), width=width
    )


def _light(key: str) -> Column[LightRow]:
    def told(row: LightRow) -> object:
        light = row.light(key)
        if light is None or light.state is LightState.NOT_ASKED:
            return None
        return (light.state, light.fact) if light.fact != "" else light.state

    return Column(key, KEYS[key], told, width=20, shown=False)


LIGHTS: Table[LightRow] = Table(
    name="lights",
    title=N_("Lights"),
    purpose=N_("All committees under their lights: what is in order, what is not."),
    rows=light_rows,
    reads=dict.fromkeys(
        (
            "committees",
            "committee_types",
            "committee_acts",
            "committee_meetings",
            "type_obligations",
            "installations",
            "breakdowns",
            "persons",
            "seats",
            "terms",
            "visits",
            "cash_entries",
            "member_dues",
            "meters",
            "meter_readings",
            "due_rules",
            "dues",
            "due_payments",
            "settings",
            "villages",
        )
    ),
    columns=always(
        Column("committee", N_("Committee"), lambda row: row.committee, width=30),
        Column(
            "correct",
            N_("To correct"),
            lambda row: row.count(LightState.CORRECT),
            Kind.INTEGER,
            9,
            adds=True,
        ),
        Column(
            "watch",
            N_("To watch"),
            lambda row: row.count(LightState.WATCH),
            Kind.INTEGER,
            9,
            adds=True,
        ),
        *(_pillar(pillar, 30) for pillar in Pillar),
        *(_light(key) for key in KEYS),
        Column(
            "type", N_("Type of committee"), lambda row: row.type, width=30, shown=False
        ),
        Column(
            "village", N_("Village"), lambda row: row.village, width=16, shown=False
        ),
    ),
    record="committees",
    row_title=lambda row: row.committee,
    empty=N_("No committee yet."),
    fills=("lights",),
)


def light_choices(_session: Session, _scope: Scope) -> Sequence[Choice]:
    """Offer the lights, under their names and keys."""
    return [Choice(key, title, (key,)) for key, title in KEYS.items()]


OBLIGATIONS: Table[ObligationRow] = Table(
    name="type_obligations",
    title=N_("Obligations of committees"),
    purpose=N_("What each type must do, and how often; its lights follow."),
    rows=obligations,
    reads={"type_obligations": "id", "committee_types": None},
    columns=always(
        _obligation(
            "type_id", Kind.CHOICE, width=34, choices=type_choices, also=("Type",)
        ),
        _obligation("key", Kind.CHOICE, width=22, choices=light_choices),
        _obligation("title", width=44),
        _obligation("every_months", Kind.INTEGER, width=10),
        _obligation("legal", width=30),
        _obligation("sure", Kind.FLAG, width=8),
        _obligation("active", Kind.FLAG, width=8, shown=False),
    ),
    identity=("type_id", "key"),
    add=lambda _, values: AddObligation(known(values)),
    remove=lambda rows: RemoveObligations(tuple(row.id for row in rows)),
    record="type_obligations",
    required=frozenset({"type_id", "key", "title"}),
    carries=("type_id",),
    row_title=lambda row: f"{row.type} – {row.title}",
    empty=N_("No obligation yet."),
)
