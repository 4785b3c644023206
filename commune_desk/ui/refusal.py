"""A cell that was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commune_desk.domain.errors import DeskError


@dataclass(frozen=True)
class Refusal:
    """What was typed in a cell, and why the desk did not take it."""

    row_id: int
    key: str
    typed: str
    error: DeskError
