"""What an import is asked, and what it would do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from commune_desk.services.command import Several

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.issues import Issue
    from commune_desk.exchange.grid import Grid
    from commune_desk.exchange.headings import Matching
    from commune_desk.l10n.amounts import Habit
    from commune_desk.l10n.words import Words
    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table


class Verdict(Enum):
    """What an import makes of one line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    IGNORED = "ignored"
    """A line of totals: they are computed, not imported."""

    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file and what becomes of it."""

    number: int
    texts: tuple[str, ...]
    verdict: Verdict
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that was tried and waits for a yes."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    command: Command[Any] | None
    """What the desk is to do; None where nothing would change."""

    findings: tuple[Issue, ...] = ()
    """What the lines make together, such as a gap and the line that explains it."""

    def count(self, verdict: Verdict) -> int:
        """Count the lines with a verdict."""
        return sum(line.verdict is verdict for line in self.lines)

    @property
    def guarded(self) -> Command[Any] | None:
        """The same, a verified copy kept before it: what a person brings in."""
        if isinstance(self.command, Several):
            return replace(self.command, copy="avant-import")
        return self.command

    @property
    def refused(self) -> tuple[Line, ...]:
        """The lines that go back."""
        return tuple(line for line in self.lines if line.verdict is Verdict.REFUSED)


@dataclass(frozen=True)
class Request:
    """What to import, where to, and how to read it."""

    table: Table[Any]
    scope: Scope
    grid: Grid
    matching: Matching
    words: Words
    name: str
    """Name of the file, for the journal."""

    fixed: Mapping[str, str]
    """Values for columns that the file does not have: key → text."""

    habits: Mapping[str, Habit] = field(default_factory=dict)
    """How decimals are written in a column, where somebody said it: key → habit."""
