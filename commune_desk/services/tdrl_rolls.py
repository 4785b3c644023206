"""The rolls of the TDRL, village by village and year by year: commands and rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.tdrl import Roll, counted
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    ExemptionReason,
    Operation,
    Receipt,
    TdrlExemption,
    TdrlRoll,
    Village,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def roll_of(row: TdrlRoll, village: str, exempt: int) -> Roll:
    """Read a roll as the rules do."""
    return Roll(
        row.id or 0,
        village,
        row.year,
        row.over_14,
        row.liable,
        exempt,
        row.rate,
        row.population,
    )


def _exempt(unit: Unit, roll_id: int | None) -> int:
    if roll_id is None:
        return 0
    unit.settle()
    total = unit.session.scalar(
        select(func.sum(TdrlExemption.persons)).where(TdrlExemption.roll_id == roll_id)
    )
    return total or 0


def _roll_rules(unit: Unit, row: TdrlRoll) -> Iterator[Issue]:
    village = unit.find(Village, row.village_id).name
    key = (row.year, row.village_id)
    if taken(unit, TdrlRoll, ("year", "village_id"), key, row.id):
        text = N_(
            "There is a roll {year} of {village} already.",
            year=str(row.year),
            village=village,
        )
        yield Issue(Severity.ERROR, text, "TDRL-01", field="village_id")
    for name in ("families", "population", "over_14", "liable"):
        value = getattr(row, name)
        if value is not None and value < 0:
            text = N_(
                "Roll {village} {year}: a figure is below zero.",
                village=village,
                year=str(row.year),
            )
            yield Issue(Severity.ERROR, text, "TDRL-01", field=name)
            return
    with unit.session.no_autoflush:
        exempt = _exempt(unit, row.id) if not unit.bulk else 0
    yield from counted(roll_of(row, village, exempt))


ROLL = Entity(
    TdrlRoll,
    N_("TDRL roll {title}"),
    lambda row: str(row.year),
    {
        "year": N_("Year"),
        "village_id": N_("Village"),
        "families": N_("Families"),
        "population": N_("Population"),
        "over_14": N_("Over 14"),
        "liable": N_("Liable"),
        "rate": N_("Rate"),
        "note": N_("Note"),
    },
    _roll_rules,
    frozenset({"year", "village_id"}),
    {"receipts": (Receipt, "roll_id"), "operations": (Operation, "roll_id")},
)


@dataclass(frozen=True)
class AddRoll(Add):
    """Make the roll of a village for a year."""

    label: ClassVar[Text] = N_("Add a TDRL roll")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = ROLL


@dataclass(frozen=True)
class ReviseRoll(Revise):
    """Correct a roll."""

    label: ClassVar[Text] = N_("Correct a TDRL roll")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = ROLL


@dataclass(frozen=True)
class RemoveRolls(Remove):
    """Remove rolls of which nothing was paid."""

    label: ClassVar[Text] = N_("Remove TDRL rolls")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = ROLL


@dataclass(frozen=True)
class CopyRolls(Command[int]):
    """Start the rolls of a year from those of the year before."""

    label: ClassVar[Text] = N_("Take over last year’s rolls")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    year: int

    def apply(self, unit: Unit) -> int:
        """Copy the rolls and exemptions that are lacking; return how many."""
        present = set(
            unit.session.scalars(
                select(TdrlRoll.village_id).where(TdrlRoll.year == self.year)
            )
        )
        before = unit.session.scalars(
            select(TdrlRoll).where(TdrlRoll.year == self.year - 1)
        ).all()
        made = 0
        for old in before:
            if old.village_id in present:
                continue
            new = TdrlRoll(
                year=self.year,
                village_id=old.village_id,
                families=old.families,
                population=old.population,
                over_14=old.over_14,
                liable=old.liable,
                rate=old.rate,
                note=old.note,
            )
            roll_id = unit.add(new)
            for gone in unit.session.scalars(
                select(TdrlExemption).where(TdrlExemption.roll_id == old.id)
            ).all():
                unit.add(
                    TdrlExemption(
                        roll_id=roll_id, reason_id=gone.reason_id, persons=gone.persons
                    )
                )
            made += 1
        if not made:
            text = N_(
                "There is no roll of {before} that {year} lacks.",
                before=str(self.year - 1),
                year=str(self.year),
            )
            raise refuse(text, "TDRL-04")
        return made


class RollRow(NamedTuple):
    """A roll as a table shows it."""

    id: int
    year: int
    village_id: int
    village: str
    families: int | None
    population: int | None
    over_14: int | None
    liable: int
    rate: Money
    note: str
    exempt: int

    @property
    def amount(self) -> Money:
        """Persons liable × rate."""
        return Money(self.liable * self.rate.francs)

    @property
    def neither(self) -> int | None:
        """Persons over 14 who are neither liable nor exempt: still to be looked at."""
        if self.over_14 is None:
            return None
        return self.over_14 - self.liable - self.exempt

    @property
    def title(self) -> str:
        """What a list calls it: “Dembela 2026”."""
        return f"{self.village} {self.year}"


def rolls(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RollRow]:
    """List the rolls of the year of the scope."""
    return [row for row in all_rolls(session, ids) if row.year == scope.year]


def all_rolls(session: Session, ids: Collection[int] | None = None) -> list[RollRow]:
    """List the rolls of all years, the latest first, villages by name."""
    exempt = (
        select(TdrlExemption.roll_id, func.sum(TdrlExemption.persons).label("persons"))
        .group_by(TdrlExemption.roll_id)
        .subquery()
    )
    t = TdrlRoll
    query = (
        select(
            t.id,
            t.year,
            t.village_id,
            Village.name,
            t.families,
            t.population,
            t.over_14,
            t.liable,
            t.rate,
            t.note,
            func.coalesce(exempt.c.persons, 0),
        )
        .join(Village, Village.id == t.village_id)
        .outerjoin(exempt, exempt.c.roll_id == t.id)
        .order_by(t.year.desc(), Village.name)
    )
    if ids is not None:
        query = query.where(t.id.in_(ids))
    return [RollRow(*row) for row in session.execute(query)]


def _exemption_rules(unit: Unit, row: TdrlExemption) -> Iterator[Issue]:
    roll = unit.find(TdrlRoll, row.roll_id)
    village = unit.find(Village, roll.village_id).name
    if row.persons < 0:
        text = N_(
            "Roll {village} {year}: a figure is below zero.",
            village=village,
            year=str(roll.year),
        )
        yield Issue(Severity.ERROR, text, "TDRL-01", field="persons")
        return
    key = (row.roll_id, row.reason_id)
    if taken(unit, TdrlExemption, ("roll_id", "reason_id"), key, row.id):
        text = N_(
            "Roll {village} {year}: this reason is noted already.",
            village=village,
            year=str(roll.year),
        )
        yield Issue(Severity.ERROR, text, "TDRL-01", field="reason_id")

    def read() -> dict[int, dict[int, int]]:
        unit.settle()
        found: dict[int, dict[int, int]] = {}
        for roll_id, reason, persons in unit.session.execute(
            select(
                TdrlExemption.roll_id, TdrlExemption.reason_id, TdrlExemption.persons
            )
        ):
            found.setdefault(roll_id, {})[reason] = persons
        return found

    with unit.session.no_autoflush:
        known = unit.once("tdrl.exempt", read).setdefault(row.roll_id, {})
    others = sum(n for reason, n in known.items() if reason != row.reason_id)
    exempt = others + row.persons
    known[row.reason_id] = row.persons
    yield from counted(roll_of(roll, village, exempt))


EXEMPTION = Entity(
    TdrlExemption,
    N_("exemption {title}"),
    lambda row: str(row.persons),
    {
        "roll_id": N_("TDRL roll"),
        "reason_id": N_("Reason"),
        "persons": N_("Persons"),
    },
    _exemption_rules,
    frozenset({"roll_id", "reason_id", "persons"}),
)


@dataclass(frozen=True)
class AddExemption(Add):
    """Note how many persons of a roll are exempt for a reason."""

    label: ClassVar[Text] = N_("Add an exemption")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = EXEMPTION


@dataclass(frozen=True)
class ReviseExemption(Revise):
    """Correct an exemption."""

    label: ClassVar[Text] = N_("Correct an exemption")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = EXEMPTION


@dataclass(frozen=True)
class RemoveExemptions(Remove):
    """Remove exemptions."""

    label: ClassVar[Text] = N_("Remove exemptions")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = EXEMPTION


class ExemptionRow(NamedTuple):
    """An exemption as a table shows it."""

    id: int
    roll_id: int
    village: str
    year: int
    reason_id: int
    reason: str
    legal: str
    persons: int


def exemptions(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ExemptionRow]:
    """List the exemptions of the year’s rolls."""
    query = (
        select(
            TdrlExemption.id,
            TdrlRoll.id,
            Village.name,
            TdrlRoll.year,
            ExemptionReason.id,
            ExemptionReason.title,
            ExemptionReason.legal,
            TdrlExemption.persons,
        )
        .join(TdrlRoll, TdrlRoll.id == TdrlExemption.roll_id)
        .join(Village, Village.id == TdrlRoll.village_id)
        .join(ExemptionReason, ExemptionReason.id == TdrlExemption.reason_id)
        .where(TdrlRoll.year == scope.year)
        .order_by(Village.name, ExemptionReason.code)
    )
    if ids is not None:
        query = query.where(TdrlExemption.id.in_(ids))
    return [ExemptionRow(*row) for row in session.execute(query)]
