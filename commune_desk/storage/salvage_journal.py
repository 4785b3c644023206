"""What the journal of a damaged dossier proves of its rows.

Each entry repeats the rows it changed and carries a seal: an entry whose seal holds was
not altered. The last state of a row is certain where no entry after it is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commune_desk.storage.journal import entry_holds
from commune_desk.storage.recorder import Change, from_json

if TYPE_CHECKING:
    from commune_desk.storage.salvage_rows import Found

Row = dict[str, Any]


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
    """All entries after this one were read: a copy that holds it gives, with them,
    each row as it was at the end."""

    whole_end: bool = True
    """Whether the last entry is known to be the last."""


def proven(journal: Found) -> Proven:
    """Go through the entries that were read, in order."""
    found = Proven(entries=len(journal.rows))
    numbers = sorted(journal.rows)
    deeds: dict[int, tuple[Change, ...]] = {}
    expected, seal = 1, None
    for number in numbers:
        entry = dict(zip(journal.columns, journal.rows[number], strict=True))
        if number != expected:
            found.broken.extend(range(expected, number))
        held = entry_holds(entry) and seal in {None, entry["previous"]}
        if not held:
            found.broken.append(number)
        if number != expected or not held or _migrates(entry):
            found.rows.clear()  # a missing entry may have changed any row
            found.since = number if not held or _migrates(entry) else number - 1
        expected, seal = number + 1, entry["seal"] if held else None
        changes = _changes(entry, deeds)
        if changes is None:
            found.rows.clear()
            found.since = number
            continue
        deeds[number] = changes
        for change in changes:
            found.rows[change.table, change.key] = change.after
            past = found.last.get(change.table, 0)
            found.last[change.table] = max(past, change.key)
    if any(end >= expected for _, end in journal.holes):
        found.whole_end = False
        found.rows.clear()
    return found


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
