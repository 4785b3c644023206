"""What tests of sendings share: a copy of the demonstration, and a reader of its own.

The reader knows nothing of the program: it opens the file as anybody could.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from commune_desk.domain.roles import Role
from commune_desk.exchange.package.sending import deliver, draft, packed, prepare
from commune_desk.services.desk import Desk, User
from commune_desk.services.jobs import Silence
from commune_desk.services.sent.sendings import sendings
from commune_desk.services.sent.wish import Wish
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.exchange.package.sending import Draft, Packed, Sent
    from commune_desk.services.sent.sendings import SendingRow

WHY = "Essai"
DAY = dt.date(2026, 10, 31)
WISH = Wish(2024, reason=WHY)
"""For the small dossier."""


@contextmanager
def desk_on(demonstration: Path, folder: Path) -> Iterator[Desk]:
    """Open a copy of a dossier."""
    path = folder / "copie.commune"
    shutil.copyfile(demonstration, path)
    store = Store(path)
    store.open()
    try:
        yield Desk(store, User("test", Role.SECRETARY))
    finally:
        store.close()


def drafted(desk: Desk, wish: Wish | None = None, *, look: bool = False) -> Draft:
    """Read what would go."""
    with desk.store.reading() as session:
        return draft(session, wish or Wish(2026, reason=WHY), look=look)


def ready(desk: Desk, wish: Wish | None = None) -> Packed:
    """Make a package without looking for findings."""
    return packed(drafted(desk, wish), checked=False)


def sent(desk: Desk, folder: Path, wish: Wish | None = None) -> Sent:
    """Send as the window and the command line do."""
    with desk.store.reading() as session:
        made = prepare(session, wish or Wish(2026, reason=WHY), Silence())
    return deliver(desk, made, folder)


def listed(desk: Desk) -> list[SendingRow]:
    """List what was sent."""
    with desk.store.reading() as session:
        return sendings(session)


class Opened:
    """A package as anybody can open it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self.members = {name: file.read(name) for name in file.namelist()}
        self.manifest: dict[str, Any] = json.loads(self.members["datapackage.json"])
        self.own: dict[str, Any] = self.manifest["commune-desk"]

    def table(self, name: str) -> list[dict[str, str]]:
        """Read one table, heads to texts."""
        text = self.members[f"data/{name}.csv"].decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def sum(self, name: str, column: str, **where: str) -> int:
        """Add a column up, over the lines that have these values."""
        return sum(
            int(row[column] or 0)
            for row in self.table(name)
            if all(row[key] == value for key, value in where.items())
        )
