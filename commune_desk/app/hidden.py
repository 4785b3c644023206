"""Hide what lies with the program from whoever does not hold the dossier.

In the folder of the program no name and no amount of a commune may be read: what is
kept there of a dossier is hidden by a key that only the dossier tells.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import TYPE_CHECKING

from commune_desk.app import home

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

NONCE = SEAL = 32
"""Bytes that stand before what is hidden: drawn for each writing; proof of the key."""


def place_of(dossier: Path, folder: str) -> Path:
    """Name the file that keeps something of a dossier."""
    name = hashlib.sha256(str(dossier.absolute()).encode()).hexdigest()[:32]
    return home.folder() / folder / name


def drop_others(folder: str, wanted: Collection[Path]) -> None:
    """Take away what was kept of dossiers that are not in use any more."""
    for place in (home.folder() / folder).iterdir():
        if place not in wanted:
            place.unlink()


def hide(key: bytes, content: bytes) -> bytes:
    """Make bytes that nobody reads without the key."""
    nonce = os.urandom(NONCE)
    hidden = _stream(key, nonce, content)
    return nonce + _proof(key, nonce + hidden) + hidden


def lay_open(key: bytes, content: bytes) -> bytes | None:
    """Give back what was hidden; None with another key, or where it was altered."""
    nonce, hidden = content[:NONCE], content[NONCE + SEAL :]
    proof = content[NONCE : NONCE + SEAL]
    if not hmac.compare_digest(proof, _proof(key, nonce + hidden)):
        return None
    return _stream(key, nonce, hidden)


def _proof(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")


def _stream(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """Hide what lies open, or lay open what is hidden: a stream of the key over it."""
    stream = hashlib.shake_256(key + nonce).digest(len(content))
    return bytes(a ^ b for a, b in zip(content, stream, strict=True))
