"""Who sits at the desk: people with their roles, and the traces of their passwords."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.roles import Role
from commune_desk.storage.models.base import Base, EnumColumn


class DeskUser(Base):
    """One person who may sit at the desk; the journal keeps what becomes of it."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumColumn(Role))
    active: Mapped[bool]
    created_on: Mapped[dt.date]
    password_at: Mapped[str | None] = mapped_column(default=None)
    """When a password was last set (UTC, ISO 8601); None where none is asked."""

    recovery_at: Mapped[str | None] = mapped_column(default=None)
    """When a recovery code was last printed (UTC, ISO 8601); None where there is
    none, or where it was used."""


class Secret(Base):
    """What one password leaves behind; unrecorded, so that no journal repeats it."""

    __tablename__ = "secrets"
    __table_args__ = (
        UniqueConstraint("user_id"),
        CheckConstraint("failures >= 0 AND wait >= 0", name="counts"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    password: Mapped[str | None] = mapped_column(default=None)
    """Argon2id, its parameters and its salt in the one encoded text."""

    recovery: Mapped[str | None] = mapped_column(default=None)
    """The same of the recovery code."""

    failures: Mapped[int] = mapped_column(default=0)
    """Wrong answers since the last right one."""

    failed_at: Mapped[str | None] = mapped_column(default=None)
    """When the wait began (UTC, ISO 8601)."""

    wait: Mapped[int] = mapped_column(default=0)
    """Seconds to wait from then on."""
