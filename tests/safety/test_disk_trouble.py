"""R3 and R4: the disk fails or fills at any moment; nothing is half-written."""

from __future__ import annotations

import errno
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import apsw
import clerk
import pytest
from counts import count
from disk import NEVER
from old_dossier import ROWS, make_old
from sample import FRENCH
from test_power_cuts import NAME, Transcript, fingerprint, grouped, replayed
from trouble_disk import ERROR, FULL, Trouble, TroubledSystem

from commune_desk.domain.errors import DeskError, StorageTrouble
from commune_desk.exchange.workbook import write_csv
from commune_desk.services.copies import keeping
from commune_desk.storage import copies, recorder, upgrade, whole_file
from commune_desk.storage.copies import keep_copy
from commune_desk.storage.layout import NEWEST
from commune_desk.storage.pragmas import SAFE
from commune_desk.storage.shelf import shelf
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scored import Scored

COMMANDS = 12
STEP = count(suite=9, full=1)
"""Every how many operations of a command one is made to fail."""

WAYS = [
    pytest.param(kind, for_ever, id=f"{name} {'for ever' if for_ever else 'once'}")
    for name, kind in (("full", FULL), ("error", ERROR))
    for for_ever in (False, True)
]


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    """Twelve commands, each of another kind as far as the clerk knows that many."""
    path = tmp_path_factory.mktemp("clerk") / NAME
    clerk.prepared(path)
    start = path.read_bytes()
    desk, heard = clerk.opened(path), []
    desk.store.looking(lambda raw: raw.set_trace_callback(heard.append))
    worker = clerk.Clerk(desk, random.Random(3))
    acts = [*worker.acts, worker.add_village, worker.revise_many, worker.cost_action]
    for act in acts:
        act()
    desk.store.looking(lambda raw: raw.set_trace_callback(None))
    desk.store.close()
    told = grouped(heard)
    assert len(told) >= COMMANDS
    states = list(replayed(path.with_name("again"), start, told))
    return Transcript(start, told, states)


def worked(
    transcript: Transcript, command: int, trouble: Trouble
) -> tuple[bool, Trouble]:
    """Do one command on a troubled disk; tell whether it was acknowledged."""
    trouble.put(NAME, transcript.start)
    system = TroubledSystem("trouble", trouble)
    raw = apsw.Connection(NAME, vfs="trouble")
    try:
        for pragma in SAFE:
            raw.execute(pragma).fetchall()
        recorder.install(raw)
        for before in transcript.transactions[:command]:
            for statement in before:
                raw.execute(statement).fetchall()
        trouble.armed = True
        try:
            for statement in transcript.transactions[command]:
                raw.execute(statement).fetchall()
        except (apsw.Error, apsw.IOError):
            with suppress(apsw.Error):
                raw.execute("ROLLBACK").fetchall()
            return False, trouble
        return True, trouble
    finally:
        trouble.armed = False
        raw.close()
        system.unregister()


@pytest.mark.full
@pytest.mark.parametrize(("kind", "for_ever"), WAYS)
def test_a_failing_operation_leaves_all_or_nothing(
    transcript: Transcript,
    tmp_path: Path,
    kind: type[apsw.Error],
    scored: Scored,
    *,
    for_ever: bool,
) -> None:
    found: Counter[str] = Counter()
    for command in range(COMMANDS):
        for place in range(1, NEVER, STEP):
            disk = Trouble(random.Random(3), place, kind, for_ever=for_ever)
            done, disk = worked(transcript, command, disk)
            if not disk.failed:
                assert done
                break
            for old in tmp_path.iterdir():
                old.unlink()
            for name, inode in disk.names.items():
                (tmp_path / name).write_bytes(bytes(inode.seen))
            with closing(sqlite3.connect(tmp_path / NAME)) as raw:
                assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                state = transcript.state_of(raw)
            assert state in {command, command + 1}, "half of a command"
            assert state == command + 1 or not done, "an acknowledged command lost"
            refused = "refused" if state == command else "durable all the same"
            found["done" if done else refused] += 1
    scored(f"R3: {found.total()} points, {dict(found)}: 0 corrupt, 0 torn, 0 lost")


class Refusing(sqlite3.Connection):
    """A connection that fails at its n-th statement, before or after doing it."""

    left, after, code = 1 << 30, False, sqlite3.SQLITE_IOERR

    def turn(self, sql: str, cursor: Any, run: Callable[[], Any]) -> Any:
        type(self).left -= 1
        if type(self).left != 0 or sql.startswith("ROLLBACK"):
            return run()
        if type(self).after:
            run()
        error = sqlite3.OperationalError("disk trouble")
        error.sqlite_errorcode = type(self).code
        del cursor
        raise error

    def execute(self, sql: str, *rest: Any) -> Any:
        return self.turn(sql, None, lambda: super(Refusing, self).execute(sql, *rest))

    def commit(self) -> None:
        self.turn("COMMIT", None, super().commit)

    def cursor(self, *_: Any) -> Any:
        return super().cursor(RefusingCursor)


class RefusingCursor(sqlite3.Cursor):
    """Its cursor."""

    def execute(self, sql: str, *rest: Any) -> Any:
        connection = self.connection
        assert isinstance(connection, Refusing)
        run = lambda: super(RefusingCursor, self).execute(sql, *rest)  # noqa: E731  shorter than a function
        return connection.turn(sql, self, run)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Refusing]]:
    genuine = sqlite3.connect

    def connect(*arguments: Any, **named: Any) -> Any:
        return genuine(*arguments, **named, factory=Refusing)

    monkeypatch.setattr("commune_desk.storage.taken.sqlite3.connect", connect)
    yield Refusing
    Refusing.left, Refusing.after = 1 << 30, False


@pytest.mark.parametrize("after", [False, True], ids=["before", "after it was done"])
def test_each_failure_is_a_sentence_and_the_state_is_read_again(
    tmp_path: Path, refusing: type[Refusing], scored: Scored, *, after: bool
) -> None:
    path = tmp_path / NAME
    clerk.prepared(path)
    start = path.read_bytes()
    refused = kept = 0
    sayings: list[tuple[type[DeskError], str]] = []
    for place in range(1, 400, count(suite=3, full=1)):
        path.write_bytes(start)
        desk = clerk.opened(path)
        worker = clerk.Clerk(desk, random.Random(5))
        worker.add_action()  # sets the triggers that record
        before = desk.store.looking(fingerprint)
        refusing.left, refusing.after = place, after
        try:
            worker.add_village()
            told = True
        except DeskError as error:
            sayings.append((type(error), FRENCH.say(error.text)))
            told = False
        over, refusing.left = refusing.left > 0, 1 << 30
        changed = desk.store.looking(fingerprint) != before
        assert changed == told, "what was said is not what is in the file"
        desk.store.close()
        kept, refused = kept + told, refused + (not told)
        if over:
            break
    assert refused
    scored(f"R3, sentences: {refused} refused, {kept} kept, each as it was told")


def limited(pages: int) -> Callable[..., sqlite3.Connection]:
    """Open files that cannot grow beyond so many pages."""
    genuine = sqlite3.connect

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        raw = genuine(*arguments, **named)
        if "mode=ro" not in str(arguments[0]):
            raw.execute(f"PRAGMA max_page_count = {pages}")
        return raw

    return connect


@pytest.mark.full
def test_a_full_disk_refuses_an_act_cleanly(tmp_path: Path, scored: Scored) -> None:
    path = tmp_path / NAME
    clerk.prepared(path)
    desk, rng = clerk.opened(path), random.Random(4)
    worker = clerk.Clerk(desk, rng)
    sayings: list[str] = []
    for _ in range(count(suite=15, full=150)):
        pages = desk.store.looking(
            lambda raw: raw.execute("PRAGMA page_count").fetchone()[0]
        )
        before = desk.store.looking(fingerprint)
        for room in range(12):
            limit = f"PRAGMA max_page_count = {pages + room}"
            desk.store.looking(lambda raw, limit=limit: raw.execute(limit).fetchall())
            try:
                worker.revise_many()
                worker.add_action()
            except StorageTrouble as error:
                sayings.append(FRENCH.say(error.text))
            else:
                break
            now = desk.store.looking(fingerprint)
            if now != before:  # the first of the two was kept: it was told so
                before = now
    desk.store.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sayings
    assert all("plein" in said for said in sayings)
    scored(f"R4, acts: {len(sayings)} refused, 0 half-written")


@pytest.mark.full
def test_a_full_disk_leaves_no_half_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scored: Scored
) -> None:
    path = tmp_path / NAME
    clerk.prepared(path)
    whole = path.stat().st_size // 4096
    desk = clerk.opened(path)
    refused = 0
    for pages in range(1, whole, count(suite=17, full=1)):
        monkeypatch.setattr(copies.sqlite3, "connect", limited(pages))
        with pytest.raises(StorageTrouble) as refusal:
            keeping.keep(desk.store, keeping.ASKED)
        monkeypatch.undo()
        assert "plein" in FRENCH.say(refusal.value.text)
        assert not list((path.parent / "copies").iterdir())
        refused += 1
    assert keeping.keep(desk.store, keeping.ASKED) is not None
    desk.store.close()
    scored(f"R4, copies: {refused} of {refused} refused, no file left")


@pytest.mark.full
def test_a_full_disk_leaves_a_dossier_as_it_was_before_its_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scored: Scored
) -> None:
    source, path = tmp_path / "old.commune", tmp_path / NAME
    make_old(source, ROWS)
    refused, sayings = 0, set[str]()
    for extra in range(0, NEVER, count(suite=25, full=1)):
        shutil.copyfile(source, path)
        with closing(sqlite3.connect(path)) as raw:
            present = raw.execute("PRAGMA user_version").fetchone()[0]
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            before = list(raw.iterdump())
        monkeypatch.setattr(upgrade.sqlite3, "connect", limited(pages + extra))
        store = Store(path)
        try:
            store.open()
        except StorageTrouble as error:
            sayings.add(FRENCH.say(error.text))
            refused += 1
        else:
            store.close()
            break
        finally:
            monkeypatch.undo()
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("PRAGMA user_version").fetchone() == (present,)
            assert list(raw.iterdump()) == before
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert refused
    assert all("plein" in said for said in sayings)
    scored(f"R4, migration: {refused} refused, each as it was")


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What papers and spreadsheets are written with."""
    path = tmp_path / "table.csv"
    write_csv(path, ["a"], [["1"]])
    before = path.read_bytes()
    monkeypatch.setattr(whole_file.os, "fsync", full_disk)
    with pytest.raises(StorageTrouble) as refusal:
        write_csv(path, ["a"], [["2"]] * 9_999)
    assert "plein" in FRENCH.say(refusal.value.text)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["table.csv"]


def test_an_import_or_a_copy_is_refused_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / NAME
    clerk.prepared(path)
    desk = clerk.opened(path)
    few = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr("commune_desk.storage.place.shutil.disk_usage", lambda _: few)
    with pytest.raises(StorageTrouble, match="short of room"):
        keeping.keep(desk.store, keeping.ASKED)
    assert not shelf(path)
    desk.store.close()


def test_a_dossier_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / NAME
    clerk.prepared(path)
    desk = clerk.opened(path)
    desk.store.looking(lambda raw: raw.execute("PRAGMA query_only = ON"))
    with pytest.raises(StorageTrouble):
        clerk.Clerk(desk, random.Random(1)).add_village()
    desk.store.close()


def test_a_copy_is_made_from_a_store_that_goes_on(tmp_path: Path) -> None:
    path = tmp_path / NAME
    clerk.prepared(path)
    store = Store(path)
    store.open()
    made = store.looking(lambda raw: keep_copy(raw, tmp_path / "a.commune"))
    assert made.rows > 0
    store.close()
