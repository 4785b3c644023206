"""Lists that come with the program as data: templates, legal texts, sizes.

They lie in `resources/reference` as CSV with French heads, so that a text can be
replaced without a programmer.
"""

from __future__ import annotations

import csv
from functools import cache

from commune_desk.paths import RESOURCES

FOLDER = RESOURCES / "reference"


@cache
def reference(name: str) -> tuple[dict[str, str], ...]:
    """Read a list; each line by its heads."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";"))


def is_sure(line: dict[str, str]) -> bool:
    """Tell whether a text was read that says so."""
    return line["Sûr"].strip() == "oui"
