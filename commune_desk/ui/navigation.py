"""The places of the window, made of what `places` declares.

A place whose table or port does not exist is not shown: the rail has no dead entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.tables import TABLES
from commune_desk.ui.families import FAMILIES
from commune_desk.ui.first_year_habit import HABIT
from commune_desk.ui.late_pages import (
    ChartsPage,
    CopiesPage,
    DocumentsPage,
    FindingsPage,
    FirstYearPage,
    HomePage,
    ImportPage,
    JournalPage,
    ManualPage,
    PeoplePage,
    PreviewPage,
    RemovedPage,
    SendPage,
    SettingsPage,
)
from commune_desk.ui.place_kinds import Of, Own
from commune_desk.ui.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.tables.registry import Listed
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page
    from commune_desk.ui.ports import Ports


@dataclass(frozen=True)
class Place:
    """One page, and where it stands."""

    key: str
    named: Text | None
    """Its title; None where the description of its table says it."""

    icon: str
    make: Callable[[Context], Page]
    group: str = ""
    family: str = ""
    """The entry of the rail under which it is a tab; empty for one of its own."""

    listed: Listed | None = None
    foot: bool = False
    """Whether it stands at the foot of the rail."""

    hidden: bool = False
    """Whether it is only reached from other pages."""

    wanted: Callable[[], bool] | None = None
    """Asked whether it stands in the rail just now; None where it always does."""

    short: Text | None = None
    """Its title where it stands among many tabs."""

    add: Text | None = None
    """What its main button says, where rows may be added."""

    @property
    def table(self) -> Table[Any] | None:
        """The table that it shows; this brings its description in."""
        return None if self.listed is None else self.listed.table()

    @property
    def record(self) -> str:
        """The database table whose issues mark its rows; empty if none does."""
        return "" if self.listed is None else self.listed.marks

    @property
    def title(self) -> Text:
        """How it is called."""
        if self.named is None and self.listed is not None:
            return self.listed.table().title
        return self.named or Text("")

    @property
    def tab(self) -> Text:
        """What its tab says."""
        return self.short or self.title


_OWN_PLACES = {"findings", "journal", "removed", "sendings", "users"}
"""Tables that stand elsewhere than in a group."""

_MEMORY = (
    ("journal", N_("Journal"), "history", JournalPage),
    ("removed", N_("Bin"), "trash", RemovedPage),
)
"""What the dossier remembers of itself, at the foot of the rail."""


def places(ports: Ports | None = None) -> list[Place]:
    """List the places in the order of the rail: those that the ports serve, or all."""
    found = [
        Place("home", N_("Home"), "home", HomePage),
        Place(
            "first_year", N_("First year"), "road", FirstYearPage,
            wanted=None if ports is None else partial(ports.habits.on, HABIT),
        ),
    ]  # fmt: skip
    found += _of_tables(TABLES.listed)
    found.append(
        Place("findings", N_("Findings"), "list-check", FindingsPage, foot=True)
    )
    if ports is None or ports.documents is not None:
        found.append(
            Place("documents", N_("Documents"), "printer", DocumentsPage, foot=True)
        )
    if ports is None or ports.sender is not None:
        found += [
            Place(
                one.name, N_("Sending"), "send", partial(_page, one, SendPage),
                listed=one, foot=True,
            )
            for one in TABLES.listed
            if one.name == "sendings"
        ]  # fmt: skip
    found += [
        Place(
            one.name, title, icon, partial(_page, one, page), listed=one, foot=True
        )
        for name, title, icon, page in _MEMORY
        for one in TABLES.listed
        if one.name == name
    ]  # fmt: skip
    if ports is None or ports.copies is not None:
        found.append(Place("copies", N_("Copies"), "usb", CopiesPage, foot=True))
    if ports is None or ports.preferences is not None:
        found.append(
            Place("settings", N_("Settings"), "settings", SettingsPage, foot=True)
        )
    found.append(Place("manual", N_("Manual"), "help-circle", ManualPage, foot=True))
    found += [
        Place(
            one.name, N_("People of the desk"), "users-group",
            partial(_page, one, PeoplePage), listed=one, hidden=True,
        )
        for one in TABLES.listed
        if one.name == "users"
    ]  # fmt: skip
    if ports is None or ports.chart is not None:
        title = N_("The exercise in charts")
        found.append(Place("charts", title, "presentation", ChartsPage, hidden=True))
    if ports is None or ports.paper is not None or ports.blank is not None:
        found.append(
            Place("preview", N_("Preview"), "printer", PreviewPage, hidden=True)
        )
    if ports is None or ports.importer is not None:
        importing = partial(ImportPage, TABLES)
        found.append(
            Place("import", N_("Import"), "file-import", importing, hidden=True)
        )
    return found


def _of_tables(tables: Sequence[Listed]) -> list[Place]:
    named = {table.name: table for table in tables}
    declared = {e.table for e in PLACES if isinstance(e, Of)} | _OWN_PLACES
    others = [
        Of(name, "lists", N_("Add a line")) for name in named if name not in declared
    ]
    groups = {family.key: family.group for family in FAMILIES}
    found = []
    for each in (*PLACES, *others):
        if isinstance(each, Own):
            found.append(_own(each, groups[each.family]))
        elif each.table in named:
            found.append(_place(named[each.table], each, groups[each.family]))
    return sorted(found, key=lambda place: _rank(place.family))


def _rank(family: str) -> int:
    return [each.key for each in FAMILIES].index(family)


def _own(where: Own, group: str) -> Place:
    return Place(
        where.key,
        where.title,
        where.icon,
        where.make,
        group,
        family=where.family,
        short=where.tab,
    )


def _place(listed: Listed, where: Of, group: str) -> Place:
    make = partial(_page, listed, where.page, add_words=where.add, picture=where.icon)
    return Place(
        listed.name, None, "", make, group,
        family=where.family, listed=listed, short=where.tab, add=where.add,
    )  # fmt: skip


def _page(
    listed: Listed, page: Callable[..., Page], context: Context, **facts: Any
) -> Page:
    """Make the page of a table, whose description is brought in with it."""
    return page(listed.table(), context, **facts)
