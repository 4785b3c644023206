"""What a rule has to say about the data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text


class Severity(Enum):
    """How far an issue lets the clerk go on."""

    ERROR = "error"
    """The change is refused; an error found in kept data must be mended."""

    WARNING = "warning"
    """The change is kept; the finding waits to be settled."""

    INFORMATION = "information"
    """Worth knowing; nothing to settle."""


@dataclass(frozen=True, slots=True)
class Record:
    """Where to jump: a row of one database table."""

    table: str
    id: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding of one rule."""

    severity: Severity
    text: Text
    code: str = ""
    """Stable name of the rule, such as `PLAN-02`; what scripts compare."""

    record: Record | None = None
    field: str | None = None
    """Key of the column that the finding speaks of."""

    amount: Money | None = None
    """The francs at stake; the summary of the rule adds them up."""
