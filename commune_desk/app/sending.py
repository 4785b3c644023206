"""The sending to the region, as its page asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.exchange.package.sending import deliver, draft, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.exchange.package.sending import Draft, Packed, Sent
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.sent.wish import Wish

__all__ = ["look", "pack", "put"]


def look(desk: Desk, wish: Wish, progress: Progress) -> Draft:
    """Read what would go and what is found in it, on a copy."""
    del progress
    with desk.store.snapshot() as copy, copy.reading() as session:
        return draft(session, wish)


def pack(desk: Desk, wish: Wish, progress: Progress) -> Packed:
    """Make the package, on a copy."""
    with desk.store.snapshot() as copy, copy.reading() as session:
        return prepare(session, wish, progress)


def put(desk: Desk, ready: Packed, folder: Path) -> Sent:
    """Write the file and record the sending."""
    return deliver(desk, ready, folder)
