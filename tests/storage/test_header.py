from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.errors import NotOurs, StorageTrouble
from commune_desk.storage.header import JOURNAL_MAGIC, MAGIC, read_header
from commune_desk.storage.pragmas import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

NEWEST = 3
GEOPACKAGE = 0x47504B47


def made(path: Path, layout: int, application_id: int = APPLICATION_ID) -> Path:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {application_id}")
    connection.execute(f"PRAGMA user_version = {layout}")
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY) STRICT")
    connection.close()
    return path


def refused(path: Path) -> dict[str, object]:
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(NotOurs) as refusal:
        read_header(path, NEWEST)
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert list(path.parent.iterdir()) == [path]
    return dict(refusal.value.text.facts)


def test_nothing_yet_is_layout_zero(tmp_path: Path) -> None:
    path = tmp_path / "a.commune"
    assert read_header(path, NEWEST) == 0
    assert not path.exists()
    path.touch()
    assert read_header(path, NEWEST) == 0


@pytest.mark.parametrize("layout", range(1, NEWEST + 1))
def test_ours_tells_its_layout(tmp_path: Path, layout: int) -> None:
    assert read_header(made(tmp_path / "a.commune", layout), NEWEST) == layout


@pytest.mark.parametrize("step", range(1, 51))
def test_a_newer_one_is_refused_and_left_as_it_is(tmp_path: Path, step: int) -> None:
    facts = refused(made(tmp_path / "a.commune", NEWEST + step))
    assert (facts["found"], facts["known"]) == (NEWEST + step, NEWEST)


@pytest.mark.parametrize("application_id", [0, 1, GEOPACKAGE])
def test_a_file_of_another_program_is_refused(
    tmp_path: Path, application_id: int
) -> None:
    refused(made(tmp_path / "a.commune", 1, application_id))


@pytest.mark.parametrize("content", [b"x", b"PK\x03\x04" * 50, bytes(4096)])
def test_no_database_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.commune"
    path.write_bytes(content)
    refused(path)


def test_a_later_format_of_sqlite_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "a.commune", 1)
    content = bytearray(path.read_bytes())
    content[18] = 3
    path.write_bytes(content)
    refused(path)


def test_a_creation_that_was_cut_is_still_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "a.commune"
    path.write_bytes(b"SQLite for" + bytes(4086))
    journal = tmp_path / "a.commune-journal"
    journal.write_bytes(JOURNAL_MAGIC + bytes(504))
    assert read_header(path, NEWEST) == 0
    for half in (b"CM", b"CMDS"):  # the power went while its mark was written
        head = MAGIC + bytes(44) + b"\xff" * 4 + bytes(4) + half
        path.write_bytes(head.ljust(4096, b"\0"))
        assert read_header(path, NEWEST) == 0
    journal.write_bytes(JOURNAL_MAGIC + bytes(8) + b"\0\0\0\2" + bytes(492))
    with pytest.raises(NotOurs):
        read_header(path, NEWEST)


def test_what_cannot_be_read_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        read_header(tmp_path, NEWEST)
