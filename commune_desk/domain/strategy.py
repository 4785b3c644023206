"""The logical frame: indicators, and the policies and themes that actions serve."""

from __future__ import annotations

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
