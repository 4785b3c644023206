"""What all tables of a region's desk share: their names, and how values are stored.

What differs between the two engines is settled here (`exchange-and-safety.md` 5):
amounts are 64 bits on both, a text has the same longest on both, and a day is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    REAL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
)

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""The region's own layout: it knows no table of a commune's dossier."""

AMOUNT = BigInteger().with_variant(Integer, "sqlite")  # STRICT knows INTEGER alone
"""Francs: sums of a region pass what 32 bits hold."""

MEASURE: TypeEngine[float] = Double().with_variant(REAL, "sqlite")
"""A measure of double precision: PostgreSQL's REAL has half of it."""

CODE_LONGEST = 30
"""Characters of the code of a commune: what a package may say (`described.py`)."""

LONGEST = "longest"
"""Under which name a column of text tells how many characters it takes."""

Part = Column[Any] | CheckConstraint


def text(
    name: str, longest: int, *, required: bool = True, key: bool = False
) -> list[Part]:
    """Make a column of text that takes as many characters on both engines."""
    column: Column[Any] = Column(
        name,
        Text,
        nullable=not required and not key,
        primary_key=key,
        info={LONGEST: longest},
    )
    return [column, CheckConstraint(f"length({name}) <= {longest}", name=name)]


def whole(
    name: str, *, required: bool = True, key: bool = False, default: int | None = None
) -> Column[Any]:
    """Make a column of whole numbers that are no francs."""
    return Column(
        name,
        Integer,
        nullable=not required,
        primary_key=key,
        autoincrement=False,
        default=default,
    )


def amount(name: str, *, required: bool = True) -> Column[Any]:
    """Make a column of 64 bits: francs, and counts that are added up."""
    return Column(name, AMOUNT, nullable=not required)


def measure(name: str) -> Column[Any]:
    """Make a column of measures, such as a position; no francs."""
    return Column(name, MEASURE)


def day(name: str, *, required: bool = False) -> Column[Any]:
    """Make a column of days, as ISO text: `2026-11-15`, or a moment of UTC."""
    return Column(name, Text, nullable=not required)


def commune(*, key: bool = True) -> list[Part]:
    """Make the column that every key of a commune's rows begins with.

    A database spread over several machines wants it in each of them.
    """
    return text("commune_code", CODE_LONGEST, key=key)


def of_package() -> ForeignKeyConstraint:
    """Tie rows to the package they came in; they follow its commune's new code."""
    return ForeignKeyConstraint(
        ["commune_code", "package"],
        ["received.commune_code", "received.id"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    )


def table(name: str, *parts: Any, **options: Any) -> Table:
    """Make a table; parts may be lists."""
    flat: list[Any] = []
    for part in parts:
        flat += part if isinstance(part, list) else [part]
    return Table(name, METADATA, *flat, **options)
