"""A manual as it is told: chapters of procedures, each of numbered steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class ToldStep:
    """What to do, and what is then to be seen."""

    does: Text
    sees: tuple[Text, ...] = ()
    picture: bytes = b""
    """The screen after it, as PNG; empty where none was asked for, or none is there."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """How one task is done."""

    title: Text
    purpose: Text
    steps: tuple[ToldStep, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Procedures that belong together."""

    title: Text
    procedures: Sequence[Procedure]
