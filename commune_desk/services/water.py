"""The water of each network in a period: produced, sold, lost, taken in.

One reckoning for lights, findings, screens, papers and what is owed to the commune.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.committee_life import YEAR, later
from commune_desk.domain.dues import ONE_DAY
from commune_desk.domain.text import N_, Text
from commune_desk.domain.water import (
    Balance,
    Point,
    Price,
    Shown,
    Step,
    balance,
    point,
    price_on,
    steps,
)
from commune_desk.services.memory import read_once
from commune_desk.services.meters import MeterRow, meters
from commune_desk.services.settings import whole_number
from commune_desk.services.today import situation
from commune_desk.storage.models import MeterReading, WaterPrice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import MeterKind
    from commune_desk.domain.money import Money, Share
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class Network:
    """The meters of a committee, all that they showed, and its prices."""

    committee_id: int
    committee: str
    meters: tuple[MeterRow, ...]
    steps: dict[int, tuple[Step, ...]]
    """By meter, in time."""

    prices: tuple[Price, ...]

    def within(self, meter: int, begins: dt.date, ends: dt.date) -> list[Step]:
        """Give the steps of a meter that end in a period."""
        own = self.steps.get(meter, ())
        return [step for step in own if begins <= step.until <= ends]

    def points(self, begins: dt.date, ends: dt.date) -> list[tuple[MeterRow, Point]]:
        """Give what each meter made in a period."""
        return [
            (
                meter,
                point(
                    meter.kind,
                    self.within(meter.id, begins, ends),
                    self.prices,
                    meter.attendant_share,
                ),
            )
            for meter in self.meters
        ]

    def balance(self, begins: dt.date, ends: dt.date) -> Balance:
        """Give what the whole network made in a period."""
        return balance(made for _, made in self.points(begins, ends))

    def days(self) -> list[dt.date]:
        """List the days on which some meter was read, the latest first."""
        found = {step.until for own in self.steps.values() for step in own}
        return sorted(found, reverse=True)

    def price(self, kind: MeterKind, day: dt.date) -> Money | None:
        """Give the price of a day."""
        return price_on(self.prices, kind, day)


def networks(session: Session) -> dict[int, Network]:
    """Read the networks that have meters, by their committee."""
    return read_once(session, "water.networks", lambda: _networks(session))


def _networks(session: Session) -> dict[int, Network]:
    shown: dict[int, list[Shown]] = defaultdict(list)
    columns = (
        MeterReading.meter_id, MeterReading.read_on, MeterReading.shown,
        MeterReading.replaced, MeterReading.paid,
    )  # fmt: skip
    order = (MeterReading.meter_id, MeterReading.read_on)
    rows: Any = session.execute(select(*columns).order_by(*order))
    for meter_id, *facts in rows:
        shown[meter_id].append(Shown(*facts))
    prices: dict[int, list[Price]] = defaultdict(list)
    kept = select(
        WaterPrice.committee_id, WaterPrice.kind, WaterPrice.valid_from,
        WaterPrice.per_cubic_metre,
    )  # fmt: skip
    rows = session.execute(kept)
    for committee_id, *facts in rows:
        prices[committee_id].append(Price(*facts))
    by_committee: dict[int, list[MeterRow]] = defaultdict(list)
    for row in meters(session):
        by_committee[row.committee_id].append(row)
    return {
        committee_id: Network(
            committee_id,
            own[0].committee,
            tuple(own),
            {row.id: tuple(steps(shown[row.id])) for row in own},
            tuple(prices[committee_id]),
        )
        for committee_id, own in by_committee.items()
    }


def year_before(day: dt.date) -> tuple[dt.date, dt.date]:
    """Give the twelve months that end on a day."""
    return later(day, -YEAR) + ONE_DAY, day


def seen(session: Session, scope: Scope) -> tuple[dt.date, dt.date]:
    """Give the period that tables and papers of a year look at."""
    begins = dt.date(scope.year, 1, 1)
    until = situation(session, scope.year) if scope.until is None else scope.until
    return begins, min(until, dt.date(scope.year, 12, 31))


def least_sold(session: Session) -> int:
    """Give the per cent of the water that is to be sold at least: a setting."""
    return whole_number(session, "committees.sold", 0, 100)


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network in a year, as the table of losses shows it."""

    id: int
    """The committee."""

    committee: str
    begins: dt.date
    ends: dt.date
    found: Balance
    most: int
    """Losses in per cent above which the network is named."""

    @property
    def over(self) -> bool:
        """Whether it loses more than the setting allows."""
        return losing(self.found, self.most)

    @property
    def standing(self) -> Text:
        """Say whether the losses are within what the setting allows."""
        if self.found.losses is None:
            return N_("not counted")
        if self.over:
            return N_("above {most} %", most=self.most)
        return N_("within {most} %", most=self.most)

    @property
    def recovery(self) -> Share | None:
        """The part of what the water should bring that came in."""
        return self.found.rate


def losing(found: Balance, most: int) -> bool:
    """Tell whether more than `most` per cent of the water produced is lost."""
    if found.lost is None or not found.produced:
        return False
    return found.lost * 100 > found.produced * most


def network_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[NetworkRow]:
    """List the networks in the year of the scope, those that lose most first."""
    begins, ends = seen(session, scope)
    return _worst_first(_rows(session, begins, ends), ids)


def _rows(session: Session, begins: dt.date, ends: dt.date) -> list[NetworkRow]:
    most = 100 - least_sold(session)
    return [
        NetworkRow(
            each.committee_id, each.committee, begins, ends,
            each.balance(begins, ends), most,
        )
        for each in networks(session).values()
    ]  # fmt: skip


def _worst_first(
    rows: Iterable[NetworkRow], ids: Collection[int] | None
) -> list[NetworkRow]:
    own = [row for row in rows if ids is None or row.id in ids]
    return sorted(own, key=_by_losses)


def _by_losses(row: NetworkRow) -> tuple[int, str]:
    share = row.found.losses
    return (-share.basis_points if share is not None else 1, row.committee)


def losing_more(session: Session, day: dt.date, most: int) -> list[NetworkRow]:
    """Give the networks that lost more than `most` per cent in the year to a day."""
    rows = _worst_first(_rows(session, *year_before(day)), None)
    return [row for row in rows if losing(row.found, most)]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A meter in a year, as the table of sales shows it."""

    meter: MeterRow
    made: Point

    @property
    def id(self) -> int:
        """The meter."""
        return self.meter.id

    @property
    def committee(self) -> str:
        """Whose network it is."""
        return self.meter.committee

    @property
    def gap(self) -> Money | None:
        """What is lacking of what the water should have brought in."""
        if self.made.due is None:
            return None
        return self.made.due - self.made.paid


def point_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[PointRow]:
    """List what each meter made in the year of the scope."""
    begins, ends = seen(session, scope)
    return [
        PointRow(meter, made)
        for each in sorted(networks(session).values(), key=lambda n: n.committee)
        for meter, made in each.points(begins, ends)
        if ids is None or meter.id in ids
    ]
