"""Who may do what."""

from __future__ import annotations

from enum import Enum, auto


class Permission(Enum):
    """A right that a command needs."""

    EDIT_TERRITORY = auto()
    EDIT_PLAN = auto()
    EDIT_BUDGET = auto()
    EDIT_EXECUTION = auto()
    EDIT_COMMITTEES = auto()
    EDIT_FUNDING = auto()
    CLOSE_PERIODS = auto()
    EDIT_SETTINGS = auto()
    RECEIVE = auto()
    """At a region's desk: to take packages in, and to keep its own lists."""
    SEND = auto()
    """To send the region a package, and to note what it answered."""

    PRINT = auto()
    """To have it noted that a paper was printed; papers themselves are free."""


class Role(Enum):
    """A seat at the town hall, and the rights that come with it."""

    SECRETARY = frozenset(Permission)
    READER = frozenset({Permission.PRINT})

    def may(self, permission: Permission) -> bool:
        """Tell whether this role holds the right."""
        return permission in self.value
