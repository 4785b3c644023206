"""X: dossiers and copies that come from elsewhere, altered by chance or on purpose.

Each is refused with a sentence and nothing is left behind, or taken and then opened,
read and written like any other. Each failing seed becomes a named case.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import mutants
import pytest
from counts import count
from old_dossier import ROWS, make_old
from sample import FRENCH
from sqlalchemy import Integer

from commune_desk.domain.bounds import MOST
from commune_desk.domain.errors import DeskError, StorageTrouble
from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.history import entries
from commune_desk.services.memory import tidy
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.services.review import findings
from commune_desk.services.scope import Scope
from commune_desk.services.territory import AddVillage
from commune_desk.storage.bounded import bounded
from commune_desk.storage.models import Base
from commune_desk.storage.models.base import MoneyColumn
from commune_desk.storage.store import Store
from commune_desk.storage.suspect import require_sound, taken_in

if TYPE_CHECKING:
    from pathlib import Path

    from mutants import Mutator
    from scored import Scored

SEED = 20_261_127
TRIES = count(60, 20_000)
SECONDS = 10.0
TIDY = 100
"""Tries between two searches for what is left of closed dossiers: no program opens
thousands one after the other, and looking through all they leave takes seconds."""

DEEPLY = 12
"""Of how many that are taken one is put before all rules and written in: that takes
the time."""

FAILED: tuple[tuple[str, int], ...] = (
    ("statements", 174956982048963),  # a text that is none
    ("statements", 106007256646832),  # SQLite's own words, quoting what is no text
    ("signs", 29564591224236),  # a length that no memory has
)
"""Mutators and seeds that once met something else than a refusal."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "dossier.commune"
    mutants.small(path)
    return path


def _tried(mutator: Mutator, seed: int, sound: Path, folder: Path) -> bool:
    """Tell whether a mutant was taken; raise whatever is not a refusal."""
    source, target = folder / "venu.commune", folder / "pris.commune"
    shutil.copyfile(sound, source)
    mutator(random.Random(seed), source)
    before = source.read_bytes()
    try:
        taken_in(source, target)
    except DeskError:
        left = sorted(each.name for each in folder.iterdir())
        assert left == [source.name], left
        assert source.read_bytes() == before
        return False
    _used(target, deeply=not seed % DEEPLY)
    for each in folder.glob("pris*"):
        each.unlink()
    return True


def _used(path: Path, *, deeply: bool) -> None:
    """Open what was taken, read it, write in it: refusals are words, no more."""
    store = Store(path)
    try:
        store.open()
        desk = Desk(store, User("Secrétaire", Role.SECRETARY))
        with store.reading() as session:
            scope = scope_for(session, latest_year(session))
            entries(session, Scope(0))
            if deeply:
                findings(session, scope)
        if deeply:
            desk.do(AddVillage({"name": "Essai"}))
            desk.undo()
    except DeskError:
        return
    finally:
        store.close()


@pytest.mark.full
@pytest.mark.parametrize(
    "mutator", mutants.MUTATORS, ids=[each.__name__ for each in mutants.MUTATORS]
)
def test_nothing_but_a_refusal_comes_out(
    mutator: Mutator, sound: Path, tmp_path: Path, scored: Scored
) -> None:
    chance = random.Random(f"{SEED} {mutator.__name__}")
    tries, taken, slowest = TRIES // len(mutants.MUTATORS), 0, (0.0, 0)
    for number in range(tries):
        seed = chance.getrandbits(48)
        start = time.process_time()
        try:
            taken += _tried(mutator, seed, sound, tmp_path)
        except BaseException as error:
            message = f"seed {seed}, number {number} of {mutator.__name__}: {error!r}"
            raise AssertionError(message) from error
        slowest = max(slowest, (time.process_time() - start, seed))
        if not number % TIDY:
            tidy()
    seconds, which = slowest
    figures = f"seed {SEED}, {taken} of {tries} taken, slowest {seconds:.3f} s"
    scored(f"{mutator.__name__}: {figures}")
    assert seconds < SECONDS, f"seed {which} of {mutator.__name__}"


def _extremes() -> list[tuple[str, str, int]]:
    """List the least and the most that each column of whole numbers may hold."""
    return [
        (table.name, column.name, end)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, (Integer, MoneyColumn))
        and not (column.foreign_keys or column.primary_key or table.name == "journal")
        for end in bounded(table.name).get(column.name, (-MOST, MOST))
        if isinstance(end, int)
    ]


def _altered(path: Path, table: str, column: str, value: int) -> bool:
    """Write a value into the last row of a table; tell whether SQLite took it."""
    last = f'(SELECT max(id) FROM "{table}")'
    sql = f'UPDATE "{table}" SET "{column}" = ? WHERE id = {last}'
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        try:
            return raw.execute(sql, (value,)).rowcount > 0
        except sqlite3.IntegrityError:
            return False


@pytest.mark.full
def test_the_rules_bear_every_number_that_a_file_may_hold(
    demonstration: Path, tmp_path: Path, scored: Scored
) -> None:
    every = _extremes()
    tries = random.Random(SEED).sample(every, count(8, len(every)))
    source, target, tried = tmp_path / "venu.commune", tmp_path / "pris.commune", 0
    for table, column, value in tries:
        shutil.copyfile(demonstration, source)
        if not _altered(source, table, column, value):
            continue
        start = time.process_time()
        try:
            taken_in(source, target)
            _used(target, deeply=True)
        except DeskError:
            pass
        except BaseException as error:
            message = f"{table}.{column} = {value}: {error!r}"
            raise AssertionError(message) from error
        assert time.process_time() - start < SECONDS, f"{table}.{column} = {value}"
        for each in tmp_path.glob("pris*"):
            each.unlink()
        tried += 1
        tidy()
    assert tried
    scored(f"numbers: {tried} of {len(every)} extremes that a table takes")


@pytest.mark.parametrize(("name", "seed"), FAILED)
def test_what_once_failed(name: str, seed: int, sound: Path, tmp_path: Path) -> None:
    _tried(getattr(mutants, name), seed, sound, tmp_path)


TRAPS = {
    "a view named like a table": (
        "ALTER TABLE prints RENAME TO prints_",
        (
            "CREATE VIEW prints AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT"
            " x + 1 FROM r) SELECT * FROM r"
        ),
    ),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM actions; END",
    ),
    "a guard taken away": ("DROP TRIGGER journal_loses_nothing",),
    "a table more": ("CREATE TABLE t (id INTEGER)",),
    "a table less": ("DROP TABLE prints",),
    "an index that reckons": ("CREATE INDEX i ON villages (hex(name))",),
    "a choice that none knows": ("UPDATE villages SET kind = 'planète'",),
    "a day that is none": ("UPDATE plans SET adopted_on = '31 février'",),
    "a day that no tool writes so": ("UPDATE plans SET adopted_on = '2026-W01-1'",),
    "a day of another age": ("UPDATE plans SET adopted_on = '0226-01-01'",),
    "a plan that lasts for ever": ("UPDATE plans SET years = 4611686018427387904",),
    "a plan of a far year": ("UPDATE plans SET first_year = 32767",),
    "a cost of no year": ("UPDATE action_costs SET year = -year",),
    "more than any State has": ("UPDATE action_costs SET amount = 1000000000000001",),
    "less than nothing at all": ("UPDATE villages SET population = -1000000000000001",),
    "a number after which none comes": (
        "UPDATE actions SET origin_id = 9223372036854775807",
    ),
    "a place that is nowhere": ("UPDATE villages SET latitude = 9e999",),
    "a word that is no setting": ("INSERT INTO settings VALUES (990, 'x', '[[')",),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_refused_before_anything_is_kept(
    trap: str, sound: Path, tmp_path: Path
) -> None:
    source, target = tmp_path / "venu.commune", tmp_path / "pris.commune"
    shutil.copyfile(sound, source)
    with closing(sqlite3.connect(source, isolation_level=None)) as raw:
        for statement in TRAPS[trap]:
            raw.execute(statement)
    start = time.process_time()
    with pytest.raises(StorageTrouble):
        taken_in(source, target)
    assert time.process_time() - start < 1
    assert [each.name for each in tmp_path.iterdir()] == [source.name]


def test_a_plan_without_end_is_refused_in_an_older_layout_too(tmp_path: Path) -> None:
    old = tmp_path / "ancien.commune"
    make_old(old, ROWS)
    assert require_sound(old) == 1
    with closing(sqlite3.connect(old, isolation_level=None)) as raw:
        raw.execute("UPDATE plans SET years = 4611686018427387904")
    with pytest.raises(StorageTrouble) as refused:
        require_sound(old)
    assert "plans.years" in FRENCH.say(refused.value.text)


def test_a_dossier_that_holds_a_view_is_not_even_opened(
    sound: Path, tmp_path: Path
) -> None:
    source = tmp_path / "venu.commune"
    shutil.copyfile(sound, source)
    with closing(sqlite3.connect(source, isolation_level=None)) as raw:
        raw.execute("CREATE VIEW essai AS SELECT 1")
    store = Store(source)
    with pytest.raises(StorageTrouble, match="which no dossier holds"):
        store.open()


def test_words_of_sqlite_that_are_no_text_are_a_refusal(
    sound: Path, tmp_path: Path
) -> None:
    source = tmp_path / "venu.commune"
    data = sound.read_bytes()
    assert b"CONSTRAINT" in data
    source.write_bytes(data.replace(b"CONSTRAINT", b"CONST\xd2AINT", 1))
    with pytest.raises(StorageTrouble):
        require_sound(source)
    with pytest.raises(StorageTrouble):
        Store(source).open()


def test_a_sound_dossier_is_taken(sound: Path, demonstration: Path) -> None:
    for path in (sound, demonstration):
        before = path.read_bytes()
        assert require_sound(path)
        assert path.read_bytes() == before
