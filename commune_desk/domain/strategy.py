"""The logical frame: indicators, and the policies and themes that actions serve."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Which way an indicator should go."""

    RISES = "rises"
    FALLS = "falls"


class ThemeKind(Enum):
    """What an action or an objective may serve (`planning.md` 1.10)."""

    THEME = "theme"
    POLICY = "policy"
    SDG = "sdg"


class Marker(Enum):
    """How much an action serves a theme."""

    PRINCIPAL = "principal"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Tag:
    """One theme that a record serves, by its name."""

    theme: int
    title: str
    marker: Marker | None = None
    """None where the record knows no marker: the policies of an objective."""


@dataclass(frozen=True, slots=True)
class Tags:
    """All that a record serves, in one cell: “Genre (principal); Climat”."""

    tags: tuple[Tag, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tags)

    def marker_of(self, theme: int) -> Marker | None:
        """Tell how much a theme is served; None where it is not."""
        return next((tag.marker for tag in self.tags if tag.theme == theme), None)
