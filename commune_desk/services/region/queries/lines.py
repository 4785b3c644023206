"""The lines of one commune: what stands behind a sum."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import BY_NAME
from commune_desk.storage.region.own import ARCHIVE, CURRENT
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.manifest import Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table as it came."""

    id: int
    """Its place in the file, from 1."""

    package: int
    cells: tuple[Cell, ...]
    """In the order of the fields of the resource."""


def sources(session: Session, code: str, year: int) -> dict[str, int]:
    """Tell for each table of a commune's year in which package it is read."""
    asked = select(CURRENT.c.resource, CURRENT.c.package).where(
        CURRENT.c.commune_code == code, CURRENT.c.year == year
    )
    return {row.resource: row.package for row in session.execute(asked)}


def lines(session: Session, resource: str, code: str, year: int) -> list[Line]:
    """List the current lines of one table of a commune's year."""
    package = sources(session, code, year).get(resource)
    return [] if package is None else lines_of(session, resource, code, package)


def lines_of(session: Session, resource: str, code: str, package: int) -> list[Line]:
    """List the lines of one table of a package, as they came."""
    table = SENT[resource]
    fields = BY_NAME[resource].fields
    days = [n for n, field in enumerate(fields) if field.kind is FieldKind.DATE]
    asked = (
        select(table.c.line, *(table.c[field.name] for field in fields))
        .where(table.c.commune_code == code, table.c.package == package)
        .order_by(table.c.line)
    )
    return [
        Line(line, package, tuple(_with_days(cells, days)))
        for line, *cells in session.execute(asked)
    ]


def archived(session: Session, code: str, package: int) -> bytes:
    """Give the file of a package as it came."""
    asked = select(ARCHIVE.c.data).where(
        ARCHIVE.c.commune_code == code, ARCHIVE.c.package == package
    )
    return bytes(session.execute(asked).scalar_one())


def every_archived(session: Session) -> Iterator[tuple[str, str, bytes]]:
    """Give code, SHA-256 and bytes of all that came, one at a time."""
    asked = select(ARCHIVE.c.commune_code, ARCHIVE.c.package, ARCHIVE.c.sha256)
    for code, package, digest in session.execute(asked).all():
        yield code, digest, archived(session, code, package)


def _with_days(cells: list[Any], days: list[int]) -> list[Cell]:
    for place in days:
        if cells[place] is not None:
            cells[place] = dt.date.fromisoformat(cells[place])
    return cells
