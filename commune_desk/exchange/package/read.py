"""Read a package: all of it is checked in memory, or nothing of it is taken.

The description is the program's own (`domain/package/format.py`); the schema that the
sender writes beside his tables is documentation and never looked at. Nothing is
written to disk, nothing asks the network (`exchange-and-safety.md` 3 and 4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import (
    MANIFEST,
    MAP,
    OVERVIEW,
    README,
    SIGNATURE,
)
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.package.manifest import Parcel, Privacy
from commune_desk.domain.package.refusal import Accounts, SenderRefused
from commune_desk.exchange.package.attached import as_declared, attached
from commune_desk.exchange.package.build import sha256
from commune_desk.exchange.package.cells import columns_of, values_of
from commune_desk.exchange.package.crossed import (
    compare_totals,
    cross,
    totals_by_column,
)
from commune_desk.exchange.package.described import described
from commune_desk.exchange.package.findings import Found, refused
from commune_desk.exchange.package.members import members
from commune_desk.exchange.package.signature import SIGNATURE_MOST, signed_by
from commune_desk.exchange.package.strict import json_of
from commune_desk.exchange.package.versions import (
    VERSIONS,
    carried_forward,
    names_known,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.package.limits import Limits
    from commune_desk.domain.package.manifest import Cell
    from commune_desk.exchange.package.cells import Columns
    from commune_desk.exchange.package.described import Described
    from commune_desk.exchange.package.members import Members
    from commune_desk.exchange.package.versions import Version


def read(
    data: bytes,
    limits: Limits = LIMITS,
    *,
    sealed: bool = False,
    versions: Mapping[int, Version] = VERSIONS,
) -> Parcel:
    """Read a package that was received.

    `sealed` says that it came encrypted, which telephone numbers must. Raises
    `PackageRefused` with what is wrong, up to `limits.told` findings where it is safe
    to read on; any other exception is an error of the program.
    """
    zipped = members(data, names_known(versions), limits)
    text = _manifest_text(zipped, limits)
    signed = _signed(zipped, text)
    found = Found(limits.told)
    said = described(json_of(text, MANIFEST, limits.manifest), found, versions)
    reading = _Reading(zipped, said, versions[said.manifest.schema_version], found)
    try:
        reading.all(limits, sealed=sealed)
    except PackageRefused as refusal:
        raise SenderRefused(
            refusal.findings,
            said.manifest,
            signed,
            reading.declared,
            reading.accounts,
        ) from refusal
    return Parcel(
        said.manifest,
        carried_forward(reading.tables(), said.manifest.schema_version, versions),
        reading.totals,
        sha256(data),
        len(data),
        signed,
        tuple(found.remarks),
    )


def _manifest_text(zipped: Members, limits: Limits) -> bytes:
    for name in (MANIFEST, README):
        if name not in zipped:
            raise refused(Fault.MISSING_MEMBER, name)
    size = zipped.size(MANIFEST)
    if size > limits.manifest:
        raise refused(Fault.TOO_LARGE, MANIFEST, value=size, declared=limits.manifest)
    return zipped.take(MANIFEST)


def _signed(zipped: Members, manifest: bytes) -> str:
    """Give the fingerprint of who signed, or nothing; a bad signature is refused."""
    if SIGNATURE not in zipped:
        return ""
    if zipped.size(SIGNATURE) > SIGNATURE_MOST:
        raise refused(Fault.SIGNATURE, SIGNATURE)
    return signed_by(manifest, zipped.take(SIGNATURE))


class _Reading:
    """One package whose manifest is sound: its members, one after the other."""

    def __init__(
        self, zipped: Members, said: Described, version: Version, found: Found
    ) -> None:
        self._zipped, self._said, self._found = zipped, said, found
        self._sent = [
            each for each in version.resources if each.name in said.manifest.scope
        ]
        self._columns: dict[str, Columns] = {}
        self.totals: dict[str, Mapping[str, int]] = {}

    def all(self, limits: Limits, *, sealed: bool) -> None:
        """Check everything; raise `PackageRefused` with all that was found."""
        said, found = self._said, self._found
        if said.manifest.privacy is Privacy.PHONES and not sealed:
            raise refused(Fault.PRIVACY, MANIFEST, column="privacy", value="P2")
        self._as_listed()
        found.settle()
        attached(self._zipped, said.members, limits, found)
        self._read_tables(limits)
        cross(self._sent, self._columns, said.manifest, found)
        self._compare_totals()
        found.settle()

    def _as_listed(self) -> None:
        """Compare the members that stand in the zip with those that are declared."""
        listed, names, found = set(self._said.members), self._zipped.names, self._found
        if README not in listed:
            found.add(Fault.MANIFEST, MANIFEST, column="files", value=README)
        for name in sorted(listed - set(names)):
            known = name in {README, MAP, OVERVIEW} or name.startswith("data/")
            found.add(Fault.MISSING_MEMBER if known else Fault.MEMBER, name, value=name)
        for name in sorted(set(names) - listed - {MANIFEST, README, SIGNATURE}):
            found.add(Fault.MEMBER, name, value=name)
        for name in sorted(listed & {MANIFEST, SIGNATURE}):
            found.add(Fault.MANIFEST, MANIFEST, column="files", value=name)

    def _read_tables(self, limits: Limits) -> None:
        """Read each table; one with a fault is left out, and the fault is kept."""
        for resource in self._sent:
            declared = self._said.members[resource.path]
            try:
                data = self._zipped.take(resource.path)
                if not as_declared(data, resource.path, declared, self._found):
                    continue
                rows = declared.rows
                cells = columns_of(resource, data, rows, self._found, limits)
            except PackageRefused as refusal:
                self._found.join(refusal)
                continue
            if cells is None:
                continue
            level = self._said.manifest.privacy.level
            values = values_of(resource, cells, level, self._found)
            if values is not None:
                self._columns[resource.name] = values

    def _compare_totals(self) -> None:
        """Recompute the control totals of the tables that could be read."""
        for resource in self._sent:
            if resource.name in self._columns:
                sums = totals_by_column(resource, self._columns[resource.name])
                self.totals |= sums
                compare_totals(resource, sums, self._said.totals, self._found)
        names = {resource.name for resource in self._sent}
        for part in self._said.totals:
            if part.split("/")[0] not in names:
                self._found.add(Fault.TOTALS, part, declared="…")

    def tables(self) -> dict[str, list[tuple[Cell, ...]]]:
        """Give the lines of each table."""
        return {
            name: list(zip(*columns, strict=True)) if len(columns[0]) else []
            for name, columns in self._columns.items()
        }

    @property
    def declared(self) -> Accounts:
        """Lines and totals as the manifest declares them."""
        rows = {each.name: self._said.members[each.path].rows for each in self._sent}
        return Accounts(rows, self._said.totals)

    @property
    def accounts(self) -> Accounts:
        """Lines and totals of the tables that could be read."""
        rows: dict[str, int] = {}
        totals: dict[str, Mapping[str, int]] = {}
        for each in self._sent:
            if each.name in self._columns:
                columns = self._columns[each.name]
                rows[each.name] = len(columns[0])
                totals |= totals_by_column(each, columns)
        return Accounts(rows, totals)
