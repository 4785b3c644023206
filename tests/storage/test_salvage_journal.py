"""What a journal with gaps still proves, told a second time which rows it touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bare_journal import bare_journal

from commune_desk.domain.text import N_
from commune_desk.storage import journal
from commune_desk.storage.journal import Act, touched
from commune_desk.storage.salvage_journal import proven
from commune_desk.storage.salvage_rows import Found, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

ENTRIES = 9


def entries(*, twice: bool = True, odd: str | None = None) -> tuple[Found, Found]:
    """Nine entries: the n-th changes village n % 3 and action n."""
    raw = bare_journal()
    for n in range(1, ENTRIES + 1):
        rows = (("villages", n % 3), ("actions", n))
        changes = ",".join(f'["{t}",{key},null,{{"id":{key}}}]' for t, key in rows)
        act = Act(f"o{n}", "Secrétaire", "do", None, N_("Entry {n}", n=n))
        journal.append(raw, act, f"[{changes}]", odd or touched(rows))
    found = read_table(raw, "journal", None), read_table(raw, "journal_touches", None)
    raw.close()
    return found if twice else (found[0], Found())


def without(found: Found, numbers: Iterable[int]) -> Found:
    gone = set(numbers)
    rows = {key: row for key, row in found.rows.items() if key not in gone}
    return Found(found.columns, rows, [(n, n) for n in sorted(gone)])


def test_a_whole_journal_proves_each_row() -> None:
    told = proven(*entries())
    assert told.whole_end
    assert (told.since, told.doubtful, told.broken) == (0, {}, [])
    assert len(told.rows) == 3 + ENTRIES


@pytest.mark.parametrize("gone", [4, ENTRIES])
def test_an_entry_that_is_missing_makes_doubtful_what_it_touched(gone: int) -> None:
    entry, twice = entries()
    told = proven(without(entry, [gone]), twice)
    assert told.whole_end
    assert told.since == 0
    assert told.broken == [gone]
    assert told.doubtful == {("villages", gone % 3): gone, ("actions", gone): gone}
    assert ("actions", gone) not in told.rows
    later = gone < ENTRIES  # an entry after it says again how the village is
    assert (("villages", gone % 3) in told.rows) == later
    assert told.last["actions"] == ENTRIES


def test_nothing_is_certain_where_it_is_not_told_twice() -> None:
    entry, twice = entries(twice=False)
    told = proven(without(entry, [4]), twice)
    assert told.since == 4
    assert ("actions", 3) not in told.rows
    assert not proven(without(entry, [ENTRIES]), twice).whole_end


def test_an_end_that_is_missing_in_both_is_no_end() -> None:
    entry, twice = entries()
    last = [ENTRIES - 1, ENTRIES]
    told = proven(without(entry, last), without(twice, last))
    assert not told.whole_end
    assert not told.rows


@pytest.mark.parametrize("odd", ["*", "villages:x", "villages:1 * 2", "é:1", "a:9,"])
def test_what_cannot_be_read_may_have_touched_anything(odd: str) -> None:
    entry, twice = entries(odd=odd)
    assert proven(without(entry, [4]), twice).since == 4


def test_many_rows_are_told_by_their_table() -> None:
    many = [("villages", n) for n in range(journal.MOST_NAMED + 1)]
    assert touched([*many, ("actions", 7), ("actions", 2)]) == "actions:2,7 villages"
    entry, twice = entries(odd="villages actions:4")
    told = proven(without(entry, [ENTRIES]), twice)
    assert told.doubt == {"villages": ENTRIES}
    assert not [key for key in told.rows if key[0] == "villages"]
    assert ("actions", 5) in told.rows
