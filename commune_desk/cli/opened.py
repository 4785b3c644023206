"""Open a dossier for one command, and close it after."""

from __future__ import annotations

import datetime as dt
import getpass
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.scope import Scope


@contextmanager
def opened(path: Path) -> Iterator[Desk]:
    """Open a dossier that exists; raise `StorageTrouble` for one that does not."""
    if not path.is_file():
        raise StorageTrouble(N_("There is no dossier “{name}”.", name=path.name))
    store = Store(path)
    store.open()
    try:
        yield Desk(store, User(getpass.getuser(), Role.SECRETARY))
    finally:
        store.close()


def scope_of(desk: Desk, year: int | None) -> Scope:
    """Choose the plan that covers the year, this year if none is said."""
    with desk.store.reading() as session:
        return scope_for(session, year or dt.datetime.now().astimezone().year)
