"""Who has sent, and who is late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.package.manifest import Period, Stage, Standing
from commune_desk.domain.package.region import SendingState
from commune_desk.domain.package.trust import SignatureState
from commune_desk.services.region.queries.communes import Place, places
from commune_desk.storage.region.own import RECEIVED, SENDINGS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RANKS = {
    Stage.PRIMITIVE: 0,
    Stage.ADDITIONAL: 1,
    Stage.CHANGE: 1,
    Stage.EXECUTION: 2,
    Stage.ACCOUNT: 3,
}
"""What a stage tells besides its own: all that lies below it."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a commune owes of a year, with its days in that year."""

    id: int
    title: str
    stage: Stage
    told_until: dt.date
    """The figures must reach at least to this day."""

    deadline: dt.date
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A package that came, without its lines."""

    id: int
    commune_code: str
    commune: str
    year: int
    sequence: int
    source: str
    stage: Stage
    period: Period
    until: dt.date
    standing: Standing
    partial: bool
    scope: tuple[str, ...]
    is_current: bool
    aside: bool
    late: bool
    gap: str
    """UUID of the package before, where it never came; empty otherwise."""

    signed: SignatureState
    fingerprint: str
    received_at: dt.datetime
    actor: str
    bytes: int
    uuid: str
    sha256: str
    journal_number: int
    journal_seal: str
    sent_code: str


@dataclass(frozen=True, slots=True)
class Due:
    """How a commune stands with one sending."""

    sending: Sending
    state: SendingState
    came: Package | None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One commune on the board."""

    id: int
    place: Place
    dues: tuple[Due, ...]
    last: Package | None
    """The current one with the highest number."""

    packages: int
    aside: int
    """Packages that wait until one of two databases is chosen."""

    gaps: int

    @property
    def late(self) -> int:
        """Count the sendings that have not come and are overdue."""
        return sum(due.state is SendingState.OVERDUE for due in self.dues)


def sendings(session: Session, year: int) -> list[Sending]:
    """List what communes owe of a year, as the lists in force then say."""
    found = [_sending(row, year) for row in session.execute(select(SENDINGS))]
    day = f"{year}-12-31"
    kept = [
        sending
        for sending, first, last in found
        if (first or "") <= day and f"{year}-01-01" <= (last or "9999")
    ]
    return sorted(kept, key=lambda each: (each.deadline, each.id))


def _sending(row: Any, year: int) -> tuple[Sending, str | None, str | None]:
    sending = Sending(
        row.id,
        row.title,
        Stage(row.stage),
        dt.date.fromisoformat(f"{year}-{row.told_until}"),
        dt.date.fromisoformat(f"{year + row.years_after}-{row.deadline}"),
        row.source,
        bool(row.sure),
    )
    return sending, row.valid_from, row.valid_until


def packages(
    session: Session, year: int | None = None, code: str | None = None
) -> list[Package]:
    """List the packages that came, in their order; of a year, of a commune."""
    asked = select(RECEIVED).order_by(RECEIVED.c.id)
    if year is not None:
        asked = asked.where(RECEIVED.c.year == year)
    if code is not None:
        asked = asked.where(RECEIVED.c.commune_code == code)
    return [_package(row) for row in session.execute(asked)]


def _package(row: Any) -> Package:
    return Package(
        row.id,
        row.commune_code,
        row.sent_name,
        row.year,
        row.sequence,
        row.source,
        Stage(row.stage),
        Period(row.period),
        dt.date.fromisoformat(row.until),
        Standing(row.standing),
        bool(row.partial),
        tuple(row.scope.split()),
        bool(row.is_current),
        bool(row.aside),
        bool(row.late),
        row.supersedes if row.gap else "",
        SignatureState(row.signature),
        row.fingerprint,
        dt.datetime.fromisoformat(row.received_at),
        row.actor,
        row.bytes,
        row.uuid,
        row.sha256,
        row.journal_number,
        row.journal_seal,
        row.sent_code,
    )


def board(session: Session, year: int, today: dt.date) -> list[BoardRow]:
    """Tell of every commune what it owes of a year and what came."""
    expected = sendings(session, year)
    came: dict[str, list[Package]] = {}
    for package in packages(session, year):
        came.setdefault(package.commune_code, []).append(package)
    end = dt.date(year, 12, 31)
    return [
        _row(place, came.get(place.code, []), expected, today)
        for place in places(session).values()
        if place.code in came or (place.listed and place.exists(end))
    ]


def _row(
    place: Place, came: list[Package], expected: list[Sending], today: dt.date
) -> BoardRow:
    own = [package for package in came if not package.aside]
    current = [package for package in own if package.is_current]
    return BoardRow(
        place.id,
        place,
        tuple(_due(sending, own, today) for sending in expected),
        max(current, key=lambda each: each.sequence, default=None),
        len(came),
        len(came) - len(own),
        sum(bool(package.gap) for package in own),
    )


def _due(sending: Sending, own: list[Package], today: dt.date) -> Due:
    """The first package that tells enough settles what is owed."""
    for package in own:
        told = RANKS[package.stage] >= RANKS[sending.stage]
        if told and not package.partial and package.until >= sending.told_until:
            on_time = package.received_at.date() <= sending.deadline
            state = SendingState.ON_TIME if on_time else SendingState.LATE
            return Due(sending, state, package)
    overdue = today > sending.deadline
    return Due(sending, SendingState.OVERDUE if overdue else SendingState.WAITED, None)
