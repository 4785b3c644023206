"""Find the leaves again that a destroyed page alone led to.

In a sound file each page stands in a tree, in a chain of long values or among the free
ones. A leaf that nothing leads to was therefore under a page that cannot be read; where
one such place alone can have held it, the page is written anew, in a copy of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from commune_desk.storage.graft import schema_pages
from commune_desk.storage.pages import (
    FIRST_ID,
    HEAD,
    INTERIOR,
    LAST_ID,
    LEAF,
    PAGE,
    children,
    number_at,
    page_of,
    varint_at,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Mapping

FREE_AT, FREE_COUNT_AT = 32, 36
"""Where the head of a file says where its free pages begin, and how many they are."""

DEEPEST = 12
"""Floors that no tree of a dossier has; what goes deeper goes in circles."""

TEXT, BLOB = 13, 12
"""Kinds of a value in a record; texts are odd from here, bytes even."""

Shape = tuple[tuple[str, bool], ...]
"""Of each column: its kind, and whether it may be empty."""


@dataclass(frozen=True, slots=True)
class _Spoilt:
    """A page of a tree that cannot be read: its table, and the ids it led to."""

    page: int
    table: str
    above: int
    until: int


@dataclass(frozen=True, slots=True)
class _Orphan:
    """A page that nothing leads to: the ids below it, and a record of it."""

    page: int
    first: int
    last: int
    record: bytes


@dataclass
class _File:
    content: bytes
    claimed: set[int] = field(default_factory=set)
    spoilt: list[_Spoilt] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.content) // PAGE

    def walk(self, root: int, table: str) -> None:
        """Claim the pages of a tree; note those that cannot be read."""
        waiting = [(root, FIRST_ID, LAST_ID)]
        while waiting:
            page, above, until = waiting.pop()
            if page in self.claimed or not 1 <= page <= self.count:
                continue
            self.claimed.add(page)
            kind = page_of(self.content, page)[0]
            if kind == INTERIOR:
                low = above
                for child, key in children(self.content, page, until):
                    waiting.append((child, low, key))
                    low = key
            elif kind != LEAF or not _within(self.content, page, above, until):
                self.spoilt.append(_Spoilt(page, table, above, until))

    def frees(self) -> bool:
        """Claim the free pages; tell whether all of them are known."""
        trunk, told = number_at(self.content, FREE_AT), 0
        while trunk and trunk not in self.claimed and trunk <= self.count:
            self.claimed.add(trunk)
            body = page_of(self.content, trunk)
            leaves = min(number_at(body, 4), PAGE // 4 - 2)
            told += 1 + leaves
            self.claimed.update(number_at(body, 8 + 4 * n) for n in range(leaves))
            trunk = number_at(body, 0)
        return told == number_at(self.content, FREE_COUNT_AT)


def _within(content: bytes, page: int, above: int, until: int) -> bool:
    """Tell whether the ids of a leaf are those that its place holds."""
    if not number_at(page_of(content, page), 3, 2):
        return True
    found = _orphan(content, page)
    return found is not None and above < found.first and found.last <= until


def relinked(
    content: bytes, roots: Mapping[str, int], shapes: Mapping[str, Shape]
) -> bytes | None:
    """Write the destroyed pages anew whose leaves are found; None where there are none.

    `roots` and `shapes` tell of every table where its tree begins and what a row holds.
    """
    file = _File(content)
    file.claimed.update(schema_pages(content))
    for table, root in roots.items():
        file.walk(root, table)
    if not file.spoilt or not file.frees():
        return None
    tops = _tops(file)
    below: dict[_Spoilt, list[_Orphan]] = {}
    for orphan in tops:
        places = [each for each in file.spoilt if _fits(orphan, each, shapes)]
        if len(places) == 1:
            below.setdefault(places[0], []).append(orphan)
    written = bytearray(content)
    for place, orphans in below.items():
        if (page := _interior(orphans)) is not None:
            written[(place.page - 1) * PAGE : place.page * PAGE] = page
    return bytes(written) if below else None


def _tops(file: _File) -> list[_Orphan]:
    """Give the pages that nothing leads to, those under others left out."""
    alone = {
        number
        for number in range(2, file.count + 1)
        if number not in file.claimed
        and page_of(file.content, number)[0] in {INTERIOR, LEAF}
    }
    led = {child for number in alone for child, _ in children(file.content, number)}
    found = (_orphan(file.content, number) for number in sorted(alone - led))
    return [each for each in found if each is not None]


def _orphan(content: bytes, number: int) -> _Orphan | None:
    """Read the ids at both ends of a page that nothing leads to."""
    ends: list[tuple[int, bytes]] = []
    for end in (0, -1):
        page, depth = number, 0
        while (below := list(children(content, page))) and depth < DEEPEST:
            page, depth = below[end][0], depth + 1
        body = page_of(content, page)
        cells = number_at(body, 3, 2)
        if body[:1] != bytes([LEAF]) or not 0 < cells <= (PAGE - 8) // 2:
            return None
        place = number_at(body, 8 + 2 * (cells - 1 if end else 0), 2)
        _, at = varint_at(body, place)
        key, at = varint_at(body, at)
        ends.append((key, body[at:]))
    (first, record), (last, _) = ends
    return _Orphan(number, first, last, record) if first <= last else None


def _fits(orphan: _Orphan, place: _Spoilt, shapes: Mapping[str, Shape]) -> bool:
    inside = place.above < orphan.first and orphan.last <= place.until
    return inside and _is_of(orphan.record, shapes[place.table])


def _is_of(record: bytes, shape: Shape) -> bool:
    """Tell whether a record can be a row of a table: each value of its kind.

    A row that was written before a column joined has fewer.
    """
    size, at = varint_at(record, 0)
    kinds: list[int] = []
    if size > len(record):
        return False
    while at < size:
        kind, at = varint_at(record, at)
        kinds.append(kind)
    if at != size or len(kinds) > len(shape):
        return False
    columns = zip(kinds, shape, strict=False)
    return all(_is_kind(kind, *column) for kind, column in columns)


def _is_kind(kind: int, name: str, empty: bool) -> bool:  # noqa: FBT001  a pair of `Shape`
    match name:
        case "INTEGER" | "INT":
            right = kind in {1, 2, 3, 4, 5, 6, 8, 9}
        case "TEXT":
            right = kind >= TEXT and kind % 2 == 1
        case "BLOB":
            right = kind >= BLOB and kind % 2 == 0
        case "REAL":
            right = kind in {1, 2, 3, 4, 5, 6, 7, 8, 9}
        case _:
            right = kind > 0
    return right or (empty and kind == 0)


def _interior(orphans: list[_Orphan]) -> bytes | None:
    """Write a page that leads to these, in the order of their ids."""
    orphans = sorted(orphans, key=lambda each: each.first)
    if any(one.last >= other.first for one, other in pairwise(orphans)):
        return None
    *before, last = orphans
    cells = [_cell(each) for each in before]
    places, end = [], PAGE
    for cell in cells:
        end -= len(cell)
        places.append(end)
    if end < HEAD + 2 * len(cells):
        return None
    head = bytes([INTERIOR, 0, 0]) + len(cells).to_bytes(2, "big")
    head += end.to_bytes(2, "big") + b"\0" + last.page.to_bytes(4, "big")
    head += b"".join(place.to_bytes(2, "big") for place in places)
    return head + bytes(end - len(head)) + b"".join(reversed(cells))


def _cell(orphan: _Orphan) -> bytes:
    key = orphan.last
    parts: list[int] = []
    while True:
        parts.append(key & 0x7F | (0x80 if parts else 0))
        key >>= 7
        if not key:
            break
    return orphan.page.to_bytes(4, "big") + bytes(reversed(parts))
