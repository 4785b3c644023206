"""When a copy is made, and which ones go after it."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from typing import TYPE_CHECKING

from commune_desk.paths import free_name
from commune_desk.services.copies.rotation import Dated, kept
from commune_desk.storage.copies import FOLDER, copy_name, draw, seal
from commune_desk.storage.shelf import (
    Kept,
    note,
    notes,
    remove,
    shelf,
    state_of,
    state_of_copy,
)
from commune_desk.storage.trouble import told_apart

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.copies import Copy
    from commune_desk.storage.shelf import Notes, State
    from commune_desk.storage.store import Store

ROUTINE, AT_CLOSE, ASKED = "auto", "fermeture", "copie"
BEFORE_IMPORT, BEFORE_CLOSING = "avant-import", "avant-cloture"
"""Why a copy was made: part of its name, so that it survives any copying."""

STALE_PART = 3_600
"""Seconds after which a half-made copy is known to be abandoned."""


def keep(
    store: Store, reason: str, now: dt.datetime | None = None, *, always: bool = False
) -> Copy | None:
    """Keep a verified copy; None where the last one holds the same, unless `always`.

    The dossier is held while it is copied, not while the copy is read back. Raises
    `StorageTrouble` where the disk lacks room or spoils what it is given.
    """
    if store.path is None:
        return None
    moment = dt.datetime.now().astimezone() if now is None else now
    if not always and is_kept(store.path, store.looking(state_of)):
        return None
    target = free_name(copy_name(store.path, reason, moment))
    drawn = store.looking(partial(draw, target=target))
    with told_apart():
        copy = seal(drawn)
    thin(store.path, moment.date())
    return copy


def is_kept(dossier: Path, state: State) -> bool:
    """Tell whether the newest sound copy holds all that the dossier holds."""
    spoilt = notes(dossier).spoilt
    newest = next(
        (c for c in shelf(dossier) if c.sealed and c.path.name not in spoilt), None
    )
    held = None if newest is None else state_of_copy(newest.path)
    return held is not None and (held.seal, held.rows) == (state.seal, state.rows)


def thin(dossier: Path, today: dt.date) -> list[Kept]:
    """Take away the copies that the rotation gives up; return them."""
    spoilt = set(notes(dossier).spoilt)
    copies = shelf(dossier)
    dated = [
        Dated(c.path.name, c.at, c.reason, c.sealed and c.path.name not in spoilt)
        for c in copies
    ]
    names = kept(dated, today)
    gone = [copy for copy in copies if copy.path.name not in names]
    for copy in gone:
        remove(copy.path)
    if gone:
        left = {copy.path.name for copy in copies} - {c.path.name for c in gone}

        def forget(present: Notes) -> None:
            present.spoilt = [name for name in present.spoilt if name in left]
            present.checked = {n: a for n, a in present.checked.items() if n in left}

        note(dossier, forget)
    _sweep(dossier)
    return gone


def _sweep(dossier: Path) -> None:
    """Take away what a killed program left half made."""
    for part in (dossier.parent / FOLDER).glob(f"{dossier.stem}-*.part"):
        if time.time() - part.stat().st_mtime > STALE_PART:
            part.unlink(missing_ok=True)
