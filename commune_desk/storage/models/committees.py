"""The registry of committees: types, committees, acts, installations, people, terms."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.committees import (
    ActKind,
    AgeClass,
    CommitteeState,
    InstallationState,
    Sex,
)
from commune_desk.domain.money import Money
from commune_desk.storage.models.base import Base, EnumColumn


class CommitteeType(Base):
    """A type of committee, with what it asks of its bureau: dated data."""

    __tablename__ = "committee_types"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    title: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    legal_form: Mapped[str] = mapped_column(default="")
    term_months: Mapped[int | None] = mapped_column(default=None)
    women_least: Mapped[int | None] = mapped_column(default=None)
    """Women in the bureau, at least."""

    women_share: Mapped[int | None] = mapped_column(default=None)
    """Hundredths of a per cent of the bureau, at least."""

    needs_receipt: Mapped[bool] = mapped_column(default=False)
    """Whether it must hold a récépissé, a registration or a decision."""

    water: Mapped[bool] = mapped_column(default=False)
    """Whether it reads meters."""

    stock: Mapped[bool] = mapped_column(default=False)
    """Whether it keeps a stock: cereals, drugs, cattle feed."""

    sure: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class TypeSeat(Base):
    """A post that committees of a type have."""

    __tablename__ = "type_seats"
    __table_args__ = (UniqueConstraint("type_id", "position"),)

    type_id: Mapped[int] = mapped_column(ForeignKey("committee_types.id"))
    position: Mapped[int]
    title: Mapped[str]
    ex_officio: Mapped[bool] = mapped_column(default=False)
    woman: Mapped[bool] = mapped_column(default=False)
    """Whether a woman must hold it."""

    literate: Mapped[bool] = mapped_column(default=False)
    key_post: Mapped[bool] = mapped_column(default=False)
    """President, treasurer, secretary."""

    bureau: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(default="")


class TypeObligation(Base):
    """What committees of a type must do again and again."""

    __tablename__ = "type_obligations"
    __table_args__ = (UniqueConstraint("type_id", "key"),)

    type_id: Mapped[int] = mapped_column(ForeignKey("committee_types.id"))
    key: Mapped[str]
    title: Mapped[str]
    every_months: Mapped[int | None] = mapped_column(default=None)
    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class PostConflict(Base):
    """Two posts that one person may not hold together (finding 21)."""

    __tablename__ = "post_conflicts"
    __table_args__ = (UniqueConstraint("first", "second"),)

    first: Mapped[str]
    second: Mapped[str]
    refused: Mapped[bool] = mapped_column(default=True)
    """Whether it is refused, or only told."""

    legal: Mapped[str] = mapped_column(default="")
    sure: Mapped[bool] = mapped_column(default=False)


class Committee(Base):
    """A management committee, an association of users, a cooperative."""

    __tablename__ = "committees"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    type_id: Mapped[int] = mapped_column(ForeignKey("committee_types.id"), index=True)
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    """Where it has its seat."""

    state: Mapped[CommitteeState] = mapped_column(
        EnumColumn(CommitteeState), default=CommitteeState.ACTIVE
    )
    created_on: Mapped[dt.date | None] = mapped_column(default=None)
    """Day of the assembly that created it."""

    dissolved_on: Mapped[dt.date | None] = mapped_column(default=None)
    legal_form: Mapped[str] = mapped_column(default="")
    term_months: Mapped[int | None] = mapped_column(default=None)
    """Where its statutes differ from its type."""

    warning_days: Mapped[int] = mapped_column(default=90)
    """Days before the end of a term at which it is told."""

    members: Mapped[int | None] = mapped_column(default=None)
    bank: Mapped[str] = mapped_column(default="")
    bank_account: Mapped[str] = mapped_column(default="")
    cash_ceiling: Mapped[Money | None] = mapped_column(default=None)
    renewal_target: Mapped[Money | None] = mapped_column(default=None)
    """What the fund for the next pump should hold."""

    note: Mapped[str] = mapped_column(default="")


class CommitteePlace(Base):
    """A village, or another commune, that a committee serves."""

    __tablename__ = "committee_places"
    __table_args__ = (UniqueConstraint("committee_id", "village_id", "commune_id"),)

    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committees.id", ondelete="CASCADE")
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    commune_id: Mapped[int | None] = mapped_column(
        ForeignKey("communes.id"), default=None, index=True
    )


class CommitteeAction(Base):
    """An action of the plan whose works a committee runs."""

    __tablename__ = "committee_actions"
    __table_args__ = (UniqueConstraint("committee_id", "action_id"),)

    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committees.id", ondelete="CASCADE")
    )
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)


class CommitteeAct(Base):
    """A legal act of a committee, with its validity."""

    __tablename__ = "committee_acts"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    kind: Mapped[ActKind] = mapped_column(EnumColumn(ActKind))
    number: Mapped[str] = mapped_column(default="")
    dated: Mapped[dt.date | None] = mapped_column(default=None)
    authority: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Installation(Base):
    """A pump, a scheme, a school, a store that serves people."""

    __tablename__ = "installations"

    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    committee_id: Mapped[int | None] = mapped_column(
        ForeignKey("committees.id"), default=None, index=True
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    action_id: Mapped[int | None] = mapped_column(
        ForeignKey("actions.id"), default=None, index=True
    )
    asset_id: Mapped[int | None] = mapped_column(
        ForeignKey("assets.id"), default=None, index=True
    )
    state: Mapped[InstallationState] = mapped_column(
        EnumColumn(InstallationState), default=InstallationState.WORKING
    )
    served_from: Mapped[dt.date | None] = mapped_column(default=None)
    capacity: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Breakdown(Base):
    """A failure of an installation, until it is repaired."""

    __tablename__ = "breakdowns"

    installation_id: Mapped[int] = mapped_column(
        ForeignKey("installations.id", ondelete="CASCADE"), index=True
    )
    broken_on: Mapped[dt.date]
    repaired_on: Mapped[dt.date | None] = mapped_column(default=None)
    cause: Mapped[str] = mapped_column(default="")
    cost: Mapped[Money | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Person(Base):
    """A person who holds or held a post; the phone never leaves unasked."""

    __tablename__ = "persons"

    name: Mapped[str]
    sex: Mapped[Sex | None] = mapped_column(EnumColumn(Sex), default=None)
    age_class: Mapped[AgeClass | None] = mapped_column(
        EnumColumn(AgeClass), default=None
    )
    village_id: Mapped[int | None] = mapped_column(
        ForeignKey("villages.id"), default=None, index=True
    )
    literate: Mapped[bool | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Seat(Base):
    """A post of one committee, from a day on and perhaps until one."""

    __tablename__ = "seats"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date | None] = mapped_column(default=None)
    ex_officio: Mapped[bool] = mapped_column(default=False)
    woman: Mapped[bool] = mapped_column(default=False)
    literate: Mapped[bool] = mapped_column(default=False)
    key_post: Mapped[bool] = mapped_column(default=False)
    bureau: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")


class Term(Base):
    """A person in a seat: begun, to end, and left; never overwritten."""

    __tablename__ = "terms"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="days"),
        CheckConstraint("left_on IS NULL OR left_on >= begins_on", name="leaving"),
    )

    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None] = mapped_column(default=None)
    """When the mandate ends; who stays until replaced is carried over."""

    left_on: Mapped[dt.date | None] = mapped_column(default=None)
    left_reason: Mapped[str] = mapped_column(default="")
    elected: Mapped[bool] = mapped_column(default=True)
    alternate: Mapped[bool] = mapped_column(default=False)
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("committee_meetings.id"), default=None, index=True
    )
    """The assembly that elected."""

    note: Mapped[str] = mapped_column(default="")
