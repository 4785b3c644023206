"""Put a package together: the same facts give the same bytes.

Knows the format and no dossier: what goes in is given as a manifest and tables.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import (
    BY_NAME,
    CURRENCY,
    FORMAT,
    MANIFEST,
    MEMBERS,
    README,
    SIGNATURE,
)
from commune_desk.domain.package.totals import all_totals
from commune_desk.exchange.package.strict import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from commune_desk.domain.package.fields import Field, Resource
    from commune_desk.domain.package.manifest import Cell, Manifest, Tables

    Sign = Callable[[bytes], bytes]
    """Gives the bytes of `signature.ed25519` for those of the manifest."""

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
STAMP = (2000, 1, 1, 0, 0, 0)
"""One fixed time for all members: the digest of the file is its identity."""

MODE = 0o100644 << 16
KEY_PATTERN = "[A-Za-z0-9][A-Za-z0-9_.-]*"


def build(
    manifest: Manifest,
    tables: Tables,
    readme: str,
    extras: Mapping[str, bytes] | None = None,
    sign: Sign | None = None,
) -> bytes:
    """Give the bytes of the package.

    `manifest.scope` names the tables that go in, empty ones too; `extras` are the map
    and the overview, by member. Nothing is checked: what is built here is read back
    by the reader, which trusts nobody.
    """
    files = {
        BY_NAME[name].path: table_bytes(BY_NAME[name], tables.get(name, ()))
        for name in manifest.scope
    }
    files |= extras or {}
    files[README] = readme.encode()
    text = descriptor(manifest, tables, files)
    described = json.dumps(text, ensure_ascii=False, indent=1).encode()
    files[MANIFEST] = described
    if sign is not None:
        files[SIGNATURE] = sign(described)
    return zipped(files)


def table_bytes(resource: Resource, rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write one table: UTF-8, commas, CRLF, the head first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in resource.fields])
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def cell_text(cell: Cell) -> str:
    """Write one value as a package has it.

    What nobody sees is written as a space: a line break that a clerk typed into a
    title must not make the region refuse the package.
    """
    match cell:
        case str():
            return HIDDEN.sub(" ", cell)
        case None:
            return ""
        case dt.date():
            return cell.isoformat()
        case float():
            return format(Decimal(repr(cell or 0)), "f").removesuffix(".0")
    return str(cell)


def descriptor(
    manifest: Manifest, tables: Tables, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """Write what `datapackage.json` says, in the words that validators enforce."""
    resources = [BY_NAME[name] for name in manifest.scope]
    sent = {resource.name for resource in resources}
    stem = manifest.file_name.removesuffix(".zip")
    return {
        "$schema": SCHEMA,
        "name": stem,
        "id": f"urn:uuid:{manifest.package}",
        "title": (
            f"{manifest.commune} – exercice {manifest.year} – envoi {manifest.sequence}"
        ),
        "version": "1.0.0",
        "created": manifest.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commune-desk": _own_facts(manifest, tables, files, resources),
        "resources": [
            _resource(each, files[each.path], tables.get(each.name, ()), sent)
            for each in resources
        ],
    }


def _own_facts(
    manifest: Manifest,
    tables: Tables,
    files: Mapping[str, bytes],
    resources: Sequence[Resource],
) -> dict[str, Any]:
    others = {name: data for name, data in files.items() if name not in _paths()}
    return {
        "format": FORMAT,
        "schema_version": manifest.schema_version,
        "generator": manifest.generator,
        "commune_code": manifest.commune_code,
        "commune_nom": manifest.commune,
        "code_list": manifest.code_list,
        "region": manifest.region,
        "cercle": manifest.cercle,
        "exercice": manifest.year,
        "etape": manifest.stage.value,
        "periode": manifest.period.value,
        "arrete_au": manifest.until.isoformat(),
        "statut": manifest.standing.value,
        "source_db": manifest.source,
        "sequence": manifest.sequence,
        "supersedes": f"urn:uuid:{manifest.supersedes}" if manifest.supersedes else "",
        "partial": manifest.partial,
        "scope": list(manifest.scope),
        "currency": CURRENCY,
        "privacy": manifest.privacy.value,
        "reason": manifest.reason,
        "demonstration": manifest.demonstration,
        "journal_head": {
            "seq": manifest.journal_number,
            "sha256": manifest.journal_seal,
        },
        "control_totals": all_totals(resources, tables),
        "files": {
            name: {"bytes": len(data), "sha256": sha256(data)}
            for name, data in sorted(others.items())
        },
    }


def _paths() -> set[str]:
    return {resource.path for resource in BY_NAME.values()}


def _resource(
    resource: Resource,
    data: bytes,
    rows: Sequence[Sequence[Cell]],
    sent: set[str],
) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "primaryKey": list(resource.key),
        "fields": [_field(field) for field in resource.fields],
    }
    foreign = [
        {
            "fields": [field.name],
            "reference": {
                "resource": field.refers,
                "fields": list(BY_NAME[field.refers].key),
            },
        }
        for field in resource.fields
        if field.refers in sent
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": resource.name,
        "title": resource.title,
        "type": "table",
        "path": resource.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\r\n"},
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "cd:rows": len(rows),
        "schema": schema,
    }


_TYPES = {
    FieldKind.COUNT: "integer",
    FieldKind.AMOUNT: "integer",
    FieldKind.YEAR: "integer",
    FieldKind.FLAG: "integer",
    FieldKind.MEASURE: "number",
    FieldKind.DATE: "date",
}


def _field(field: Field) -> dict[str, Any]:
    kind = _TYPES.get(field.kind, "string")
    rules: dict[str, Any] = {}
    if field.required:
        rules["required"] = True
    match kind:
        case "integer" | "number":
            rules["minimum"], rules["maximum"] = field.bounds()
        case "string" if field.codes:
            rules["enum"] = list(field.codes)
        case "string":
            rules["maxLength"] = field.longest
    if field.kind is FieldKind.KEY:
        rules["pattern"] = KEY_PATTERN
    told: dict[str, Any] = {"name": field.name, "type": kind}
    if field.note:
        told["description"] = field.note
    if rules:
        told["constraints"] = rules
    return told


def zipped(files: Mapping[str, bytes], order: Sequence[str] = MEMBERS) -> bytes:
    """Pack members in the order of the format; deflated, one time, one mode."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(files, key=order.index):
            info = zipfile.ZipInfo(name, STAMP)
            info.create_system, info.external_attr = 3, MODE
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, files[name])
    return out.getvalue()


def sha256(data: bytes) -> str:
    """Give the digest, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
