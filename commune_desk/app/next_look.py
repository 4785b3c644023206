"""What the next opening of a dossier shows first.

It is read when the dossier is closed, and while nobody works: a laptop whose current
is cut opens as quickly as one that was closed in good order.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from commune_desk.app import kept
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.roles import Role
from commune_desk.services.glance import glance_of
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.services.review import findings
from commune_desk.services.sitters import first_seat

if TYPE_CHECKING:
    from commune_desk.domain.glance import Glance
    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell


def read(context: Context, *, reviewed: bool = False) -> Glance | None:
    """Read it; None where the opening asks first who sits there.

    Where the rules have `reviewed` all entries they are not asked again.
    """
    desk, store = context.desk, context.desk.store
    if first_seat(store, "").role is Role.NOBODY:
        return None
    with store.reading() as session:
        scope = scope_for(session, latest_year(session))
        known = reviewed and scope == context.scope
        found = context.findings if known else findings(session, scope)
    return glance_of(desk, scope, found, context.say)


def keep(context: Context, glance: Glance | None) -> None:
    """Keep it under the present state of the dossier, or nothing of it."""
    store = context.desk.store
    if store.path is None:
        return
    if glance is None:
        kept.forget(store.path)
        return
    with suppress(OSError, StorageTrouble):
        kept.keep(store.path, store.state(), context.words.language, glance)


class NextLook(QObject):
    """Keeps it anew whenever nobody works and the dossier has changed."""

    def __init__(self, context: Context, window: Shell) -> None:
        super().__init__(window)
        self._context = context
        self._state = b""
        window.rested.connect(self.look)

    def look(self) -> None:
        """Read and keep it, unless it was kept in this state.

        Trouble with the file is not told here: who writes or closes meets it.
        """
        context = self._context
        if not context.here or context.jobs.busy:
            return
        with suppress(OSError, StorageTrouble):
            present = context.desk.store.state()
            if present != self._state:
                keep(context, read(context, reviewed=True))
                self._state = present
