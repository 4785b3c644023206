"""Looks for known weaknesses in what is locked, without network.

Run by `installer/dev.py advisories FILE`: FILE is the export of PyPI's advisories in
the format of OSV (ossf.github.io/osv-schema), a zip or a folder of `.json`, brought
from a computer that has a network. Exit 1 where a locked version is named in one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environment import LOCKS, Trouble
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PINNED = re.compile(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)")
LARGEST = 5_000_000
"""Bytes of one record; what is larger is none."""


@dataclass(frozen=True, order=True)
class Match:
    """A locked version that an advisory names."""

    name: str
    version: str
    advisory: str
    fixed: str
    """The first version without it; empty where none is told."""


def main(arguments: Sequence[str]) -> int:
    """Compare, and tell each version that is named."""
    parser = argparse.ArgumentParser(prog="dev.py advisories", description=__doc__)
    parser.add_argument("export", type=Path)
    pinned = locked()
    try:
        known = list(records(parser.parse_args(arguments).export))
        found = sorted(set(matches(pinned, known)))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    for match in found:
        after = f"; {match.fixed} is without it" if match.fixed else ""
        print(f"{match.name} {match.version}: {match.advisory}{after}")
    print(f"{len(pinned)} versions, {len(known)} advisories, {len(found)} named")
    return 1 if found else 0


def locked() -> dict[str, str]:
    """Give the version of each package of the locks, by its normal name."""
    return {
        canonicalize_name(name): version
        for lock in LOCKS.values()
        for name, version in PINNED.findall(lock.read_text("utf-8"))
    }


def records(export: Path) -> Iterator[dict[str, Any]]:
    """Read the advisories; raise `Trouble` where there is not one to compare with."""
    count = 0
    for name, text in _texts(export):
        try:
            record = json.loads(text)
        except ValueError as bad:
            message = f"{name} is no advisory: {bad}"
            raise Trouble(message) from bad
        if isinstance(record, dict) and "id" in record:
            count += 1
            yield record
    if not count:
        message = f"No advisory in {export}: nothing was compared."
        raise Trouble(message)


def _texts(export: Path) -> Iterator[tuple[str, bytes]]:
    if export.is_dir():
        for path in sorted(export.rglob("*.json")):
            yield path.name, path.read_bytes()
        return
    try:
        with zipfile.ZipFile(export) as packed:
            for member in packed.infolist():
                if member.filename.endswith(".json") and member.file_size <= LARGEST:
                    yield member.filename, packed.read(member)
    except (OSError, zipfile.BadZipFile) as bad:
        message = f"{export} cannot be read: {bad}"
        raise Trouble(message) from bad


def matches(pinned: dict[str, str], known: Sequence[dict[str, Any]]) -> Iterator[Match]:
    """Give the locked versions that an advisory names; withdrawn ones name none."""
    for record in known:
        if record.get("withdrawn"):
            continue
        for part in record.get("affected", []):
            package = part.get("package", {})
            name = canonicalize_name(package.get("name", ""))
            if package.get("ecosystem") != "PyPI" or name not in pinned:
                continue
            fixed = _named(pinned[name], part)
            if fixed is not None:
                yield Match(name, pinned[name], record["id"], fixed)


def _named(version: str, part: dict[str, Any]) -> str | None:
    """Tell the first version without it; None where this one is not named."""
    for span in part.get("ranges", []):
        if span.get("type") == "ECOSYSTEM":
            fixed = _within(Version(version), span.get("events", []))
            if fixed is not None:
                return fixed
    return "" if version in part.get("versions", []) else None


def _within(version: Version, events: Sequence[dict[str, str]]) -> str | None:
    """Walk through the events of a range, as OSV's schema says (“evaluation”)."""
    inside, fixed = False, ""
    for event in sorted(events, key=_at):
        ((kind, _),) = event.items()
        if _at(event) > version:
            fixed = fixed or (event[kind] if inside and kind == "fixed" else "")
            continue
        if kind == "introduced":
            inside = True
        elif kind == "fixed" or (kind == "last_affected" and _at(event) < version):
            inside = False
    return fixed if inside else None


def _at(event: dict[str, str]) -> Version:
    (told,) = event.values()
    try:
        return Version(told)
    except InvalidVersion as bad:
        message = f"An advisory names the version {told!r}, which is none."
        raise Trouble(message) from bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
