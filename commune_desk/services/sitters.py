"""Who sits at the desk, and who could."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.roles import Role

if TYPE_CHECKING:
    import sqlite3

    from commune_desk.storage.store import Store

USERS = "users"
"""The table of the people; who sits is looked at again when it changes."""


@dataclass(frozen=True, slots=True)
class User:
    """Who sits at the desk."""

    name: str
    role: Role
    id: int | None = None
    """The record of the person; None where the dossier keeps no people."""


NOBODY = User("", Role.NOBODY)
"""Who sits at a locked desk."""


def first_seat(store: Store, system_name: str) -> User:
    """Tell who sits when a dossier opens.

    Without people it is whoever uses the computer, with all rights; one person without
    a password is not asked anything; else nobody, until somebody says who he is.
    """
    return store.looking(lambda raw: _first(raw, system_name))


def _first(raw: sqlite3.Connection, system_name: str) -> User:
    rows = raw.execute(
        "SELECT name, role, id, password_at FROM users WHERE active = 1"
    ).fetchall()
    if not rows:
        return User(system_name, Role.ADMINISTRATION)
    name, role, row_id, password_at = rows[0]
    if len(rows) == 1 and password_at is None:
        return User(name, Role(role), row_id)
    return NOBODY


def seat_after(raw: sqlite3.Connection, user: User) -> User:
    """Tell who sits once the people have changed: a role may have, or be gone.

    Who made the first person of a dossier sits on as that person.
    """
    if user.role is Role.NOBODY:
        return user
    found = raw.execute(
        "SELECT name, role, id FROM users"
        " WHERE active = 1 AND (id = ?1 OR ?1 IS NULL) ORDER BY id",
        (user.id,),
    ).fetchone()
    if found is None:
        return user if user.id is None else NOBODY
    name, role, row_id = found
    return User(name, Role(role), row_id)


def people_by_role(raw: sqlite3.Connection) -> dict[Role, tuple[str, ...]]:
    """Name the people of each role, for whom a refusal sends to."""
    found: dict[Role, tuple[str, ...]] = {}
    rows = raw.execute("SELECT role, name FROM users WHERE active = 1 ORDER BY name")
    for role, name in rows.fetchall():
        found[Role(role)] = (*found.get(Role(role), ()), name)
    return found
