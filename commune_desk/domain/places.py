"""Places of a commune."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class VillageKind(Enum):
    """What the law calls the lowest level (`planning.md` 3.1), and the hamlet."""

    VILLAGE = "village"
    FRACTION = "fraction"
    QUARTIER = "quartier"
    HAMLET = "hamlet"


@dataclass(frozen=True, slots=True)
class Places:
    """Where an action lies: villages, the whole commune, or a place of its own."""

    villages: tuple[int, ...] = ()
    whole_commune: bool = False
    other: str = ""
    """An institution or a place that is no village: “CSRéf”."""

    names: tuple[str, ...] = ()
    """Names of the villages, in their order."""
