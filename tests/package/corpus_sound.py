"""Packages that look strange and are sound."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import altered
import parcels
from altered import Case

from commune_desk.domain.package.format import BY_NAME, MAP, OVERVIEW
from commune_desk.exchange.package.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECTS = BY_NAME["projets"]


def _foreign(whole: dict[str, Any]) -> None:
    field = whole["resources"][0]["schema"]["fields"][0]
    field["constraints"] = {"pattern": "(a+)+$"}


def read_as_they_are() -> Iterator[Case]:
    """Give packages that look strange and are sound."""
    sound = altered.files()
    yield Case("order of members", altered.zipped_by_hand(list(sound.items())[::-1]))
    stored = altered.zipped_by_hand(list(sound.items()), zipfile.ZIP_STORED)
    yield Case("not compressed", stored)
    yield Case("sizes after the data", altered.streamed(list(sound.items())))
    windows = altered.patched(stored, PROJECTS.path, 4, b"\x14\0")
    yield Case("made by Windows", windows)
    path = PROJECTS.path
    rows = sound[path]
    for name, text in (
        ("mark at the head", b"\xef\xbb\xbf" + rows),
        ("line ends of Unix", rows.replace(b"\r\n", b"\n")),
        ("no last line end", rows.removesuffix(b"\r\n")),
        ("all in quotes", _quoted(rows)),
    ):
        yield Case(f"projets.csv: {name}", altered.with_member(path, text))
    for text in (
        "=SOMME(A1)", "+223 20 22", "-12 bis", "@a", "<b>", "a;b", "'; DROP TABLE",
        'ab"c', "Ɲɛnɛbugu", "ߒߞߏ", "العربية", "E\u0301cole", "🙂", "x" * 300, "0",
        "NULL", "None", "  deux  bords  ",
    ):  # fmt: skip
        yield Case(
            f"text {text[:12]!r}", altered.with_cell("projets", "intitule", text)
        )
    yield Case("pattern of the sender", altered.with_manifest(_foreign))
    yield Case(
        "schema of the sender left out",
        altered.with_manifest(lambda whole: whole["resources"][0].pop("schema")),
    )
    yield Case(
        "more facts at the top",
        altered.with_manifest(lambda whole: whole.update(keywords=["plan"])),
    )
    for facts in (
        {"sequence": 999_999}, {"year": 1975}, {"demonstration": True}, {"region": ""},
        {"supersedes": "0e5d8a52-7f0e-4c6b-9a5e-2b8f3c1d0002"},
        {"journal_number": 0, "journal_seal": ""},
    ):  # fmt: skip
        year = {"year": facts["year"]} if "year" in facts else {}
        sent = parcels.tables(1, **year)
        yield Case(f"facts {facts}", parcels.package(1, rows=sent, **facts))
    for scope in (
        ("projet_couts",),
        ("budget_execution",),
        ("comites",),
        ("plaintes",),
    ):
        yield Case(f"only {scope}", parcels.package(1, partial=True, scope=scope))
    empty: dict[str, list[tuple[Any, ...]]] = {name: [] for name in parcels.SCOPE}
    yield Case("nothing at all", parcels.package(1, rows=empty))
    one = parcels.Size(1, 4, 1, 1)
    yield Case("the smallest commune", parcels.package(1, one))
    extras = {
        MAP: b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
        b'{},"geometry":{"type":"Point","coordinates":[-5.5,12]}}]}',
        OVERVIEW: b"PK\x03\x04 classeur",
    }
    made = parcels.manifest_for(1)
    yield Case("map and overview", build(made, parcels.tables(1), "x", extras))
    tiny = [("I-1", "Petit", "%", 0.00005, 2024, -0.0, 2028, 1e11, 2026)]
    yield Case("very small figures", altered.with_rows({"indicateurs": tiny}))


def _quoted(rows: bytes) -> bytes:
    cells = altered.table("projets")
    lines = (
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells
    )
    del rows
    return "".join(f"{line}\r\n" for line in lines).encode()
