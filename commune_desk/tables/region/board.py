"""Who has sent, and who is late: one line a commune, then one a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from commune_desk.domain.text import N_, Text
from commune_desk.services.region.queries.board import BoardRow, board
from commune_desk.services.region.scope import RegionScope, this_day
from commune_desk.tables.region.places import cercle_level
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.region import SendingState
    from commune_desk.services.region.queries.board import Due, Package
    from commune_desk.services.scope import Scope

READS = {"received": None, "communes": None, "sendings": None, "chosen_sources": None}


def board_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[BoardRow]:
    """List the communes that send, or should, for the year."""
    rows = board(session, scope.year, this_day())
    return rows if ids is None else [row for row in rows if row.id in ids]


def _last(name: str) -> Any:
    return lambda row: None if row.last is None else getattr(row.last, name)


def _words(name: str) -> Any:
    """Name a value of the last package."""
    value = _last(name)
    return lambda row: None if value(row) is None else value(row)


def _state(due: Due) -> Text | SendingState:
    """Say what became of a sending, and when."""
    if due.came is None:
        return due.state
    day = due.came.received_at.date()
    return N_("{state} on {day}", state=due.state, day=day)


def _due(place: int) -> Column[Any]:
    def state(row: BoardRow) -> Text | SendingState | None:
        return _state(row.dues[place]) if place < len(row.dues) else None

    return Column(f"due-{place}", Text(""), state, width=15)


def _columns(scope: Scope) -> tuple[Column[BoardRow], ...]:
    sendings = cast("RegionScope", scope).sendings
    dues = [
        replace(_due(place), title=sending.title)
        for place, sending in enumerate(sendings)
    ]
    return (
        Column("code", N_("Code"), lambda x: x.place.code, Kind.CODE, 12),
        Column("commune", N_("Commune"), lambda x: x.place.name, width=22),
        *dues,
        Column("sequence", N_("Last no."), _last("sequence"), Kind.INTEGER, 8),
        Column("stage", N_("Tells of"), _words("stage"), width=16),
        Column("until", N_("Up to"), _last("until"), Kind.DATE, 11),
        Column("late", N_("Overdue"), lambda x: x.late, Kind.INTEGER, 8),
        Column("aside", N_("To be chosen"), lambda x: x.aside, Kind.INTEGER, 8),
        Column("gaps", N_("Never came"), lambda x: x.gaps, Kind.INTEGER, 8),
    )


BOARD: Table[BoardRow] = Table(
    name="region-board",
    title=N_("Who has sent"),
    purpose=N_("What each commune owes of the year, what came, and who is late."),
    rows=board_rows,
    reads=READS,
    columns=_columns,
    levels=(cercle_level("place"),),
    row_title=lambda row: row.place.name,
    empty=N_("No commune yet: enter the list of the region, or receive a package."),
    year_bound=True,
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One sending of one commune."""

    id: int
    row: BoardRow
    due: Due

    @property
    def came(self) -> Package | None:
        """The package that settled it."""
        return self.due.came


def due_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[DueRow]:
    """List what is owed, commune by commune."""
    number = count(1)
    rows = [
        DueRow(next(number), row, due)
        for row in board_rows(session, scope)
        for due in row.dues
    ]
    return rows if ids is None else [row for row in rows if row.id in ids]


def _came(name: str) -> Any:
    return lambda row: None if row.came is None else getattr(row.came, name)


DUES: Table[DueRow] = Table(
    name="region-dues",
    title=N_("Documents expected"),
    purpose=N_("Each document of each commune, its day, and when it came."),
    rows=due_rows,
    reads=READS,
    columns=always(
        Column("cercle", N_("Cercle"), lambda x: x.row.place.cercle, width=16),
        Column("code", N_("Code"), lambda x: x.row.place.code, Kind.CODE, 12),
        Column("commune", N_("Commune"), lambda x: x.row.place.name, width=22),
        Column("sending", N_("Document"), lambda x: x.due.sending.title, width=28),
        Column(
            "deadline", N_("Due on"), lambda x: x.due.sending.deadline, Kind.DATE, 11
        ),
        Column("state", N_("State"), lambda x: x.due.state, width=14),
        Column(
            "received",
            N_("Received on"),
            lambda x: x.came.received_at.date() if x.came else None,
            Kind.DATE,
            11,
        ),
        Column("sequence", N_("Sending"), _came("sequence"), Kind.INTEGER, 8),
        Column("until", N_("Up to"), _came("until"), Kind.DATE, 11),
        Column("source", N_("Source"), lambda x: x.due.sending.source, width=26),
    ),
    row_title=lambda row: row.row.place.name,
    empty=N_("Nothing is expected of this year."),
    year_bound=True,
)
