"""Parcels out of packages that the tests themselves have built: nothing is checked."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.fields import WHOLE, FieldKind
from commune_desk.domain.package.format import BY_NAME, MANIFEST
from commune_desk.domain.package.manifest import (
    Manifest,
    Parcel,
    Period,
    Privacy,
    Stage,
    Standing,
)
from commune_desk.domain.package.totals import all_totals

if TYPE_CHECKING:
    from commune_desk.domain.package.fields import Field
    from commune_desk.domain.package.manifest import Cell


def parcel(data: bytes, signed: str = "") -> Parcel:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        told = json.loads(file.read(MANIFEST))
        manifest = _manifest(told)
        tables = {
            name: _lines(name, file.read(BY_NAME[name].path)) for name in manifest.scope
        }
    totals = all_totals([BY_NAME[name] for name in manifest.scope], tables)
    digest = hashlib.sha256(data).hexdigest()
    return Parcel(manifest, tables, totals, digest, len(data), signed)


def _manifest(told: dict[str, Any]) -> Manifest:
    own = told["commune-desk"]
    return Manifest(
        package=told["id"].removeprefix("urn:uuid:"),
        created=dt.datetime.fromisoformat(told["created"]),
        generator=own["generator"],
        commune_code=own["commune_code"],
        commune=own["commune_nom"],
        code_list=own["code_list"],
        year=own["exercice"],
        stage=Stage(own["etape"]),
        period=Period(own["periode"]),
        until=dt.date.fromisoformat(own["arrete_au"]),
        standing=Standing(own["statut"]),
        source=own["source_db"],
        sequence=own["sequence"],
        supersedes=own["supersedes"].removeprefix("urn:uuid:"),
        partial=own["partial"],
        scope=tuple(own["scope"]),
        privacy=Privacy(own["privacy"]),
        reason=own["reason"],
        journal_number=own["journal_head"]["seq"],
        journal_seal=own["journal_head"]["sha256"],
        region=own["region"],
        cercle=own["cercle"],
        demonstration=own["demonstration"],
        schema_version=own["schema_version"],
    )


def _lines(name: str, data: bytes) -> list[tuple[Cell, ...]]:
    fields = BY_NAME[name].fields
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    next(rows)
    return [tuple(map(_cell, fields, row)) for row in rows]


def _cell(field: Field, cell: str) -> Cell:
    if field.kind in WHOLE:
        return int(cell) if cell else None
    if field.kind is FieldKind.MEASURE:
        return float(cell) if cell else None
    if field.kind is FieldKind.DATE:
        return dt.date.fromisoformat(cell) if cell else None
    return cell
