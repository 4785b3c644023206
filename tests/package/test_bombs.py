"""X4: twelve kinds of traps are refused at once, and in little memory."""

from __future__ import annotations

import io
import json
import random
import struct
import time
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING

import altered
import pytest
from counts import count

from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import BY_NAME, MANIFEST, README
from commune_desk.domain.package.limits import LIMITS
from commune_desk.exchange.package.members import MOST_READ, bytes_of
from commune_desk.exchange.package.read import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS, BYTES = count(suite=30.0, full=0.5), 50_000_000
PATH = BY_NAME["projets"].path


def zeros() -> bytes:
    """400 MB in less than one."""
    engine, piece = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(1_000_000)
    packed = b"".join(engine.compress(piece) for _ in range(400)) + engine.flush()
    crc = 0
    for _ in range(400):
        crc = zlib.crc32(piece, crc)
    return _raw([(PATH.encode(), packed, 400_000_000, crc)])


def lying_size() -> bytes:
    """50 MB that say they are 1 000 bytes."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(bytes(50_000_000)) + engine.flush()
    lie = (MANIFEST.encode(), packed, 1_000, zlib.crc32(bytes(1_000)))
    return _raw([(README.encode(), b"\3\0", 0, 0), lie])


def below_the_ratio() -> bytes:
    """Twelve members of 8 MB, each within its limits, all together beyond."""
    body = random.Random(1).randbytes(90_000) * 89
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(body) + engine.flush()
    names = [each.path.encode() for each in list(BY_NAME.values())[:12]]
    return _raw([(name, packed, len(body), zlib.crc32(body)) for name in names])


def nested() -> bytes:
    """A zip of zips in the place of the overview, which nothing ever opens."""
    inner = altered.zipped_by_hand([("a", bytes(20_000_000))])
    return altered.zipped_by_hand([*altered.files().items(), ("b.zip", inner)])


def overlapping() -> bytes:
    """All entries on one body."""
    text = random.Random(1).randbytes(10_000)
    body = zlib.compress(text, 9)[2:-4]
    names = [each.encode() for each in altered.files()]
    return _raw([(n, body, 10_000, zlib.crc32(text)) for n in names], one=True)


def many() -> bytes:
    """60 000 members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(60_000):
            file.writestr(zipfile.ZipInfo(f"{number}"), b"")
    return out.getvalue()


def many_behind_a_small_count() -> bytes:
    """The same, saying that they are two."""
    data = bytearray(many())
    data[-14:-10] = struct.pack("<HH", 2, 2)
    return bytes(data)


def deep() -> bytes:
    return _manifest(b'{"x": ' + b"[" * 400_000 + b"]" * 400_000 + b"}")


def endless_number() -> bytes:
    return _manifest(b'{"x": ' + b"9" * 900_000 + b"}")


def keys() -> bytes:
    """100 000 keys of which the last stands twice."""
    pairs = b", ".join(b'"k%d": 0' % n for n in range(70_000))
    return _manifest(b"{" + pairs + b', "k69999": 1}')


def pattern() -> bytes:
    """A pattern that never ends, in the sender's schema, over a cell made for it."""
    files = altered.files()
    cells = altered.table("projets")
    cells[1][2] = "a" * 26 + "!"
    whole = json.loads(files[MANIFEST])
    fields = whole["resources"][0]["schema"]["fields"]
    fields[2]["constraints"] = {"pattern": "(a+)+$"}
    whole["commune-desk"]["sequence"] = 0
    files |= {MANIFEST: altered.told(whole), PATH: altered.text_of(cells)}
    return altered.packed(altered.resealed(files))


def lines() -> bytes:
    """A table of two million empty lines with the right digest."""
    text = altered.files()[PATH]
    noise = b"".join(b"\n" * (n % 97) + b"%d\n" % n for n in range(40_000))
    return altered.with_member(PATH, text + noise)


def quotes() -> bytes:
    """A quotation mark that swallows ten megabytes."""
    body = b"".join(b"%d;%d\n" % (n, n * 7919) for n in range(190_000))
    return altered.with_member(PATH, altered.files()[PATH] + b'"' + body)


def note() -> bytes:
    """A note of ten megabytes."""
    body = b"".join(b"%d;%d\n" % (n, n * 7919) for n in range(500_000))
    return altered.with_member(README, body)


def huge() -> bytes:
    return altered.packed(altered.files()) + bytes(LIMITS.file)


BOMBS: dict[Callable[[], bytes], set[Fault]] = {
    zeros: {Fault.TOO_LARGE},
    lying_size: {Fault.DAMAGED},
    below_the_ratio: {Fault.TOO_LARGE},
    nested: {Fault.MEMBER},
    overlapping: {Fault.OVERLAP},
    many: {Fault.MEMBERS},
    many_behind_a_small_count: {Fault.MEMBERS, Fault.DAMAGED},
    deep: {Fault.JSON},
    endless_number: {Fault.JSON},
    keys: {Fault.JSON_KEY},
    pattern: {Fault.MANIFEST},
    lines: {Fault.TOO_MANY},
    quotes: {Fault.CSV, Fault.TOO_MANY},
    note: {Fault.TOO_LARGE},
    huge: {Fault.TOO_LARGE},
}


@pytest.mark.parametrize("bomb", BOMBS, ids=[bomb.__name__ for bomb in BOMBS])
def test_a_trap_is_refused_at_once(bomb: Callable[[], bytes]) -> None:
    data = bomb()
    start = time.process_time()
    found = refusal_of(data)
    seconds = time.process_time() - start
    assert found in BOMBS[bomb]
    assert seconds < SECONDS
    tracemalloc.start()
    refusal_of(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < BYTES


def refusal_of(data: bytes) -> Fault:
    with pytest.raises(PackageRefused) as refusal:
        read(data)
    return refusal.value.findings[0].fault


def test_there_are_twelve_kinds() -> None:
    assert len(BOMBS) >= 12


def _manifest(text: bytes) -> bytes:
    entries = altered.files() | {MANIFEST: text}
    return altered.zipped_by_hand(list(entries.items()), zipfile.ZIP_STORED)


def _raw(members: list[tuple[bytes, bytes, int, int]], *, one: bool = False) -> bytes:
    """Zip bytes that are compressed already, with any size and checksum."""
    out, directory = bytearray(), bytearray()
    for name, packed, size, crc in members:
        offset = 0 if one else len(out)
        facts = (20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
        if not one or not out:
            out += struct.pack("<4s5H3L2H", b"PK\3\4", *facts) + name + packed
        directory += (
            struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *facts, 0, 0, 0, 0, offset) + name
        )
    end = (0, 0, len(members), len(members), len(directory), len(out), 0)
    return bytes(out + directory) + struct.pack("<4s4H2LH", b"PK\5\6", *end)


def test_a_file_of_any_size_is_read_only_so_far(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(MOST_READ * 20)
    data = bytes_of(path)
    assert len(data) == MOST_READ
    with pytest.raises(PackageRefused):
        read(data)
