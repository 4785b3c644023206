"""Water: meters, readings, prices; the losses of networks, the sales of each meter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import MeterKind
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.committee_types import share_of
from commune_desk.services.meters import (
    METER,
    WATER_PRICE,
    AddMeter,
    AddPrice,
    RemoveMeters,
    RemovePrices,
    ReviseMeter,
    RevisePrice,
    meters,
    prices,
)
from commune_desk.services.readings import (
    READING,
    AddReading,
    RemoveReadings,
    ReviseReading,
    readings,
)
from commune_desk.services.water import network_rows, point_rows
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices, installation_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.command import Command
    from commune_desk.services.meters import MeterRow, PriceRow
    from commune_desk.services.readings import ReadingRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.water import NetworkRow, PointRow

_meter = fields_of(METER, ReviseMeter)
_price = fields_of(WATER_PRICE, RevisePrice)
_reading = fields_of(READING, ReviseReading)
METER_KINDS = members(
    MeterKind,
    {
        MeterKind.PRODUCTION: ("forage", "compteur de production"),
        MeterKind.STANDPIPE: ("borne-fontaine", "BF"),
        MeterKind.PRIVATE: ("branchement", "BP"),
    },
)
COUNTED = dict.fromkeys(
    ("meters", "meter_readings", "water_prices", "committees", "settings")
)


def meter_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the meters: “AUEP de Dembela – Borne-fontaine 1”."""
    rows = meters(session)
    often = Counter(row.title for row in rows)
    return [
        Choice(
            row.id,
            f"{row.committee} – {row.title}",
            (row.title,) if often[row.title] == 1 else (),
        )
        for row in rows
    ]


def _add_meter(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = known(values)
    if "attendant_share" in given:
        given["attendant_share"] = share_of(given["attendant_share"])
    return AddMeter(given)


METERS: Table[MeterRow] = Table(
    name="meters",
    title=N_("Water meters"),
    purpose=N_("The meters of each network: borehole, standpipes, connections."),
    rows=meters,
    reads={
        "meters": "id",
        "meter_readings": None,
        "committees": None,
        "installations": None,
    },
    columns=always(
        _meter(
            "committee_id",
            Kind.CHOICE,
            width=28,
            choices=committee_choices,
            shown=False,
        ),
        _meter("title", width=26),
        _meter("kind", Kind.CHOICE, width=20, choices=METER_KINDS),
        _meter("holder", width=28),
        Column(
            "attendant_share",
            METER.fields["attendant_share"],
            lambda row: row.share,
            Kind.SHARE,
            12,
            edit=lambda row, value: ReviseMeter(
                row.id, "attendant_share", share_of(value)
            ),
        ),
        Column("read_on", N_("Last reading"), lambda row: row.read_on, Kind.DATE, 12),
        Column("shown", N_("Last index"), lambda row: row.shown, Kind.INTEGER, 10),
        _meter("active", Kind.FLAG, width=8),
        _meter(
            "installation_id",
            Kind.CHOICE,
            width=30,
            choices=installation_choices,
            shown=False,
        ),
        _meter("note", width=24, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
    ),
    identity=("committee_id", "title"),
    add=_add_meter,
    remove=lambda rows: RemoveMeters(tuple(row.id for row in rows)),
    record="meters",
    required=frozenset({"committee_id", "title", "kind"}),
    carries=("committee_id", "kind"),
    row_title=lambda row: f"{row.committee} – {row.title}",
    empty=N_("No water meter yet."),
    fills=("meter-readings", "water-account"),
)

METER_READINGS: Table[ReadingRow] = Table(
    name="meter_readings",
    title=N_("Readings"),
    purpose=N_("What each meter showed, and the water since the reading before."),
    rows=readings,
    reads={"meter_readings": None, "meters": None, "committees": None},
    columns=always(
        _reading("meter_id", Kind.CHOICE, width=40, choices=meter_choices),
        _reading("read_on", Kind.DATE, width=12),
        _reading("shown", Kind.INTEGER, width=11),
        Column("volume", N_("m³ since"), lambda row: row.volume, Kind.INTEGER, 10),
        _reading("paid", Kind.MONEY, width=12, adds=True),
        _reading("replaced", Kind.FLAG, width=9),
        _reading("note", width=24, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
    ),
    identity=("meter_id", "read_on"),
    add=lambda _, values: AddReading(known(values)),
    remove=lambda rows: RemoveReadings(tuple(row.id for row in rows)),
    record="meter_readings",
    required=frozenset({"meter_id", "read_on", "shown"}),
    carries=("read_on",),
    row_title=lambda row: f"{row.committee}, {row.meter} – {row.read_on:%d/%m/%Y}",
    empty=N_("No reading noted yet."),
    begins="water-readings",
    fills=("water-account", "water-bills"),
)

WATER_PRICES: Table[PriceRow] = Table(
    name="water_prices",
    title=N_("Prices of water"),
    purpose=N_("The price of a m³ from a day on, as the committee decided it."),
    rows=prices,
    reads={"water_prices": "id", "committees": None},
    columns=always(
        _price("committee_id", Kind.CHOICE, width=30, choices=committee_choices),
        _price("kind", Kind.CHOICE, width=22, choices=METER_KINDS),
        _price("valid_from", Kind.DATE, width=13),
        _price("per_cubic_metre", Kind.MONEY, width=12),
        _price("decision", width=50),
    ),
    identity=("committee_id", "kind", "valid_from"),
    add=lambda _, values: AddPrice(known(values)),
    remove=lambda rows: RemovePrices(tuple(row.id for row in rows)),
    record="water_prices",
    required=frozenset({"committee_id", "valid_from", "per_cubic_metre"}),
    carries=("committee_id", "valid_from"),
    row_title=lambda row: f"{row.committee} – {row.valid_from:%d/%m/%Y}",
    empty=N_("No price of water yet."),
    fills=("water-account", "water-bills"),
)

WATER: Table[NetworkRow] = Table(
    name="water",
    title=N_("Water and losses"),
    purpose=N_("Each network in the year: produced, sold, lost, taken in."),
    rows=network_rows,
    reads={**COUNTED},
    columns=always(
        Column("committee", N_("Committee"), lambda row: row.committee, width=26),
        Column(
            "produced",
            N_("Produced (m³)"),
            lambda row: row.found.produced,
            Kind.INTEGER,
            10,
            adds=True,
        ),
        Column(
            "sold",
            N_("Sold (m³)"),
            lambda row: row.found.sold,
            Kind.INTEGER,
            10,
            adds=True,
        ),
        Column(
            "lost",
            N_("Lost (m³)"),
            lambda row: row.found.lost,
            Kind.INTEGER,
            10,
            adds=True,
        ),
        Column(
            "losses",
            N_("Losses"),
            lambda row: row.found.losses,
            Kind.SHARE,
            9,
            ratio=("lost", "produced"),
        ),
        Column(
            "due",
            N_("Should bring in"),
            lambda row: row.found.due,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column(
            "paid",
            N_("Taken in"),
            lambda row: row.found.paid,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column(
            "recovery",
            N_("Recovery"),
            lambda row: row.recovery,
            Kind.SHARE,
            9,
            ratio=("paid", "due"),
        ),
        Column(
            "kept",
            N_("Attendants"),
            lambda row: row.found.kept,
            Kind.MONEY,
            11,
            adds=True,
        ),
        Column("held", N_("Follow-up"), lambda row: row.standing, width=18),
    ),
    record="committees",
    row_title=lambda row: row.committee,
    empty=N_("No network has meters yet."),
    begins="water-readings",
    fills=("water-account",),
    year_bound=True,
)


def _where(row: PointRow) -> object:
    return NAMES[row.meter.kind]


def _sold(row: PointRow) -> int | None:
    return None if row.meter.kind is MeterKind.PRODUCTION else row.made.volume


def _produced(row: PointRow) -> int | None:
    return row.made.volume if row.meter.kind is MeterKind.PRODUCTION else None


def _of_sales(row: PointRow, amount: Money | None) -> Money | None:
    return None if row.meter.kind is MeterKind.PRODUCTION else amount


WATER_POINTS: Table[PointRow] = Table(
    name="water_points",
    title=N_("Sales by meter"),
    purpose=N_("What each meter counted in the year, should bring in, and brought in."),
    rows=point_rows,
    reads={**COUNTED},
    columns=always(
        Column("meter", N_("Meter"), lambda row: row.meter.name, width=34),
        Column("kind", N_("Kind of meter"), _where, width=18),
        Column("produced", N_("Produced (m³)"), _produced, Kind.INTEGER, 10, adds=True),
        Column("sold", N_("Sold (m³)"), _sold, Kind.INTEGER, 10, adds=True),
        Column(
            "due",
            N_("Should bring in"),
            lambda row: row.made.due,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column(
            "paid",
            N_("Taken in"),
            lambda row: _of_sales(row, row.made.paid),
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column("gap", N_("Lacking"), lambda row: row.gap, Kind.MONEY, 11, adds=True),
        Column(
            "recovery",
            N_("Recovery"),
            lambda row: row.made.rate,
            Kind.SHARE,
            9,
            ratio=("paid", "due"),
        ),
        Column(
            "kept",
            N_("Attendant"),
            lambda row: _of_sales(row, row.made.kept),
            Kind.MONEY,
            11,
            adds=True,
        ),
    ),
    levels=(
        Level(
            lambda row: (row.committee, row.meter.committee_id),
            lambda row: row.committee,
        ),
    ),
    record="meters",
    row_title=lambda row: f"{row.committee} – {row.meter.name}",
    empty=N_("No water meter yet."),
    begins="meters",
    fills=("water-account",),
    year_bound=True,
)
