"""R9: pages of a dossier are destroyed; what is left is saved, and nothing is wrong."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import clerk
import pytest
from counts import count
from sample import FRENCH

from commune_desk.domain.errors import Damaged, DeskError
from commune_desk.services.copies import keeping
from commune_desk.services.copies.account import salvaged
from commune_desk.services.copies.examining import examine, offers
from commune_desk.storage.graft import schema_pages
from commune_desk.storage.header import SIZE, parse
from commune_desk.storage.pages import PAGE
from commune_desk.storage.salvage import BLANK, LABEL, salvage
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from scored import Scored

SEEDS = count(suite=2, full=100)
DESTROYED = (1, 5, 20)
LEAST = 0.95

Rows = dict[tuple[str, int], tuple[object, ...]]


def rows_of(path: Path) -> Rows:
    """Read all rows, but what tells of the salvage itself."""
    with closing(sqlite3.connect(path)) as raw:
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = {
            (name, row[0]): row
            for (name,) in names.fetchall()
            for row in raw.execute(f'SELECT * FROM "{name}"')
        }
    for key, row in list(found.items()):
        if key[0] == "journal" and LABEL.sentence in str(row[6]):
            del found[key], found["journal_touches", key[1]]
    return found


@pytest.fixture(scope="module")
def worked(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with a verified copy, and a day of work after it."""
    path = tmp_path_factory.mktemp("damage") / "DEMO.commune"
    shutil.copyfile(demonstration, path)
    desk = clerk.opened(path)
    assert keeping.keep(desk.store, keeping.ASKED) is not None
    worker = clerk.Clerk(desk, random.Random(3))
    for _ in range(15):
        worker.act()
    desk.store.close()
    return path


def spoilt(path: Path, destroyed: int, seed: int) -> bytes:
    content = bytearray(path.read_bytes())
    rng = random.Random(100 * seed + destroyed)
    for page in rng.sample(range(len(content) // PAGE), destroyed):
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    return bytes(content)


def overwrite(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def without_list(path: Path, folder: Path, part: str) -> Path:
    """Give a copy whose list of tables is destroyed, at its beginning or further on."""
    bad = folder / "bad.commune"
    shutil.copyfile(path, bad)
    overwrite(bad, 1 if part == "first page" else schema_pages(path.read_bytes())[-1])
    return bad


def detected(path: Path) -> bool:
    """Tell whether opening or the full check sees the damage."""
    try:
        store = Store(path)
        store.open()
    except DeskError:
        return True
    try:
        return not examine(store).sound
    finally:
        store.close()


@pytest.mark.full
@pytest.mark.parametrize("destroyed", DESTROYED)
def test_destroyed_pages_are_seen_and_the_rest_is_saved(
    worked: Path, tmp_path: Path, destroyed: int, scored: Scored
) -> None:
    truth = rows_of(worked)
    copy = next((worked.parent / "copies").glob("*.commune"))
    seen, wrong, shares = 0, 0, []
    for seed in range(SEEDS):
        bad, new = tmp_path / "bad.commune", tmp_path / "new.commune"
        bad.write_bytes(spoilt(worked, destroyed, seed))
        seen += detected(bad)
        salvage(bad, new, [copy])
        found = rows_of(new)
        wrong += sum(truth.get(key) != row for key, row in found.items())
        shares.append(len(found) / len(truth))
        store = Store(new)
        store.open()
        store.close()
    scored(
        f"R9, {destroyed} pages: {SEEDS} seeds, {seen} detected, rows saved"
        f" {min(shares):.2%} at worst, {sum(shares) / SEEDS:.2%} on the average,"
        f" {wrong} wrong"
    )
    assert (wrong, seen) == (0, SEEDS)
    assert min(shares) >= LEAST


@pytest.mark.parametrize("part", ["first page", "a page of the tables' list"])
def test_the_list_of_tables_comes_back_from_a_copy(
    worked: Path, tmp_path: Path, part: str
) -> None:
    bad, new = without_list(worked, tmp_path, part), tmp_path / "new.commune"
    copy = next((worked.parent / "copies").glob("*.commune"))
    report = salvage(bad, new, [copy])
    assert report.donor == copy.name
    assert rows_of(new) == rows_of(worked)


@pytest.mark.full
def test_without_a_copy_nothing_is_guessed(
    worked: Path, tmp_path: Path, scored: Scored
) -> None:
    truth, wrong, shares = rows_of(worked), 0, []
    for seed in range(SEEDS):
        bad, new = tmp_path / "bad.commune", tmp_path / "new.commune"
        bad.write_bytes(spoilt(worked, DESTROYED[-1], seed))
        salvage(bad, new)
        found = rows_of(new)
        wrong += sum(truth.get(key) != row for key, row in found.items())
        shares.append(len(found) / len(truth))
    scored(
        f"R9, {DESTROYED[-1]} pages and no copy: {SEEDS} seeds, rows saved"
        f" {min(shares):.2%} at worst, {sum(shares) / SEEDS:.2%} on the average,"
        f" {wrong} wrong"
    )
    assert wrong == 0


@pytest.mark.parametrize("donors", [0, 1])
def test_rows_of_free_pages_are_not_taken_for_lost_ones(
    worked: Path, tmp_path: Path, donors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the file’s own head says which pages are free."""
    bad, new = tmp_path / "bad.commune", tmp_path / "new.commune"
    copies = sorted((worked.parent / "copies").glob("*.commune"))[:donors]
    linked: list[bytes] = []

    def remember(content: bytes, *_: object) -> None:
        linked.append(content)

    monkeypatch.setattr("commune_desk.storage.salvage.relinked", remember)
    for page, tries in ((1, 0), (schema_pages(worked.read_bytes())[-1], 1)):
        shutil.copyfile(worked, bad)
        overwrite(bad, page)
        salvage(bad, new, copies)
        assert len(linked) == tries
        linked.clear()


@pytest.mark.parametrize("part", ["first page", "a page of the tables' list"])
def test_without_a_copy_the_list_of_tables_is_that_of_a_new_dossier(
    worked: Path, tmp_path: Path, part: str
) -> None:
    bad, new = without_list(worked, tmp_path, part), tmp_path / "new.commune"
    assert salvage(bad, new).donor == BLANK
    assert rows_of(new) == rows_of(worked)


def test_a_list_of_tables_that_is_another_is_not_taken_for_ours(
    worked: Path, tmp_path: Path
) -> None:
    bad, new = tmp_path / "bad.commune", tmp_path / "new.commune"
    shutil.copyfile(worked, bad)
    with closing(sqlite3.connect(bad)) as raw:
        raw.execute("CREATE TABLE more (id INTEGER PRIMARY KEY)")
    overwrite(bad, 1)
    with pytest.raises(Damaged):
        salvage(bad, new)
    assert not new.exists()


def test_the_account_tells_the_chain_and_what_is_lost(
    worked: Path, tmp_path: Path
) -> None:
    bad, new = tmp_path / "DEMO.commune", tmp_path / "new.commune"
    bad.write_bytes(spoilt(worked, 20, 3))
    before = bad.read_bytes()
    report, account = salvaged(bad, new, FRENCH, {})
    assert bad.read_bytes() == before, "a damaged file is never written to"
    told = account.read_text("utf-8")
    assert FRENCH.say(report.kept) in told
    assert "Journal" in told


def test_what_each_copy_would_lose_is_told(worked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(worked.parent, folder)
    dossier = folder / worked.name
    content = bytearray(dossier.read_bytes())
    raw = sqlite3.connect(dossier)
    (root,) = raw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'villages'"
    ).fetchone()
    raw.close()
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    dossier.write_bytes(content)
    with pytest.raises(Damaged):
        Store(dossier).open()
    (offer,) = offers(dossier)
    assert offer.lost is not None
    assert offer.lost > 0
    assert parse(dossier.read_bytes()[:SIZE]) is not None


def test_a_destroyed_page_of_a_long_text_is_seen(worked: Path, tmp_path: Path) -> None:
    """SQLite’s own check reads no words: it lets such a page pass."""
    bad = tmp_path / "bad.commune"
    shutil.copyfile(worked, bad)
    store = Store(bad)
    store.open()
    assert examine(store).sound
    store.close()
    with closing(sqlite3.connect(bad)) as raw:
        raw.execute("UPDATE villages SET name = 'Dem' || char(0, 0, 0) WHERE id = 1")
        raw.commit()
    store.open()
    assert not examine(store).sound
    store.close()
