"""Papers printed once for all tests that look at them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sample import FRENCH
from shared_shelf import once

from commune_desk.reports.catalogue import printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.reports.document import Document
    from commune_desk.storage.store import Store

_SHELVES: list[Path] = []


def put_on(shelf: Path) -> None:
    """Keep papers in a folder that the workers of one run share."""
    _SHELVES[:] = [shelf]


def paper(store: Store, wanted: Document, suffix: str = ".pdf") -> bytes:
    """Print a paper of 2026, or give what was printed of a dossier in this state."""
    state = hashlib.sha256(store.state()).hexdigest()[:16]
    path = _SHELVES[0] / f"{state}-{wanted.name}{suffix}"
    return once(
        path, lambda part: part.write_bytes(anew(store, wanted, suffix))
    ).read_bytes()


def anew(store: Store, wanted: Document, suffix: str) -> bytes:
    """Print a paper of 2026."""
    with store.reading() as session:
        telling = Telling(session, scope_for(session, 2026), FRENCH, Silence())
        return printed(wanted, telling, suffix)
