"""R8 and R10: what a year of copies is worth, and no flipped bit goes unseen."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import clerk
import pyrage
import pytest
from counts import count
from sample import FRENCH

from commune_desk.domain.errors import DeskError, Rejected, StorageTrouble
from commune_desk.services.copies import keeping, outside
from commune_desk.services.copies.locking import SetLock
from commune_desk.services.copies.phrase import COUNT, new_phrase, read_phrase, words
from commune_desk.storage.copies import check_copy, draw, side_of
from commune_desk.storage.key_copy import (
    DOSSIER,
    KEY,
    Lock,
    check_key_copy,
    new_lock,
    unlocked,
    write_key_copy,
)
from commune_desk.storage.restoring import quarantined, restore
from commune_desk.storage.shelf import notes, shelf, sound_copies, state_of
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from scored import Scored

    from commune_desk.services.desk import Desk

DAYS = count(suite=40, full=365)
FLIPS = count(suite=200, full=3_000)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "KOUROUBA.commune"
    clerk.prepared(path)
    return path


@pytest.fixture(scope="module")
def phrase() -> str:
    return new_phrase()


@pytest.fixture(scope="module")
def lock(phrase: str) -> Lock:
    return new_lock(phrase)


def content(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return "\n".join(raw.iterdump())


@pytest.mark.full
def test_each_day_of_a_year_can_be_restored(
    dossier: Path, tmp_path: Path, scored: Scored
) -> None:
    desk, rng = clerk.opened(dossier), random.Random(8)
    worker = clerk.Clerk(desk, rng)
    start = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC).astimezone()
    told: dict[str, str] = {}
    restored = 0
    for day in range(DAYS):
        now = start + dt.timedelta(days=day)
        before = desk.store.looking(state_of)
        while desk.store.looking(state_of) == before:
            worker.act()
        made = keeping.keep(desk.store, keeping.AT_CLOSE, now)
        assert made is not None
        told[made.path.name] = desk.store.looking(lambda raw: "\n".join(raw.iterdump()))
        assert keeping.keep(desk.store, keeping.ROUTINE, now) is None, "the same again"
        target = tmp_path / "restored.commune"
        target.unlink(missing_ok=True)
        restore(made.path, target)
        assert content(target) == told[made.path.name]
        restored += 1
    desk.store.close()
    kept = shelf(dossier)
    assert len(kept) <= 2 + 12 + 10 + 9
    for copy in kept:
        check_copy(copy.path)
        target = tmp_path / f"again-{copy.path.name}"
        assert restore(copy.path, target).replaced is None
        store = Store(target)
        store.open()
        assert (
            store.looking(lambda raw: "\n".join(raw.iterdump()))
            == (told[copy.path.name])
        )
        store.close()
    scored(f"R8: {DAYS} days, {restored} restores equal, {len(kept)} copies left")


@pytest.mark.full
def test_every_flipped_bit_is_seen(
    dossier: Path, tmp_path: Path, lock: Lock, scored: Scored
) -> None:
    desk, rng = clerk.opened(dossier), random.Random(10)
    made = keeping.keep(desk.store, keeping.ASKED)
    desk.store.close()
    assert made is not None
    closed = tmp_path / "key.copie.zip"
    digest = write_key_copy(made.path, closed, lock, "read me")
    seen = 0
    for path, check in (
        (made.path, lambda: check_copy(made.path)),
        (closed, lambda: check_key_copy(closed)),
        (closed, lambda: check_key_copy(closed, digest)),
    ):
        whole = path.read_bytes()
        for _ in range(FLIPS // 3 + 1):
            spoilt = bytearray(whole)
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
            path.write_bytes(spoilt)
            with pytest.raises(StorageTrouble):
                check()
            seen += 1
        path.write_bytes(whole)
        check()
    scored(f"R10: {seen} flipped copies, {seen} seen")


def test_a_flipped_bit_is_no_dossier_though_the_seal_is_lost(
    dossier: Path, tmp_path: Path, lock: Lock, phrase: str
) -> None:
    """Without the SHA-256 beside it, age itself refuses what was altered."""
    closed = tmp_path / "key.copie.zip"
    write_key_copy(dossier, closed, lock, "read me")
    side_of(closed).unlink()
    spoilt = bytearray(closed.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    closed.write_bytes(spoilt)
    with pytest.raises(StorageTrouble):
        unlocked(closed, phrase, tmp_path)


def test_a_copy_on_a_key_opens_with_its_phrase_only(
    dossier: Path, tmp_path: Path, lock: Lock, phrase: str
) -> None:
    closed = tmp_path / "key.copie.zip"
    write_key_copy(dossier, closed, lock, "read me")
    plain = unlocked(closed, phrase, tmp_path)
    assert content(plain) == content(dossier)
    with pytest.raises(StorageTrouble, match="does not open"):
        unlocked(closed, new_phrase(), tmp_path)
    assert b"SQLite" not in closed.read_bytes()


def test_the_independent_format_opens_it_without_us(
    dossier: Path, tmp_path: Path, lock: Lock, phrase: str
) -> None:
    closed = tmp_path / "key.copie.zip"
    write_key_copy(dossier, closed, lock, "read me")
    with zipfile.ZipFile(closed) as archive:
        said = pyrage.passphrase.decrypt(archive.read(KEY), phrase)
        identity = pyrage.x25519.Identity.from_str(said.decode())
        plain = pyrage.decrypt(archive.read(DOSSIER), [identity])
    assert plain == dossier.read_bytes()


@pytest.fixture
def locked(dossier: Path, lock: Lock) -> Desk:
    desk = clerk.opened(dossier)
    desk.do(SetLock(lock, dt.date(2026, 11, 2)))
    return desk


def test_a_key_that_comes_back_is_read_again(locked: Desk, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.mkdir()
    dossier = locked.store.path
    assert dossier is not None
    first = outside.bring_outside(locked.store, key, FRENCH)
    assert first.before is None
    assert [each.name for each in notes(dossier).outside] == [first.path.name]
    clerk.Clerk(locked, random.Random(1)).add_village()
    spoilt = bytearray(first.path.read_bytes())
    spoilt[1_000] ^= 8
    first.path.write_bytes(spoilt)
    second = outside.bring_outside(locked.store, key, FRENCH)
    assert not second.sound
    assert second.before is not None
    assert "spoilt" in second.before.sentence
    assert not list(key.glob("*.part"))
    locked.store.close()


def test_no_copy_leaves_without_a_phrase(dossier: Path, tmp_path: Path) -> None:
    desk = clerk.opened(dossier)
    key = tmp_path / "key"
    key.mkdir()
    with pytest.raises(Rejected, match="phrase"):
        outside.bring_outside(desk.store, key, FRENCH)
    assert not list(key.iterdir())
    desk.store.close()


def test_the_phrase_is_nowhere(
    locked: Desk, tmp_path: Path, phrase: str, lock: Lock
) -> None:
    key = tmp_path / "key"
    key.mkdir()
    outside.bring_outside(locked.store, key, FRENCH)
    dossier = locked.store.path
    assert dossier is not None
    locked.store.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert phrase.encode() not in held
            assert b"AGE-SECRET-KEY" not in held
    assert lock.recipient.encode() in dossier.read_bytes()


def test_phrases_are_long_enough_and_read_as_they_are_typed() -> None:
    assert len(words()) ** COUNT >= 2**77
    assert len({word[:4] for word in words()}) == len(words())
    assert all(word.isascii() and word.isalpha() for word in words())
    drawn = new_phrase()
    typed = ", ".join(word.upper() for word in drawn.split())
    assert read_phrase(typed) == drawn
    with pytest.raises(DeskError, match="words"):
        read_phrase("abeille")


def test_the_replaced_dossier_is_kept_and_can_be_taken_back(dossier: Path) -> None:
    desk = clerk.opened(dossier)
    made = keeping.keep(desk.store, keeping.ASKED)
    assert made is not None
    clerk.Clerk(desk, random.Random(2)).add_village()
    desk.store.close()
    latest = content(dossier)
    done = restore(made.path, dossier)
    assert content(dossier) == content(made.path) != latest
    assert done.replaced is not None
    assert "avant-restauration" in done.replaced.name
    assert done.replaced in [each.path for each in sound_copies(dossier)]
    restore(done.replaced, dossier)
    assert content(dossier) == latest


def test_a_spoilt_copy_replaces_nothing(dossier: Path) -> None:
    desk = clerk.opened(dossier)
    made = keeping.keep(desk.store, keeping.ASKED)
    desk.store.close()
    assert made is not None
    spoilt = bytearray(made.path.read_bytes())
    spoilt[5_000] ^= 1
    made.path.write_bytes(spoilt)
    before = dossier.read_bytes()
    with pytest.raises(StorageTrouble):
        restore(made.path, dossier)
    assert dossier.read_bytes() == before
    assert {p.name for p in dossier.parent.iterdir()} == {dossier.name, "copies"}


def test_an_old_journal_never_meets_a_restored_file(dossier: Path) -> None:
    desk = clerk.opened(dossier)
    made = keeping.keep(desk.store, keeping.ASKED)
    desk.store.close()
    assert made is not None
    left = dossier.with_name(f"{dossier.name}-journal")
    left.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(1_000))
    done = restore(made.path, dossier, damaged=True)
    assert not left.exists()
    assert done.replaced is not None
    assert done.replaced.with_name(left.name).is_file(), "quarantined with its file"
    assert content(dossier) == content(made.path)


def test_quarantine_keeps_the_bytes(dossier: Path) -> None:
    aside = quarantined(dossier)
    assert aside.read_bytes() == dossier.read_bytes()


def test_what_a_disk_alters_is_no_copy(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = clerk.opened(dossier)

    def altered(source: sqlite3.Connection, target: Path) -> object:
        drawn = draw(source, target)
        spoilt = bytearray(drawn.part.read_bytes())
        spoilt[8_192:12_288] = bytes(4_096)
        drawn.part.write_bytes(spoilt)
        return drawn

    monkeypatch.setattr(keeping, "draw", altered)
    with pytest.raises(StorageTrouble):
        keeping.keep(desk.store, keeping.ASKED)
    assert not shelf(dossier)
    desk.store.close()
    shutil.rmtree(dossier.parent / "copies")
