"""Give a damaged file back the pages that say which tables it has.

A copy is the same file at an earlier time, page for page: where the description of
the tables is destroyed, that of a copy fits if every page of it that can still be read
in the damaged file reads the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.storage.header import SIZE, parse
from commune_desk.storage.pages import PAGE, children, page_of

if TYPE_CHECKING:
    from pathlib import Path

COUNTED_AT, CHANGED_AT, VALID_AT = 28, 24, 92
"""Where the head of a file says how many pages it has, and at which change."""


def schema_pages(content: bytes) -> list[int]:
    """List the pages that describe the tables, the first included."""
    found: list[int] = []
    waiting = [1]
    while waiting:
        number = waiting.pop()
        if number in found or not page_of(content, number):
            continue
        found.append(number)
        waiting.extend(child for child, _ in children(content, number))
    return found


def grafted(damaged: Path, donor: Path) -> bytes | None:
    """Put the description of a copy into a damaged file; None where it does not fit."""
    mine_before, other = damaged.read_bytes(), donor.read_bytes()
    content = bytearray(mine_before)
    if parse(other[:SIZE]) is None:
        return None
    pages = schema_pages(other)
    for number in pages:
        mine = _described(page_of(mine_before, number), number)
        theirs = _described(page_of(other, number), number)
        if mine != theirs and _reads(mine):
            return None
    head = mine_before[:SIZE] if parse(mine_before[:SIZE]) else other[:SIZE]
    for number in pages:
        content[(number - 1) * PAGE : number * PAGE] = page_of(other, number)
    content[:SIZE] = head
    count = len(content) // PAGE
    content[COUNTED_AT : COUNTED_AT + 4] = count.to_bytes(4, "big")
    content[VALID_AT : VALID_AT + 4] = content[CHANGED_AT : CHANGED_AT + 4]
    return bytes(content)


def _described(page: bytes, number: int) -> bytes:
    return page[SIZE:] if number == 1 else page


def _reads(page: bytes) -> bool:
    """Tell whether a page looks like one of a tree; overflow begins with a number."""
    return bool(page) and any(page)
