"""The journal: every act in order, each sealed to the one before.

A seal is the SHA-256 of the entry and of the seal before it. Who can write the
file can rebuild the whole chain: it becomes evidence by its head, printed on each
paper and sent with each package.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import Text
from commune_desk.late import late

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

NOTHING = "0" * 64
"""The seal before the first entry."""

_NAMES = "commune_desk.domain.names"  # start-up time: it brings all the domain in
_COLUMNS = "id, operation, at, actor, deed, undoes, label, changes, previous, seal"


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: its number and its seal."""

    number: int = 0
    seal: str = NOTHING


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be written of one act."""

    operation: str
    actor: str
    deed: str
    undoes: int | None
    label: Text


def head(connection: sqlite3.Connection) -> Head:
    """Read the last entry."""
    last = "SELECT id, seal FROM journal ORDER BY id DESC LIMIT 1"
    row = connection.execute(last).fetchone()
    return Head(*row) if row else Head()


ANY = "*"
"""Any row: a change of layout, or what was salvaged."""

MOST_NAMED = 200
"""Rows of a table that an entry names one by one; of more it names the table."""


def touched(rows: Iterable[tuple[str, int]]) -> str:
    """Write which rows an act touched, given as table and id."""
    found: dict[str, set[int]] = {}
    for table, key in rows:
        found.setdefault(table, set()).add(key)
    return " ".join(
        f"{table}:{','.join(map(str, sorted(keys)))}"
        if len(keys) <= MOST_NAMED
        else table
        for table, keys in sorted(found.items())
    )


def append(
    connection: sqlite3.Connection,
    act: Act,
    changes: str,
    touches: str = ANY,
    above: int = 0,
) -> int:
    """Add an entry within the transaction of its changes; return its number.

    `touches` comes from `touched`. Numbers up to `above` are known to be taken by
    entries that are lost.
    """
    last = head(connection)
    number = max(last.number, above) + 1
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    facts = (act.operation, at, act.actor, act.deed, act.undoes)
    entry = (number, *facts, label_to_json(act.label), changes, last.seal)
    marks = ", ".join("?" * 10)
    connection.execute(
        f"INSERT INTO journal ({_COLUMNS}) VALUES ({marks})",
        (*entry, _seal(entry)),
    )
    connection.execute(
        "INSERT INTO journal_touches (id, touches) VALUES (?, ?)", (number, touches)
    )
    return number


def has(connection: sqlite3.Connection, operation: str) -> bool:
    """Tell whether an act was kept."""
    sql = "SELECT 1 FROM journal WHERE operation = ?"
    return connection.execute(sql, (operation,)).fetchone() is not None


def first_broken(connection: sqlite3.Connection, after: Head = Head()) -> int | None:
    """Walk the chain; return the number of the first entry that does not fit.

    `after` is an entry that was verified before: only those that follow it are walked,
    once it is seen to be there still.
    """
    if after.number and seal_of(connection, after.number) != after.seal:
        return after.number
    last = after
    for *entry, seal in connection.execute(
        f"SELECT {_COLUMNS} FROM journal WHERE id > ? ORDER BY id", (after.number,)
    ):
        number, previous = int(entry[0]), entry[-1]
        fits = number == last.number + 1 and previous == last.seal
        if not fits or _seal(tuple(entry)) != seal:
            return number
        last = Head(number, str(seal))
    return None


def entry_holds(entry: Mapping[str, Any]) -> bool:
    """Tell whether the seal of one entry fits what the entry says."""
    names = _COLUMNS.split(", ")[:-1]
    return _seal(tuple(entry[name] for name in names)) == str(entry["seal"])


def seal_of(connection: sqlite3.Connection, number: int) -> str | None:
    """Read the seal of one entry; None where the journal has no such entry."""
    sql = "SELECT seal FROM journal WHERE id = ?"
    row = connection.execute(sql, (number,)).fetchone()
    return None if row is None else str(row[0])


def first_illegible(connection: sqlite3.Connection) -> int | None:
    """Return the first entry whose words or rows cannot be read, though it is sealed.

    Who can write the file can seal what he wants.
    """
    sql = (
        "SELECT id, label, at, json_valid(changes) AND json_type(changes) = 'array'"
        " FROM journal ORDER BY id"
    )
    for number, label, at, sound in connection.execute(sql):
        try:
            text = label_from_json(label)
            dt.datetime.fromisoformat(at)
            text.sentence.format_map(dict(text.facts))
        except (ValueError, TypeError, KeyError, LookupError, AttributeError,
                RecursionError):  # fmt: skip
            return int(number)
        if not sound:
            return int(number)
    return None


def label_to_json(label: Text) -> str:
    """Write a text without a language, so that each reader hears it in his own."""

    def plain(fact: object) -> Any:
        match fact:
            case Money(francs):
                return {"francs": francs}
            case Text():
                return {"text": tree(fact)}
            case Enum():
                return {"text": tree(late(_NAMES).NAMES[fact])}
            case dt.date():
                return {"date": fact.isoformat()}
            case int() | str() | None:
                return fact
        return str(fact)

    def tree(text: Text) -> list[Any]:
        facts = {name: plain(fact) for name, fact in text.facts}
        return [text.sentence, text.plural, facts]

    return json.dumps(tree(label), ensure_ascii=False, separators=(",", ":"))


def label_from_json(text: str) -> Text:
    """Read a text back."""

    def fact(value: Any) -> object:
        match value:
            case {"francs": int(francs)}:
                return Money(francs)
            case {"text": list(inner)}:
                return whole(inner)
            case {"date": str(day)}:
                return dt.date.fromisoformat(day)
        return value

    def whole(tree: list[Any]) -> Text:
        sentence, plural, facts = tree
        pairs = tuple((name, fact(value)) for name, value in facts.items())
        return Text(sentence, pairs, plural)

    return whole(json.loads(text))


def _seal(entry: tuple[Any, ...]) -> str:
    canonical = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
