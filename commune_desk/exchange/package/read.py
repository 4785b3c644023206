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
from commune_desk.exchange.package.strict import json_of
from commune_desk.exchange.package.versions import (
    VERSIONS,
    carried_forward,
    names_known,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.limits import Limits
    from commune_desk.domain.package.manifest import Totals
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
    for name in (MANIFEST, README):
        if name not in zipped:
            raise refused(Fault.MISSING_MEMBER, name)
    if zipped.size(MANIFEST) > limits.manifest:
        raise refused(
            Fault.TOO_LARGE,
            MANIFEST,
            value=zipped.size(MANIFEST),
            declared=limits.manifest,
        )
    text = zipped.take(MANIFEST)
    found = Found(limits.told)
    whole = json_of(text, MANIFEST, limits.manifest)
    said = described(whole, found, versions)
    if said.manifest.privacy is Privacy.PHONES and not sealed:
        raise refused(Fault.PRIVACY, MANIFEST, column="privacy", value="P2")
    _as_listed(zipped, said, found)
    found.settle()
    attached(zipped, said.members, limits, found)
    resources = versions[said.manifest.schema_version].resources
    sent = [each for each in resources if each.name in said.manifest.scope]
    columns = _tables(zipped, said, sent, limits, found)
    cross(sent, columns, said.manifest, found)
    totals = _totals(sent, columns, said, found)
    found.settle()
    tables = {
        name: list(zip(*columns[name], strict=True)) if len(columns[name][0]) else []
        for name in columns
    }
    return Parcel(
        said.manifest,
        carried_forward(tables, said.manifest.schema_version, versions),
        totals,
        sha256(data),
        len(data),
        remarks=tuple(found.remarks),
    )


def _as_listed(zipped: Members, said: Described, found: Found) -> None:
    """Compare the members that stand in the zip with those that are declared."""
    listed = set(said.members)
    if README not in listed:
        found.add(Fault.MANIFEST, MANIFEST, column="files", value=README)
    for name in sorted(listed - set(zipped.names)):
        known = name in {README, MAP, OVERVIEW} or name.startswith("data/")
        found.add(Fault.MISSING_MEMBER if known else Fault.MEMBER, name)
    for name in sorted(set(zipped.names) - listed - {MANIFEST, README, SIGNATURE}):
        found.add(Fault.MEMBER, name, value=name)
    for name in sorted(listed & {MANIFEST, SIGNATURE}):
        found.add(Fault.MANIFEST, MANIFEST, column="files", value=name)


def _tables(
    zipped: Members,
    said: Described,
    resources: Sequence[Resource],
    limits: Limits,
    found: Found,
) -> dict[str, Columns]:
    """Read each table; those with a fault are left out, and the fault is kept."""
    read_: dict[str, Columns] = {}
    level = said.manifest.privacy.level
    for resource in resources:
        declared = said.members[resource.path]
        try:
            data = zipped.take(resource.path)
            if not as_declared(data, resource.path, declared, found):
                continue
            cells = columns_of(resource, data, declared.rows, found, limits)
        except PackageRefused as refusal:
            found.join(refusal)
            continue
        if cells is None:
            continue
        values = values_of(resource, cells, level, found)
        if values is not None:
            read_[resource.name] = values
    return read_


def _totals(
    resources: Sequence[Resource],
    columns: Mapping[str, Columns],
    said: Described,
    found: Found,
) -> Totals:
    """Recompute the control totals of the tables that could be read."""
    made: dict[str, Mapping[str, int]] = {}
    for resource in resources:
        if resource.name in columns:
            sums = totals_by_column(resource, columns[resource.name])
            compare_totals(resource, sums, said.totals, found)
            made |= sums
    names = {resource.name for resource in resources}
    for part in said.totals:
        if part.split("/")[0] not in names:
            found.add(Fault.TOTALS, part, declared="…")
    return made
