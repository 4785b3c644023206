"""What the journal of a damaged dossier proves of its rows.

Each entry repeats the rows it changed and carries a seal: an entry whose seal holds was
not altered. The last state of a row is certain where no entry after it is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commune_desk.storage.journal import entry_holds
from commune_desk.storage.recorder import Change, from_json

if TYPE_CHECKING:
    from commune_desk.storage.salvage_rows import Found

Row = dict[str, Any]

_PART = r"[a-z_]+(:\d{1,18}(,\d{1,18})*)?"
_READS = re.compile(rf"({_PART}( {_PART})*)?")
"""How rows that an entry touched are written; all else may have touched any row."""


@dataclass
class Proven:
    """What the journal proves, and how whole it is."""

    rows: dict[tuple[str, int], Row | None] = field(default_factory=dict)
    """Table and id → the row as it was last written; None where it was removed."""

    last: dict[str, int] = field(default_factory=dict)
    """Table → the highest id that any entry tells of."""

    broken: list[int] = field(default_factory=list)
    """Numbers of the entries that are missing or whose seal does not hold."""

    entries: int = 0
    since: int = 0
    """Nothing after this entry is missing but what `doubt` tells: a copy that holds it
    gives, with the entries after it, each row as it was at the end."""

    doubt: dict[str, int] = field(default_factory=dict)
    """Table → the last missing entry that touched rows of it, not told which."""

    doubtful: dict[tuple[str, int], int] = field(default_factory=dict)
    """Table and id → the last missing entry that touched the row."""

    whole_end: bool = True
    """Whether the last entry is known to be the last."""


def proven(journal: Found, twice: Found) -> Proven:
    """Go through the entries that were read, in order.

    `twice` tells a second time which rows each entry touched: an entry that is missing
    makes doubtful what it may have changed, and nothing else.
    """
    found = Proven(entries=len(journal.rows))
    touched = _touched(twice)
    deeds: dict[int, tuple[Change, ...]] = {}
    expected, seal = 1, None
    for number in sorted(journal.rows):
        entry = dict(zip(journal.columns, journal.rows[number], strict=True))
        for missing in range(expected, number):
            _miss(found, missing, touched.get(missing))
            seal = None  # the entry after a gap is sealed to one that is not there
        held = entry_holds(entry) and seal in {None, entry["previous"]}
        if not held or _migrates(entry):
            if not held:
                found.broken.append(number)
            _doubt_all(found, number)
        expected, seal = number + 1, entry["seal"] if held else None
        changes = _changes(entry, deeds)
        if changes is None:
            _doubt(found, number, touched.get(number))
            continue
        deeds[number] = changes
        for change in changes:
            found.rows[change.table, change.key] = change.after
            past = found.last.get(change.table, 0)
            found.last[change.table] = max(past, change.key)
    if any(end >= expected for _, end in journal.holes):
        _end(found, twice, touched, expected)
    return found


def _end(found: Proven, twice: Found, touched: dict[int, str], expected: int) -> None:
    """Judge a journal whose last entries cannot be read."""
    last = max(touched, default=0)
    if last < expected - 1 or any(end > last for _, end in twice.holes):
        found.whole_end = False
        found.rows.clear()
        return
    for missing in range(expected, last + 1):
        _miss(found, missing, touched.get(missing))


def _touched(twice: Found) -> dict[int, str]:
    if "touches" not in twice.columns:
        return {}
    at = twice.columns.index("touches")
    return {number: row[at] for number, row in twice.rows.items()}


def _miss(found: Proven, number: int, touches: str | None) -> None:
    found.broken.append(number)
    _doubt(found, number, touches)


def _doubt(found: Proven, number: int, touches: str | None) -> None:
    """Take nothing for certain that an entry may have changed."""
    if touches is None or not _READS.fullmatch(touches):
        _doubt_all(found, number)
        return
    for part in touches.split():
        table, _, keys = part.partition(":")
        if not keys:
            found.doubt[table] = number
            for known in [known for known in found.rows if known[0] == table]:
                del found.rows[known]
            continue
        for key in map(int, keys.split(",")):
            found.doubtful[table, key] = number
            found.rows.pop((table, key), None)
            found.last[table] = max(found.last.get(table, 0), key)


def _doubt_all(found: Proven, number: int) -> None:
    found.rows.clear()
    found.since = number


def _changes(
    entry: Row, deeds: dict[int, tuple[Change, ...]]
) -> tuple[Change, ...] | None:
    """Give the changes of an entry; None where what it takes back is missing."""
    if entry["undoes"] is None:
        return from_json(entry["changes"])
    told = deeds.get(entry["undoes"])
    if told is None:
        return None
    if entry["deed"] == "undo":
        return tuple(change.reversed() for change in reversed(told))
    return told


def _migrates(entry: Row) -> bool:
    """Tell whether a change of layout stands here: rows before it read otherwise."""
    return bool(entry["deed"] == "final" and entry["changes"] == "[]")
