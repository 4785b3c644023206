"""One unit of work on a region's desk: all of it is kept and journaled, or none."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.storage.recorder import Change
from commune_desk.storage.region import bulk, journal
from commune_desk.storage.region.columns import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Executable, Table
    from sqlalchemy.orm import Session

    from commune_desk.domain.package.manifest import Cell
    from commune_desk.domain.text import Text

    Values = Mapping[str, Any]


class RegionUnit:
    """A session, and the list of what it changed.

    Its changes name the tables that screens read again. The rows of packages are in
    them as one change of their table: the archive keeps what they were.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.operation = ""
        self.label: Text = N_("Work")
        self.commune = ""
        """Code of the commune that the act concerns; empty where it is none's."""

        self.changes: tuple[Change, ...] = ()
        self.entry: int | None = None
        """Number of the journal entry, once written."""

        self._changes: list[Change] = []
        self._facts: list[list[Any]] = []

    @property
    def connection(self) -> Connection:
        """The connection of the open transaction."""
        return self.session.connection()

    def execute(self, statement: Executable) -> Any:
        """Run a statement that is no act of its own: screens hear of it by `touch`."""
        return self.session.connection().execute(statement)

    def number(self, table: Table) -> int:
        """Give the next free id: who writes is alone with the tables."""
        found = self.execute(select(func.coalesce(func.max(table.c.id), 0) + 1))
        return int(found.scalar_one())

    def add(self, table: Table, values: Values) -> int:
        """Add a row; number it where its table has numbers. Return the number."""
        _refuse_too_long(table, values)
        key = 0
        if "id" in table.c:
            key = values.get("id") or self.number(table)
            values = {**values, "id": key}
        self.execute(table.insert().values(**values))
        self._note(table, key, None, values)
        return key

    def revise(self, table: Table, where: Values, values: Values) -> None:
        """Change one row; raise `Stale` where it is gone."""
        _refuse_too_long(table, values)
        before = self._one(table, where)
        after = {**before, **values}
        if after == dict(before):
            return
        self.execute(table.update().where(_same(table, where)).values(**values))
        self._note(table, before.get("id", 0), before, after)

    def remove(self, table: Table, where: Values) -> None:
        """Remove one row; raise `Stale` where it is gone already."""
        before = self._one(table, where)
        self.execute(table.delete().where(_same(table, where)))
        self._note(table, before.get("id", 0), before, None)

    def insert_lines(
        self,
        resource: str,
        commune: str,
        package: int,
        rows: Sequence[tuple[Cell, ...]],
    ) -> None:
        """Write the lines of one table of a package."""
        bulk.insert_lines(self.connection, resource, commune, package, rows)

    def touch(self, *tables: Table) -> None:
        """Tell that rows of tables are others now; it is told once for each."""
        told = {change.table for change in self._changes}
        self._changes += [
            Change(table.name, 0, None, None)
            for table in tables
            if table.name not in told
        ]

    def settle(self) -> None:
        """Write what the session still holds."""
        self.session.flush()

    def close(self, actor: str, deed: str) -> None:
        """Write the act into the journal, where it changed anything."""
        self.changes = tuple(self._changes)
        if not self.changes:
            return
        self.operation = uuid.uuid4().hex
        facts = json.dumps(self._facts, ensure_ascii=False, separators=(",", ":"))
        act = journal.Act(self.operation, actor, deed, self.commune, self.label, facts)
        self.entry = journal.append(self.connection, act)

    def _one(self, table: Table, where: Values) -> Values:
        asked = select(table).where(_same(table, where))
        row = self.execute(asked).mappings().first()
        if row is None:
            raise Stale
        return dict(row)

    def _note(
        self, table: Table, key: int, before: Values | None, after: Values | None
    ) -> None:
        old, new = (_plain(each) for each in (before, after))
        self._facts.append([table.name, key, old, new])
        self._changes.append(Change(table.name, key, _json(old), _json(new)))


def _same(table: Table, where: Values) -> Any:
    return and_(*(table.c[name] == value for name, value in where.items()))


def _refuse_too_long(table: Table, values: Values) -> None:
    """Raise `Rejected` for a text that its column does not take."""
    for name, value in values.items():
        most = table.c[name].info.get(LONGEST)
        if most is not None and isinstance(value, str) and len(value) > most:
            text = N_(
                "“{start}…” has {found} characters, {most} at most.",
                start=value[:20],
                found=len(value),
                most=most,
            )
            raise Rejected([Issue(Severity.ERROR, text, field=name)])


def _plain(row: Values | None) -> dict[str, Any] | None:
    """Leave out bytes: the archive keeps them under their digest."""
    if row is None:
        return None
    return {name: cell for name, cell in row.items() if not isinstance(cell, bytes)}


def _json(row: dict[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)
