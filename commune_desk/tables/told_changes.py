"""Each change of the journal as a sentence: the record, the field, before and after.

Fields have the names of the forms and of the columns, values are written as people
write them: an elected member of the council reads it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Share
from commune_desk.domain.text import N_, Text
from commune_desk.l10n.words import THIN
from commune_desk.services.copies.locking import LOCK
from commune_desk.services.entities import (
    entity_of,
    present_name,
    record_name,
    value_of,
)
from commune_desk.services.record_words import FIELDS
from commune_desk.storage.models import Base
from commune_desk.tables import TABLES
from commune_desk.tables.table import Kind
from commune_desk.tables.told_settings import (
    LONGEST,
    kept_as_json,
    setting_name,
    setting_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.recorder import Change
    from commune_desk.tables.table import Column

SHARES = {Kind.SHARE, Kind.PROGRESS}
SETTINGS = "settings"
UNSAID = frozenset({"id", "position", "record_id", "record_table"})
"""Columns that only order rows, or point at what the record is named by."""


HIDDEN = "•••"
CLOSED = {SETTINGS: frozenset({LOCK})}
"""Rows whose values open something, even where a phrase has closed them: never told."""


def field_name(scope: Scope, table: str, column: str) -> Text | str:
    """Name a column as the form of its record does."""
    entity = entity_of(table)
    if entity is not None and column in entity.fields:
        return entity.fields[column]
    shown = _columns(scope, table)
    found = shown.get(column) or shown.get(column.removesuffix("_id"))
    if found is not None:
        return found.title
    return FIELDS.get(column, N_("A field"))


def told(session: Session, scope: Scope, changes: Sequence[Change]) -> Iterator[Text]:
    """Tell the changes of one entry, each field of each record."""
    names: dict[tuple[str, Any], Text | None] = {}
    for change in changes:
        yield from _Teller(session, scope, change, names).sentences()


class _Teller:
    """Tells one change."""

    def __init__(
        self,
        session: Session,
        scope: Scope,
        change: Change,
        names: dict[tuple[str, Any], Text | None],
    ) -> None:
        self.session, self.scope, self.change = session, scope, change
        self.names = names
        row = change.after or change.before or {}
        self.setting = str(row.get("name")) if change.table == SETTINGS else ""
        self.closed = row.get("name") in CLOSED.get(change.table, ())
        self.record = self._record(row)
        named = setting_name(self.setting) is not None
        self.unsaid = UNSAID | {"name"} if named else UNSAID

    def _record(self, row: dict[str, Any]) -> Text:
        """Name the record; a row without a name is called by those it belongs to."""
        table = self.change.table
        name = setting_name(self.setting) or record_name(table, row)
        if entity_of(table) is not None:
            return name
        owners = [
            self._value(column.name, row[column.name])
            for column in Base.metadata.tables[table].columns
            if column.foreign_keys and row.get(column.name) is not None
        ]
        if not owners:
            return name
        return N_("{record} ({owners})", record=name, owners=tuple(owners[:2]))

    def sentences(self) -> Iterator[Text]:
        before, after = self.change.before, self.change.after
        if before is None:
            yield N_("Added: {record}. {fields}", record=self.record,
                     fields=self._fields(after or {}))  # fmt: skip
        elif after is None:
            yield N_("Removed: {record}. It said: {fields}", record=self.record,
                     fields=self._fields(before))  # fmt: skip
        else:
            for column in after:
                if before.get(column) != after[column] and column not in self.unsaid:
                    yield N_(
                        "Changed: {record}, {field}: {before} before, {after} after.",
                        record=self.record,
                        field=field_name(self.scope, self.change.table, column),
                        before=self._value(column, before.get(column)),
                        after=self._value(column, after[column]),
                    )

    def _fields(self, row: dict[str, Any]) -> tuple[Text, ...]:
        return tuple(
            N_(
                "{field}: {value}",
                field=field_name(self.scope, self.change.table, column),
                value=self._value(column, value),
            )
            for column, value in row.items()
            if value not in (None, "") and column not in self.unsaid
        )

    def _value(self, column: str, value: Any) -> Any:
        """Write a value as people do."""
        if value in (None, ""):
            return N_("nothing")
        table = self.change.table
        if column == "value" and self.setting:
            if self.closed:
                return HIDDEN
            return setting_value(self.setting, str(value))
        described = _columns(self.scope, table).get(column)
        if described is not None and described.private:
            return HIDDEN  # a telephone number stays in the dossier
        known = Base.metadata.tables[table].columns.get(column)
        if known is None:
            return str(value)[:LONGEST]
        for key in known.foreign_keys:
            target = key.column.table.name
            if (target, value) not in self.names:
                found = present_name(self.session, target, value)
                self.names[target, value] = found
            name = self.names[target, value]
            return name or N_("a record that is gone (no. {number})", number=str(value))
        return self._plain(column, value)

    def _plain(self, column: str, value: Any) -> Any:
        """Write what is no other record."""
        table = self.change.table
        if column.endswith("_cents") and isinstance(value, int):
            written = f"{Decimal(value).scaleb(-2):,.2f}"
            return written.replace(",", THIN).replace(".", ",")
        if isinstance(value, int) and _is_share(self.scope, table, column):
            return Share(value)
        read = value_of(table, column, value)
        match read:
            case bool():
                return read
            case int() | float():
                return str(read).replace(".", ",")
            case str():
                return kept_as_json(read) or f"« {_short(read)} »"
        return read


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _is_share(scope: Scope, table: str, column: str) -> bool:
    found = _columns(scope, table).get(column)
    return found is not None and found.kind in SHARES


def _columns(scope: Scope, table: str) -> dict[str, Column[Any]]:
    """Give the columns that the tables of a record show."""
    found: dict[str, Column[Any]] = {}
    for name in _showing().get(table, ()):
        for column in TABLES.named(name).columns(scope):
            found.setdefault(column.key, column)
    return found


@cache
def _showing() -> dict[str, tuple[str, ...]]:
    """Map database tables to the tables that show their rows."""
    found: dict[str, tuple[str, ...]] = {}
    for listed in TABLES.listed:
        if listed.marks in Base.metadata.tables:
            found[listed.marks] = (*found.get(listed.marks, ()), listed.name)
    return found
