"""Packages out of a region's tables: what a commune's year reads today, or a sending.

The tables are written as they were: the same lines, in the same order, to the byte.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.package.format import RESOURCES
from commune_desk.domain.package.manifest import (
    Manifest,
    Period,
    Privacy,
    Stage,
    Standing,
)
from commune_desk.exchange.package.build import build
from commune_desk.services.region.queries.lines import lines_of, sources
from commune_desk.storage.region.own import RECEIVED

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy.orm import Session


README = (
    "Envoi reconstitué par la région à partir des tableaux qu’elle a reçus.\r\n"
    "Chaque tableau du dossier « data » s’ouvre avec un tableur.\r\n"
)


def sent_again(session: Session, code: str, package: int) -> bytes:
    """Write the tables of one package as it came, with its own manifest."""
    manifest = _manifest(session, code, package)
    tables = {name: _cells(session, name, code, package) for name in manifest.scope}
    return build(manifest, tables, README)


def present(session: Session, code: str, year: int) -> tuple[str, bytes]:
    """Write what is read of a commune's year now; give the name of the file too.

    Its manifest is that of the last package; where partial ones replaced tables, it
    is full again.
    """
    current = sources(session, code, year)
    asked = (
        select(RECEIVED.c.id)
        .where(RECEIVED.c.commune_code == code, RECEIVED.c.id.in_(current.values()))
        .order_by(RECEIVED.c.sequence.desc(), RECEIVED.c.id)
    )
    last = int(session.execute(asked).scalars().first() or 0)
    scope = tuple(each.name for each in RESOURCES if each.name in current)
    manifest = replace(_manifest(session, code, last), partial=False, scope=scope)
    tables = {name: _cells(session, name, code, current[name]) for name in scope}
    return manifest.file_name, build(manifest, tables, README)


def _cells(session: Session, resource: str, code: str, package: int) -> Any:
    return [line.cells for line in lines_of(session, resource, code, package)]


def _manifest(session: Session, code: str, package: int) -> Manifest:
    asked = select(RECEIVED).where(
        RECEIVED.c.commune_code == code, RECEIVED.c.id == package
    )
    row = session.execute(asked).mappings().one()
    return Manifest(
        package=row["uuid"],
        created=dt.datetime.fromisoformat(row["created"]),
        generator=row["generator"],
        commune_code=row["sent_code"],
        commune=row["sent_name"],
        code_list=row["sent_list"],
        year=row["year"],
        stage=Stage(row["stage"]),
        period=Period(row["period"]),
        until=dt.date.fromisoformat(row["until"]),
        standing=Standing(row["standing"]),
        source=row["source"],
        sequence=row["sequence"],
        supersedes=row["supersedes"],
        partial=bool(row["partial"]),
        scope=tuple(row["scope"].split()),
        privacy=Privacy(row["privacy"]),
        reason=row["reason"],
        journal_number=row["journal_number"],
        journal_seal=row["journal_seal"],
        region=row["sent_region"],
        cercle=row["sent_cercle"],
        demonstration=bool(row["demonstration"]),
        schema_version=row["schema_version"],
    )
