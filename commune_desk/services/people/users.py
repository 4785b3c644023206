"""The people of a dossier: who they are, and what changes that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.names import NAMES
from commune_desk.domain.people import LONGEST_NAME, folded, new_code, read_code
from commune_desk.domain.roles import GIVEN, Permission, Role
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.people.passwords import KEEPER, require_good
from commune_desk.storage.models import DeskUser, Secret

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


class UserRow(NamedTuple):
    """A person as tables see it; nothing of the password but whether there is one."""

    id: int
    name: str
    role: Role
    active: bool
    created_on: dt.date
    password_at: str | None
    recovery_at: str | None

    @property
    def has_password(self) -> bool:
        """Whether a password is asked."""
        return self.password_at is not None

    @property
    def has_code(self) -> bool:
        """Whether a recovery code was printed and not used yet."""
        return self.recovery_at is not None


def people(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[UserRow]:
    """List the people, who may do most first."""
    x = DeskUser
    query = select(
        x.id, x.name, x.role, x.active, x.created_on, x.password_at, x.recovery_at
    )
    if ids is not None:
        query = query.where(x.id.in_(ids))
    rows = [UserRow(*row) for row in session.execute(query)]
    order = {role: -place for place, role in enumerate(GIVEN)}
    return sorted(rows, key=lambda row: (not row.active, order[row.role], row.name))


def find(unit: Unit, row_id: int) -> DeskUser:
    """Fetch a person; raise `Stale` where there is none."""
    row = unit.session.get(DeskUser, row_id)
    if row is None:
        raise Stale
    return row


def secret_of(unit: Unit, row_id: int) -> Secret:
    """Fetch what is kept of a person’s password, or begin it."""
    found = unit.session.scalar(select(Secret).where(Secret.user_id == row_id))
    if found is None:
        found = Secret(user_id=row_id)
        unit.session.add(found)
    return found


def stamp() -> str:
    """Give the present moment as the file keeps it: UTC, ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def keep_password(unit: Unit, row: DeskUser, password: str) -> None:
    """Keep a new password and end all waits; an empty one means that none is asked."""
    if password:
        require_good(password, row.name)
    secret = secret_of(unit, row.id)
    secret.password = KEEPER.keep(password) if password else None
    secret.failures, secret.failed_at, secret.wait = 0, None, 0
    row.password_at = stamp() if password else None
    if not password:
        secret.recovery, row.recovery_at = None, None


def _refuse(text: Text, row: DeskUser | None = None, where: str = "") -> Rejected:
    record = Record("users", row.id) if row is not None and row.id else None
    return Rejected([Issue(Severity.ERROR, text, record=record, field=where)])


def _name(unit: Unit, typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise _refuse(N_("Type the name of the person."), where="name")
    if len(name) > LONGEST_NAME:
        text = N_(
            "The name has {count} signs; at most {most} are kept.",
            count=len(name),
            most=LONGEST_NAME,
        )
        raise _refuse(text, where="name")
    known = unit.session.scalars(select(DeskUser.name))
    same = next((each for each in known if folded(each) == folded(name)), None)
    if same is not None:
        text = N_("“{name}” is at this desk already.", name=same)
        raise _refuse(text, where="name")
    return name


def _require_another(unit: Unit, row: DeskUser) -> None:
    """Refuse to lose the last person who may do everything."""
    if row.role is not Role.ADMINISTRATION or not row.active:
        return
    others = unit.session.scalar(
        select(func.count())
        .select_from(DeskUser)
        .where(
            DeskUser.role == Role.ADMINISTRATION,
            DeskUser.active,
            DeskUser.id != row.id,
        )
    )
    if not others:
        text = N_(
            "{name} is the last person with the role “{role}”: give it to somebody else"
            " first.",
            name=row.name,
            role=NAMES[Role.ADMINISTRATION],
        )
        raise _refuse(text, row, "role")


@dataclass(frozen=True)
class AddUser(Command[int]):
    """Let one more person sit at the desk; the first one may do everything."""

    label: ClassVar[Text] = N_("Add a person to the desk")
    needs: ClassVar[Permission] = Permission.MANAGE_USERS
    aside: ClassVar[bool] = True

    name: str
    role: Role
    password: str = field(default="", repr=False)

    def apply(self, unit: Unit) -> int:
        """Add the person."""
        name = _name(unit, self.name)
        if self.role not in GIVEN:
            raise _refuse(N_("Choose the role of the person."), where="role")
        first = not unit.session.scalar(select(func.count()).select_from(DeskUser))
        if first and self.role is not Role.ADMINISTRATION:
            text = N_(
                "The first person of a desk has the role “{role}”.",
                role=NAMES[Role.ADMINISTRATION],
            )
            raise _refuse(text, where="role")
        today = dt.datetime.now().astimezone().date()
        row = DeskUser(name=name, role=self.role, active=True, created_on=today)
        row_id = unit.add(row)
        keep_password(unit, row, self.password)
        return row_id

    def describe(self, unit: Unit) -> Text:
        """Name the person and the role."""
        del unit
        name = " ".join(self.name.split())
        return N_("{name} at the desk: {role}", name=name, role=NAMES[self.role])


@dataclass(frozen=True)
class ReviseUser(Command[None]):
    """Correct the name of a person, or give another role."""

    label: ClassVar[Text] = N_("Change a person of the desk")
    needs: ClassVar[Permission] = Permission.MANAGE_USERS
    aside: ClassVar[bool] = True

    id: int
    field: str
    value: Any

    def apply(self, unit: Unit) -> None:
        """Change it, unless nobody would be left who may do everything."""
        row = find(unit, self.id)
        if self.field == "name":
            if folded(str(self.value or "")) != folded(row.name):
                row.name = _name(unit, str(self.value or ""))
            else:
                row.name = " ".join(str(self.value).split())
        elif self.value not in GIVEN:
            raise _refuse(N_("Choose the role of the person."), row, "role")
        elif self.value is not row.role:
            _require_another(unit, row)
            row.role = self.value

    def describe(self, unit: Unit) -> Text:
        """Name the person and the role."""
        row = find(unit, self.id)
        return N_("{name} at the desk: {role}", name=row.name, role=NAMES[row.role])


@dataclass(frozen=True)
class SetActive(Command[None]):
    """Let a person sit no more, or again; what he did keeps his name."""

    label: ClassVar[Text] = N_("Deactivate or reactivate a person")
    needs: ClassVar[Permission] = Permission.MANAGE_USERS
    aside: ClassVar[bool] = True

    id: int
    active: bool

    def apply(self, unit: Unit) -> None:
        """Change it, unless nobody would be left who may do everything."""
        row = find(unit, self.id)
        if not self.active:
            _require_another(unit, row)
        row.active = self.active

    def describe(self, unit: Unit) -> Text:
        """Name the person."""
        name = find(unit, self.id).name
        if self.active:
            return N_("{name} may sit at the desk again", name=name)
        return N_("{name} no longer sits at the desk", name=name)


@dataclass(frozen=True)
class ResetPassword(Command[None]):
    """Give a person another password, or none."""

    label: ClassVar[Text] = N_("Set the password of a person")
    needs: ClassVar[Permission] = Permission.MANAGE_USERS
    aside: ClassVar[bool] = True

    id: int
    password: str = field(repr=False)

    def apply(self, unit: Unit) -> None:
        """Keep it."""
        keep_password(unit, find(unit, self.id), self.password)

    def describe(self, unit: Unit) -> Text:
        """Name the person, and nothing of the password."""
        return N_("Password of {name} set", name=find(unit, self.id).name)


@dataclass(frozen=True)
class OwnPassword(ResetPassword):
    """Choose another password for oneself."""

    label: ClassVar[Text] = N_("Change one’s own password")
    needs: ClassVar[Permission] = Permission.OWN_PASSWORD

    before: str = field(default="", repr=False)

    def only_by(self) -> int:
        """Let nobody do it for somebody else."""
        return self.id

    def apply(self, unit: Unit) -> None:
        """Keep it, if the password until now is known."""
        kept = secret_of(unit, self.id).password
        if kept is not None and not KEEPER.fits(kept, self.before):
            raise _refuse(N_("The password until now is not this one."), None, "before")
        super().apply(unit)


@dataclass(frozen=True)
class MakeCode(Command[str]):
    """Draw a recovery code for a person; the one before is worth nothing any more.

    Only its trace is kept: what is returned is shown and printed this once.
    """

    label: ClassVar[Text] = N_("Make a recovery code")
    needs: ClassVar[Permission] = Permission.MANAGE_USERS
    aside: ClassVar[bool] = True

    id: int

    def apply(self, unit: Unit) -> str:
        """Draw it."""
        row = find(unit, self.id)
        if row.password_at is None:
            text = N_("{name} has no password: there is nothing to recover.",
                      name=row.name)  # fmt: skip
            raise _refuse(text, row)
        code = new_code()
        secret_of(unit, self.id).recovery = KEEPER.keep(read_code(code))
        row.recovery_at = stamp()
        return code

    def describe(self, unit: Unit) -> Text:
        """Name the person."""
        return N_("Recovery code of {name} made", name=find(unit, self.id).name)


@dataclass(frozen=True)
class OwnCode(MakeCode):
    """Draw a recovery code for oneself."""

    label: ClassVar[Text] = N_("Make one’s own recovery code")
    needs: ClassVar[Permission] = Permission.OWN_PASSWORD

    def only_by(self) -> int:
        """Let nobody do it for somebody else."""
        return self.id


def added(values: Mapping[str, Any]) -> AddUser:
    """Make the command that a new line of the table stands for."""
    return AddUser(values.get("name") or "", values.get("role") or Role.ENTRY)
