"""Leaves that only a destroyed page led to are found, where one place can have held."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from commune_desk.storage.pages import INTERIOR, LEAF, PAGE, page_of, varint_at
from commune_desk.storage.relink import relinked

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.relink import Shape

ROWS = 40_000
LIES = 40
SHAPE: Shape = (("INTEGER", True), ("TEXT", False), ("INTEGER", True))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two tables of one shape, trees of three floors and of two, with long texts."""
    found = tmp_path / "d.sqlite"
    with closing(sqlite3.connect(found)) as raw:
        for name, rows in (("one", ROWS), ("two", ROWS // 10)):
            raw.execute(
                f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, said TEXT NOT NULL,"
                " many INTEGER) STRICT"
            )
            raw.executemany(
                f"INSERT INTO {name} VALUES (?, ?, ?)",
                (
                    (n, f"{name} {n} " + "x" * (9_000 if n % 500 == 0 else 40), n * n)
                    for n in range(1, rows + 1)
                ),
            )
        raw.commit()
    return found


def rows_of(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as raw:
        return [
            raw.execute("SELECT * FROM one").fetchall(),
            raw.execute("SELECT * FROM two").fetchall(),
        ]


def roots_of(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as raw:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_master"))


def without(content: bytes, *pages: int) -> bytes:
    written = bytearray(content)
    for page in pages:
        written[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    return bytes(written)


def test_every_interior_page_can_be_written_anew(path: Path) -> None:
    whole, truth, roots = path.read_bytes(), rows_of(path), roots_of(path)
    pages = [n for n in range(2, len(whole) // PAGE + 1)
             if page_of(whole, n)[0] == INTERIOR]  # fmt: skip
    assert len(pages) > len(roots), "a tree of three floors"
    for page in pages:
        found = relinked(without(whole, page), roots, dict.fromkeys(roots, SHAPE))
        assert found is not None
        path.write_bytes(found)
        assert rows_of(path) == truth


def test_leaves_that_two_places_can_have_held_stay_lost(path: Path) -> None:
    whole, roots = path.read_bytes(), roots_of(path)
    bad = without(whole, *roots.values())
    assert relinked(bad, roots, dict.fromkeys(roots, SHAPE)) is None
    apart = {"one": SHAPE, "two": (("INTEGER", True), ("BLOB", False))}
    found = relinked(bad, roots, apart)
    assert found is not None
    assert page_of(found, roots["two"]) == bytes(PAGE)


def test_a_free_page_is_never_taken_for_a_lost_one(path: Path) -> None:
    """What was removed still stands on the pages that became free."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM one WHERE id BETWEEN 2000 AND 30000")
        raw.commit()
        truth, roots = rows_of(path), roots_of(path)
        (trunk,) = [int.from_bytes(path.read_bytes()[32:36], "big")]
    whole = path.read_bytes()
    shapes = dict.fromkeys(roots, SHAPE)
    found = relinked(without(whole, roots["one"]), roots, shapes)
    assert found is not None
    path.write_bytes(found)
    assert rows_of(path) == truth
    assert relinked(without(whole, roots["one"], trunk), roots, shapes) is None


def test_a_sound_file_is_left_alone(path: Path) -> None:
    roots = roots_of(path)
    assert relinked(path.read_bytes(), roots, dict.fromkeys(roots, SHAPE)) is None


def test_a_page_that_lies_ends_nowhere_but_in_an_answer(path: Path) -> None:
    """Bytes are changed in each kind of page and some pages are destroyed."""
    whole, roots = path.read_bytes(), roots_of(path)
    shapes = dict.fromkeys(roots, SHAPE)
    last = len(whole) // PAGE
    for seed in range(LIES):
        luck = random.Random(seed)
        content = bytearray(without(whole, *luck.sample(range(2, last + 1), 5)))
        for page in luck.sample(range(2, last + 1), last // 4):
            at = (page - 1) * PAGE + luck.choice((0, 3, 8, 12, PAGE - 60, PAGE - 50))
            content[at] = luck.choice((0, 1, 5, 13, 127, 128, 255))
        relinked(bytes(content), roots, shapes)


def test_a_row_that_tells_of_more_than_it_holds_is_none(path: Path) -> None:
    whole, roots = path.read_bytes(), roots_of(path)
    leaf = next(n for n in range(len(whole) // PAGE, 1, -1)
                if page_of(whole, n)[0] == LEAF)  # fmt: skip
    content = bytearray(whole)
    first = (leaf - 1) * PAGE + int.from_bytes(page_of(whole, leaf)[8:10], "big")
    _, at = varint_at(content, first)
    _, at = varint_at(content, at)
    content[at : at + 3] = b"\xff\xff\x7f"
    tops = [n for n in roots.values() if page_of(whole, n)[0] == INTERIOR]
    found = relinked(without(bytes(content), *tops), roots, dict.fromkeys(roots, SHAPE))
    assert found is None or page_of(found, leaf) == page_of(bytes(content), leaf)


def test_a_chain_of_many_floors_is_walked(path: Path) -> None:
    """As deep as no tree is: each page leads to the next, the last is destroyed."""
    pages = 3_000
    content = bytearray(bytes(PAGE) * pages)
    content[:PAGE] = path.read_bytes()[:PAGE]
    for page in range(2, pages):
        head = bytes([INTERIOR, 0, 0, 0, 0, 0, 0, 0]) + (page + 1).to_bytes(4, "big")
        content[(page - 1) * PAGE : (page - 1) * PAGE + len(head)] = head
    content[32:40] = bytes(8)
    assert relinked(bytes(content), {"one": 2}, {"one": SHAPE}) is None
