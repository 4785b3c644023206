"""The journal of each dossier, verified at its opening from where it last was.

How far it was verified is kept in the folder of the user, apart from the dossier: who
rewrites the history of one does not know the other. Once a week all of it is walked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING

from commune_desk.app import home
from commune_desk.services.seals import Verified, unlike_sendings, verify
from commune_desk.storage.journal import Head

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.text import Text
    from commune_desk.storage.store import Store

WHOLE_AFTER = dt.timedelta(days=7)


def at_opening(store: Store, now: dt.datetime) -> Text | None:
    """Verify what was added since the last time; say what is wrong, once."""
    if store.path is None:
        return None
    seen, walked = _kept(store.path)
    whole = walked is None or now - walked > WHOLE_AFTER or walked > now
    found = verify(store, seen)
    if found.broken is None and whole:
        found = verify(store)
    keep(store.path, found, now if whole else walked)
    if found.told is None and whole:
        with store.reading() as session:
            return unlike_sendings(session)
    return found.told


def keep(dossier: Path, found: Verified, walked: dt.datetime | None) -> None:
    """Write down how far the journal was verified; a full disk only forgets it."""
    at = None if walked is None else walked.isoformat(timespec="seconds")
    facts = {"number": found.head.number, "seal": found.head.seal, "whole": at}
    place = _place(dossier)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(facts), "utf-8")


def _kept(dossier: Path) -> tuple[Head | None, dt.datetime | None]:
    try:
        facts = json.loads(_place(dossier).read_text("utf-8"))
        head = Head(int(facts["number"]), str(facts["seal"]))
        return head, dt.datetime.fromisoformat(facts["whole"])
    except (OSError, ValueError, TypeError, KeyError):
        return None, None


def _place(dossier: Path) -> Path:
    name = hashlib.sha256(str(dossier.absolute()).encode()).hexdigest()[:32]
    return home.folder() / "journal" / f"{name}.json"
