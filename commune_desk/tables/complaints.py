"""The register of complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.text import N_
from commune_desk.services.complaints import (
    COMPLAINT,
    AddComplaint,
    RemoveComplaints,
    ReviseComplaint,
    complaints,
)
from commune_desk.tables.choices import action_choices, members, village_choices
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.services.complaints import ComplaintRow

_complaint = fields_of(COMPLAINT, ReviseComplaint)

COMPLAINTS: Table[ComplaintRow] = Table(
    name="complaints",
    title=N_("Complaints"),
    purpose=N_("The register: what people complained of, and what they were answered."),
    rows=complaints,
    reads={
        "complaints": "id",
        "committees": None,
        "villages": None,
        "settings": None,
    },
    columns=always(
        _complaint("year", Kind.YEAR, width=8),
        _complaint("number", Kind.INTEGER, width=6),
        _complaint("received_on", Kind.DATE, width=12),
        _complaint("subject", width=38),
        _complaint("category", width=16),
        _complaint("village_id", Kind.CHOICE, width=16, choices=village_choices),
        _complaint("state", Kind.CHOICE, width=14, choices=members(ComplaintState)),
        _complaint("due_on", Kind.DATE, width=12),
        Column("standing", N_("Follow-up"), lambda row: row.standing, width=18),
        _complaint(
            "confidential",
            Kind.FLAG,
            width=10,
            shown=False,
            note=N_("In confidence: neither the name nor the subject is printed."),
        ),
        _complaint("complainant", width=24, shown=False, private=True),
        _complaint("channel", width=18, shown=False),
        _complaint(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _complaint(
            "action_id", Kind.CHOICE, width=30, choices=action_choices, shown=False
        ),
        _complaint("answer", width=40, shown=False),
        _complaint("answered_on", Kind.DATE, width=12, shown=False),
        _complaint("closed_on", Kind.DATE, width=12, shown=False),
        _complaint("note", width=24, shown=False),
    ),
    identity=("year", "number"),
    add=lambda _, values: AddComplaint(known(values)),
    remove=lambda rows: RemoveComplaints(tuple(row.id for row in rows)),
    record="complaints",
    required=frozenset({"received_on", "subject"}),
    row_title=lambda row: row.reference,
    empty=N_("No complaint in the register."),
    fills=("complaints-register", "complaints-statistics"),
)
