"""Make a new dossier of what can still be read of a damaged one.

The damaged file is never written to. Nothing is guessed: a row is taken where it can
be read and holds together, or where the journal proves it; all else is counted as lost.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Damaged
from commune_desk.domain.text import N_
from commune_desk.storage import journal
from commune_desk.storage.copies import count_rows, reading, sync
from commune_desk.storage.graft import grafted
from commune_desk.storage.header import SIZE, parse
from commune_desk.storage.layout import NEWEST, make_new
from commune_desk.storage.pragmas import APPLICATION_ID
from commune_desk.storage.recorder import UNRECORDED
from commune_desk.storage.relink import relinked
from commune_desk.storage.salvage_journal import proven
from commune_desk.storage.salvage_rows import Found, read_table, sound
from commune_desk.storage.whole_file import disk_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.storage.relink import Shape
    from commune_desk.storage.salvage_journal import Proven

TWICE = "journal_touches"
BLANK = "new"
"""Stands for a copy where the description of the tables is that of a new dossier."""

LABEL = N_("Salvaged from a damaged dossier")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one table."""

    table: str
    read: int
    """Rows read in the damaged file."""

    proven: int
    """Rows that only the journal still told."""

    aside: int
    """Rows left out: what they refer to is lost, or they do not hold together."""

    missing: int
    """Rows known to have been there and found nowhere."""

    @property
    def kept(self) -> int:
        """Rows in the new dossier."""
        return self.read + self.proven - self.aside


@dataclass
class Report:
    """What was saved, table by table, and the state of the journal."""

    tables: list[Saved] = field(default_factory=list)
    entries: int = 0
    broken: list[int] = field(default_factory=list)
    """Numbers of journal entries that are missing or altered."""

    whole_end: bool = True
    donor: str = ""
    """The copy that gave back the description of the tables, or `BLANK`; empty if none
    had to."""

    @property
    def kept(self) -> int:
        """Rows in the new dossier."""
        return sum(table.kept for table in self.tables)

    @property
    def lost(self) -> int:
        """Rows known to be lost."""
        return sum(table.missing + table.aside for table in self.tables)


@dataclass(frozen=True, slots=True)
class _Made:
    """One line of the description of the tables."""

    kind: str
    name: str
    sql: str


def salvage(damaged: Path, target: Path, donors: Sequence[Path] = ()) -> Report:
    """Write a new dossier at `target`; `donors` are sound copies, the newest first.

    Raises `Damaged` where not even the names of the tables can be found.
    """
    part = target.with_name(f"{target.name}.part")
    with disk_told(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scratch = Path(folder) / damaged.name
        shutil.copyfile(damaged, scratch)
        waiting = damaged.with_name(f"{damaged.name}-journal")
        if waiting.is_file():
            shutil.copyfile(waiting, scratch.with_name(waiting.name))
        own_head = parse(scratch.read_bytes()[:SIZE]) is not None
        raw, donor = _opened(scratch, donors)
        if own_head:  # another’s does not know the free pages, which hold old rows
            raw = _linked_again(raw)
        try:
            part.unlink(missing_ok=True)
            with closing(raw):
                report = _written(raw, part, _base(donors))
            sync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    report.donor = donor
    return report


def _opened(scratch: Path, donors: Sequence[Path]) -> tuple[sqlite3.Connection, str]:
    """Open the file, with the description of a copy where its own is spoilt."""
    raw = _readable(scratch)
    if raw is not None:
        return raw, ""
    for donor in (*donors, *_blank(scratch)):
        content = grafted(scratch, donor)
        if content is None:
            continue
        scratch.with_name(f"{scratch.name}-journal").unlink(missing_ok=True)
        graft = scratch.with_name(f"graft-{donor.name}")
        graft.write_bytes(content)
        raw = _readable(graft)
        if raw is not None:
            return raw, donor.name
    raise Damaged(
        N_(
            "The list of the tables of “{file}” is destroyed and no copy gives it back."
            " Open the last good copy.",
            file=scratch.name,
        )
    )


def _blank(scratch: Path) -> Iterator[Path]:
    """Lay out an empty dossier of the same layout, as this program makes new ones.

    Where the file was made so, its description is the same, page for page; a dossier
    that was brought up from an older layout is not taken for one.
    """
    head = parse(scratch.read_bytes()[:SIZE])
    blank = scratch.with_name(BLANK)
    if head is None or head.layout == NEWEST:
        with closing(sqlite3.connect(blank, isolation_level=None)) as raw:
            make_new(raw)
        yield blank


def _readable(path: Path) -> sqlite3.Connection | None:
    if parse(path.read_bytes()[:SIZE]) is None:
        return None
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        raw.execute("PRAGMA cell_size_check = ON")
        raw.execute("PRAGMA trusted_schema = OFF")
        if _layout(raw):
            return raw
    except sqlite3.DatabaseError:
        pass
    raw.close()
    return None


def _linked_again(raw: sqlite3.Connection) -> sqlite3.Connection:
    """Lead again to what only a destroyed page led to, in a further copy of ours.

    Where that does not read, what could be read before is salvaged.
    """
    (_, _, name) = raw.execute("PRAGMA database_list").fetchone()
    path = Path(name)
    try:
        roots = dict(
            raw.execute(
                "SELECT name, rootpage FROM sqlite_master NOT INDEXED"
                " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            ).fetchall()
        )
        shapes = {table: _shape(raw, table) for table in roots}
        content = relinked(path.read_bytes(), roots, shapes)
    except sqlite3.DatabaseError:
        return raw
    if content is None:
        return raw
    linked = path.with_name(f"linked-{path.name}")
    linked.write_bytes(content)
    again = _readable(linked)
    if again is None:
        return raw
    raw.close()
    return again


def _shape(raw: sqlite3.Connection, table: str) -> Shape:
    columns = raw.execute(
        'SELECT type, pk OR NOT "notnull" FROM pragma_table_info(?)', (table,)
    )
    return tuple((kind, bool(empty)) for kind, empty in columns)


def _layout(raw: sqlite3.Connection) -> list[_Made]:
    rows = raw.execute(
        "SELECT type, name, sql FROM sqlite_master NOT INDEXED WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite%' ORDER BY rowid"
    ).fetchall()
    made = [_Made(*row) for row in rows]
    return made if any(each.name == "journal" for each in made) else []


@dataclass
class _Base:
    """The last good copy: what may be missing, and what it can give back."""

    head: journal.Head = field(default_factory=journal.Head)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, dict[int, tuple[Any, ...]]] = field(default_factory=dict)

    def last(self, name: str) -> int:
        """Give the highest id of a table."""
        return max(self.rows.get(name, ()), default=0)


def _base(donors: Sequence[Path]) -> _Base:
    base = _Base()
    for donor in donors[:1]:
        with suppress(sqlite3.DatabaseError), reading(donor) as raw:
            base.head = journal.head(raw)
            for each in _layout(raw):
                if each.kind == "table":
                    found = read_table(raw, each.name, None)
                    base.columns[each.name] = found.columns
                    base.rows[each.name] = found.rows
    return base


def _written(raw: sqlite3.Connection, part: Path, base: _Base) -> Report:
    layout = _layout(raw)
    tables = [each.name for each in layout if each.kind == "table"]
    number = raw.execute("PRAGMA user_version").fetchone()[0]
    entries, twice = (
        read_table(raw, name, base.last(name) or None) for name in ("journal", TWICE)
    )
    told = proven(_with_copy(entries, "journal", base), _with_copy(twice, TWICE, base))
    report = Report(entries=told.entries, broken=told.broken, whole_end=told.whole_end)
    with closing(sqlite3.connect(part, isolation_level=None)) as new:
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN IMMEDIATE")
        _make(new, layout, tables=True)
        made = {}
        for name in tables:
            last = max(told.last.get(name, 0), base.last(name)) or None
            found = (
                entries
                if name == "journal"
                else read_table(raw, name, last, surely=_surely(name, told))
            )
            made[name] = _moved(new, name, found, _certain(name, found, told, base))
        aside = _without_parents(new)
        _make(new, layout, tables=False)
        new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        new.execute(f"PRAGMA user_version = {int(number)}")
        act = journal.Act(uuid.uuid4().hex, "Commune Desk", "final", None, LABEL)
        (told_of,) = new.execute(f"SELECT max(id) FROM {TWICE}").fetchone()
        above = max(base.last("journal"), told_of or 0)
        journal.append(new, act, "[]", above=above)
        new.execute("COMMIT")
        for name, (read, proved, refused) in made.items():
            here = {row[0] for row in new.execute(f'SELECT rowid FROM "{name}"')}
            gone = {key for (table, key), row in told.rows.items()
                    if table == name and row is None}  # fmt: skip
            out = refused + aside.get(name, 0)
            missing = len(base.rows.get(name, {}).keys() - here - gone)
            report.tables.append(Saved(name, read, proved, out, max(0, missing - out)))
        if count_rows(new) != report.kept + 2:  # and the entry that tells of it
            raise Damaged(N_("The salvaged dossier does not hold what was read."))
    return report


def _with_copy(found: Found, name: str, base: _Base) -> Found:
    """Add what a copy has of a table that is only ever added to: it is as it was."""
    if base.columns.get(name) != found.columns:
        return found
    return replace(found, rows={**base.rows[name], **found.rows})


def _surely(name: str, told: Proven) -> bool:
    """Tell whether the journal knows the last row of a table."""
    return told.whole_end and not told.since and name not in told.doubt


def _make(new: sqlite3.Connection, layout: list[_Made], *, tables: bool) -> None:
    """Lay out the tables first; indexes and triggers once their rows are there."""
    for each in layout:
        if (each.kind == "table") == tables:
            new.execute(each.sql)


def _certain(
    name: str, found: Found, told: Proven, base: _Base
) -> dict[int, tuple[Any, ...] | None]:
    """Give the rows of a table that are known without reading them.

    The journal proves what it changed; where all entries since the last good copy
    were read, a row that none of them names is as that copy has it.
    """
    certain: dict[int, tuple[Any, ...] | None] = {}
    if (
        told.whole_end
        and base.head.number >= max(told.since, told.doubt.get(name, 0))
        and base.columns.get(name) == found.columns
        and name not in UNRECORDED
    ):
        certain.update(base.rows.get(name, {}))
        for (table, key), number in told.doubtful.items():
            if table == name and number > base.head.number:
                certain.pop(key, None)
    elif name in UNRECORDED and base.columns.get(name) == found.columns:
        certain.update(base.rows.get(name, {}))  # only ever added to
    for (table, key), row in told.rows.items():
        if table != name:
            continue
        if row is None:
            certain[key] = None
        elif set(row) == set(found.columns) and sound(row):
            certain[key] = tuple(row[column] for column in found.columns)
        else:
            certain.pop(key, None)
    return certain


def _moved(
    new: sqlite3.Connection,
    name: str,
    found: Found,
    certain: dict[int, tuple[Any, ...] | None],
) -> tuple[int, int, int]:
    """Write the rows of a table; return how many were read, proven and refused."""
    rows = dict(found.rows)
    proved = 0
    for key, row in certain.items():
        if row is None:
            rows.pop(key, None)
        elif rows.get(key) != row:
            proved += 1
            rows[key] = row
    marks = ", ".join("?" for _ in found.columns)
    names = ", ".join(f'"{column}"' for column in found.columns)
    sql = f'INSERT INTO "{name}" ({names}) VALUES ({marks})'
    refused = 0
    for row_id in sorted(rows):
        try:
            new.execute(sql, rows[row_id])
        except sqlite3.IntegrityError:  # what the table itself forbids was not written
            refused += 1
    return len(rows) - proved, proved, refused


def _without_parents(new: sqlite3.Connection) -> dict[str, int]:
    """Leave out the rows that refer to rows which are lost, and those that hang on."""
    aside: dict[str, int] = {}
    while lost := {row[:2] for row in new.execute("PRAGMA foreign_key_check")}:
        for name, row_id in lost:
            new.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (row_id,))
            aside[name] = aside.get(name, 0) + 1
    return aside
