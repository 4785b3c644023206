"""The home page of each dossier opened lately, as it was when the dossier was closed.

It lies with what belongs to the computer, where no name and no amount of a commune may
be read: its key is the state of the dossier, which only who holds the dossier knows.
Another state opens nothing, so that what is kept is never shown of another dossier,
nor once a single entry has been added.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

from commune_desk import VERSION
from commune_desk.app import home
from commune_desk.app.hidden import drop_others, hide, lay_open, place_of
from commune_desk.domain.glance import Glance

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "kept"


def kept(dossier: Path) -> Path:
    """Name the file that keeps the home page of a dossier."""
    return place_of(dossier, FOLDER)


def keep(dossier: Path, state: bytes, language: str, glance: Glance) -> None:
    """Write it; a full or closed disk only forgets it."""
    content = json.dumps(glance.plain(), default=_value).encode()
    place = kept(dossier)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        drop_others(FOLDER, {kept(each.path) for each in home.recent()} | {place})
        place.write_bytes(hide(_key(state, language), content))


def forget(dossier: Path) -> None:
    """Keep nothing of a dossier any more."""
    with contextlib.suppress(OSError):
        kept(dossier).unlink(missing_ok=True)


def look(dossier: Path, state: bytes, language: str) -> Glance | None:
    """Read it; None where it was kept in another state, or not at all."""
    try:
        content = kept(dossier).read_bytes()
    except OSError:
        return None
    plain = lay_open(_key(state, language), content)
    if plain is None:
        return None
    today = dt.datetime.now().astimezone().date()
    try:
        return Glance.of_plain(json.loads(plain), today)
    except ValueError:
        return None


def _key(state: bytes, language: str) -> bytes:
    facts = b"\0".join([VERSION.encode(), language.encode(), state])
    return hashlib.sha256(facts).digest()


def _value(value: object) -> str:
    """Write what JSON does not know: days, and members of an enumeration."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(getattr(value, "value", value))
