"""Who may do what: the rights, the roles, and the one table that joins them.

Roles are order, not security: whoever holds the file and the knowledge can change it
(`exchange-and-safety.md` 7.1).
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Permission(Enum):
    """A right that a command needs."""

    EDIT_TERRITORY = auto()
    EDIT_PLAN = auto()
    EDIT_BUDGET = auto()
    EDIT_EXECUTION = auto()
    EDIT_COMMITTEES = auto()
    EDIT_FUNDING = auto()
    EDIT_PAPERS = auto()
    """To write texts of papers, and to save selections of papers."""

    TAKE_BACK = auto()
    """To undo and to redo what one did oneself."""

    CLOSE_PERIODS = auto()
    VALIDATE = auto()
    """To note what binds the commune: adoption, vote, transmission, approval."""

    SEND = auto()
    """To send the region a package, and to note what it answered."""

    EDIT_SETTINGS = auto()
    RECEIVE = auto()
    """At a region's desk: to take packages in, and to keep its own lists."""

    MANAGE_USERS = auto()
    TAKE_BACK_OTHERS = auto()
    """To undo what somebody else did."""

    PRINT = auto()
    """To have it noted that a paper was printed; papers themselves are free."""

    OWN_PASSWORD = auto()
    """To change the password with which one sits down."""

    SIT_DOWN = auto()
    """To say who one is; even who has no right yet may."""


class Role(Enum):
    """A seat at the town hall, and the rights that come with it (`GRANTS`)."""

    NOBODY = "nobody"
    """Nobody sits: the desk is locked."""

    READER = "lecture"
    ENTRY = "saisie"
    VALIDATION = "validation"
    ADMINISTRATION = "administration"
    SECRETARY = "administration"  # noqa: PIE796  another name for it, on purpose
    """Who works on a dossier for which no users are kept: all rights, as one role."""

    def may(self, permission: Permission) -> bool:
        """Tell whether this role holds the right."""
        return permission in GRANTS[self]


GIVEN = (Role.READER, Role.ENTRY, Role.VALIDATION, Role.ADMINISTRATION)
"""The roles that a user can have, from the least to the most."""

_OWN: Mapping[Role, frozenset[Permission]] = {
    Role.NOBODY: frozenset({Permission.SIT_DOWN}),
    Role.READER: frozenset({Permission.PRINT, Permission.OWN_PASSWORD}),
    Role.ENTRY: frozenset({
        Permission.EDIT_TERRITORY, Permission.EDIT_PLAN, Permission.EDIT_BUDGET,
        Permission.EDIT_EXECUTION, Permission.EDIT_COMMITTEES,
        Permission.EDIT_FUNDING, Permission.EDIT_PAPERS, Permission.TAKE_BACK,
    }),
    Role.VALIDATION: frozenset({
        Permission.CLOSE_PERIODS, Permission.VALIDATE, Permission.SEND,
    }),
    Role.ADMINISTRATION: frozenset({
        Permission.EDIT_SETTINGS, Permission.RECEIVE, Permission.MANAGE_USERS,
        Permission.TAKE_BACK_OTHERS,
    }),
}  # fmt: skip
"""What each role adds to the one before it: the matrix, in its one place."""


def _grants() -> dict[Role, frozenset[Permission]]:
    held: frozenset[Permission] = frozenset()
    found = {}
    for role, added in _OWN.items():
        held |= added
        found[role] = held
    return found


GRANTS: Mapping[Role, frozenset[Permission]] = _grants()
"""All that each role may do."""

ROLE_MEANINGS: Mapping[Role, Text] = {
    Role.READER: N_("reads and prints"),
    Role.ENTRY: N_("reads, prints and types"),
    Role.VALIDATION: N_("types, votes, closes and sends"),
    Role.ADMINISTRATION: N_("does everything, settings and people too"),
}


def least(permissions: Iterable[Permission]) -> Role:
    """Name the first role that holds all these rights."""
    wanted = frozenset(permissions)
    return next(role for role in GIVEN if wanted <= GRANTS[role])
