"""The members of a zip, taken in memory: limits first, nothing ever on disk.

The few structures that a package may have are read here, byte by byte, and all of
its bytes must be accounted for: `zipfile` judges overlapping members, names with a NUL
and bytes between members differently from one version of Python to the next
(`exchange-and-safety.md` 4).
"""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.limits import LIMITS
from commune_desk.exchange.package.findings import refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from commune_desk.domain.package.limits import Limits

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCATOR = 20
_START, _SEALED = b"PK\x03\x04", b"age-encryption.org/"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LATER_SIZES = 0x8
_PLAIN_FLAGS = 0x6 | _LATER_SIZES | 0x800
"""Hints on how it was compressed, sizes after the data, names in UTF-8."""

_AFTER = 24
"""Bytes of a data descriptor at most, after the data of a member."""

_ENTRY_MOST = 1_000
"""Bytes of one entry of the directory: its name, and what programs add to it."""

_FOLDER = 0x10


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    flags: int
    method: int
    digest: int
    packed: int
    size: int
    mode: int
    attributes: int
    offset: int


class Members:
    """What stands in the zip; each member is unpacked when it is asked for."""

    def __init__(self, data: bytes, entries: dict[str, tuple[_Entry, int]]) -> None:
        self._data = data
        self._entries = entries

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in their order in the directory."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Give the bytes of a member, unpacked, as the directory declares them."""
        return self._entries[name][0].size

    def take(self, name: str) -> bytes:
        """Unpack a member: never more than was declared, its checksum compared."""
        entry, start = self._entries[name]
        packed = memoryview(self._data)[start : start + entry.packed]
        data = bytes(packed) if entry.method == _STORED else _inflated(packed, entry)
        if len(data) != entry.size or zlib.crc32(data) != entry.digest:
            raise refused(Fault.DAMAGED, name)
        return data


def _inflated(packed: memoryview, entry: _Entry) -> bytes:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = engine.decompress(packed, entry.size + 1)
        if not engine.eof and len(data) <= entry.size:
            data += engine.decompress(engine.unconsumed_tail, 1)
    except zlib.error as error:
        raise refused(Fault.DAMAGED, entry.name) from error
    if not engine.eof or engine.unused_data:
        raise refused(Fault.DAMAGED, entry.name)
    return data


def bytes_of(path: Path) -> bytes:
    """Read a file that says it is a package, and no more than one may hold.

    What is larger is read far enough to be refused for its size.
    """
    with path.open("rb") as file:
        return file.read(MOST_READ)


MOST_READ = 2 * LIMITS.file
"""Bytes: a package that is sealed is little longer than what it seals."""


def members(data: bytes, allowed: Collection[str], limits: Limits) -> Members:
    """Look into the zip without unpacking anything.

    Raises `PackageRefused` for whatever is not as a package is: too large, too many
    members, other names than `allowed`, twice the same, overlapping, encrypted, links,
    other compressions, or bytes that belong to nothing.
    """
    count, size, offset = _end(data, limits)
    found: dict[str, _Entry] = {}
    at = offset
    for _ in range(count):
        entry, at = _entry(data, at, offset + size)
        _fit(entry, allowed, limits)
        if entry.name in found:
            raise refused(Fault.DUPLICATE_MEMBER, entry.name)
        found[entry.name] = entry
    if at != offset + size:
        raise refused(Fault.DAMAGED)
    if sum(each.size for each in found.values()) > limits.whole:
        raise refused(Fault.TOO_LARGE, declared=limits.whole)
    return Members(data, _placed(data, found, offset))


def _end(data: bytes, limits: Limits) -> tuple[int, int, int]:
    """Read the end of the directory: how many entries, their bytes, where."""
    if len(data) > limits.file:
        raise refused(Fault.TOO_LARGE, value=len(data), declared=limits.file)
    if data.startswith(_SEALED):
        raise refused(Fault.ENCRYPTED)
    if not data.startswith(_START):
        raise refused(Fault.NOT_A_ZIP)
    if len(data) < _END.size:
        raise refused(Fault.DAMAGED)
    end = len(data) - _END.size
    sign, disk, first, here, count, size, offset, comment = _END.unpack_from(data, end)
    sound = sign == b"PK\x05\x06" and not (disk or first or comment) and here == count
    if not sound or data[end - _LOCATOR : end].startswith(b"PK\x06\x07"):
        raise refused(Fault.DAMAGED)
    if count > limits.members or size > limits.members * _ENTRY_MOST:
        raise refused(Fault.MEMBERS, value=count, declared=limits.members)
    if offset + size != end:
        raise refused(Fault.DAMAGED)
    return count, size, offset


def _entry(data: bytes, at: int, end: int) -> tuple[_Entry, int]:
    if at + _ENTRY.size > end:
        raise refused(Fault.DAMAGED)
    (
        sign, made, _, flags, method, _, _, digest, packed, size,
        named, extra, comment, disk, _, attributes, offset,
    ) = _ENTRY.unpack_from(data, at)  # fmt: skip
    after = at + _ENTRY.size + named
    if sign != b"PK\x01\x02" or disk or after + extra + comment > end:
        raise refused(Fault.DAMAGED)
    name = data[at + _ENTRY.size : after].decode("ascii", "backslashreplace")
    mode = attributes >> 16 if made >> 8 in _WITH_MODES else 0
    entry = _Entry(name, flags, method, digest, packed, size, mode, attributes, offset)
    return entry, after + extra + comment


_WITH_MODES = {3, 19}
"""Systems whose archives carry Unix modes: Unix and macOS."""


def _fit(entry: _Entry, allowed: Collection[str], limits: Limits) -> None:
    name = entry.name
    if entry.flags & _ENCRYPTED:
        raise refused(Fault.ENCRYPTED, name)
    kind = stat.S_IFMT(entry.mode)
    if kind not in {0, stat.S_IFREG} or entry.attributes & _FOLDER:
        raise refused(Fault.NOT_A_FILE, name)
    if name not in allowed:
        raise refused(Fault.MEMBER, value=name)
    if entry.method not in {_STORED, _DEFLATED}:
        raise refused(Fault.COMPRESSION, name, value=entry.method)
    if entry.flags & ~_PLAIN_FLAGS:
        raise refused(Fault.DAMAGED, name)
    if entry.size > limits.member:
        raise refused(Fault.TOO_LARGE, name, value=entry.size, declared=limits.member)
    if entry.size > limits.ratio * max(entry.packed, 1):
        raise refused(Fault.BOMB, name, value=entry.size)
    if entry.method == _STORED and entry.size != entry.packed:
        raise refused(Fault.DAMAGED, name)


def _placed(
    data: bytes, found: dict[str, _Entry], end: int
) -> dict[str, tuple[_Entry, int]]:
    """Find where the data of each member begin; every byte belongs to one."""
    before, gap = 0, 0
    starts: dict[str, int] = {}
    for entry in sorted(found.values(), key=lambda each: each.offset):
        _follows(entry.name, before, entry.offset, gap)
        start = _data_start(data, entry, end)
        starts[entry.name], before = start, start + entry.packed
        gap = _AFTER if entry.flags & _LATER_SIZES else 0
    _follows("", before, end, gap)
    return {name: (entry, starts[name]) for name, entry in found.items()}


def _follows(name: str, before: int, start: int, gap: int) -> None:
    if start < before:
        raise refused(Fault.OVERLAP, name)
    if start > before + gap:
        raise refused(Fault.DAMAGED, name)


def _data_start(data: bytes, entry: _Entry, end: int) -> int:
    if entry.offset + _LOCAL.size > end:
        raise refused(Fault.DAMAGED, entry.name)
    sign, _, flags, method, _, _, digest, packed, size, named, extra = (
        _LOCAL.unpack_from(data, entry.offset)
    )
    after = entry.offset + _LOCAL.size
    name = data[after : after + named].decode("ascii", "backslashreplace")
    same = (sign, flags, method, name) == (
        _START,
        entry.flags,
        entry.method,
        entry.name,
    )
    later = flags & _LATER_SIZES and not (digest or packed or size)
    sizes = (digest, packed, size) == (entry.digest, entry.packed, entry.size)
    if not same or not (sizes or later):
        raise refused(Fault.DAMAGED, entry.name)
    return after + int(named) + int(extra)
