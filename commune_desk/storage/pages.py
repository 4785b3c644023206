"""The pages of a SQLite file and the trees they make, read byte by byte.

For files that SQLite itself reads no more: nothing here trusts what a page says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.storage.header import SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 4096
"""Bytes of a page; `storage/pragmas.py` leaves SQLite's own."""

INTERIOR, LEAF = 0x05, 0x0D
HEAD = 12
"""Bytes before the places of the cells of an interior page."""

FIRST_ID, LAST_ID = -(1 << 63), (1 << 63) - 1


def page_of(content: bytes, number: int) -> bytes:
    """Give a page by its number, from 1; empty where the file has no such page."""
    return content[(number - 1) * PAGE : number * PAGE] if number > 0 else b""


def number_at(data: bytes, at: int, size: int = 4) -> int:
    """Read a plain number."""
    return int.from_bytes(data[at : at + size], "big")


def varint_at(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of SQLite’s own writing; give where it ends too.

    At the end of the data it stands still: who reads on compares the ends.
    """
    value = 0
    for step in range(8):
        if at + step >= len(data):
            return value, at + step
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004  the last byte of a number
            return value, at + step + 1
    last = data[at + 8] if at + 8 < len(data) else 0
    value = value << 8 | last
    return value - (1 << 64) if value > LAST_ID else value, at + 9


def children(
    content: bytes, number: int, until: int = LAST_ID
) -> Iterator[tuple[int, int]]:
    """Give each child of a page, with the highest id below it; a leaf has none.

    `until` is the highest id below the page itself.
    """
    page = page_of(content, number)
    start = SIZE if number == 1 else 0
    if page[start : start + 1] != bytes([INTERIOR]):
        return
    for cell in range(min(number_at(page, start + 3, 2), (PAGE - HEAD) // 2)):
        place = number_at(page, start + HEAD + 2 * cell, 2)
        key, _ = varint_at(page, place + 4)
        yield number_at(page, place), key
    yield number_at(page, start + 8), until
