"""What all tables share: names of constraints, and how our values are stored."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import REAL, BigInteger, Dialect, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from commune_desk.domain.money import Money


class MoneyColumn(TypeDecorator[Money]):
    """Money as an integer of francs, so that SQL sums stay exact."""

    impl = BigInteger().with_variant(Integer, "sqlite")  # STRICT knows INTEGER alone
    cache_ok = True

    def process_bind_param(self, value: Money | None, _: Dialect) -> int | None:
        """Store the francs."""
        return None if value is None else value.francs

    def process_result_value(self, value: Any, _: Dialect) -> Money | None:
        """Read the francs."""
        return None if value is None else Money(value)


class FlagColumn(TypeDecorator[bool]):
    """Yes or no, as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, _: Dialect) -> int | None:  # noqa: FBT001  SQLAlchemy's signature
        """Store the flag."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any, _: Dialect) -> bool | None:
        """Read the flag."""
        return None if value is None else bool(value)


class RealColumn(TypeDecorator[float]):
    """A measure, such as a position; never an amount."""

    impl = REAL
    cache_ok = True

    def process_bind_param(self, value: Any, _: Dialect) -> float | None:
        """Store the measure."""
        return None if value is None else float(value)


class DateColumn(TypeDecorator[dt.date]):
    """A day as ISO text, the form that every tool can read (STRICT has no dates)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, _: Dialect) -> str | None:
        """Store the day."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, _: Dialect) -> dt.date | None:
        """Read the day."""
        return None if value is None else dt.date.fromisoformat(value)


class EnumColumn(TypeDecorator[Enum]):
    """A choice as the value of its enumeration: what the export shows."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Enum | None, _: Dialect) -> str | None:
        """Store the value."""
        return None if value is None else str(value.value)

    def process_result_value(self, value: Any, _: Dialect) -> Enum | None:
        """Read the member."""
        return None if value is None else self.kind(value)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """The parent of every table; it gives each row its number."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        Money: MoneyColumn,
        dt.date: DateColumn,
        str: Text,
        bool: FlagColumn,
        float: RealColumn,
    }

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-1)
