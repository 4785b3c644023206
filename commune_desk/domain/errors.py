"""Why the desk says no.

* DeskError
    * Rejected       the rules refuse the change; the clerk can mend it
    * Unreadable     what was typed or imported cannot be read as a value
        * Doubtful   it can be read in two ways
    * Forbidden      this user's role does not include the action
    * Locked         nobody has sat down at the desk
    * Stale          the data has moved on; reload and try again
    * StorageTrouble the disk is full, the file is locked, the file is damaged
        * Damaged    the file is a dossier that can no longer be read throughout
        * NotOurs    the file is no dossier, or one of a newer program
        * InUse      another program or computer holds the dossier

Each carries a text fit to be shown. Any other exception is a bug and is
reported as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text


class DeskError(Exception):
    """Base of every refusal that the user is meant to read."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.sentence)
        self.text = text


class Rejected(DeskError):
    """The rules refuse the change."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__(issues[0].text)
        self.issues = tuple(issues)


class Unreadable(DeskError):
    """What was typed cannot be read as a value; the text says what was read."""


class Doubtful(Unreadable):
    """An amount that may mean two things: somebody must say which."""


class Forbidden(DeskError):
    """The user's role does not include the action."""

    def __init__(self, action: Text, role: Text | None = None, who: str = "") -> None:
        text = N_("Your role does not allow: {action}.", action=action)
        if role is not None:
            text = N_(
                "Your role does not allow: {action}. It takes the role “{role}”.",
                action=action,
                role=role,
            )
        if role is not None and who:
            text = N_(
                "Your role does not allow: {action}. It takes the role “{role}”:"
                " {who}.",
                action=action,
                role=role,
                who=who,
            )
        super().__init__(text)


class Locked(DeskError):
    """Nobody sits at the desk."""

    def __init__(self) -> None:
        super().__init__(N_("The desk is locked: say first who you are."))


class Stale(DeskError):
    """The data has changed since it was read."""

    def __init__(self) -> None:
        super().__init__(N_("This has changed in the meantime. Reload, then retry."))


class StorageTrouble(DeskError):
    """The file, the disk or the lock is at fault, not the clerk and not the code."""


class Damaged(StorageTrouble):
    """The file is damaged; it is never repaired in place."""


class NotOurs(StorageTrouble):
    """The file is no dossier, or was made by a newer program; it was not touched."""


class InUse(StorageTrouble):
    """Another program, or another computer, holds the dossier."""
