"""Water meters, and the price of the water (`planning.md` 4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.committees import MeterKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.domain.water import WHOLE
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    Committee,
    Installation,
    Meter,
    MeterReading,
    WaterPrice,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _meter_rules(unit: Unit, row: Meter) -> Iterator[Issue]:
    name = unit.find(Committee, row.committee_id).name
    facts = {"committee": name, "meter": row.title}
    own = (row.committee_id, row.title)
    if taken(unit, Meter, ("committee_id", "title"), own, row.id):
        text = N_("{committee} already has a meter “{meter}”.", **facts)
        yield Issue(Severity.ERROR, text, "COM-33", field="title")
    share = row.attendant_share
    if share is not None and not 0 <= share <= WHOLE:
        text = N_(
            "{committee}, {meter}: the attendant keeps 0 to 100 % of the sales, not"
            " {share}.",
            share=Share(share),
            **facts,
        )
        yield Issue(Severity.ERROR, text, "COM-33", field="attendant_share")
    if row.kind is MeterKind.PRODUCTION and share:
        text = N_(
            "{committee}, {meter}: nothing is sold at a production meter, no attendant"
            " has a share there.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, "COM-33", field="attendant_share")
    if row.installation_id is not None:
        works = unit.find(Installation, row.installation_id)
        if works.committee_id not in {None, row.committee_id}:
            text = N_(
                "{committee}, {meter}: “{works}” is run by {other}.",
                works=works.title,
                other=unit.find(Committee, works.committee_id).name,
                **facts,
            )
            yield Issue(Severity.ERROR, text, "COM-33", field="installation_id")


def _price_rules(unit: Unit, row: WaterPrice) -> Iterator[Issue]:
    name = unit.find(Committee, row.committee_id).name
    facts = {"committee": name, "kind": NAMES[row.kind], "date": row.valid_from}
    price = row.per_cubic_metre
    if price.francs < 0:
        text = N_(
            "{committee}, {kind}: a price of {price} F a m³ is none.",
            price=price,
            **facts,
        )
        yield Issue(Severity.ERROR, text, "COM-34", field="per_cubic_metre")
    if row.kind is MeterKind.PRODUCTION:
        text = N_(
            "{committee}: water is sold at standpipes and connections, not at a"
            " production meter.",
            committee=name,
        )
        yield Issue(Severity.ERROR, text, "COM-34", field="kind")
    keys = ("committee_id", "kind", "valid_from")
    own = tuple(getattr(row, key) for key in keys)
    if taken(unit, WaterPrice, keys, own, row.id):
        text = N_("{committee}, {kind}: there is a price from {date} already.", **facts)
        yield Issue(Severity.ERROR, text, "COM-34", field="valid_from")


METER = Entity(
    Meter,
    N_("meter “{title}”"),
    lambda row: row.title,
    {
        "committee_id": N_("Committee"),
        "title": N_("Meter"),
        "kind": N_("Kind of meter"),
        "installation_id": N_("Installation"),
        "holder": N_("Subscriber"),
        "attendant_share": N_("Share of the attendant"),
        "active": N_("Still in use"),
        "note": N_("Note"),
    },
    _meter_rules,
    frozenset({"committee_id", "title", "kind"}),
    {"meter_readings": (MeterReading, "meter_id")},
)
WATER_PRICE = Entity(
    WaterPrice,
    N_("price of water from {title}"),
    lambda row: f"{row.valid_from:%d/%m/%Y}",
    {
        "committee_id": N_("Committee"),
        "kind": N_("Kind of meter"),
        "valid_from": N_("In force from"),
        "per_cubic_metre": N_("Price of a m³"),
        "decision": N_("Decision"),
    },
    _price_rules,
    frozenset({"committee_id", "valid_from", "per_cubic_metre"}),
)


@dataclass(frozen=True)
class AddMeter(Add):
    """Add a water meter."""

    label: ClassVar[Text] = N_("Add a meter")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = METER


@dataclass(frozen=True)
class ReviseMeter(Revise):
    """Correct what is noted of a meter."""

    label: ClassVar[Text] = N_("Correct a meter")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = METER


@dataclass(frozen=True)
class RemoveMeters(Remove):
    """Remove meters that were never read."""

    label: ClassVar[Text] = N_("Remove meters")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = METER


@dataclass(frozen=True)
class AddPrice(Add):
    """Note the price of water from a day on."""

    label: ClassVar[Text] = N_("Note a price of water")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = WATER_PRICE


@dataclass(frozen=True)
class RevisePrice(Revise):
    """Correct a price of water."""

    label: ClassVar[Text] = N_("Correct a price of water")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = WATER_PRICE


@dataclass(frozen=True)
class RemovePrices(Remove):
    """Remove prices of water."""

    label: ClassVar[Text] = N_("Remove prices of water")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = WATER_PRICE


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter with its last reading."""

    id: int
    committee_id: int
    committee: str
    title: str
    kind: MeterKind
    installation_id: int | None
    holder: str
    attendant_share: int | None
    active: bool
    note: str
    read_on: dt.date | None = None
    shown: int | None = None

    @property
    def share(self) -> Share | None:
        """What the attendant keeps."""
        return None if self.attendant_share is None else Share(self.attendant_share)

    @property
    def name(self) -> str:
        """Name the meter, and who pays for it."""
        return f"{self.title} – {self.holder}" if self.holder else self.title


ORDER = tuple(MeterKind)
"""Production first, then standpipes, then connections."""


def meters(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[MeterRow]:
    """List the meters, network by network, from the borehole to the houses."""
    query = (
        select(Meter, Committee.name)
        .join(Committee, Committee.id == Meter.committee_id)
        .order_by(Committee.name, Meter.id)
    )
    if ids is not None:
        query = query.where(Meter.id.in_(ids))
    last = _last(session)
    keys = Meter.__table__.columns.keys()
    found = []
    for row, name in session.execute(query):
        read_on, shown = last.get(row.id, (None, None))
        facts = {key: getattr(row, key) for key in keys}
        found.append(MeterRow(**facts, committee=name, read_on=read_on, shown=shown))
    return sorted(found, key=lambda row: (row.committee, ORDER.index(row.kind), row.id))


def _last(session: Session) -> dict[int, tuple[dt.date, int]]:
    latest = (
        select(MeterReading.meter_id, func.max(MeterReading.read_on).label("day"))
        .group_by(MeterReading.meter_id)
        .subquery()
    )
    own = (
        MeterReading.meter_id == latest.c.meter_id,
        MeterReading.read_on == latest.c.day,
    )
    query = select(MeterReading.meter_id, MeterReading.read_on, MeterReading.shown)
    return {
        meter: (day, shown)
        for meter, day, shown in session.execute(query.join(latest, own[0] & own[1]))
    }


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price of water as tables see it."""

    id: int
    committee_id: int
    committee: str
    kind: MeterKind
    valid_from: dt.date
    per_cubic_metre: Money
    decision: str


def prices(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PriceRow]:
    """List the prices, network by network, the latest first."""
    query = (
        select(WaterPrice, Committee.name)
        .join(Committee, Committee.id == WaterPrice.committee_id)
        .order_by(Committee.name, WaterPrice.valid_from.desc(), WaterPrice.id)
    )
    if ids is not None:
        query = query.where(WaterPrice.id.in_(ids))
    keys = WaterPrice.__table__.columns.keys()
    return [
        PriceRow(**{key: getattr(row, key) for key in keys}, committee=name)
        for row, name in session.execute(query)
    ]
