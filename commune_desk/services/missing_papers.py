"""Which record lacks which paper: the procedures against what is attached."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.agreements import AgreementState
from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.committees import CommitteeState
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.search import fold
from commune_desk.services.attachments import RECORDS
from commune_desk.services.procedure_papers import PROCEDURES, procedure_papers
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Agreement,
    Attachment,
    Body,
    BodySession,
    Committee,
    CommitteeAct,
    CouncilSession,
    MicroProject,
    Procurement,
    ProcurementStep,
    PublicSession,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator
    from enum import Enum

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.procedure_papers import ProcedurePaperRow
    from commune_desk.services.scope import Scope

GONE = {
    AgreementState.BROKEN_OFF,
    MicroState.REFUSED,
    MicroState.ABANDONED,
}
"""States of records that are asked for nothing more."""

ALSO = {AttachmentKind.AGREEMENT: {AttachmentKind.CONTRACT}}
"""Kinds under which earlier dossiers filed a paper: agreements went with contracts."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A record of a procedure: what it is, and how far it has come."""

    table: str
    id: int
    name: str
    on: dt.date | None
    reached: frozenset[str]
    """Steps or states that it has come to."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A paper that a record lacks."""

    id: int
    table: str
    record_id: int
    name: str
    on: dt.date | None
    paper: str
    kind: AttachmentKind
    legal: str
    sure: bool

    @property
    def procedure(self) -> Text | str:
        """What the record is."""
        return RECORDS.get(self.table, self.table)


def _up_to(state: Enum) -> frozenset[str]:
    """List the states up to this one, in the order of their enumeration."""
    order = list(type(state))
    return frozenset(str(s.value) for s in order[: order.index(state) + 1])


def _council(session: Session, day: dt.date) -> Iterator[Dossier]:
    query = select(CouncilSession).where(CouncilSession.held_on <= day)
    for row in session.scalars(query.order_by(CouncilSession.held_on.desc())):
        named = f"{row.held_on:%d/%m/%Y}"
        name = f"{row.subject} – {named}" if row.subject else named
        yield Dossier("council_sessions", row.id, name, row.held_on, frozenset())


def _contracts(session: Session, _: dt.date) -> Iterator[Dossier]:
    done: dict[int, set[str]] = defaultdict(set)
    query = select(ProcurementStep).where(ProcurementStep.done_on.is_not(None))
    for step in session.scalars(query):
        done[step.procurement_id].add(step.key)
    order = (Procurement.year.desc(), Procurement.reference)
    for row in session.scalars(select(Procurement).order_by(*order)):
        name = f"{row.reference} – {row.object}"
        yield Dossier("procurements", row.id, name, None, frozenset(done[row.id]))


def _agreements(session: Session, _: dt.date) -> Iterator[Dossier]:
    for row in session.scalars(select(Agreement).order_by(Agreement.reference)):
        if row.state not in GONE:
            name = f"{row.reference} – {row.title}"
            yield Dossier("agreements", row.id, name, row.begins_on, _up_to(row.state))


def _micro(session: Session, _: dt.date) -> Iterator[Dossier]:
    for row in session.scalars(select(MicroProject).order_by(MicroProject.number)):
        if row.state not in GONE:
            name = f"{row.number} – {row.title}"
            yield Dossier("micro_projects", row.id, name, None, _up_to(row.state))


def _public(session: Session, day: dt.date) -> Iterator[Dossier]:
    query = select(PublicSession).where(PublicSession.held_on <= day)
    for row in session.scalars(query.order_by(PublicSession.held_on.desc())):
        name = f"{row.year} – {row.held_on:%d/%m/%Y}"
        yield Dossier("public_sessions", row.id, name, row.held_on, frozenset())


def _bodies(session: Session, day: dt.date) -> Iterator[Dossier]:
    query = (
        select(BodySession, Body.short)
        .join(Body, Body.id == BodySession.body_id)
        .where(BodySession.held_on <= day)
        .order_by(BodySession.held_on.desc())
    )
    for row, short in session.execute(query):
        name = f"{short} – {row.held_on:%d/%m/%Y}"
        yield Dossier("body_sessions", row.id, name, row.held_on, frozenset())


def _committees(session: Session, _: dt.date) -> Iterator[Dossier]:
    for row in session.scalars(select(Committee).order_by(Committee.name)):
        if row.state is not CommitteeState.DISSOLVED:
            yield Dossier(
                "committees", row.id, row.name, row.created_on, _up_to(row.state)
            )


_READERS: dict[str, Callable[[Session, dt.date], Iterator[Dossier]]] = {
    "council_sessions": _council,
    "procurements": _contracts,
    "agreements": _agreements,
    "micro_projects": _micro,
    "public_sessions": _public,
    "body_sessions": _bodies,
    "committees": _committees,
}

_PARTS: dict[str, tuple[str, type[Any], str]] = {
    "procurement_steps": ("procurements", ProcurementStep, "procurement_id"),
    "committee_acts": ("committees", CommitteeAct, "committee_id"),
}
"""Records whose papers count for the one they are a part of."""

Held = dict[tuple[str, int], list[tuple[AttachmentKind, str]]]


def _held(session: Session) -> Held:
    """Read what is attached, under the record that it counts for."""
    above: dict[str, dict[int, int]] = {}
    for table, (_, model, column) in _PARTS.items():
        rows = session.execute(select(model.id, getattr(model, column)))
        above[table] = {row_id: owner for row_id, owner in rows}  # noqa: C416  rows are no pairs
    found: Held = defaultdict(list)
    columns = (Attachment.record_table, Attachment.record_id, Attachment.kind)
    query = select(*columns, Attachment.title)
    for table, row_id, kind, title in session.execute(query):
        place = (table, row_id)
        if table in _PARTS and row_id in above[table]:
            place = (_PARTS[table][0], above[table][row_id])
        found[place].append((kind, fold(title)))
    return found


def missing_papers(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[MissingRow]:
    """List what is missing, procedure by procedure, the latest record first.

    A paper is there when a file of its kind hangs at the record; where a procedure asks
    for several of one kind, or for one of no kind, a file that bears its title.
    """
    asked: dict[str, list[ProcedurePaperRow]] = defaultdict(list)
    for paper in procedure_papers(session):
        if paper.active:
            asked[paper.record_table].append(paper)
    held, day = _held(session), today(session)
    found: list[MissingRow] = []
    for table in PROCEDURES:
        if not asked[table]:
            continue
        for record in _READERS[table](session, day):
            own = held.get((table, record.id), [])
            for paper in asked[table]:
                if paper.state and paper.state not in record.reached:
                    continue
                if not _there(paper, own, asked[table]):
                    found.append(_row(len(found) + 1, record, paper))
    return [row for row in found if ids is None or row.id in ids]


def _there(
    paper: ProcedurePaperRow,
    held: list[tuple[AttachmentKind, str]],
    asked: list[ProcedurePaperRow],
) -> bool:
    alone = sum(each.kind is paper.kind for each in asked) == 1
    wanted = {paper.kind, *ALSO.get(paper.kind, ())}
    if alone and paper.kind is not AttachmentKind.OTHER:
        return any(kind in wanted for kind, _ in held)
    title = fold(paper.title)
    return any(title in name for _, name in held)


def _row(number: int, record: Dossier, paper: ProcedurePaperRow) -> MissingRow:
    return MissingRow(
        number,
        record.table,
        record.id,
        record.name,
        record.on,
        paper.title,
        paper.kind,
        paper.legal,
        paper.sure,
    )
