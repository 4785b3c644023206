"""A package taken apart, altered at one place, and put together again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import struct
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import parcels

from commune_desk.domain.package.format import BY_NAME, MANIFEST
from commune_desk.domain.package.totals import all_totals
from commune_desk.exchange.package.build import MODE, STAMP, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.domain.package.faults import Fault

    Files = dict[str, bytes]

OWN = "commune-desk"


@dataclass(frozen=True)
class Case:
    """One file."""

    name: str
    data: bytes
    fault: Fault | None = None
    """None where it must be read."""


@lru_cache(maxsize=8)
def _unpacked(seed: int) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(parcels.package(seed))) as file:
        return tuple((name, file.read(name)) for name in file.namelist())


def files(seed: int = 1) -> Files:
    """Give the members of a sound package."""
    return dict(_unpacked(seed))


def manifest(seed: int = 1) -> dict[str, Any]:
    """Give what the manifest of a sound package says."""
    said: dict[str, Any] = json.loads(files(seed)[MANIFEST])
    return said


def told(whole: object) -> bytes:
    """Write a manifest."""
    return json.dumps(whole, ensure_ascii=False).encode()


def with_manifest(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change what the manifest says, and nothing else."""
    whole = manifest()
    change(whole)
    return packed(files() | {MANIFEST: told(whole)})


def with_member(name: str, data: bytes) -> bytes:
    """Replace a member, with its digest and bytes: only its content is wrong."""
    return packed(resealed(files() | {name: data}))


def resealed(members: Files) -> Files:
    """Recompute digests and bytes of all members, as the sender would."""
    whole = json.loads(members[MANIFEST])
    for each in whole["resources"]:
        if each["path"] in members:
            data = members[each["path"]]
            each["bytes"] = len(data)
            each["hash"] = "sha256:" + hashlib.sha256(data).hexdigest()
    for name, facts in whole[OWN]["files"].items():
        facts["bytes"] = len(members[name])
        facts["sha256"] = hashlib.sha256(members[name]).hexdigest()
    return members | {MANIFEST: told(whole)}


def table(name: str, seed: int = 1) -> list[list[str]]:
    """Give the cells of a table, its head first."""
    text = files(seed)[BY_NAME[name].path].decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def text_of(cells: list[list[str]]) -> bytes:
    """Write the cells of a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue().encode()


def with_cell(name: str, column: str, text: str, line: int = 2) -> bytes:
    """Write one cell otherwise, line as in a spreadsheet."""
    cells = table(name)
    cells[line - 1][BY_NAME[name].at[column]] = text
    return with_member(BY_NAME[name].path, text_of(cells))


def with_rows(changed: Mapping[str, list[tuple[Any, ...]]], **facts: object) -> bytes:
    """Build a package whose tables say something else, totals and all."""
    return parcels.package(1, rows={**parcels.tables(1), **changed}, **facts)


def packed(members: Mapping[str, bytes]) -> bytes:
    """Zip members as the program does."""
    return zipped(members)


def zipped_by_hand(
    entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Zip members in any order, any name, twice if wanted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in entries:
            info = zipfile.ZipInfo(name, STAMP)
            info.create_system, info.external_attr = 3, MODE
            info.compress_type = method
            file.writestr(info, data)
    return out.getvalue()


class _Pipe(io.RawIOBase):
    """Takes bytes and cannot be rewound: sizes then stand after the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += data
        return len(data)


def streamed(entries: list[tuple[str, bytes]]) -> bytes:
    """Zip members without going back, as programs do that send while they zip."""
    out = _Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return bytes(out.data)


def patched(data: bytes, name: str, at: int, value: bytes, *, both: int = -1) -> bytes:
    """Write bytes into the directory entry of a member; `both`: place in its head."""
    raw = bytearray(data)
    entry = _entry(raw, name)
    raw[entry + at : entry + at + len(value)] = value
    if both >= 0:
        (offset,) = struct.unpack_from("<L", raw, entry + 42)
        raw[offset + both : offset + both + len(value)] = value
    return bytes(raw)


def _entry(raw: bytearray, name: str) -> int:
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        (length,) = struct.unpack_from("<H", raw, at + 28)
        if raw[at + 46 : at + 46 + length] == name.encode():
            return at
        at = raw.find(b"PK\x01\x02", at + 4)
    raise KeyError(name)


def totals_of(changed: Mapping[str, list[tuple[Any, ...]]]) -> object:
    """Add up tables as the manifest declares them."""
    return all_totals([BY_NAME[name] for name in changed], changed)
