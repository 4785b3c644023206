"""What a desk asks before each command; a commune's and a region's ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import DeskError, Forbidden, Locked
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import GIVEN, GRANTS, Role, least

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commune_desk.domain.roles import Permission
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.sitters import User


def permits(user: User, command: Command[Any]) -> bool:
    """Tell whether this user may ask for the command."""
    only = command.only_by()
    if only is not None and only != user.id:
        return False
    return command.rights() <= GRANTS[user.role]


def refused(
    user: User,
    act: Text,
    rights: Iterable[Permission],
    people: Mapping[Role, Sequence[str]],
) -> DeskError:
    """Say what is not allowed, and who may do it."""
    if user.role is Role.NOBODY:
        return Locked()
    wanted = least(rights)
    enough = GIVEN[GIVEN.index(wanted) :]
    names = [name for role in enough for name in people.get(role, ())]
    return Forbidden(act, NAMES[wanted], ", ".join(names))
