"""The lock of the copies that leave this computer, kept in the dossier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.settings import keep, kept
from commune_desk.storage.key_copy import Lock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

LOCK = "copies.lock"
"""The name of the setting that holds it."""


@dataclass(frozen=True, slots=True)
class SetLock(Command[None]):
    """Close the copies of this dossier with a new phrase from now on.

    Only what the phrase has closed is kept; the phrase itself is nowhere. It is not
    undone: the old phrase would silently come back.
    """

    label: ClassVar[Text] = N_("New recovery phrase of the copies")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    final: ClassVar[bool] = True

    lock: Lock
    since: dt.date

    def apply(self, unit: Unit) -> None:
        """Keep it."""
        keep(
            unit,
            LOCK,
            {
                "recipient": self.lock.recipient,
                "key": self.lock.key,
                "since": self.since.isoformat(),
            },
        )


def present_lock(session: Session) -> tuple[Lock, dt.date] | None:
    """Give the lock and since when it is used; None before the first phrase."""
    told = kept(session, LOCK)
    if not told:
        return None
    since = dt.date.fromisoformat(told["since"])
    return Lock(told["recipient"], told["key"]), since
