"""X2: packages that chance altered are refused or say what they say; nothing breaks.

Four mutators of `exchange-and-safety.md` 4: bytes of the zip, truncation, bytes of the
manifest, and bytes of a table with the digests made again, which is how an attacker
would do it. Each failing seed becomes a case of the corpus.
"""

from __future__ import annotations

import csv
import io
import random
import time
import tracemalloc
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import altered
import pytest
from counts import count

from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import BY_NAME, MANIFEST
from commune_desk.domain.package.limits import LIMITS
from commune_desk.exchange.package.build import table_bytes
from commune_desk.exchange.package.read import read
from commune_desk.exchange.package.strict import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scored import Scored

    from commune_desk.domain.package.manifest import Parcel

    Mutator = Callable[[random.Random], bytes]

SEED = 20_261_127
TRIES = count(300, 20_000)
SECONDS = 1.0
BYTES = 200_000_000
SIGNS = b"\",\r\n0123456789-+.eE\x00\xc3\xa9\xff={}[]:;/\\'P"
TABLES = [BY_NAME[name].path for name in ("projets", "budget_lignes", "comites")]


def bytes_of_the_zip(chance: random.Random) -> bytes:
    return _flipped(chance, altered.packed(altered.files()))


def truncation(chance: random.Random) -> bytes:
    data = altered.packed(altered.files())
    return data[: chance.randrange(len(data))] + bytes(chance.randrange(3))


def bytes_of_the_manifest(chance: random.Random) -> bytes:
    files = altered.files()
    return altered.packed(files | {MANIFEST: _flipped(chance, files[MANIFEST])})


def bytes_of_a_table(chance: random.Random) -> bytes:
    files, path = altered.files(), chance.choice(TABLES)
    files[path] = _flipped(chance, files[path])
    return altered.packed(altered.resealed(files))


MUTATORS = (bytes_of_the_zip, truncation, bytes_of_the_manifest, bytes_of_a_table)


def _flipped(chance: random.Random, data: bytes) -> bytes:
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8))):
        at = chance.randrange(len(raw))
        match chance.randrange(4):
            case 0:
                raw[at] ^= 1 << chance.randrange(8)
            case 1:
                raw[at] = chance.choice(SIGNS)
            case 2:
                raw[at:at] = bytes((chance.choice(SIGNS),)) * chance.choice((1, 1, 300))
            case _:
                del raw[at : at + chance.randrange(1, 20)]
    return bytes(raw)


@pytest.mark.full
@pytest.mark.parametrize("mutator", MUTATORS, ids=[m.__name__ for m in MUTATORS])
def test_nothing_but_a_refusal_comes_out(mutator: Mutator, scored: Scored) -> None:
    sound = read(altered.packed(altered.files()))
    chance = random.Random(f"{SEED} {mutator.__name__}")
    taken, slowest = 0, 0.0
    for number in range(TRIES // len(MUTATORS)):
        seed = chance.getrandbits(64)
        data = mutator(random.Random(seed))
        start = time.process_time()
        try:
            parcel = read(data)
        except PackageRefused as refusal:
            told = [each for each in refusal.findings if isinstance(each.fault, Fault)]
            if len(told) not in range(1, LIMITS.told + 1):
                pytest.fail(f"seed {seed} of {mutator.__name__}: {refusal.findings}")
        except BaseException as error:
            message = f"seed {seed}, number {number} of {mutator.__name__}: {error!r}"
            raise AssertionError(message) from error
        else:
            taken += 1
            _says_what_it_says(parcel, sound, data, seed)
        slowest = max(slowest, time.process_time() - start)
    figures = f"seed {SEED}, {taken} of {TRIES // 4} taken, slowest {slowest:.3f} s"
    scored(f"{mutator.__name__}: {figures}")
    assert slowest < SECONDS


def test_memory_stays_small() -> None:
    chance = random.Random(SEED)
    mutants = [mutator(chance) for mutator in MUTATORS for _ in range(8)]
    tracemalloc.start()
    for data in mutants:
        with suppress(PackageRefused):
            read(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < BYTES


def _says_what_it_says(parcel: Parcel, sound: Parcel, data: bytes, seed: int) -> None:
    """What is taken has equal totals; its lines are those that stand in its files."""
    assert parcel.totals == sound.totals, seed
    files = dict(_unzipped(data))
    for name, rows in parcel.tables.items():
        resource = BY_NAME[name]
        text = text_of(files[resource.path], name)
        stands = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        again = table_bytes(resource, rows).decode()
        told = list(csv.reader(io.StringIO(again, newline=""), strict=True))
        if told != stands:  # a number may be written in two ways: 1.50 and 1.5
            assert [_numbers(row) for row in told] == [_numbers(row) for row in stands]


def _numbers(row: list[str]) -> list[object]:
    return [
        float(cell) if cell.replace(".", "").removeprefix("-").isdigit() else cell
        for cell in row
    ]


def _unzipped(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [(name, file.read(name)) for name in file.namelist()]
