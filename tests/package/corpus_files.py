"""Malformed packages whose fault lies in the zip, its members or their text."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import altered
import parcels
from altered import Case

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.format import (
    BY_NAME,
    MANIFEST,
    MAP,
    OVERVIEW,
    README,
    SIGNATURE,
)
from commune_desk.exchange.package.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

_F = Fault
BUDGET, PROJECTS = BY_NAME["budget_lignes"], BY_NAME["projets"]
FAR_AWAY = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":'
    b'{"type":"Point","coordinates":[200,1]}}]}'
)


def texts() -> Iterator[Case]:
    sound = altered.files()
    said = altered.told(altered.manifest())
    for name, data, fault in (
        ("no JSON", b"{", _F.JSON),
        ("empty manifest", b"", _F.JSON),
        ("a list", b"[]", _F.MANIFEST),
        ("latin manifest", said.replace("é".encode(), b"\xe9"), _F.ENCODING),
        ("key twice", said[:-1] + b', "id": "urn:uuid:0"}', _F.JSON_KEY),
        ("NaN", said[:-1] + b', "x": NaN}', _F.JSON),
        ("Infinity", said[:-1] + b', "x": -Infinity}', _F.JSON),
        ("beyond all", said[:-1] + b', "x": 1e400}', _F.JSON),
        ("5000 digits", said[:-1] + b', "x": ' + b"9" * 5_000 + b"}", _F.JSON),
        (
            "deep",
            said[:-1] + b', "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            _F.JSON,
        ),
        ("something after", said + b"{}", _F.JSON),
        ("a mark before", b"\xef\xbb\xbf" + said, _F.JSON),
    ):
        entries = sound | {MANIFEST: data}
        stored = altered.zipped_by_hand(list(entries.items()), zipfile.ZIP_STORED)
        yield Case(f"manifest: {name}", stored, fault)
    large = said[:-1] + b', "x": "' + b"x" * 1_000_000 + b'"}'
    stored = altered.zipped_by_hand(
        list((sound | {MANIFEST: large}).items()), zipfile.ZIP_STORED
    )
    yield Case("manifest: too large", stored, _F.TOO_LARGE)
    path = PROJECTS.path
    rows = sound[path]
    head, _, rest = rows.partition(b"\r\n")
    columns = head.split(b",")
    for name, text, fault in (
        ("latin", rows.replace("é".encode(), b"\xe9"), _F.ENCODING),
        ("wide", rows.decode().encode("utf-16"), _F.ENCODING),
        ("cut sign", rows + b"\xc3", _F.ENCODING),
        ("nothing", b"", _F.COLUMNS),
        ("semicolons", rows.replace(b",", b";"), _F.COLUMNS),
        ("no head", rest, _F.COLUMNS),
        ("column renamed", rows.replace(b"secteur,", b"Secteur,", 1), _F.COLUMNS),
        ("columns swapped", b",".join([columns[1], columns[0], *columns[2:]]) + b"\r\n"
         + rest, _F.COLUMNS),
        ("column missing", b",".join(columns[1:]) + b"\r\n" + rest, _F.COLUMNS),
        ("column more", head + b",x\r\n" + rest, _F.COLUMNS),
        ("cell more", rows.removesuffix(b"\r\n") + b",x\r\n", _F.CELLS),
        ("cell less", rows + b"P-2,3\r\n", _F.CELLS),
        ("line more", rows + rest.split(b"\r\n")[0] + b"\r\n", _F.ROWS),
        ("blank line", rows + b"\r\n", _F.CELLS),
        ("open quote", rows + b'"P-9', _F.CSV),
        ("quote then text", rows + b'"a"b,\r\n', _F.CSV),
        ("old line ends", rows.replace(b"\r\n", b"\r"), _F.CONTROL),
        ("only the head", head + b"\r\n", _F.ROWS),
    ):  # fmt: skip
        yield Case(f"projets.csv: {name}", altered.with_member(path, text), fault)


def members() -> Iterator[Case]:
    sound = altered.files()
    for name in (MANIFEST, README, BUDGET.path, BY_NAME["villages"].path):
        left = {each: data for each, data in sound.items() if each != name}
        yield Case(f"without {name}", altered.packed(left), _F.MISSING_MEMBER)
    for name in (
        "virus.exe", "../projets.csv", "/etc/passwd", "C:\\win.txt", "data/",
        "data/autre.csv", "DATA/projets.csv", "data/projets.csv\0.exe", "__MACOSX/x",
        "data\\projets.csv", "datapackage.json ", "dossier/apercu.xlsx", "é.csv",
    ):  # fmt: skip
        entries = [*sound.items(), ("x" * len(name.encode()), b"")]
        data = altered.zipped_by_hand(entries)
        old, new = ("x" * len(name.encode())).encode(), name.encode()
        yield Case(f"member {name!r}", data.replace(old, new), _F.MEMBER)
    yield Case("map not declared", altered.packed(sound | {MAP: b"{}"}), _F.MEMBER)
    for name in (MANIFEST, PROJECTS.path, README):
        twice = altered.zipped_by_hand([*sound.items(), ("y" * len(name), b"x")])
        data = twice.replace(b"y" * len(name), name.encode())
        yield Case(f"{name} twice", data, _F.DUPLICATE_MEMBER)
    for name, content, fault in (
        (MAP, b"{}", _F.MAP),
        (MAP, b'{"type": "FeatureCollection", "features": [1]}', _F.MAP),
        (MAP, FAR_AWAY, _F.MAP),
        (MAP, b'{"a": 1, "a": 2}', _F.JSON_KEY),
        (MAP, b"non", _F.JSON),
        (OVERVIEW, b"<html>", _F.OVERVIEW),
        (OVERVIEW, b"PK\x03\x04" + bytes(range(256)) * 120, _F.TOO_LARGE),
    ):  # fmt: skip
        made = parcels.manifest_for(1)
        data = build(made, parcels.tables(1), "x", extras={name: content})
        yield Case(f"{name} {content[:20]!r}", data, fault)
    for content in (b"", b"faux", b"A" * 88, b"A" * 500, b"\xff" * 88):
        data = altered.packed(sound | {SIGNATURE: content})
        yield Case(f"signature {content[:5]!r}{len(content)}", data, _F.SIGNATURE)


def zips() -> Iterator[Case]:
    data = altered.packed(altered.files())
    inside, path = list(altered.files().items()), PROJECTS.path
    for name, made, fault in (
        ("empty file", b"", _F.NOT_A_ZIP),
        ("text", b"bonjour", _F.NOT_A_ZIP),
        ("PDF", b"%PDF-1.7", _F.NOT_A_ZIP),
        ("age", b"age-encryption.org/v1\n", _F.ENCRYPTED),
        ("head alone", data[:4], _F.DAMAGED),
        ("half", data[: len(data) // 2], _F.DAMAGED),
        ("last byte cut", data[:-1], _F.DAMAGED),
        ("one byte more", data + b"\0", _F.DAMAGED),
        ("something before", b"MZ" + data, _F.NOT_A_ZIP),
        ("encrypted", altered.patched(data, path, 8, b"\1\0", both=6), _F.ENCRYPTED),
        ("link", altered.patched(data, path, 38, struct.pack("<L", 0o120777 << 16)),
         _F.NOT_A_FILE),
        ("device", altered.patched(data, path, 38, struct.pack("<L", 0o060644 << 16)),
         _F.NOT_A_FILE),
        ("pipe", altered.patched(data, path, 38, struct.pack("<L", 0o010644 << 16)),
         _F.NOT_A_FILE),
        ("folder", altered.patched(data, path, 38, struct.pack("<L", 0x10)),
         _F.NOT_A_FILE),
        ("LZMA", altered.patched(data, path, 10, b"\x0e\0", both=8), _F.COMPRESSION),
        ("BZIP2", altered.zipped_by_hand(inside, zipfile.ZIP_BZIP2), _F.COMPRESSION),
        ("patch flag", altered.patched(data, path, 8, b"\x20\0", both=6), _F.DAMAGED),
        ("flags differ", altered.patched(data, path, 8, b"\2\0"), _F.DAMAGED),
        ("checksum", altered.patched(data, path, 16, b"\0\0\0\0", both=14), _F.DAMAGED),
        ("size that lies", altered.patched(data, path, 24, b"\xe8\3\0\0", both=22),
         _F.DAMAGED),
        ("size beyond", altered.patched(data, path, 24, b"\xff\xff\xff\x7f", both=22),
         _F.TOO_LARGE),
        ("ratio", altered.patched(data, path, 24, b"\0\0\x80\0", both=22), _F.BOMB),
        ("offset of another", altered.patched(data, path, 42, b"\0\0\0\0"), _F.OVERLAP),
        ("second disk", altered.patched(data, path, 34, b"\1\0"), _F.DAMAGED),
        ("comment", data[:-2] + b"\3\0abc", _F.DAMAGED),
        ("two counts", data[:-14] + b"\1\0" + data[-12:], _F.DAMAGED),
    ):  # fmt: skip
        yield Case(f"zip: {name}", made, fault)
