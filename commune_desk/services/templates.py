"""Templates shipped as data: common indicators, contents of the plan’s document."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from commune_desk.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def template(name: str) -> Sequence[Mapping[str, str]]:
    """Read a file of `resources/reference`, line by line."""
    path = RESOURCES / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(line) for line in csv.DictReader(file, delimiter=";")]
