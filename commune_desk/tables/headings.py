"""The headings of official papers, and what a region puts in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.services.headings import ReplaceHeading, headings
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.services.headings import HeadingRow


def _words(key: str, title: Text, width: int) -> Column[HeadingRow]:
    return Column(
        key,
        title,
        lambda row: getattr(row, key),
        width=width,
        edit=lambda row, value: ReplaceHeading(row.paper, row.key, key, value or ""),
    )


HEADINGS: Table[HeadingRow] = Table(
    name="headings",
    title=N_("Headings of papers"),
    purpose=N_(
        "Words of the region in the place of ours on official tables;"
        " those marked unsure wait for the official text."
    ),
    rows=headings,
    reads={"headings": None},
    columns=always(
        Column("paper", N_("Paper"), lambda row: row.paper, Kind.CODE, 18, shown=False),
        Column("key", N_("Key"), lambda row: row.key, Kind.CODE, 14, shown=False),
        Column("default", N_("Our heading"), lambda row: row.default, width=36),
        _words("title", N_("Heading in its place"), 36),
        _words("source", N_("Source"), 28),
    ),
    levels=(Level(lambda row: row.paper, lambda row: row.name),),
    identity=("paper", "key"),
    row_title=lambda row: row.key,
)
