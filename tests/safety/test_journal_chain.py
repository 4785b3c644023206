"""P4: whoever alters the journal is found out; who alters nothing is never accused."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sample
from bare_journal import bare_journal
from counts import count

from commune_desk.app import chain
from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_
from commune_desk.services.seals import compared, verify
from commune_desk.services.territory import AddVillage
from commune_desk.storage import journal
from commune_desk.storage.journal import Act, Head

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scored import Scored

    Alter = Callable[[random.Random, sqlite3.Connection, int], None]

SEED = 20_261_127
ENTRIES = count(600, 10_000)
CASES = count(40, 400)
COLUMNS = ("at", "actor", "deed", "label", "changes", "previous", "seal", "operation")
TABLE = "journal"


@pytest.fixture(scope="module")
def long() -> sqlite3.Connection:
    """A journal of many entries, and nothing that guards it."""
    raw = bare_journal()
    raw.execute("BEGIN")
    for number in range(ENTRIES):
        act = Act(f"o{number}", "Secrétaire", "do", None, N_("Entry {n}", n=number))
        journal.append(raw, act, f'[["villages",{number},null,{{"id":{number}}}]]')
    raw.execute("COMMIT")
    return raw


def delete(_: random.Random, raw: sqlite3.Connection, at: int) -> None:
    raw.execute("DELETE FROM journal WHERE id = ?", (at,))


def delete_and_close_up(_: random.Random, raw: sqlite3.Connection, at: int) -> None:
    raw.execute("DELETE FROM journal WHERE id = ?", (at,))
    raw.execute("UPDATE journal SET id = -(id - 1) WHERE id > ?", (at,))
    raw.execute("UPDATE journal SET id = -id WHERE id < 0")


def alter(chance: random.Random, raw: sqlite3.Connection, at: int) -> None:
    column = chance.choice(COLUMNS)
    raw.execute(f"UPDATE journal SET {column} = {column} || 'x' WHERE id = ?", (at,))


def insert(_: random.Random, raw: sqlite3.Connection, at: int) -> None:
    raw.execute("UPDATE journal SET id = -(id + 1) WHERE id >= ?", (at,))
    raw.execute("UPDATE journal SET id = -id WHERE id < 0")
    raw.execute(
        "INSERT INTO journal SELECT ?, 'new', at, actor, deed, undoes, label, changes,"
        " previous, seal FROM journal WHERE id = ?",
        (at, at + 1),
    )


def reorder(_: random.Random, raw: sqlite3.Connection, at: int) -> None:
    other = at + 1 if at < ENTRIES else at - 1
    for old, new in ((at, -1), (other, at), (-1, other)):
        raw.execute("UPDATE journal SET id = ? WHERE id = ?", (new, old))


def seal_anew(_: random.Random, raw: sqlite3.Connection, at: int) -> None:
    """Alter an entry and seal it, but not those that follow."""
    raw.execute("UPDATE journal SET actor = 'x' WHERE id = ?", (at,))
    row = raw.execute(
        f"SELECT {journal._COLUMNS} FROM journal WHERE id = ?", (at,)
    ).fetchone()
    new = journal._seal(row[:-1])
    raw.execute("UPDATE journal SET seal = ? WHERE id = ?", (new, at))


WAYS: tuple[Alter, ...] = (
    delete, delete_and_close_up, alter, insert, reorder, seal_anew,
)  # fmt: skip


@pytest.mark.full
def test_each_alteration_is_found_and_nothing_else(
    long: sqlite3.Connection, scored: Scored
) -> None:
    chance, found, accused = random.Random(SEED), 0, 0
    head = journal.head(long)
    for case in range(CASES):
        # What is done to the last entry alone is seen by the anchor, further down.
        at, way = chance.randint(1, ENTRIES - 2), WAYS[case % len(WAYS)]
        accused += journal.first_broken(long) is not None
        long.execute("BEGIN")
        way(chance, long, at)
        broken = journal.first_broken(long)
        long.execute("ROLLBACK")
        assert broken is not None, (case, way.__name__, at)
        assert at <= broken <= at + 1, (case, way.__name__, at, broken)
        found += 1
    scored(f"seed {SEED}: {found} of {CASES} found, {accused} accused for nothing")
    assert (found, accused) == (CASES, 0)
    assert journal.head(long) == head


def test_from_the_last_verified_entry_on(long: sqlite3.Connection) -> None:
    middle = ENTRIES // 2
    seal = journal.seal_of(long, middle)
    assert seal is not None
    assert journal.first_broken(long, Head(middle, seal)) is None
    assert journal.first_broken(long, Head(middle, "0" * 64)) == middle
    long.execute("BEGIN")
    long.execute("UPDATE journal SET actor = 'x' WHERE id = ?", (middle + 9,))
    assert journal.first_broken(long, Head(middle, seal)) == middle + 9
    long.execute("ROLLBACK")


def _forged(path: Path, at: int) -> None:
    """Rewrite an entry and seal the whole chain anew, as who can write the file can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER journal_keeps_its_entries")
        raw.execute("UPDATE journal SET actor = 'x' WHERE id = ?", (at,))
        last = journal.NOTHING if at == 1 else str(journal.seal_of(raw, at - 1))
        for (number,) in raw.execute(
            "SELECT id FROM journal WHERE id >= ? ORDER BY id", (at,)
        ).fetchall():
            raw.execute("UPDATE journal SET previous = ? WHERE id = ?", (last, number))
            sql = f"SELECT {journal._COLUMNS} FROM journal WHERE id = ?"
            row = raw.execute(sql, (number,)).fetchone()
            last = journal._seal(row[:-1])
            raw.execute("UPDATE journal SET seal = ? WHERE id = ?", (last, number))
        raw.execute(
            "CREATE TRIGGER journal_keeps_its_entries BEFORE UPDATE ON journal BEGIN"
            " SELECT RAISE(ABORT, 'the journal is only added to'); END"
        )


def test_a_chain_sealed_anew_is_found_by_a_paper_and_by_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path, now = tmp_path / "d.commune", dt.datetime.now().astimezone()
    made = sample.build(path)
    head = made.store.looking(journal.head)
    printed = f"{head.seal[:16].upper()[:4]} {head.seal[4:16].upper()}"
    assert chain.at_opening(made.store, now) is None
    with made.store.reading() as session:
        assert compared(session, f"{head.number}", printed)[0]
        assert not compared(session, f"{head.number + 5}", printed)[0]
        for number, digits in (("x", printed), ("3", "12"), ("3", "g" * 16), ("", "")):
            with pytest.raises(Unreadable):
                compared(session, number, digits)
    made.store.close()
    _forged(path, 3)
    made.store.open()
    assert verify(made.store).broken is None  # the chain alone tells nothing
    with made.store.reading() as session:
        assert not compared(session, str(head.number), printed)[0]
        assert compared(session, "2", str(journal_seal(made, 2))[:12])[0]
    assert chain.at_opening(made.store, now) is not None
    made.store.close()


def journal_seal(made: sample.Sample, number: int) -> str | None:
    return made.store.looking(lambda raw: journal.seal_of(raw, number))


def test_an_older_copy_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path, now = tmp_path / "d.commune", dt.datetime.now().astimezone()
    made = sample.build(path)
    made.store.close()
    before = path.read_bytes()
    made.store.open()
    made.desk.do(AddVillage({"name": "Essai"}))
    assert chain.at_opening(made.store, now) is None
    made.store.close()
    path.write_bytes(before)
    made.store.open()
    told = chain.at_opening(made.store, now)
    assert told is not None
    assert "older copy" in told.sentence
    assert chain.at_opening(made.store, now) is None
    made.store.close()
