"""Malformed packages, one defect each, with the code that must be told.

After the habit of the IATI schemas: one tiny file per defect, in `should fail` and
`should pass` (`exchange-and-safety.md` 3.4 and 8, X1). All are made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altered
import parcels
from altered import OWN, Case
from corpus_files import members, texts, zips

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import (
    BY_NAME,
    MAP,
    README,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commune_desk.domain.package.fields import Field, Resource

_F = Fault
BUDGET, PROJECTS = BY_NAME["budget_lignes"], BY_NAME["projets"]


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
    yield from texts()
    yield from members()
    yield from zips()
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
