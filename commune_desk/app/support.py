"""The support file: how the program and a dossier are, without what the dossier says.

It may be sent to strangers: versions, counts, checks, seals and crash reports; no name,
no amount, no path and no value of a setting.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import re
import sqlite3
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from commune_desk import VERSION
from commune_desk.app import home
from commune_desk.storage.examined import examined

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

CRASHES = 5
"""The last crash reports that go along."""

LIBRARIES = ("PySide6_Essentials", "SQLAlchemy", "alembic", "reportlab", "openpyxl",
             "python-docx", "pypdfium2", "babel", "cryptography", "pyrage")  # fmt: skip
PLAIN = re.compile(r"[a-z_.]{1,60}")
"""What the name of a setting looks like; another could be a name of somebody."""

FIXED = (2000, 1, 1, 0, 0, 0)


def bundle(store: Store | None, target: Path) -> None:
    """Write the support file of a dossier, or of the program alone."""
    members = {"programme.json": _json(_program())}
    if store is not None:
        members["dossier.json"] = _json(_dossier(store))
    for number, report in enumerate(_crashes(), start=1):
        members[f"pannes/{number:02d}.txt"] = report
    part = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(zipfile.ZipInfo(name, FIXED), content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _program() -> dict[str, Any]:
    return {
        "version": VERSION,
        "made_on": dt.datetime.now().astimezone().date().isoformat(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()}",
        "machine": platform.machine(),
        "bits": 64 if sys.maxsize > 1 << 32 else 32,
        "installed": hasattr(sys, "_MEIPASS"),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def _dossier(store: Store) -> dict[str, Any]:
    found = store.looking(examined)
    names = found.pop("settings")
    found["settings"] = sorted(name for name in names if PLAIN.fullmatch(name))
    found["other_settings"] = len(names) - len(found["settings"])
    found["bytes"] = store.path.stat().st_size if store.path else 0
    found["broke_off"] = store.recovered
    return found


def _crashes() -> list[str]:
    folder = home.folder() / "crash"
    if not folder.is_dir():
        return []
    reports = sorted(folder.glob("crash-*.txt"), reverse=True)[:CRASHES]
    return [report.read_text("utf-8", "replace")[:20_000] for report in reports]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
