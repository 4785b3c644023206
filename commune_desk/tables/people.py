"""The people of the desk; nothing of a password but whether there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import GIVEN
from commune_desk.domain.text import N_
from commune_desk.services.people.users import ReviseUser, SetActive, people
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.people.users import UserRow


def roles(*_: Any) -> Sequence[Choice]:
    """Offer the roles, from the least to the most."""
    return [Choice(role, NAMES[role], (role.value,)) for role in GIVEN]


USERS: Table[UserRow] = Table(
    name="users",
    title=N_("People of the desk"),
    purpose=N_(
        "Who sits here, and what each may do. Without anybody here, no one is asked"
        " anything."
    ),
    rows=people,
    reads={"users": "id"},
    columns=always(
        Column(
            "name", N_("Name"), lambda row: row.name, width=30,
            edit=lambda row, value: ReviseUser(row.id, "name", value),
        ),
        Column(
            "role", N_("Role"), lambda row: row.role, Kind.CHOICE, 16, choices=roles,
            edit=lambda row, value: ReviseUser(row.id, "role", value),
        ),
        Column(
            "active", N_("Sits here"), lambda row: row.active, Kind.FLAG, 10,
            edit=lambda row, value: SetActive(row.id, bool(value)),
        ),
        Column(
            "password", N_("Password"), lambda row: row.has_password, Kind.FLAG, 12
        ),
        Column(
            "code", N_("Recovery code"), lambda row: row.has_code, Kind.FLAG, 14,
            note=N_("Whether a sealed sheet was printed and not used yet."),
        ),
        Column(
            "created_on", N_("Since"), lambda row: row.created_on, Kind.DATE, 12
        ),
    ),
    record="users",
    empty=N_("No one is listed here: the desk does not ask who is using it."),
    row_title=lambda row: row.name,
)  # fmt: skip
