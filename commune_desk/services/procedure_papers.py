"""The papers that the archive should hold for each record of a kind: data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.attachments import RECORDS
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import ProcedurePaper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.attachments import AttachmentKind
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


PROCEDURES = (
    "council_sessions",
    "procurements",
    "agreements",
    "micro_projects",
    "public_sessions",
    "body_sessions",
    "committees",
)
"""Tables whose records have papers of their own to hand in."""


def _rules(unit: Unit, row: ProcedurePaper) -> Iterator[Issue]:
    pair = (row.record_table, row.title)
    if taken(unit, ProcedurePaper, ("record_table", "title"), pair, row.id):
        text = N_(
            "The paper “{title}” is already asked for: {record}.",
            title=row.title,
            record=RECORDS.get(row.record_table, row.record_table),
        )
        yield Issue(Severity.ERROR, text, field="title")


PROCEDURE_PAPER = Entity(
    ProcedurePaper,
    N_("paper asked for “{title}”"),
    lambda row: row.title,
    {
        "record_table": N_("Procedure"),
        "title": N_("Paper asked for"),
        "kind": N_("Kind"),
        "state": N_("From which step on"),
        "legal": N_("Text"),
        "sure": N_("Sure"),
        "active": N_("In use"),
    },
    rules=_rules,
    required=frozenset({"record_table", "title", "kind"}),
)


@dataclass(frozen=True)
class AddProcedurePaper(Add):
    """Ask for a paper."""

    label: ClassVar[Text] = N_("Ask for a paper")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = PROCEDURE_PAPER


@dataclass(frozen=True)
class ReviseProcedurePaper(Revise):
    """Correct which paper is asked for."""

    label: ClassVar[Text] = N_("Correct a paper asked for")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = PROCEDURE_PAPER


@dataclass(frozen=True)
class RemoveProcedurePapers(Remove):
    """Ask for these papers no more."""

    label: ClassVar[Text] = N_("Remove papers asked for")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = PROCEDURE_PAPER


@dataclass(frozen=True, slots=True)
class ProcedurePaperRow:
    """A paper that is asked for."""

    id: int
    record_table: str
    title: str
    kind: AttachmentKind
    state: str
    legal: str
    sure: bool
    active: bool


def procedure_papers(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ProcedurePaperRow]:
    """List the papers asked for, procedure by procedure, in the order of entry."""
    query = select(*ProcedurePaper.__table__.columns)
    if ids is not None:
        query = query.where(ProcedurePaper.id.in_(ids))
    keys = ProcedurePaper.__table__.columns.keys()
    rows = [
        ProcedurePaperRow(**dict(zip(keys, row, strict=True)))
        for row in session.execute(query)
    ]
    order = {name: place for place, name in enumerate(PROCEDURES)}
    return sorted(rows, key=lambda r: (order.get(r.record_table, len(order)), r.id))
