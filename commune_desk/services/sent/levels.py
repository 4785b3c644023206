"""Which rule counts before a sending, and how far: data of the program.

`resources/reference/sending-checks.csv` is a working proposal that a region replaces;
three levels after IATI Publisher (`peers.md`): what refuses, what goes only with a
written reason, what is only said.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from commune_desk.domain.package.level import Level
from commune_desk.services.reference import reference

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FILE = "sending-checks.csv"


_WORDS = {"bloque": Level.CRITICAL, "motif": Level.ERROR, "avertit": Level.WARNING}


@cache
def _rules() -> Mapping[str, tuple[Level, frozenset[str]]]:
    return {
        line["Règle"]: (_WORDS[line["Niveau"]], frozenset(line["Tables"].split()))
        for line in reference(FILE)
    }


def level_of(code: str, scope: Collection[str]) -> Level | None:
    """Give the level of a rule; None where it does not count for what is sent."""
    found = _rules().get(code)
    if found is None:
        return None
    level, tables = found
    return level if not tables or tables & set(scope) else None


def codes() -> frozenset[str]:
    """Name the rules that count at all."""
    return frozenset(_rules())
