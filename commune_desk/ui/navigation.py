"""The places of the window, declared once, in the order of the rail.

A place whose table or port does not exist is not shown: the rail has no dead entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.tables import TABLES
from commune_desk.ui.late import late
from commune_desk.ui.pages.home import HomePage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page


def _late(module: str, name: str) -> Callable[..., Page]:
    """Name a page whose module is brought in when it is first opened."""

    def make(*facts: Any, **more: Any) -> Page:
        pages = late(f"commune_desk.ui.pages.{module}")
        page: Page = getattr(pages, name)(*facts, **more)
        return page

    return make


CommitteePage = _late("committee", "CommitteePage")
ComplaintsPage = _late("committee_life", "ComplaintsPage")
DecisionsPage = _late("committee_life", "DecisionsPage")
LightsPage = _late("committee_life", "LightsPage")
MeetingsPage = _late("committee_life", "MeetingsPage")
VisitPage = _late("visits", "VisitPage")
VisitsPage = _late("visits", "VisitsPage")
CriteriaPage = _late("priorities", "CriteriaPage")
DiagnosisPage = _late("diagnosis", "DiagnosisPage")
DocumentPage = _late("document_page", "DocumentPage")
AnnualPage = _late("annual", "AnnualPage")
BudgetPage = _late("budget", "BudgetPage")
ChangesPage = _late("budget_changes", "ChangesPage")
NomenclaturePage = _late("nomenclature", "NomenclaturePage")
CalendarPage = _late("drawing_page", "CalendarPage")
DocumentsPage = _late("documents", "DocumentsPage")
EnvelopesPage = _late("envelopes", "EnvelopesPage")
FindingsPage = _late("findings", "FindingsPage")
FramePage = _late("frame_page", "FramePage")
ImportPage = _late("import_page", "ImportPage")
PlansPage = _late("plans", "PlansPage")
PreparationPage = _late("preparation", "PreparationPage")
MapPage = _late("drawing_page", "MapPage")
PreviewPage = _late("preview", "PreviewPage")
PrioritiesPage = _late("priorities", "PrioritiesPage")
ProcessPage = _late("process", "ProcessPage")
ProgrammingPage = _late("programming", "ProgrammingPage")
RegistryPage = _late("registry", "RegistryPage")
SendingPage = _late("sending", "SendingPage")
SessionsPage = _late("sessions", "SessionsPage")
SettingsPage = _late("settings", "SettingsPage")
TablePage = _late("table_page", "TablePage")
TermsPage = _late("terms", "TermsPage")
TrackingPage = _late("tracking_page", "TrackingPage")


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
    family: str = ""
    """The entry of the rail under which it is a tab; empty for one of its own."""

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


@dataclass(frozen=True)
class Family:
    """An entry of the rail whose places are tabs of one another."""

    key: str
    title: Text
    group: str


FAMILIES = (
    Family("territory", N_("Villages"), "plan"),
    Family("diagnosis", N_("Diagnosis"), "plan"),
    Family("strategy", N_("Plan"), "plan"),
    Family("programming", N_("Programming"), "plan"),
    Family("followup", N_("Follow-up"), "plan"),
    Family("lists", N_("Lists"), "plan"),
    Family("budget", N_("Preparation"), "budget"),
    Family("changes", N_("Changes"), "budget"),
    Family("nomenclature", N_("Nomenclature"), "budget"),
    Family("registry", N_("Register"), "committees"),
    Family("visits", N_("Visits"), "committees"),
    Family("partners", N_("Partners"), "funding"),
    Family("complaints", N_("Complaints"), "accountability"),
)


@dataclass(frozen=True)
class _Of:
    """Where the page of a table stands, and its main button."""

    table: str
    family: str
    add: Text
    icon: str = "list-check"
    page: Callable[..., Page] = TablePage


@dataclass(frozen=True)
class _Own:
    """Where a page that is more than a table stands."""

    key: str
    title: Text
    family: str
    icon: str
    make: Callable[[Context], Page]


_PLACES: tuple[_Of | _Own, ...] = (
    _Of("villages", "territory", N_("Add a village"), "map-pin"),
    _Of("communes", "territory", N_("Add a commune"), "building-community"),
    _Of("problems", "diagnosis", N_("Add a problem"), "message-report", DiagnosisPage),
    _Of("assemblies", "diagnosis", N_("Add an assembly"), "users-group"),
    _Of("sheets", "diagnosis", N_("Add a line"), "clipboard-check"),
    _Of("synthesis", "diagnosis", N_("Add a line"), "list-check"),
    _Of("priorities", "diagnosis", N_("Add a proposal"), "list-check", PrioritiesPage),
    _Of("process_steps", "strategy", N_("Open the process"), "list-check", ProcessPage),
    _Of("frame", "strategy", N_("Add an axis"), "route", FramePage),
    _Of("indicators", "strategy", N_("Add an indicator"), "list-check"),
    _Of("indicator_values", "strategy", N_("Add a value"), "list-check"),
    _Own("document", N_("Document"), "strategy", "file-text", DocumentPage),
    _Of("plans", "strategy", N_("Add a plan"), "route", PlansPage),
    _Of("differences", "strategy", N_("Add a line"), "history"),
    _Of(
        "council_sessions", "strategy", N_("Add a session"), "users-group", SessionsPage
    ),
    _Of("transmissions", "strategy", N_("Add a transmission"), "send", SendingPage),
    _Of("actions", "programming", N_("Add an action"), "route", ProgrammingPage),
    _Of("pia", "programming", N_("Add an action"), "calendar", AnnualPage),
    _Of(
        "pia-preparation", "programming", N_("Add a line"), "calendar", PreparationPage
    ),
    _Of("envelopes", "programming", N_("Add a line"), "wallet", EnvelopesPage),
    _Of("sustainability", "programming", N_("Add a line"), "home-check"),
    _Of("action-shares", "programming", N_("Add a part"), "users-group"),
    _Of("tracking", "followup", N_("Add a line"), "clipboard-check", TrackingPage),
    _Own("calendar", N_("Calendar of works"), "followup", "calendar", CalendarPage),
    _Own("map", N_("Map"), "followup", "map-pin", MapPage),
    _Of("equity", "followup", N_("Add a line"), "map-pin"),
    _Of("progress", "followup", N_("Note progress"), "progress"),
    _Of("transitions", "followup", N_("Note a state"), "history"),
    _Of("outside", "followup", N_("Add an action outside the plan"), "plus"),
    _Of("sectors", "lists", N_("Add a sector"), "route"),
    _Of("axes", "lists", N_("Add an axis"), "route"),
    _Of("objectives", "lists", N_("Add an objective"), "route"),
    _Of("results", "lists", N_("Add a result"), "route"),
    _Of("themes", "lists", N_("Add a theme"), "list-check"),
    _Of("criteria", "lists", N_("Add a criterion"), "list-check", CriteriaPage),
    _Of("sections", "lists", N_("Add a section"), "file-text"),
    _Of("annual-lines", "lists", N_("Add a line"), "calendar"),
    _Of("announced", "lists", N_("Add a total"), "report-money"),
    _Of("headings", "lists", N_("Add a line"), "file-text"),
    _Of("deadlines", "lists", N_("Add a deadline"), "calendar"),
    _Of("attachments", "lists", N_("Attach a file"), "paperclip"),
    _Of("budget", "budget", N_("Add a budget line"), "report-money", BudgetPage),
    _Of("budget_functions", "budget", N_("Add a line"), "report-money"),
    _Of("budget_steps", "budget", N_("Add a line"), "calendar"),
    _Of("budget_documents", "changes", N_("Add a line"), "report-money", ChangesPage),
    _Of("amended_lines", "changes", N_("Add a line"), "report-money"),
    _Of("credits", "changes", N_("Add a line"), "report-money"),
    _Of("nomenclatures", "nomenclature", N_("Add a line"), "book", NomenclaturePage),
    _Of("accounts", "nomenclature", N_("Add an account"), "list-check"),
    _Of("functions", "nomenclature", N_("Add a line"), "list-check"),
    _Of("conversions", "nomenclature", N_("Add a line"), "list-check"),
    _Of("sector_functions", "nomenclature", N_("Add a line"), "link"),
    _Of("budget_rules", "nomenclature", N_("Add a rule"), "list-check"),
    _Of("past_figures", "nomenclature", N_("Add a line"), "history"),
    _Of("committee_types", "lists", N_("Add a type"), "users-group"),
    _Of("type_seats", "lists", N_("Add a seat"), "users-group"),
    _Of("post_conflicts", "lists", N_("Add a pair"), "users-group"),
    _Of("committees", "registry", N_("Add a committee"), "users-group", RegistryPage),
    _Own("committee", N_("Committee’s page"), "registry", "users-group", CommitteePage),
    _Of("terms", "registry", N_("Note a mandate"), "calendar", TermsPage),
    _Of("persons", "registry", N_("Add a person"), "users-group"),
    _Of("committee_acts", "registry", N_("Add an act"), "file-text"),
    _Of("installations", "registry", N_("Add an installation"), "home-check"),
    _Of("breakdowns", "registry", N_("Note a breakdown"), "home-check"),
    _Of("seats", "registry", N_("Add a seat"), "list-check"),
    _Of("visits", "visits", N_("Make a visit"), "clipboard-check", VisitsPage),
    _Own("visit", N_("Visit with the grid"), "visits", "clipboard-check", VisitPage),
    _Of("lights", "visits", N_("Add a line"), "list-check", LightsPage),
    _Of(
        "committee_meetings",
        "visits",
        N_("Note a meeting"),
        "users-group",
        MeetingsPage,
    ),
    _Of(
        "committee_decisions",
        "visits",
        N_("Note a decision"),
        "list-check",
        DecisionsPage,
    ),
    _Of("trainings", "visits", N_("Note a training"), "presentation"),
    _Of("grid_items", "lists", N_("Add a question"), "clipboard-check"),
    _Of("grid_classes", "lists", N_("Add a class"), "clipboard-check"),
    _Of("type_obligations", "lists", N_("Add an obligation"), "list-check"),
    _Of(
        "complaints",
        "complaints",
        N_("Register a complaint"),
        "message-report",
        ComplaintsPage,
    ),
    _Of("partners", "partners", N_("Add a partner"), "heart-handshake"),
    _Of("contributions", "partners", N_("Add a contribution"), "coins"),
)
"""Tabs in their order, family by family."""

_OWN_PLACES = {"findings", "journal"}
"""Tables that stand elsewhere than in a group."""


def places(context: Context, tables: Sequence[Table[Any]] = TABLES) -> list[Place]:
    """List the places that exist in this dossier, in the order of the rail."""
    ports = context.ports
    found = [Place("home", N_("Home"), "home", HomePage)]
    found += _of_tables(tables)
    found.append(
        Place("findings", N_("Findings"), "list-check", FindingsPage, foot=True)
    )
    if ports.documents is not None:
        found.append(
            Place("documents", N_("Documents"), "printer", DocumentsPage, foot=True)
        )
    found += [
        Place(t.name, t.title, "history", partial(TablePage, t), table=t, foot=True)
        for t in tables
        if t.name == "journal"
    ]
    if ports.preferences:
        found.append(
            Place("settings", N_("Settings"), "settings", SettingsPage, foot=True)
        )
    if ports.paper is not None or ports.blank is not None:
        found.append(
            Place("preview", N_("Preview"), "printer", PreviewPage, hidden=True)
        )
    if ports.importer is not None:
        importing = partial(ImportPage, tables)
        found.append(
            Place("import", N_("Import"), "file-import", importing, hidden=True)
        )
    return found


def _of_tables(tables: Sequence[Table[Any]]) -> list[Place]:
    named = {table.name: table for table in tables}
    declared = {e.table for e in _PLACES if isinstance(e, _Of)} | _OWN_PLACES
    others = [
        _Of(name, "lists", N_("Add a line")) for name in named if name not in declared
    ]
    groups = {family.key: family.group for family in FAMILIES}
    found = []
    for each in (*_PLACES, *others):
        if isinstance(each, _Own):
            found.append(_own(each, groups[each.family]))
        elif each.table in named:
            found.append(_place(named[each.table], each, groups[each.family]))
    return sorted(found, key=lambda place: _rank(place.family))


def _rank(family: str) -> int:
    return [each.key for each in FAMILIES].index(family)


def _own(where: _Own, group: str) -> Place:
    return Place(
        where.key, where.title, where.icon, where.make, group, family=where.family
    )


def _place(table: Table[Any], where: _Of, group: str) -> Place:
    make = partial(where.page, table, add_words=where.add, picture=where.icon)
    return Place(
        table.name, table.title, "", make, group, family=where.family, table=table
    )
