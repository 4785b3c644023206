"""X5: an independent validator judges our packages, and broken ones, as was measured.

`exchange-and-safety.md` 3.4: what it sees must be refused by us too; what it does not
see is ours alone to find, and the list of that is kept here so that a change is seen.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import altered
import parcels
import pytest
from altered import OWN
from counts import count

from commune_desk.domain.package.faults import PackageRefused
from commune_desk.domain.package.format import BY_NAME, MANIFEST
from commune_desk.exchange.package.read import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

frictionless = pytest.importorskip("frictionless")

PATH = BY_NAME["projets"].path
BUDGET = BY_NAME["budget_lignes"].path


def judged(data: bytes, folder: Path) -> bool:
    """Ask frictionless about an unpacked package."""
    folder.mkdir(exist_ok=True)
    raw = folder / "p.zip"
    raw.write_bytes(data)
    with zipfile.ZipFile(raw) as file:
        for name in file.namelist():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read(name))
    try:
        return bool(frictionless.validate(str(folder / MANIFEST)).valid)
    except Exception:  # noqa: BLE001  it fails in many ways; none of them is a yes
        return False


def taken(data: bytes) -> bool:
    try:
        read(data)
    except PackageRefused:
        return False
    return True


def cell(column: str, text: str, name: str = "budget_lignes") -> bytes:
    return altered.with_cell(name, column, text)


def member(name: str, data: bytes) -> bytes:
    """Change a member without telling the manifest."""
    return altered.packed(altered.files() | {name: data})


def text(change: Callable[[bytes], bytes], path: str = PATH) -> bytes:
    return altered.with_member(path, change(altered.files()[path]))


def resource(**facts: Any) -> bytes:
    return altered.with_manifest(lambda whole: whole["resources"][0].update(facts))


def own(**facts: Any) -> bytes:
    return altered.with_manifest(lambda whole: whole[OWN].update(facts))


def without(path: str) -> bytes:
    files = altered.files()
    del files[path]
    return altered.packed(files)


def manifest(text_: bytes) -> bytes:
    return altered.packed(altered.files() | {MANIFEST: text_})


SAID = altered.told(altered.manifest())
ROWS = altered.files()[PATH]
SEEN = {
    "a byte changed": member(PATH, ROWS.replace(b"P-", b"Q-", 1)),
    "a file cut": member(PATH, ROWS[:-40]),
    "a file missing": without(PATH),
    "words for an amount": cell("primitif_fcfa", "douze"),
    "below nothing": cell("primitif_fcfa", "-5"),
    "beyond all": cell("primitif_fcfa", "9" * 14),
    "spaces in a number": cell("primitif_fcfa", "9 800 000"),
    "decimals in a number": cell("primitif_fcfa", "5.5"),
    "5000 digits": cell("primitif_fcfa", "9" * 5000),
    "a key twice": cell("ligne_id", "L-00001"),
    "a reference to nothing": cell("projet_id", "P-0", "projet_couts"),
    "an unknown code": cell("section", "AUTRE"),
    "nothing where something must": cell("libelle", ""),
    "a cell more": text(lambda rows: rows.replace(b"\r\n", b",x\r\n").replace(
        b",x\r\n", b"\r\n", 1)),
    "a column missing": text(lambda rows: b"\r\n".join(
        line.rpartition(b",")[0] for line in rows.splitlines())),
    "a column renamed": text(lambda rows: rows.replace(b"secteur", b"domaine", 1)),
    "columns swapped": text(lambda rows: rows.replace(
        b"projet_id,code", b"code,projet_id", 1)),
    "latin bytes": text(lambda rows: rows.replace("é".encode(), b"\xe9")),
    "no such day": cell("debut", "2026-02-30", "projets"),
    "a day as people write it": cell("debut", "15/11/2026", "projets"),
    "not JSON": manifest(SAID[:-3]),
    "no resources": altered.with_manifest(lambda whole: whole.pop("resources")),
    "a path up": resource(path="../../etc/passwd"),
    "a path from the root": resource(path="/etc/passwd"),
    "JSON too deep": manifest(SAID[:-1] + b',"x":' + b"[" * 100_000 + b"}"),
    "latitude beyond the pole": cell("latitude", "91", "projets"),
    "a text too long": cell("code", "x" * 41, "projets"),
    "a key of spaces": cell("projet_id", "a b", "projets"),
    "half-year of none": cell("semestre", "3", "projet_avancement"),
    "progress beyond all": cell("physique_pct", "101", "projet_avancement"),
}  # fmt: skip
"""What frictionless refuses; we must as well."""

UNSEEN = {
    "rows declared wrong": resource(**{"cd:rows": 3}),
    "totals declared wrong": own(control_totals={}),
    "women beyond members": cell("femmes", "99", "comites"),
    "a key of JSON twice": manifest(SAID[:-1] + b', "title": "autre"}'),
    "a file that is not declared": member("carte.geojson", b"{}"),
    "a number with a sign": cell("primitif_fcfa", "+5"),
    "Arabic digits": cell("primitif_fcfa", "٣٤٥"),
    "another exercise": cell("exercice", "2025"),
}
"""What frictionless lets pass: ours to find."""


@pytest.mark.full
def test_packages_of_all_sizes_and_stages_are_valid(tmp_path: Path) -> None:
    sizes = (parcels.SMALL, parcels.Size(1, 4, 1, 1), parcels.Size(200, 40, 8, 12))
    for seed in range(count(3, 300)):
        data = parcels.package(seed, sizes[seed % 3])
        assert judged(data, tmp_path / str(seed)), seed
        assert taken(data), seed


@pytest.mark.parametrize("name", SEEN)
def test_what_it_refuses_we_refuse(name: str, tmp_path: Path) -> None:
    assert not judged(SEEN[name], tmp_path / "seen")
    assert not taken(SEEN[name])


@pytest.mark.parametrize("name", UNSEEN)
def test_what_it_lets_pass_is_ours_to_find(name: str, tmp_path: Path) -> None:
    assert judged(UNSEEN[name], tmp_path / "unseen")
    assert not taken(UNSEEN[name])


def test_a_weakened_schema_changes_nothing_for_us(tmp_path: Path) -> None:
    files = altered.files()
    cells = altered.table("projets")
    cells[1][13] = "-5"
    files[PATH] = altered.text_of(cells)
    whole = json.loads(files[MANIFEST])
    for field in whole["resources"][0]["schema"]["fields"]:
        field.pop("constraints", None)
    data = altered.packed(altered.resealed(files | {MANIFEST: altered.told(whole)}))
    assert judged(data, tmp_path / "weak")
    assert not taken(data)


def test_as_many_as_were_measured() -> None:
    assert len(SEEN) + len(UNSEEN) >= 37
