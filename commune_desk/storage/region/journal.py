"""The region's journal: every act in order, each sealed to the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.storage.journal import Head, label_to_json
from commune_desk.storage.region.own import JOURNAL

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from commune_desk.domain.text import Text

_SEALED = tuple(column for column in JOURNAL.columns if column.name != "seal")


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be written of one act."""

    operation: str
    actor: str
    deed: str
    commune: str
    """Code of the commune that it concerns; empty where it is none's."""

    label: Text
    changes: str


def head(connection: Connection) -> Head:
    """Read the last entry."""
    last = select(JOURNAL.c.id, JOURNAL.c.seal).order_by(JOURNAL.c.id.desc()).limit(1)
    row = connection.execute(last).first()
    return Head(*row) if row else Head()


def append(connection: Connection, act: Act) -> int:
    """Add an entry within the transaction of its changes; return its number."""
    last = head(connection)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    label = label_to_json(act.label)
    facts = (act.operation, at, act.actor, act.deed, act.commune, label, act.changes)
    entry = (last.number + 1, *facts, last.seal)
    values = dict(zip((c.name for c in _SEALED), entry, strict=True))
    connection.execute(JOURNAL.insert().values(**values, seal=_seal(entry)))
    return last.number + 1


def has(connection: Connection, operation: str) -> bool:
    """Tell whether an act was kept."""
    asked = select(func.count()).where(JOURNAL.c.operation == operation)
    return bool(connection.execute(asked).scalar())


def first_broken(connection: Connection) -> int | None:
    """Walk the chain; return the number of the first entry that does not fit."""
    last = Head()
    asked = select(*_SEALED, JOURNAL.c.seal).order_by(JOURNAL.c.id)
    for *entry, seal in connection.execute(asked):
        number, previous = int(entry[0]), entry[-1]
        fits = number == last.number + 1 and previous == last.seal
        if not fits or _seal(tuple(entry)) != seal:
            return number
        last = Head(number, str(seal))
    return None


def _seal(entry: tuple[Any, ...]) -> str:
    canonical = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
