"""Tables that stay from an earlier package, because the last ones were partial.

What a report adds up with others must say so (`exchange-and-safety.md` 3.6 rule 5).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import P_
from commune_desk.services.region.queries.communes import places
from commune_desk.storage.region.own import COMMUNES, CURRENT, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Standing:
    """One table of a commune that the last package did not bring."""

    id: int
    commune_code: str
    resource: str
    package: int
    sequence: int
    until: dt.date
    """The last day that its lines tell of."""

    last: int
    """Number of the sending that brought other tables since."""


def standing(session: Session, year: int) -> list[Standing]:
    """List the tables of a year that are older than others of their commune."""
    came = (RECEIVED.c.commune_code == CURRENT.c.commune_code) & (
        RECEIVED.c.id == CURRENT.c.package
    )
    last = (
        select(CURRENT.c.commune_code, func.max(RECEIVED.c.sequence).label("last"))
        .join(RECEIVED, came)
        .where(CURRENT.c.year == year)
        .group_by(CURRENT.c.commune_code)
        .having(func.max(RECEIVED.c.sequence) > func.min(RECEIVED.c.sequence))
        .subquery()
    )
    asked = (
        select(
            CURRENT.c.commune_code,
            CURRENT.c.resource,
            CURRENT.c.package,
            RECEIVED.c.sequence,
            RECEIVED.c.until,
            last.c.last,
        )
        .join(RECEIVED, came)
        .join(last, last.c.commune_code == CURRENT.c.commune_code)
        .where(CURRENT.c.year == year, RECEIVED.c.sequence < last.c.last)
        .order_by(CURRENT.c.commune_code, CURRENT.c.resource)
    )
    return [
        Standing(
            number,
            row.commune_code,
            row.resource,
            row.package,
            row.sequence,
            dt.date.fromisoformat(row.until),
            row.last,
        )
        for number, row in enumerate(session.execute(asked), 1)
    ]


def older(session: Session, year: int) -> Iterator[Issue]:
    """Say of which communes some tables are older than others."""
    known = places(session)
    found: dict[str, list[Standing]] = {}
    for each in standing(session, year):
        found.setdefault(each.commune_code, []).append(each)
    for code, tables in found.items():
        text = P_(
            "{commune}: sending {last} was partial; one table stays as of {day}.",
            "{commune}: sending {last} was partial; {count} tables stay, the oldest as "
            "of {day}.",
            count=len(tables),
            commune=known[code].name,
            last=tables[0].last,
            day=min(each.until for each in tables),
        )
        where = Record(COMMUNES.name, known[code].id)
        yield Issue(Severity.INFORMATION, text, "REG-12", where)
