"""The tables of each version of the format, and how an older one is carried forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.format import MEMBERS, RESOURCES, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.manifest import Tables


@dataclass(frozen=True, slots=True)
class Version:
    """One `schema_version`."""

    resources: tuple[Resource, ...]
    forward: Callable[[Tables], Tables] | None = None
    """Makes the tables of the next version; nothing for the newest."""


VERSIONS: Mapping[int, Version] = {SCHEMA_VERSION: Version(RESOURCES)}
"""By `schema_version`. When a table changes, its old description stays here, beside
the function that converts it."""


def names_known(versions: Mapping[int, Version]) -> frozenset[str]:
    """Give all names that a member may have, in any version that is read."""
    paths = {r.path for each in versions.values() for r in each.resources}
    return frozenset(MEMBERS) | paths


def carried_forward(
    tables: Tables, version: int, versions: Mapping[int, Version]
) -> Tables:
    """Convert the tables of a version step by step to those of the newest."""
    while (forward := versions[version].forward) is not None:
        tables, version = forward(tables), version + 1
    return tables
