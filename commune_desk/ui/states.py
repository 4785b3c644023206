"""The five states: each has a shape, a word and a colour."""

from __future__ import annotations

from enum import Enum

from commune_desk.domain.issues import Severity


class State(Enum):
    """An icon, and the colour token of its word."""

    OK = ("circle-check", "link")
    WATCH = ("alert-triangle", "amber")
    CORRECT = ("alert-octagon", "red")
    WAITING = ("clock", "ink_soft")
    UNKNOWN = ("circle-dashed", "ink_soft")
    TOLD = ("info-circle", "link")

    @property
    def picture(self) -> str:
        """The name of the icon."""
        return self.value[0]

    @property
    def token(self) -> str:
        """The colour of the icon and of its word."""
        return self.value[1]


OF_SEVERITY = {
    Severity.ERROR: State.CORRECT,
    Severity.WARNING: State.WATCH,
    Severity.INFORMATION: State.TOLD,
}
