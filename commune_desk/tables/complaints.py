"""The register of complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.services.complaint_lists import (
    CATEGORY,
    STEP,
    AddCategory,
    AddStep,
    RemoveCategories,
    RemoveSteps,
    ReviseCategory,
    ReviseStep,
    categories,
    steps,
)
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
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.complaint_lists import CategoryRow, StepRow
    from commune_desk.services.complaints import ComplaintRow
    from commune_desk.services.scope import Scope

_complaint = fields_of(COMPLAINT, ReviseComplaint)
_step = fields_of(STEP, ReviseStep)
_category = fields_of(CATEGORY, ReviseCategory)


def category_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the categories of the list, and words that complaints already bear."""
    known_words = {fold(row.title): row.title for row in categories(session)}
    for row in complaints(session):
        if row.category:
            known_words.setdefault(fold(row.category), row.category)
    return [Choice(word, word) for word in sorted(known_words.values(), key=fold)]


def complaint_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the complaints by their number: “3/2026”."""
    return [Choice(row.id, row.reference) for row in complaints(session)]


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
        _complaint("category", Kind.CHOICE, width=16, choices=category_choices),
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

COMPLAINT_STEPS: Table[StepRow] = Table(
    name="complaint_steps",
    title=N_("Steps of complaints"),
    purpose=N_("What was done about each complaint, and how many days after it came."),
    rows=steps,
    reads={"complaint_steps": "id", "complaints": None},
    columns=always(
        _step(
            "complaint_id",
            Kind.CHOICE,
            width=12,
            choices=complaint_choices,
            shown=False,
        ),
        _step("done_on", Kind.DATE, width=12),
        _step("title", width=44),
        _step("by", width=24),
        Column("days", N_("Days after reception"), lambda x: x.days, Kind.INTEGER, 10),
        _step("note", width=24, shown=False),
    ),
    levels=(
        Level(
            lambda row: (-row.received_on.toordinal(), row.complaint_id),
            lambda row: row.reference,
        ),
    ),
    identity=("complaint_id", "done_on", "title"),
    add=lambda _, values: AddStep(known(values)),
    remove=lambda rows: RemoveSteps(tuple(row.id for row in rows)),
    record="complaint_steps",
    required=frozenset({"complaint_id", "done_on", "title"}),
    carries=("complaint_id",),
    row_title=lambda row: f"{row.reference} – {row.title}",
    empty=N_("No step of a complaint noted yet."),
    fills=("complaints-register",),
)
COMPLAINT_CATEGORIES: Table[CategoryRow] = Table(
    name="complaint_categories",
    title=N_("Categories of complaints"),
    purpose=N_("Within how many days each kind is answered, and which are kept quiet."),
    rows=categories,
    reads={"complaint_categories": "id", "complaints": None},
    columns=always(
        _category("title", width=30),
        _category("days", Kind.INTEGER, width=12),
        _category(
            "confidential",
            Kind.FLAG,
            width=12,
            note=N_("A new complaint of this kind is confidential unless said not."),
        ),
        _category(
            "sure",
            Kind.FLAG,
            width=7,
            note=N_("“no”: a working proposal, to be settled by the commune."),
        ),
        Column(
            "complaints", N_("Complaints"), lambda x: x.complaints, Kind.INTEGER, 10
        ),
        _category("note", width=50),
    ),
    identity=("title",),
    add=lambda _, values: AddCategory(known(values)),
    remove=lambda rows: RemoveCategories(tuple(row.id for row in rows)),
    record="complaint_categories",
    required=frozenset({"title"}),
    row_title=lambda row: row.title,
    empty=N_("No category of complaints yet."),
)
