"""The places of the window, declared once, in the order of the rail.

A place whose table or port does not exist is not shown: the rail has no dead entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.tables import TABLES
from commune_desk.ui.pages.documents import DocumentsPage
from commune_desk.ui.pages.findings import FindingsPage
from commune_desk.ui.pages.home import HomePage
from commune_desk.ui.pages.import_page import ImportPage
from commune_desk.ui.pages.journal import JournalPage
from commune_desk.ui.pages.programming import ProgrammingPage
from commune_desk.ui.pages.settings import SettingsPage
from commune_desk.ui.pages.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page


@dataclass(frozen=True)
class Group:
    """A part of the work, which folds in the rail."""

    key: str
    title: Text
    icon: str


@dataclass(frozen=True)
class Place:
    """One page, and where it stands."""

    key: str
    title: Text
    icon: str
    make: Callable[[Context], Page]
    group: str = ""
    table: Table[Any] | None = None
    foot: bool = False
    """Whether it stands at the foot of the rail."""

    hidden: bool = False
    """Whether it is only reached from other pages."""


GROUPS = (
    Group("plan", N_("Plan"), "route"),
    Group("budget", N_("Budget"), "report-money"),
    Group("committees", N_("Committees"), "users-group"),
    Group("funding", N_("Funding"), "heart-handshake"),
    Group("accountability", N_("Accountability"), "speakerphone"),
)

_TABLE_PLACES: tuple[tuple[str, str, type[TablePage]], ...] = (
    ("villages", "plan", TablePage),
    ("diagnosis", "plan", TablePage),
    ("axes", "plan", TablePage),
    ("objectives", "plan", TablePage),
    ("actions", "plan", ProgrammingPage),
    ("progress", "plan", TablePage),
    ("budget", "budget", TablePage),
    ("expenses", "budget", TablePage),
    ("revenues", "budget", TablePage),
    ("tdrl", "budget", TablePage),
    ("committees", "committees", TablePage),
    ("accounts", "committees", TablePage),
    ("dues", "committees", TablePage),
    ("visits", "committees", TablePage),
    ("partners", "funding", TablePage),
    ("contributions", "funding", TablePage),
    ("agreements", "funding", TablePage),
    ("projects", "funding", TablePage),
    ("restitutions", "accountability", TablePage),
    ("complaints", "accountability", TablePage),
)
"""Name of the table, group of the rail, kind of page."""


def places(context: Context, tables: Sequence[Table[Any]] = TABLES) -> list[Place]:
    """List the places that exist in this dossier, in the order of the rail."""
    ports = context.ports
    found = [Place("home", N_("Home"), "home", HomePage)]
    found += _of_tables(tables)
    if ports.review is not None:
        found.append(
            Place("findings", N_("Findings"), "list-check", FindingsPage, foot=True)
        )
    if ports.documents is not None:
        found.append(
            Place("documents", N_("Documents"), "printer", DocumentsPage, foot=True)
        )
    if ports.journal is not None:
        found.append(Place("journal", N_("Journal"), "history", JournalPage, foot=True))
    if ports.preferences:
        found.append(
            Place("settings", N_("Settings"), "settings", SettingsPage, foot=True)
        )
    if ports.importer is not None:
        importing = partial(ImportPage, tables)
        found.append(
            Place("import", N_("Import"), "file-import", importing, hidden=True)
        )
    return found


def _of_tables(tables: Sequence[Table[Any]]) -> list[Place]:
    named = {table.name: table for table in tables}
    declared = {name for name, _, _ in _TABLE_PLACES}
    found = [
        _place(named[name], group, page)
        for name, group, page in _TABLE_PLACES
        if name in named
    ]
    return found + [
        _place(table, "plan", TablePage)
        for table in tables
        if table.name not in declared
    ]


def _place(table: Table[Any], group: str, page: type[TablePage]) -> Place:
    return Place(
        table.name, table.title, "", partial(page, table), group=group, table=table
    )
