"""Open a dossier for one command, and close it after."""

from __future__ import annotations

import datetime as dt
import getpass
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Rejected, StorageTrouble
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.people import folded
from commune_desk.domain.text import N_
from commune_desk.services.desk import Desk
from commune_desk.services.people.door import enter
from commune_desk.services.people.users import people
from commune_desk.services.plans import scope_for
from commune_desk.services.sitters import first_seat
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.people.users import UserRow
    from commune_desk.services.scope import Scope


@contextmanager
def opened(path: Path, asked: Namespace | None = None) -> Iterator[Desk]:
    """Open a dossier that exists; raise `StorageTrouble` for one that does not.

    Where it keeps people, only who names himself (`--as`) may write.
    """
    if not path.is_file():
        raise StorageTrouble(N_("There is no dossier “{name}”.", name=path.name))
    store = Store(path)
    store.open()
    try:
        desk = Desk(store, first_seat(store, getpass.getuser()))
        if asked is not None and getattr(asked, "who", None):
            sit_down(desk, asked)
        yield desk
    finally:
        store.close()


def sit_down(desk: Desk, asked: Namespace) -> None:
    """Sit down as who was named; the password comes from a file or is asked for.

    Raises `Rejected` where nobody has that name, or the password is wrong.
    """
    row = person(desk, asked.who)
    password = read_password(asked) if row.has_password else ""
    enter(desk, row.id, password)


def person(desk: Desk, name: str) -> UserRow:
    """Find a person of the desk by name; raise `Rejected` where there is none."""
    with desk.store.reading() as session:
        rows = people(session)
    found = next((row for row in rows if folded(row.name) == folded(name)), None)
    if found is None:
        text = N_("Nobody at this desk is called “{name}”.", name=name)
        raise Rejected([Issue(Severity.ERROR, text)])
    return found


def read_password(asked: Namespace, name: str = "password_file") -> str:
    """Read a password: the first line of the file that was named, or what is typed."""
    file: Path | None = getattr(asked, name, None)
    if file is not None:
        lines = file.read_text("utf-8-sig").splitlines()
        return lines[0] if lines else ""
    return getpass.getpass(f"{name.split('_', maxsplit=1)[0]}: ")


def scope_of(desk: Desk, year: int | None) -> Scope:
    """Choose the plan that covers the year, this year if none is said."""
    with desk.store.reading() as session:
        return scope_for(session, year or dt.datetime.now().astimezone().year)
