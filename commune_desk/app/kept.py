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
import hmac
import json
import os
from typing import TYPE_CHECKING

from commune_desk import VERSION
from commune_desk.app import home
from commune_desk.domain.glance import Glance

if TYPE_CHECKING:
    from pathlib import Path

NONCE = SEAL = 32
"""Bytes that stand before what is kept: drawn for each writing; proof of the key."""


def kept(dossier: Path) -> Path:
    """Name the file that keeps the home page of a dossier."""
    name = hashlib.sha256(str(dossier.absolute()).encode()).hexdigest()[:32]
    return home.folder() / "kept" / name


def keep(dossier: Path, state: bytes, language: str, glance: Glance) -> None:
    """Write it; a full or closed disk only forgets it."""
    key, nonce = _key(state, language), os.urandom(NONCE)
    hidden = _hide(key, nonce, json.dumps(glance.plain(), default=_value).encode())
    place = kept(dossier)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        _forget({kept(each.path) for each in home.recent()} | {place})
        place.write_bytes(nonce + _proof(key, nonce + hidden) + hidden)


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
    key, nonce = _key(state, language), content[:NONCE]
    proof, hidden = content[NONCE : NONCE + SEAL], content[NONCE + SEAL :]
    if not hmac.compare_digest(proof, _proof(key, nonce + hidden)):
        return None
    today = dt.datetime.now().astimezone().date()
    try:
        return Glance.of_plain(json.loads(_hide(key, nonce, hidden)), today)
    except ValueError:
        return None


def _key(state: bytes, language: str) -> bytes:
    facts = b"\0".join([VERSION.encode(), language.encode(), state])
    return hashlib.sha256(facts).digest()


def _proof(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")


def _hide(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """Hide what lies open, or lay open what is hidden: a stream of the key over it."""
    stream = hashlib.shake_256(key + nonce).digest(len(content))
    return bytes(a ^ b for a, b in zip(content, stream, strict=True))


def _value(value: object) -> str:
    """Write what JSON does not know: days, and members of an enumeration."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(getattr(value, "value", value))


def _forget(wanted: set[Path]) -> None:
    for place in (home.folder() / "kept").iterdir():
        if place not in wanted:
            place.unlink()
