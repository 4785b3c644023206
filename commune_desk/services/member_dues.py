"""What members owe their committee in a year, and how many paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.committee_stock import Dues, dues_refusals
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, MemberDues

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

NOTHING = Money(0)


def _rules(unit: Unit, row: MemberDues) -> Iterator[Issue]:
    committee = unit.find(Committee, row.committee_id)
    key = (row.committee_id, row.year, row.title)
    facts = {"committee": committee.name, "year": str(row.year), "title": row.title}
    if taken(unit, MemberDues, ("committee_id", "year", "title"), key, row.id):
        text = N_("{committee}: “{title}” of {year} is already there.", **facts)
        yield Issue(Severity.ERROR, text, field="title")
    day = unit.once("today", lambda: today(unit.session))
    if row.year > day.year:
        text = N_(
            "{committee}, “{title}” of {year}: the year comes after the day of the"
            " situation, {today}.",
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="year")
    yield from dues_refusals(
        Dues(
            committee.name,
            row.year,
            row.title,
            row.payers,
            row.rate.francs,
            row.paid or 0,
            (row.collected or NOTHING).francs,
        )
    )


DUES_ENTITY = Entity(
    MemberDues,
    N_("dues “{title}”"),
    lambda row: row.title,
    {
        "committee_id": N_("Committee"),
        "year": N_("Year"),
        "title": N_("Contribution of members"),
        "payers": N_("Who must pay"),
        "rate": N_("Each"),
        "paid": N_("Paid whole"),
        "collected": N_("Collected"),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"committee_id", "year", "title", "payers", "rate"}),
)


@dataclass(frozen=True)
class AddDues(Add):
    """Note what members owe in a year."""

    label: ClassVar[Text] = N_("Note dues of members")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUES_ENTITY

    def apply(self, unit: Unit) -> int:
        """Add them if the figures agree."""
        for name in ("committee_id", "year", "title", "payers", "rate"):
            if self.values.get(name) in (None, ""):
                raise DUES_ENTITY.lacks(name)
        return super().apply(unit)


@dataclass(frozen=True)
class ReviseDues(Revise):
    """Correct dues, or note more who paid.

    A count of payers alone moves what was collected along where all of it was whole.
    """

    label: ClassVar[Text] = N_("Correct dues of members")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUES_ENTITY

    def apply(self, unit: Unit) -> None:
        """Change them if the figures agree."""
        row = DUES_ENTITY.get(unit, self.id)
        if self.field == "paid" and row.collected.francs == row.paid * row.rate.francs:
            row.collected = Money((self.value or 0) * row.rate.francs)
        if self.field in {"paid", "collected"} and self.value is None:
            setattr(row, self.field, 0 if self.field == "paid" else NOTHING)
            with unit.session.no_autoflush:
                DUES_ENTITY.check(unit, row)
        else:
            super().apply(unit)


@dataclass(frozen=True)
class RemoveDues(Remove):
    """Remove dues of members."""

    label: ClassVar[Text] = N_("Remove dues of members")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = DUES_ENTITY


@dataclass(frozen=True, slots=True)
class DuesRow:
    """Dues of a year as tables see them."""

    id: int
    committee_id: int
    committee: str
    year: int
    title: str
    payers: int
    rate: Money
    paid: int
    collected: Money
    note: str

    @property
    def due(self) -> Money:
        """What all owe."""
        return Money(self.payers * self.rate.francs)

    @property
    def rest(self) -> Money:
        """What is still to come."""
        return self.due - self.collected

    @property
    def recovery(self) -> Share | None:
        """Part of the payers who paid."""
        return Share.of_heads(self.paid, self.payers)


def member_dues(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[DuesRow]:
    """List the dues, committee by committee, the latest year first."""
    query = select(MemberDues, Committee.name).join(
        Committee, Committee.id == MemberDues.committee_id
    )
    if ids is not None:
        query = query.where(MemberDues.id.in_(ids))
    keys = MemberDues.__table__.columns.keys()
    rows = [
        DuesRow(**{key: getattr(row, key) for key in keys}, committee=name)
        for row, name in session.execute(query)
    ]
    return sorted(rows, key=lambda r: (fold(r.committee), -r.year, r.title))
