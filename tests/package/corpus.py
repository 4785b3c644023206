"""Malformed packages, one defect each, with the code that must be told.

After the habit of the IATI schemas: one tiny file per defect, in `should fail` and
`should pass` (`exchange-and-safety.md` 3.4 and 8, X1). All are made here.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altered
import parcels
from altered import OWN

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.fields import FieldKind
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
    from collections.abc import Callable, Iterator

    from commune_desk.domain.package.fields import Field, Resource

_F = Fault
BUDGET, PROJECTS = BY_NAME["budget_lignes"], BY_NAME["projets"]


@dataclass(frozen=True)
class Case:
    """One file."""

    name: str
    data: bytes
    fault: Fault | None = None
    """None where it must be read."""


FAR_AWAY = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":'
    b'{"type":"Point","coordinates":[200,1]}}]}'
)
WRONG_INTEGERS = (
    "9 800 000", "9\u00a0800", "+5", "05", "5.0", "5,0", "1e3", "٣٤٥", "５", "0x10",
    "1_000", "-0", "--5", "NaN", "deux",
)  # fmt: skip
WRONG_MEASURES = ("12,5", "NaN", "INF", "1e400", ".5", "5.", "+1.5", "٣", "12° 30")
WRONG_DATES = (
    "15/11/2026",
    "2026-13-01",
    "2026-02-30",
    "2026-1-1",
    "20261115",
    "1800-01-01",
)
WRONG_KEYS = ("a b", "é", "../x", "-x", "a/b", "=A1", "<b>")


def refused() -> Iterator[Case]:
    """Give the packages that must be refused."""
    yield from _cells()
    yield from _spelled()
    yield from _manifests()
    yield from _texts()
    yield from _members()
    yield from _zips()
    yield from _together()


def _wrong(field: Field) -> Iterator[tuple[str, str, Fault]]:
    """Give one wrong cell of each sort that a field may have."""
    kind = field.kind
    least, most = field.bounds()
    if field.required:
        yield "empty", "", _F.REQUIRED
    match kind:
        case FieldKind.TEXT:
            yield "long", "x" * (field.longest + 1), _F.LENGTH
        case FieldKind.KEY:
            yield "spaced", "a b", _F.KEY
        case FieldKind.CODE:
            yield "unknown", "AUCUN", _F.CODE
        case FieldKind.DATE:
            yield "french", "15/11/2026", _F.DATE
        case FieldKind.MEASURE:
            yield "comma", "12,5", _F.MEASURE
            yield (
                "above",
                f"{most + 1}",
                (_F.MEASURE if most + 1 >= 10**12 else _F.RANGE),
            )
        case _:
            yield "words", "douze", _F.INTEGER
            yield "below", f"{least - 1}", _F.RANGE
            yield "above", f"{most + 1}", _F.RANGE


def _cells() -> Iterator[Case]:
    for resource in BY_NAME.values():
        if resource.personal or resource.name == "convention_tranches":
            continue
        for field in resource.fields:
            for name, text, fault in _wrong(field):
                yield _cell(resource, field.name, text, fault, name)


def _cell(
    resource: Resource, column: str, text: str, fault: Fault, name: str = ""
) -> Case:
    title = f"{resource.name}.{column} {name or repr(text)}"
    return Case(title, altered.with_cell(resource.name, column, text), fault)


def _spelled() -> Iterator[Case]:
    for text in WRONG_INTEGERS:
        yield _cell(BUDGET, "primitif_fcfa", text, _F.INTEGER)
    for text in WRONG_MEASURES:
        yield _cell(PROJECTS, "latitude", text, _F.MEASURE)
    for text in WRONG_DATES:
        yield _cell(PROJECTS, "debut", text, _F.DATE)
    for text in WRONG_KEYS:
        yield _cell(PROJECTS, "projet_id", text, _F.KEY)
    yield _cell(PROJECTS, "projet_id", "P" * 41, _F.LENGTH)
    yield _cell(PROJECTS, "intitule", "   ", _F.REQUIRED, "blank")
    yield _cell(BUDGET, "section", "fonc", _F.CODE)
    yield _cell(BUDGET, "primitif_fcfa", "9" * 5_000, _F.RANGE, "5000 digits")
    for sign in ("\x00", "\x07", "\x1b", "\t", "\x7f", "\x85", "\u202e", "\u200f",
                 "\u2066", "\u2028", "\ufeff", "\n", "\r"):  # fmt: skip
        cells = altered.table("projets")
        cells[1][2] = f"Puits{sign}neuf"
        text = altered.text_of(cells)
        data = altered.with_member(PROJECTS.path, text)
        yield Case(f"projets.intitule {sign!r}", data, _F.CONTROL)


def _own(**facts: Any) -> bytes:
    return altered.with_manifest(lambda whole: whole[OWN].update(facts))


def _manifests() -> Iterator[Case]:
    wrong: dict[str, tuple[Any, ...]] = {
        "generator": ("", 5, None, "x" * 300),
        "code_list": ("", None),
        "exercice": ("2026", 26, 2026.0, True, None, 99999),
        "etape": ("VOTE", None, []),
        "periode": ("S3", 1),
        "arrete_au": ("2026-02-30", "15/11/2026", None),
        "statut": ("OFFICIEL",),
        "source_db": ("x", "../..", 5),
        "sequence": (0, -1, "3", 1.5, True, 10**9),
        "supersedes": ("0e5d8a52", "urn:uuid:XYZ"),
        "partial": ("false", 0, None),
        "demonstration": ("non", None),
        "privacy": ("P9", None),
        "region": (5, "a\u202eb"),
        "cercle": ([],),
        "reason": (None,),
        "journal_head": ({"seq": -1, "sha256": "0" * 64}, {"seq": 1, "sha256": "zz"}),
        "control_totals": ({"projets": {"lignes": "vingt"}},),
        "surprise": (1,),
    }
    for name, values in wrong.items():
        for value in values:
            yield Case(
                f"manifest {name}={value!r}"[:60], _own(**{name: value}), _F.MANIFEST
            )
    for code in ("", "../x", "ML 99", None, "M" * 40):
        yield Case(f"commune {code!r}", _own(commune_code=code), _F.COMMUNE)
    yield Case("commune without a name", _own(commune_nom=""), _F.COMMUNE)
    for currency in ("EUR", "GNF", None):
        yield Case(f"currency {currency}", _own(currency=currency), _F.CURRENCY)
    for said in ("commune-desk-export/0", "autre/1", None, 1):
        yield Case(f"format {said}", _own(format=said), _F.FORMAT)
    yield Case("format of tomorrow", _own(format="commune-desk-export/2"), _F.NEWER)
    for version in (2, 99):
        yield Case(f"newer version {version}", _own(schema_version=version), _F.NEWER)
    for version in (0, -1, "1", 1.0, True, None):
        yield Case(f"version {version!r}", _own(schema_version=version), _F.FORMAT)
    whole = list(parcels.SCOPE)
    for name, scope in (
        ("empty", []),
        ("a text", "projets"),
        ("one more", [*whole, "secrets"]),
        ("one twice", [*whole, whole[0]]),
        ("one less", whole[1:]),
    ):
        yield Case(f"scope: {name}", _own(scope=scope), _F.SCOPE)
    for change in _CHANGES:
        name, fault, act = change
        yield Case(name, altered.with_manifest(act), fault)


def _resource(**facts: Any) -> Callable[[dict[str, Any]], object]:
    return lambda whole: whole["resources"][0].update(facts)


_CHANGES: tuple[tuple[str, Fault, Callable[[dict[str, Any]], object]], ...] = (
    ("id of nothing", _F.MANIFEST, lambda whole: whole.update(id="urn:uuid:1")),
    ("no id", _F.MANIFEST, lambda whole: whole.pop("id")),
    ("created never", _F.MANIFEST, lambda whole: whole.update(created="hier")),
    ("created on no day", _F.MANIFEST,
     lambda whole: whole.update(created="2026-02-30T00:00:00Z")),
    ("another name", _F.MANIFEST, lambda whole: whole.update(name="autre")),
    ("no facts", _F.MANIFEST, lambda whole: whole.pop(OWN)),
    ("no resources", _F.MANIFEST, lambda whole: whole.pop("resources")),
    ("resources of text", _F.MANIFEST, lambda whole: whole.update(resources=["a"])),
    ("one resource less", _F.SCOPE, lambda whole: whole["resources"].pop()),
    ("a resource twice", _F.SCOPE,
     lambda whole: whole["resources"].append(whole["resources"][0])),
    ("path up", _F.MANIFEST, _resource(path="../../etc/passwd")),
    ("path absolute", _F.MANIFEST, _resource(path="/etc/passwd")),
    ("path of the web", _F.MANIFEST, _resource(path="https://example.org/x.csv")),
    ("inline data", _F.MANIFEST, _resource(data=[["a"]])),
    ("latin encoding", _F.MANIFEST, _resource(encoding="cp1252")),
    ("semicolons declared", _F.MANIFEST, _resource(dialect={"delimiter": ";"})),
    ("dialect of text", _F.MANIFEST, _resource(dialect="excel")),
    ("bytes of text", _F.MANIFEST, _resource(bytes="10")),
    ("digest of another kind", _F.MANIFEST, _resource(hash="md5:00")),
    ("bytes wrong", _F.SIZE, _resource(bytes=3)),
    ("digest wrong", _F.DIGEST, _resource(hash="sha256:" + "0" * 64)),
    ("rows wrong", _F.ROWS, _resource(**{"cd:rows": 3})),
    ("digest of the note", _F.DIGEST,
     lambda whole: whole[OWN]["files"][README].update(sha256="0" * 64)),
    ("note not declared", _F.MANIFEST, lambda whole: whole[OWN]["files"].clear()),
    ("a member that is not there", _F.MISSING_MEMBER,
     lambda whole: whole[OWN]["files"].update({MAP: {"bytes": 1, "sha256": "0" * 64}})),
    ("a member of no package", _F.MEMBER,
     lambda whole: whole[OWN]["files"].update(
         {"a.exe": {"bytes": 1, "sha256": "0" * 64}})),
    ("totals left out", _F.TOTALS, lambda whole: whole[OWN]["control_totals"].clear()),
    ("one total wrong", _F.TOTALS, lambda whole: whole[OWN]["control_totals"][
        "villages"].update(lignes=7)),
    ("a sum wrong", _F.TOTALS, lambda whole: whole[OWN]["control_totals"][
        "projets"].update(cout_total_fcfa=0)),
    ("a sum left out", _F.TOTALS, lambda whole: whole[OWN]["control_totals"][
        "projets"].pop("cout_total_fcfa")),
    ("a total of nothing", _F.TOTALS, lambda whole: whole[OWN]["control_totals"].update(
        {"impots": {"lignes": 1}})),
    ("persons in a package without", _F.PRIVACY,
     lambda whole: whole[OWN]["scope"].append("responsables")),
    ("telephone numbers in clear", _F.PRIVACY,
     lambda whole: whole[OWN].update(privacy="P2", reason="annuaire")),
    ("telephone numbers without a reason", _F.PRIVACY,
     lambda whole: whole[OWN].update(privacy="P2")),
)  # fmt: skip


def _texts() -> Iterator[Case]:
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


def _members() -> Iterator[Case]:
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


def _zips() -> Iterator[Case]:
    data = altered.packed(altered.files())
    members, path = list(altered.files().items()), PROJECTS.path
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
        ("BZIP2", altered.zipped_by_hand(members, zipfile.ZIP_BZIP2), _F.COMPRESSION),
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


def _row(name: str, column: str, value: Any, line: int = 0) -> list[tuple[Any, ...]]:
    rows = parcels.tables(1)[name]
    row = list(rows[line])
    row[BY_NAME[name].at[column]] = value
    rows[line] = tuple(row)
    return rows


def _together() -> Iterator[Case]:
    """Give tables whose cells are sound and do not fit each other."""
    for name, column, value, fault in (
        ("budget_lignes", "exercice", 2025, _F.YEAR),
        ("budget_lignes", "credit_fcfa", 5, _F.DISAGREES),
        ("budget_lignes", "virements_fcfa", 999_999, _F.DISAGREES),
        ("budget_execution", "sens", "X", _F.CODE),
        ("comites", "femmes", 99, _F.MORE_THAN_WHOLE),
        ("comites", "jeunes", 99, _F.MORE_THAN_WHOLE),
        ("comites", "postes_vacants", 99, _F.MORE_THAN_WHOLE),
        ("projet_avancement", "physique_pct", 101, _F.RANGE),
        ("projet_villages", "projet_id", "P-0", _F.REFERENCE),
        ("projet_villages", "village_id", "V-0", _F.REFERENCE),
        ("projet_couts", "projet_id", "P-0", _F.REFERENCE),
        ("projet_financements", "projet_id", "P-0", _F.REFERENCE),
        ("projet_avancement", "projet_id", "P-0", _F.REFERENCE),
        ("budget_execution", "ligne_id", "L-0", _F.REFERENCE),
        ("comite_bilans", "comite_id", "C-0", _F.REFERENCE),
        ("comites", "village_id", "V-0", _F.REFERENCE),
        ("tdrl_villages", "village_id", "V-0", _F.REFERENCE),
        ("convention_tranches", "convention_id", "A-0", _F.REFERENCE),
        ("convention_tranches", "numero", 0, _F.RANGE),
    ):
        data = altered.with_rows({name: _row(name, column, value)})
        yield Case(f"{name}.{column}={value}", data, fault)
    for column in ("section", "sens"):
        rows = parcels.tables(1)["budget_execution"]
        place = BY_NAME["budget_execution"].at[column]
        other = {"FONC": "INV", "INV": "FONC", "R": "D", "D": "R"}[rows[0][place]]
        data = altered.with_rows(
            {"budget_execution": _row("budget_execution", column, other)}
        )
        yield Case(f"execution of another {column}", data, _F.DISAGREES)
    for name, rows in parcels.tables(1).items():
        data = altered.with_rows({name: [*rows, rows[-1]]})
        yield Case(f"{name} twice the last line", data, _F.DUPLICATE)
    composed = [("É", 1, 0, 0), ("E\u0301", 1, 0, 0)]
    data = altered.with_rows({"plaintes": composed})
    yield Case("two names that look the same", data, _F.DUPLICATE)


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
    foreign = lambda whole: whole["resources"][0]["schema"]["fields"][0].update(  # noqa: E731
        constraints={"pattern": "(a+)+$"}
    )
    yield Case("pattern of the sender", altered.with_manifest(foreign))
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
