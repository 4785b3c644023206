"""What the tests of the region do again and again."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.package.format import BY_NAME
from commune_desk.domain.roles import Role
from commune_desk.exchange.package.read import read
from commune_desk.services.desk import User
from commune_desk.services.region.receiving import Receive
from commune_desk.storage.region.own import ARCHIVE, CHOSEN, CURRENT, RECEIVED
from commune_desk.storage.region.sent import SENT
from commune_desk.storage.region.sums import SUMS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.package.region import Receipt
    from commune_desk.services.region.desk import RegionDesk
    from commune_desk.storage.region.store import RegionStore

CLERK = User("essai", Role.SECRETARY)
BY_ARRIVAL = {"id", "received_at", "actor", "late", "package", "chosen_at"}
"""Columns that say when and in which order; all others say what came."""


def take(desk: RegionDesk, data: bytes) -> Receipt:
    return desk.do(Receive(read(data), data, "essai"))


def state(store: RegionStore) -> str:
    """Digest what a desk holds, whatever the order in which it came."""
    with store.reading() as session:
        names = {
            row.id: row.uuid
            for row in session.execute(select(RECEIVED.c.id, RECEIVED.c.uuid))
        }
        told: dict[str, Any] = {}
        for table in (RECEIVED, ARCHIVE, CURRENT, CHOSEN, *SENT.values(), *SUMS):
            rows = session.execute(select(table)).mappings()
            told[table.name] = sorted(
                json.dumps(_plain(dict(row), names), sort_keys=True) for row in rows
            )
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _plain(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    kept = {name: cell for name, cell in row.items() if name not in BY_ARRIVAL}
    if "package" in row:
        kept["package"] = names[row["package"]]
    if "data" in kept:
        kept["data"] = hashlib.sha256(bytes(kept["data"])).hexdigest()
    return kept


def sums(session: Session) -> dict[str, list[str]]:
    return {
        table.name: sorted(
            json.dumps(dict(row), sort_keys=True)
            for row in session.execute(select(table)).mappings()
        )
        for table in SUMS
    }


def members(data: bytes) -> dict[str, bytes]:
    """Unpack the tables of a package."""
    paths = {resource.path for resource in BY_NAME.values()}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist() if name in paths}
