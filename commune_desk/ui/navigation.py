"""The places of the window, declared once, in the order of the rail.

A place whose table or port does not exist is not shown: the rail has no dead entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.late import late
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.tables.registry import Listed
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page
    from commune_desk.ui.ports import Ports


_MODULES: list[str] = []


def bring_pages() -> None:
    """Bring the modules of all pages in, for a warm-up behind the window."""
    for module in _MODULES:
        late(f"commune_desk.ui.pages.{module}")


def _late(module: str, name: str) -> Callable[..., Page]:
    """Name a page whose module is brought in when it is first opened."""
    _MODULES.append(module)

    def make(*facts: Any, **more: Any) -> Page:
        pages = late(f"commune_desk.ui.pages.{module}")
        page: Page = getattr(pages, name)(*facts, **more)
        return page

    return make


AccountPage = _late("final_account", "AccountPage")
ContractsPage = _late("contracts", "ContractsPage")
CriteriaPage = _late("priorities", "CriteriaPage")
DiagnosisPage = _late("diagnosis", "DiagnosisPage")
DocumentPage = _late("document_page", "DocumentPage")
AssetsPage = _late("assets", "AssetsPage")
AnnualPage = _late("annual", "AnnualPage")
BudgetPage = _late("budget", "BudgetPage")
CashPage = _late("cash", "CashPage")
ProfilePage = _late("cash", "ProfilePage")
ChangesPage = _late("budget_changes", "ChangesPage")
NomenclaturePage = _late("nomenclature", "NomenclaturePage")
CalendarPage = _late("drawing_page", "CalendarPage")
ExpensePage = _late("expense_page", "ExpensePage")
ExpensesPage = _late("expenses_page", "ExpensesPage")
OrderSlipsPage = _late("order_slips", "OrderSlipsPage")
RepeatedPage = _late("repeated_page", "RepeatedPage")
DocumentsPage = _late("documents", "DocumentsPage")
EntriesPage = _late("entries", "EntriesPage")
EnvelopesPage = _late("envelopes", "EnvelopesPage")
FindingsPage = _late("findings", "FindingsPage")
FramePage = _late("frame_page", "FramePage")
HomePage = _late("home", "HomePage")
ImportPage = _late("import_page", "ImportPage")
PeriodsPage = _late("periods", "PeriodsPage")
PlansPage = _late("plans", "PlansPage")
PreparationPage = _late("preparation", "PreparationPage")
MapPage = _late("drawing_page", "MapPage")
PreviewPage = _late("preview", "PreviewPage")
PrioritiesPage = _late("priorities", "PrioritiesPage")
ArrearsPage = _late("revenue", "ArrearsPage")
BooksPage = _late("regie", "BooksPage")
RegiePage = _late("regie", "RegiePage")
RemittancesPage = _late("regie", "RemittancesPage")
RevenuePage = _late("revenue", "RevenuePage")
SlipsPage = _late("revenue", "SlipsPage")
PaymentsPage = _late("tdrl", "PaymentsPage")
RecoveryPage = _late("tdrl", "RecoveryPage")
RollsPage = _late("tdrl", "RollsPage")
ProcessPage = _late("process", "ProcessPage")
ProgrammingPage = _late("programming", "ProgrammingPage")
SendingPage = _late("sending", "SendingPage")
SessionsPage = _late("sessions", "SessionsPage")
SituationPage = _late("situation", "SituationPage")
DayPage = _late("situation", "DayPage")
SettingsPage = _late("settings", "SettingsPage")
TablePage = _late("table_page", "TablePage")
TreasuryPage = _late("treasury", "TreasuryPage")
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
    Family("expenses", N_("Expenses"), "budget"),
    Family("revenue", N_("Receipts"), "budget"),
    Family("tdrl", N_("TDRL"), "budget"),
    Family("situation", N_("Situation"), "budget"),
    Family("treasury", N_("Treasury"), "budget"),
    Family("closing", N_("Account and closing"), "budget"),
    Family("contracts", N_("Contracts"), "budget"),
    Family("assets", N_("Inventory"), "budget"),
    Family("nomenclature", N_("Nomenclature"), "budget"),
    Family("partners", N_("Partners"), "funding"),
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
    _Of("budget_years", "budget", N_("Add a line"), "history"),
    _Of("cash", "budget", N_("Add a line"), "wallet", CashPage),
    _Of("monthly", "budget", N_("Add a line"), "calendar", ProfilePage),
    _Of("budget_steps", "budget", N_("Add a line"), "calendar"),
    _Of("budget_documents", "changes", N_("Add a line"), "report-money", ChangesPage),
    _Of("amended_lines", "changes", N_("Add a line"), "report-money"),
    _Of("credits", "changes", N_("Add a line"), "report-money"),
    _Own("expense", N_("Enter an expense"), "expenses", "coins", ExpensePage),
    _Of("expenses", "expenses", N_("Add an expense"), "list-check", ExpensesPage),
    _Of("commitments", "expenses", N_("Add a line"), "list-check"),
    _Of("payment_orders", "expenses", N_("Add a line"), "list-check"),
    _Of("order_slips", "expenses", N_("Add a line"), "send", OrderSlipsPage),
    _Of("payments", "expenses", N_("Add a line"), "cash"),
    _Of("parties", "expenses", N_("Add a party"), "users-group"),
    _Of("repeated_expenses", "expenses", N_("Add a line"), "history", RepeatedPage),
    _Of("deduction_kinds", "expenses", N_("Add a line"), "list-check"),
    _Of("required_papers", "expenses", N_("Add a line"), "paperclip"),
    _Of("revenue", "revenue", N_("Issue a title"), "coins", RevenuePage),
    _Of("revenue-lines", "revenue", N_("Add a line"), "report-money"),
    _Of("receipts", "revenue", N_("Note a receipt"), "cash", RegiePage),
    _Of("receipt-books", "revenue", N_("Add a book"), "book", BooksPage),
    _Of("remittances", "revenue", N_("Add a line"), "coins", RemittancesPage),
    _Of("title-slips", "revenue", N_("Add a line"), "send", SlipsPage),
    _Of("revenue-arrears", "revenue", N_("Add a line"), "history", ArrearsPage),
    _Of("tariffs", "revenue", N_("Add a tariff"), "coin"),
    _Own("tdrl-payments", N_("Payments of villages"), "tdrl", "cash", PaymentsPage),
    _Of("tdrl-recovery", "tdrl", N_("Add a line"), "users-group", RecoveryPage),
    _Of("tdrl-rolls", "tdrl", N_("Add a roll"), "list-check", RollsPage),
    _Of("tdrl-exemptions", "tdrl", N_("Add an exemption"), "list-check"),
    _Of("tdrl-arrears", "tdrl", N_("Add a line"), "history"),
    _Of("sharing-keys", "tdrl", N_("Add a share"), "coins"),
    _Of("exemption-reasons", "tdrl", N_("Add a reason"), "list-check"),
    _Of(
        "situation_expenditure",
        "situation",
        N_("Add a line"),
        "report-money",
        SituationPage,
    ),
    _Of(
        "situation_revenue",
        "situation",
        N_("Add a line"),
        "report-money",
        SituationPage,
    ),
    _Of(
        "situation_totals", "situation", N_("Add a line"), "report-money", SituationPage
    ),
    _Of("situation_periods", "situation", N_("Add a line"), "calendar", SituationPage),
    _Of("ledger", "situation", N_("Add a line"), "book", EntriesPage),
    _Of("cash_book", "situation", N_("Add a line"), "book", DayPage),
    _Of("remainders", "situation", N_("Add a line"), "list-check", DayPage),
    _Of(
        "treasury_statements",
        "treasury",
        N_("Add a statement"),
        "wallet",
        TreasuryPage,
    ),
    _Of("statement_lines", "treasury", N_("Add a line"), "list-check", TreasuryPage),
    _Of("restricted_money", "treasury", N_("Add a line"), "link"),
    _Of("drawing_rights", "treasury", N_("Add a drawing right"), "report-money"),
    _Of("periods", "closing", N_("Add a line"), "calendar", PeriodsPage),
    _Of("closings", "closing", N_("Add a line"), "history"),
    _Of("corrections", "closing", N_("Add a line"), "history"),
    _Of(
        "administrative_account",
        "closing",
        N_("Add a line"),
        "report-money",
        AccountPage,
    ),
    _Of("year_results", "closing", N_("Add a line"), "report-money"),
    _Of("allocations", "closing", N_("Add a line"), "report-money"),
    _Of("concordance", "closing", N_("Add a line"), "list-check"),
    _Of("procurements", "contracts", N_("Add a contract"), "file-text", ContractsPage),
    _Of("procurement_steps", "contracts", N_("Add a step"), "list-check"),
    _Of("procurement_thresholds", "contracts", N_("Add a threshold"), "list-check"),
    _Of(
        "assets", "assets", N_("Add to the inventory"), "building-community", AssetsPage
    ),
    _Of("nomenclatures", "nomenclature", N_("Add a line"), "book", NomenclaturePage),
    _Of("accounts", "nomenclature", N_("Add an account"), "list-check"),
    _Of("functions", "nomenclature", N_("Add a line"), "list-check"),
    _Of("conversions", "nomenclature", N_("Add a line"), "list-check"),
    _Of("sector_functions", "nomenclature", N_("Add a line"), "link"),
    _Of("budget_rules", "nomenclature", N_("Add a rule"), "list-check"),
    _Of("past_figures", "nomenclature", N_("Add a line"), "history"),
    _Of("partners", "partners", N_("Add a partner"), "heart-handshake"),
    _Of("contributions", "partners", N_("Add a contribution"), "coins"),
)
"""Tabs in their order, family by family."""

_OWN_PLACES = {"findings", "journal"}
"""Tables that stand elsewhere than in a group."""


def places(ports: Ports | None = None) -> list[Place]:
    """List the places in the order of the rail: those that the ports serve, or all."""
    found = [Place("home", N_("Home"), "home", HomePage)]
    found += _of_tables(TABLES.listed)
    found.append(
        Place("findings", N_("Findings"), "list-check", FindingsPage, foot=True)
    )
    if ports is None or ports.documents is not None:
        found.append(
            Place("documents", N_("Documents"), "printer", DocumentsPage, foot=True)
        )
    found += [
        Place(
            one.name, N_("Journal"), "history", partial(_page, one, TablePage),
            listed=one, foot=True,
        )
        for one in TABLES.listed
        if one.name == "journal"
    ]  # fmt: skip
    if ports is None or ports.preferences:
        found.append(
            Place("settings", N_("Settings"), "settings", SettingsPage, foot=True)
        )
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


def _place(listed: Listed, where: _Of, group: str) -> Place:
    make = partial(_page, listed, where.page, add_words=where.add, picture=where.icon)
    return Place(listed.name, None, "", make, group, family=where.family, listed=listed)


def _page(
    listed: Listed, page: Callable[..., Page], context: Context, **facts: Any
) -> Page:
    """Make the page of a table, whose description is brought in with it."""
    return page(listed.table(), context, **facts)
