"""The bin: what was removed, read in the journal, and put back as one act.

Nothing is kept for it: the journal holds each row as it was. A group comes back
together, those that others belong to first; who holds its number now keeps it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import or_, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import UniqueConstraint

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.command import Command
from commune_desk.services.desk import spoken
from commune_desk.services.entities import (
    entity_of,
    present_name,
    record_name,
    typed,
    value_of,
)
from commune_desk.storage.journal import label_from_json
from commune_desk.storage.models import Base, JournalEntry
from commune_desk.storage.recorder import from_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.recorder import Change
    from commune_desk.storage.unit import Unit

    Key = tuple[str, int]

PUT_BACK = "Put back: {records} (journal no. {number})"
NEVER = frozenset({"users"})
"""Who may sit down is given anew, never put back."""

NAMED = 6
"""Records that a line of the bin names; the others are counted."""


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """An act that removed something which is not back yet."""

    id: int
    """Number of the entry that removed it."""

    at: dt.datetime
    """In the time of this computer."""

    actor: str
    act: Text
    records: tuple[Text, ...]
    table: str
    """The database table of the first."""

    @property
    def count(self) -> int:
        """How many records went."""
        return len(self.records)

    @property
    def named(self) -> tuple[Text, ...]:
        """The records, the first few by name."""
        left = self.count - NAMED
        more = (
            (P_("and {count} more", "and {count} more", count=left),)
            if left > 0
            else ()
        )
        return (*self.records[:NAMED], *more)


@dataclass(slots=True)
class _Past:
    """What the journal says of its own acts."""

    stands: dict[int, bool] = field(default_factory=dict)
    """Whether each act stands, or was taken back."""

    taker: dict[int, int] = field(default_factory=dict)
    """The entry that took an act back last."""

    back: set[int] = field(default_factory=set)
    """The removals that were put back."""

    putters: set[int] = field(default_factory=set)


def removed(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[RemovedRow]:
    """List what was removed and is not back, the latest first."""
    past = _past(session)
    gone = [e for e, stands in past.stands.items() if not stands]
    columns = JournalEntry.changes
    query = select(JournalEntry).where(
        JournalEntry.deed != "final",
        or_(
            columns.contains("},null]", autoescape=True),
            JournalEntry.id.in_(gone),
        ),
    )
    found = []
    for entry in session.scalars(query):
        stands = past.stands.get(entry.id, True)
        number = entry.id if stands else past.taker[entry.id]
        if number in past.back or (not stands and entry.id in past.putters):
            continue
        rows = removed_by(from_json(entry.changes), taken_back=not stands)
        if rows and (ids is None or number in ids):
            author = entry if stands else session.get_one(JournalEntry, number)
            found.append(_row(author, rows))
    return sorted(found, key=lambda row: -row.id)


def removed_by(changes: Sequence[Change], *, taken_back: bool) -> list[Change]:
    """Give the rows that an act removed, as removals; or that its undo removed.

    Rows of a table in which the act wrote others are what it corrected.
    """
    if taken_back:
        changes = [change.reversed() for change in reversed(changes)]
    kept_out = {c.table for c in changes if c.before_json is None} | NEVER
    return [c for c in changes if c.after_json is None and c.table not in kept_out]


def _row(entry: JournalEntry, rows: Sequence[Change]) -> RemovedRow:
    ordered = sorted(rows, key=lambda c: entity_of(c.table) is None)
    when = dt.datetime.fromisoformat(entry.at).astimezone()
    names = tuple(record_name(c.table, c.before or {}) for c in ordered)
    act = spoken(entry.deed, label_from_json(entry.label))
    return RemovedRow(entry.id, when, entry.actor, act, names, ordered[0].table)


def _past(session: Session) -> _Past:
    past = _Past()
    query = select(JournalEntry.id, JournalEntry.deed, JournalEntry.undoes)
    for number, deed, undoes in session.execute(query.order_by(JournalEntry.id)):
        if undoes is None:
            continue
        past.stands[undoes] = deed == "redo"
        if deed == "undo":
            past.taker[undoes] = number
    labels = select(JournalEntry.id, JournalEntry.label).where(
        JournalEntry.deed == "do",
        JournalEntry.label.startswith(f'["{PUT_BACK}"', autoescape=True),
    )
    for number, label in session.execute(labels):
        past.putters.add(number)
        if past.stands.get(number, True):
            past.back.add(int(dict(label_from_json(label).facts)["number"]))  # type: ignore[call-overload]  # our own label: its fact is a number
    return past


@dataclass(frozen=True)
class PutBack(Command[None]):
    """Put back what one entry of the journal removed, all of it or nothing."""

    label: ClassVar[Text] = N_("Put back what was removed")
    needs: ClassVar[Permission] = Permission.TAKE_BACK_OTHERS
    """It takes back what somebody did, whatever it was that he removed."""

    entry: int

    def apply(self, unit: Unit) -> None:
        """Write the rows again; raise `Rejected` where something stands in the way."""
        past = _past(unit.session)
        source = unit.session.get(JournalEntry, self.entry)
        if source is None or self.entry in past.back or source.deed == "final":
            raise Stale  # an act with legal effect is reversed by another act alone
        undo = source.deed == "undo"
        act = unit.session.get_one(JournalEntry, source.undoes) if undo else source
        changes = from_json(act.changes)
        rows = removed_by(changes, taken_back=undo)
        if not rows or (not undo and not past.stands.get(self.entry, True)):
            raise Stale
        _Return(unit, self.entry, rows).write(() if undo else changes)

    def describe(self, unit: Unit) -> Text:
        """Name what came back."""
        source = unit.session.get_one(JournalEntry, self.entry)
        undo = source.deed == "undo"
        act = unit.session.get_one(JournalEntry, source.undoes) if undo else source
        row = _row(source, removed_by(from_json(act.changes), taken_back=undo))
        return N_(
            "Put back: {records} (journal no. {number})",
            records=tuple(row.named),
            number=self.entry,
        )


class _Return:
    """One group of rows on its way back."""

    def __init__(self, unit: Unit, entry: int, rows: Sequence[Change]) -> None:
        self.unit, self.session, self.entry = unit, unit.session, entry
        order = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}
        self.rows = sorted(rows, key=lambda c: (order[c.table], c.key))
        self.numbers: dict[Key, int] = {}
        """Where each row comes back: its own number, or the next that is free."""

    def write(self, changes: Sequence[Change]) -> None:
        self.session.flush()
        self.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for change in self.rows:
            self.numbers[change.table, change.key] = self._number(change)
        try:
            for change in self.rows:
                self._insert(change)
            for change in changes:
                self._relink(change)
            self.session.flush()
        except IntegrityError as error:
            why = N_("the rules of the file forbid it")
            raise self._no(self._name(self.rows[0]), why) from error
        self.session.expire_all()
        for change in self.rows:
            self._check(change)

    def _number(self, change: Change) -> int:
        table = Base.metadata.tables[change.table]
        taken = select(table.c.id).where(table.c.id == change.key)
        if self.session.execute(taken).first() is None:
            return change.key
        used = [n for (name, _), n in self.numbers.items() if name == change.table]
        last = self.session.execute(select(table.c.id).order_by(table.c.id.desc()))
        return int(max([last.scalars().first() or 0, *used])) + 1

    def _insert(self, change: Change) -> None:
        table, values = Base.metadata.tables[change.table], self._values(change)
        self._require_owners(change, values)
        self._require_room(change, table, values)
        self.session.execute(table.insert(), [values])

    def _values(self, change: Change) -> dict[str, Any]:
        table = Base.metadata.tables[change.table]
        new = {c.name: getattr(c.default, "arg", None) for c in table.columns}
        values = {**new, **typed(change.table, change.before or {})}
        values["id"] = self.numbers[change.table, change.key]
        for column in table.columns:
            for key in column.foreign_keys:
                target = (key.column.table.name, values[column.name])
                values[column.name] = self.numbers.get(target, values[column.name])
        if "record_table" in values and "record_id" in values:
            target = (values["record_table"], values["record_id"])
            values["record_id"] = self.numbers.get(target, values["record_id"])
        return values

    def _require_owners(self, change: Change, values: dict[str, Any]) -> None:
        """Refuse a row whose owner is gone, or is another under the same number."""
        for owner, number in self._owners(change, values):
            if number is None or (owner, number) in self._here():
                continue
            came = JournalEntry.changes.contains(
                f'["{owner}",{number},null,', autoescape=True
            )
            later = select(JournalEntry.id).where(JournalEntry.id > self.entry, came)
            if (
                present_name(self.session, owner, number) is None
                or self.session.execute(later).first() is not None
            ):
                raise self._no(
                    self._name(change),
                    N_("what it belongs to was removed too: put that back first"),
                )

    def _here(self) -> set[Key]:
        return {(table, number) for (table, _), number in self.numbers.items()}

    def _owners(
        self, change: Change, values: dict[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        for column in Base.metadata.tables[change.table].columns:
            for key in column.foreign_keys:
                yield key.column.table.name, values[column.name]
        if values.get("record_table") in Base.metadata.tables:
            yield values["record_table"], values["record_id"]

    def _require_room(
        self, change: Change, table: Table, values: dict[str, Any]
    ) -> None:
        for columns in _unique(table):
            if any(values[name] is None for name in columns):
                continue
            same = (table.c[name] == values[name] for name in columns)
            other = self.session.execute(select(table.c.id).where(*same)).scalar()
            if other is not None:
                name = present_name(self.session, table.name, other)
                raise self._no(
                    self._name(change), N_("{record} stands in its place", record=name)
                )

    def _relink(self, change: Change) -> None:
        """Give back to others what pointed at the group, where nothing does since."""
        if change.before is None or change.after is None:
            return
        table = Base.metadata.tables[change.table]
        for column in table.columns:
            old, new = change.before.get(column.name), change.after.get(column.name)
            for key in column.foreign_keys:
                number = self.numbers.get((key.column.table.name, old or 0))
                if new is None and number is not None:
                    own = (table.c.id == change.key, column.is_(None))
                    put = {column.name: value_of(change.table, column.name, number)}
                    self.session.execute(update(table).where(*own).values(put))

    def _check(self, change: Change) -> None:
        entity = entity_of(change.table)
        if entity is not None:
            number = self.numbers[change.table, change.key]
            entity.check(self.unit, entity.get(self.unit, number))

    def _name(self, change: Change) -> Text:
        return record_name(change.table, change.before or {})

    @staticmethod
    def _no(record: Text, why: Text) -> Rejected:
        sentence = N_("{record} cannot be put back: {why}.", record=record, why=why)
        return Rejected([Issue(Severity.ERROR, sentence)])


def _unique(table: Table) -> Iterator[tuple[str, ...]]:
    """Give the columns of which no two rows have the same values."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)
    for index in table.indexes:
        if index.unique and not index.dialect_options["sqlite"].get("where"):
            yield tuple(column.name for column in index.columns)
