"""Thresholds of the procedures: dated data of the dossier, to be replaced by a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.domain.thresholds import Threshold, overlaps
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.reference import reference
from commune_desk.storage.models import Procurement, ProcurementThreshold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import ProcurementKind
    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

PROPOSED = "procurement-thresholds.csv"


def _rules(unit: Unit, row: ProcurementThreshold) -> Iterator[Issue]:
    key = (row.kind, row.procedure, row.valid_from)
    if taken(
        unit, ProcurementThreshold, ("kind", "procedure", "valid_from"), key, row.id
    ):
        text = N_(
            "“{procedure}” has its threshold for this kind and this day already.",
            procedure=row.procedure,
        )
        yield Issue(Severity.ERROR, text, "PROC-12", field="procedure")
        return
    if row.lowest.francs < 0 or (row.highest is not None and row.highest <= row.lowest):
        text = N_(
            "“{procedure}”: from {lowest} F to under {highest} F is no range of sums.",
            procedure=row.procedure,
            lowest=row.lowest,
            highest=row.highest,
        )
        yield Issue(Severity.ERROR, text, "PROC-12", field="highest")
        return
    others = [
        _of(other)
        for other in unit.session.scalars(select(ProcurementThreshold))
        if other.id != row.id
    ]
    other = overlaps(_of(row), others)
    if other is not None:
        text = N_(
            "“{procedure}” from {lowest} F covers sums that “{other}” has from"
            " {start} F.",
            procedure=row.procedure,
            lowest=row.lowest,
            other=other.procedure,
            start=other.lowest,
        )
        yield Issue(Severity.ERROR, text, "PROC-12", field="lowest")


def _of(row: ProcurementThreshold) -> Threshold:
    return Threshold(
        row.kind,
        row.procedure,
        row.lowest,
        row.highest,
        row.valid_from,
        row.legal,
        bool(row.sure),
    )


THRESHOLD = Entity(
    ProcurementThreshold,
    N_("threshold of “{title}”"),
    lambda row: row.procedure,
    {
        "kind": N_("Nature"),
        "procedure": N_("Procedure"),
        "lowest": N_("From this sum on"),
        "highest": N_("Up to (not included)"),
        "valid_from": N_("In force since"),
        "legal": N_("Text"),
        "sure": N_("Verified"),
    },
    _rules,
    frozenset({"kind", "procedure", "lowest"}),
)


@dataclass(frozen=True)
class AddThreshold(Add):
    """Say from which sum on a procedure is asked for."""

    label: ClassVar[Text] = N_("Add a threshold")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = THRESHOLD


@dataclass(frozen=True)
class ReviseThreshold(Revise):
    """Change a threshold."""

    label: ClassVar[Text] = N_("Change a threshold")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = THRESHOLD


@dataclass(frozen=True)
class RemoveThresholds(Remove):
    """Remove thresholds; a sum that none covers asks for no procedure."""

    label: ClassVar[Text] = N_("Remove thresholds")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = THRESHOLD


class ThresholdRow(NamedTuple):
    """A threshold as its table shows it."""

    id: int
    kind: ProcurementKind
    procedure: str
    lowest: Money
    highest: Money | None
    valid_from: dt.date | None
    legal: str
    sure: bool

    @property
    def threshold(self) -> Threshold:
        """What the rules read."""
        return Threshold(*self[1:])


def thresholds(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ThresholdRow]:
    """List the thresholds, the lowest of each kind first."""
    table = ProcurementThreshold
    query = select(
        table.id,
        table.kind,
        table.procedure,
        table.lowest,
        table.highest,
        table.valid_from,
        table.legal,
        table.sure,
    ).order_by(table.kind, table.valid_from.desc(), table.lowest)
    if ids is not None:
        query = query.where(table.id.in_(ids))
    return [ThresholdRow._make(row) for row in session.execute(query)]


def procedures(session: Session) -> list[str]:
    """List the procedures: those of the thresholds, those proposed, those in use."""
    known = [row.procedure for row in thresholds(session)]
    proposed = [line["Procédure"] for line in reference(PROPOSED)]
    used = session.scalars(select(Procurement.procedure).distinct())
    return list(filter(None, dict.fromkeys((*known, *proposed, *used))))
