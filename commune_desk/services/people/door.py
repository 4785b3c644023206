"""How one sits down at the desk: by a password, or by a recovery code.

A try is counted before the answer is looked at, so that whoever ends the program in
between has tried all the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.people import FREE_TRIES, read_code, remaining, wait_after
from commune_desk.domain.roles import Permission, Role
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.command import Command
from commune_desk.services.people.passwords import KEEPER, require_good
from commune_desk.services.people.users import find, keep_password, secret_of
from commune_desk.services.sitters import User
from commune_desk.storage.models import DeskUser, Secret

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from commune_desk.services.desk import Desk
    from commune_desk.storage.unit import Unit

    Clock = Callable[[], dt.datetime]


def utc() -> dt.datetime:
    """Read the clock of the computer."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class CountTry(Command[None]):
    """Count one try to sit down; raise `Rejected` while a wait lasts."""

    label: ClassVar[Text] = N_("Sit down at the desk")
    needs: ClassVar[Permission] = Permission.SIT_DOWN
    aside: ClassVar[bool] = True

    id: int
    now: dt.datetime

    def apply(self, unit: Unit) -> None:
        """Count it, and set the wait that it brings."""
        secret = secret_of(unit, self.id)
        left = remaining(secret.wait, _moment(secret.failed_at), self.now)
        if left:
            raise Rejected([Issue(Severity.ERROR, waiting(left), field="wait")])
        secret.failures += 1
        secret.failed_at = self.now.isoformat()
        secret.wait = wait_after(secret.failures)


@dataclass(frozen=True)
class WaitAnew(Command[None]):
    """Begin a wait anew, from a clock that went backwards."""

    label: ClassVar[Text] = N_("Sit down at the desk")
    needs: ClassVar[Permission] = Permission.SIT_DOWN
    aside: ClassVar[bool] = True

    id: int
    now: dt.datetime

    def apply(self, unit: Unit) -> None:
        """Let it begin now, so that it ends at all."""
        secret = secret_of(unit, self.id)
        since = _moment(secret.failed_at)
        if since is not None and self.now < since:
            secret.failed_at = self.now.isoformat()


@dataclass(frozen=True)
class Answer(Command[bool]):
    """Compare a password; where it is right, forget the tries before it."""

    label: ClassVar[Text] = N_("Sit down at the desk")
    needs: ClassVar[Permission] = Permission.SIT_DOWN
    aside: ClassVar[bool] = True

    id: int
    password: str = field(repr=False)

    def apply(self, unit: Unit) -> bool:
        """Tell whether it is right; keep it at today’s cost."""
        secret = secret_of(unit, self.id)
        if secret.password is None:
            return False
        if not KEEPER.fits(secret.password, self.password):
            return False
        secret.failures, secret.failed_at, secret.wait = 0, None, 0
        if KEEPER.is_old(secret.password):
            secret.password = KEEPER.keep(self.password)
        return True


@dataclass(frozen=True)
class UseCode(Command[None]):
    """Choose a new password by the recovery code, which is then worth nothing."""

    label: ClassVar[Text] = N_("Recover a password")
    needs: ClassVar[Permission] = Permission.SIT_DOWN
    aside: ClassVar[bool] = True

    id: int
    code: str = field(repr=False)
    password: str = field(repr=False)

    def apply(self, unit: Unit) -> None:
        """Keep the new password, where the code is right."""
        row, secret = find(unit, self.id), secret_of(unit, self.id)
        kept = secret.recovery
        if kept is None or not KEEPER.fits(kept, read_code(self.code)):
            raise wrong(N_("This recovery code is not right."), secret.failures)
        keep_password(unit, row, self.password)
        secret.recovery, row.recovery_at = None, None

    def describe(self, unit: Unit) -> Text:
        """Name the person."""
        name = find(unit, self.id).name
        return N_("Password of {name} set by the recovery code", name=name)


def enter(desk: Desk, row_id: int, password: str, clock: Clock = utc) -> User:
    """Sit down by a password, or by the name alone where none is kept.

    Raises `Rejected` for a wrong one, and while a wait lasts.
    """
    with desk.store.reading() as session:
        row = session.get(DeskUser, row_id)
        if row is None:
            raise Stale
        user = _allowed(row)
        asked = row.password_at is not None
    if asked:
        _count(desk, user, clock)
        if not desk.do(Answer(row_id, password)):
            text = N_("This password is not right.")
            raise wrong(text, _failures(desk, row_id))
    desk.sit(user)
    return user


def recover(
    desk: Desk, row_id: int, code: str, password: str, clock: Clock = utc
) -> User:
    """Sit down by a recovery code, with a new password from now on.

    Raises `Rejected` for a wrong code or a refused password, and while a wait lasts.
    """
    with desk.store.reading() as session:
        row = session.get(DeskUser, row_id)
        if row is None:
            raise Stale
        user = _allowed(row)
    require_good(password, user.name)
    _count(desk, user, clock)
    before = desk.user
    desk.sit(User(user.name, Role.NOBODY, row_id))  # the journal names who it was
    try:
        desk.do(UseCode(row_id, code, password))
    except BaseException:
        desk.sit(before)
        raise
    desk.sit(user)
    return user


def pause(desk: Desk, row_id: int, clock: Clock = utc) -> int:
    """Tell how many seconds a person has to wait before the next try."""
    with desk.store.reading() as session:
        secret = _secret(session, row_id)
        if secret is None:
            return 0
        return remaining(secret.wait, _moment(secret.failed_at), clock())


def waiting(seconds: int) -> Text:
    """Say how long to wait."""
    return P_(
        "Too many wrong answers: wait {count} second.",
        "Too many wrong answers: wait {count} seconds.",
        count=seconds,
    )


def wrong(text: Text, failures: int) -> Rejected:
    """Refuse an answer, and say what comes next."""
    wait, left = wait_after(failures), FREE_TRIES - failures
    if wait:
        after = waiting(wait)
    else:
        after = P_(
            "{count} try is left before a wait.",
            "{count} tries are left before a wait.",
            count=left,
        )
    said = N_("{refusal} {after}", refusal=text, after=after)
    return Rejected([Issue(Severity.ERROR, said, field="password")])


def _allowed(row: DeskUser) -> User:
    """Tell who it is; raise `Rejected` for a person who no longer sits here."""
    if not row.active:
        text = N_("{name} no longer sits at this desk.", name=row.name)
        raise Rejected([Issue(Severity.ERROR, text)])
    return User(row.name, row.role, row.id)


def _count(desk: Desk, user: User, clock: Clock) -> None:
    now, row_id = clock(), user.id or 0
    desk.do(WaitAnew(row_id, now))
    desk.do(CountTry(row_id, now))


def _secret(session: Session, row_id: int) -> Secret | None:
    return session.scalar(select(Secret).where(Secret.user_id == row_id))


def _failures(desk: Desk, row_id: int) -> int:
    with desk.store.reading() as session:
        secret = _secret(session, row_id)
    return 0 if secret is None else secret.failures


def _moment(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)
