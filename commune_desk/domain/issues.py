"""What a rule has to say about the data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

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
class Remedy:
    """One way out of a refusal: a button that does something, or leads somewhere."""

    label: Text
    command: Any = None
    """A command of the services, ready to be done; None where the way leads on."""

    records: tuple[Record, ...] = ()
    """The records to show, all of one table."""


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

    remedies: tuple[Remedy, ...] = ()
    """What solves it, the most likely first."""
