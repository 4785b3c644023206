"""Readings of water meters: one by one, or those of a whole round in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.domain.water import Shown, Typed, reading_refusals, steps
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, Meter, MeterReading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import MeterKind
    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

Known = dict[int, dict[int, Shown]]
"""Meter → reading → what it showed."""


def _known(unit: Unit) -> Known:
    """Read all readings, once for the unit: an import asks for the neighbours of each.

    What the unit adds, changes and removes is kept in it.
    """

    def read() -> Known:
        unit.settle()
        found: Known = {}
        columns = (
            MeterReading.id,
            MeterReading.meter_id,
            MeterReading.read_on,
            MeterReading.shown,
            MeterReading.replaced,
        )
        rows: Any = unit.session.execute(select(*columns))
        for row_id, meter, *facts in rows:
            found.setdefault(meter, {})[row_id] = Shown(*facts)
        return found

    with unit.session.no_autoflush:
        return unit.once("meters.readings", read)


def _rules(unit: Unit, row: MeterReading) -> Iterator[Issue]:
    meter = unit.find(Meter, row.meter_id)
    committee = unit.find(Committee, meter.committee_id).name
    name = f"{committee}, {meter.title}"
    others = [s for i, s in _known(unit).get(meter.id, {}).items() if i != row.id]
    if any(each.read_on == row.read_on for each in others):
        text = N_("{meter}: it was read on {date} already.",
                  meter=name, date=row.read_on)  # fmt: skip
        yield Issue(Severity.ERROR, text, "COM-35", field="read_on")
        return
    before = [each for each in others if each.read_on < row.read_on]
    after = [each for each in others if each.read_on > row.read_on]
    typed = Typed(
        name,
        meter.kind,
        _shown(row),
        max(before, key=_day, default=None),
        min(after, key=_day, default=None),
    )
    day = unit.once("today", lambda: today(unit.session))
    yield from reading_refusals(typed, day)


def _day(shown: Shown) -> dt.date:
    return shown.read_on


def _shown(row: MeterReading) -> Shown:
    return Shown(row.read_on, row.shown, bool(row.replaced), row.paid)


READING = Entity(
    MeterReading,
    N_("reading of {title}"),
    lambda row: f"{row.read_on:%d/%m/%Y}",
    {
        "meter_id": N_("Meter"),
        "read_on": N_("Read on"),
        "shown": N_("Index (m³)"),
        "replaced": N_("New meter"),
        "paid": N_("Taken in"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"meter_id", "read_on", "shown"}),
)


@dataclass(frozen=True)
class AddReading(Add):
    """Note what a meter shows."""

    label: ClassVar[Text] = N_("Note a reading")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = READING

    def apply(self, unit: Unit) -> int:
        """Add it, between its neighbours."""
        row = MeterReading(**self.values)
        with unit.session.no_autoflush:
            READING.check(unit, row)
        known = _known(unit)
        row_id = unit.add(row)
        known.setdefault(row.meter_id, {})[row_id] = _shown(row)
        return row_id


@dataclass(frozen=True)
class ReviseReading(Revise):
    """Correct a reading."""

    label: ClassVar[Text] = N_("Correct a reading")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = READING

    def apply(self, unit: Unit) -> None:
        """Correct it, if it still stands between its neighbours."""
        row = READING.get(unit, self.id)
        known = _known(unit)
        known.get(row.meter_id, {}).pop(row.id, None)
        super().apply(unit)
        known.setdefault(row.meter_id, {})[row.id] = _shown(row)


@dataclass(frozen=True)
class RemoveReadings(Remove):
    """Remove readings; the water goes to the next step."""

    label: ClassVar[Text] = N_("Remove readings")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = READING

    def apply(self, unit: Unit) -> None:
        """Remove them; refuse where the meter would then go back."""
        meters = {READING.get(unit, row_id).meter_id for row_id in self.ids}
        super().apply(unit)
        unit.forget()
        unit.flush()
        for meter in meters:
            _check_all(unit, meter)


def _check_all(unit: Unit, meter_id: int) -> None:
    meter = unit.find(Meter, meter_id)
    name = f"{unit.find(Committee, meter.committee_id).name}, {meter.title}"
    left = sorted(_known(unit).get(meter_id, {}).values(), key=_day)
    for before, after in pairwise(left):
        typed = Typed(name, meter.kind, after, before)
        if found := list(reading_refusals(typed, dt.date.max)):
            raise Rejected(found)


@dataclass(frozen=True)
class Read:
    """A line of a round: what one meter shows, and what was taken in for it."""

    meter_id: int
    shown: int
    paid: Money | None = None
    replaced: bool = False


@dataclass(frozen=True)
class NoteReadings(Command[list[int]]):
    """Note a whole round: all meters of a network on one day, in one step."""

    label: ClassVar[Text] = N_("Note the readings")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    read_on: dt.date | None
    reads: Sequence[Read]

    def apply(self, unit: Unit) -> list[int]:
        """Add them all, or none; say all that is wrong at once."""
        for name in ("read_on",):
            if getattr(self, name) is None:
                raise READING.lacks(name)
        if not self.reads:
            text = N_("No index was typed: type what at least one meter shows.")
            raise Rejected([Issue(Severity.ERROR, text, field="shown")])
        made: list[int] = []
        found: list[Issue] = []
        for each in self.reads:
            values: dict[str, Any] = {
                "meter_id": each.meter_id,
                "read_on": self.read_on,
                "shown": each.shown,
                "paid": each.paid,
                "replaced": each.replaced,
            }
            try:
                made.append(AddReading(values).apply(unit))
            except Rejected as error:
                found += error.issues
        if found:
            raise Rejected(found)
        return made

    def describe(self, unit: Unit) -> Text:
        """Count the meters."""
        del unit
        return P_(
            "Reading of {count} meter on {date}",
            "Readings of {count} meters on {date}",
            count=len(self.reads),
            date=self.read_on,
        )


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading as tables see it, with the water since the one before."""

    id: int
    meter_id: int
    meter: str
    kind: MeterKind
    committee_id: int
    committee: str
    read_on: dt.date
    shown: int
    replaced: bool
    paid: Money | None
    note: str
    volume: int | None = None
    """m³ since the reading before."""


def readings(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ReadingRow]:
    """List the readings, network by network, the latest first."""
    query = (
        select(
            MeterReading.id, MeterReading.meter_id, Meter.title, Meter.kind,
            Meter.committee_id, Committee.name, MeterReading.read_on,
            MeterReading.shown, MeterReading.replaced, MeterReading.paid,
            MeterReading.note,
        )
        .join(Meter, Meter.id == MeterReading.meter_id)
        .join(Committee, Committee.id == Meter.committee_id)
        .order_by(MeterReading.meter_id, MeterReading.read_on)
    )  # fmt: skip
    by_meter: dict[int, list[ReadingRow]] = {}
    rows: Any = session.execute(query)
    for row in rows:
        by_meter.setdefault(row[1], []).append(ReadingRow(*row))
    found = []
    for own in by_meter.values():
        shown = (Shown(r.read_on, r.shown, r.replaced) for r in own)
        for each, step in zip(own, steps(shown), strict=True):
            if ids is None or each.id in ids:
                found.append(replace(each, volume=step.volume))
    return sorted(
        found, key=lambda r: (r.committee, dt.date.max - r.read_on, r.meter_id)
    )
