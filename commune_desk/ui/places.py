"""The places of the window, declared once, in the order of the rail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.ui.late_pages import (
    AccountPage,
    AccountsPage,
    AgreementPage,
    AgreementsPage,
    AnnualPage,
    ArchivePage,
    ArrearsPage,
    AssetsPage,
    BodySessionsPage,
    BooksPage,
    BudgetPage,
    CalendarPage,
    CashPage,
    CashSheetPage,
    ChangesPage,
    CommitteePage,
    ComplaintPage,
    ComplaintsPage,
    ContractsPage,
    CriteriaPage,
    DayPage,
    DecisionsPage,
    DiagnosisPage,
    DocumentPage,
    DuesPage,
    EntriesPage,
    EnvelopesPage,
    ExpensePage,
    ExpensesPage,
    FramePage,
    FundReportsPage,
    LightsPage,
    MapPage,
    MeetingsPage,
    MicroBoardPage,
    MicroKeyPage,
    MicroMapPage,
    MicroPage,
    MicrosPage,
    MissingPage,
    NomenclaturePage,
    OrderSlipsPage,
    PartnersPage,
    PaymentsPage,
    PeriodsPage,
    PlansPage,
    PreparationPage,
    PrioritiesPage,
    ProcessPage,
    ProfilePage,
    ProgrammingPage,
    ReadingsPage,
    RecommendationsPage,
    RecoveryPage,
    RegiePage,
    RegistryPage,
    RemittancesPage,
    RepeatedPage,
    RestitutionPage,
    RestitutionsPage,
    RevenuePage,
    RollsPage,
    SendingPage,
    SessionsPage,
    SituationPage,
    SlipsPage,
    TablePage,
    TermsPage,
    TrackingPage,
    TranchesPage,
    TreasuryPage,
    VisitPage,
    VisitsPage,
    WaterPage,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page


@dataclass(frozen=True)
class Group:
    """A part of the work, which folds in the rail."""

    key: str
    title: Text
    icon: str


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
    Family("registry", N_("Register"), "committees"),
    Family("accounts", N_("Accounts"), "committees"),
    Family("water", N_("Water"), "committees"),
    Family("dues", N_("Dues to the commune"), "committees"),
    Family("visits", N_("Visits"), "committees"),
    Family("partners", N_("Partners"), "funding"),
    Family("agreements", N_("Agreements"), "funding"),
    Family("micro", N_("Micro-projects"), "funding"),
    Family("restitution", N_("Restitution"), "accountability"),
    Family("complaints", N_("Complaints"), "accountability"),
    Family("concertation", N_("Concertation"), "accountability"),
    Family("archive", N_("Archives"), "accountability"),
)


@dataclass(frozen=True)
class Of:
    """Where the page of a table stands, and its main button."""

    table: str
    family: str
    add: Text
    icon: str = "list-check"
    page: Callable[..., Page] = TablePage


@dataclass(frozen=True)
class Own:
    """Where a page that is more than a table stands."""

    key: str
    title: Text
    family: str
    icon: str
    make: Callable[[Context], Page]


PLACES: tuple[Of | Own, ...] = (
    Of("villages", "territory", N_("Add a village"), "map-pin"),
    Of("communes", "territory", N_("Add a commune"), "building-community"),
    Of("problems", "diagnosis", N_("Add a problem"), "message-report", DiagnosisPage),
    Of("assemblies", "diagnosis", N_("Add an assembly"), "users-group"),
    Of("sheets", "diagnosis", N_("Add a line"), "clipboard-check"),
    Of("synthesis", "diagnosis", N_("Add a line"), "list-check"),
    Of("priorities", "diagnosis", N_("Add a proposal"), "list-check", PrioritiesPage),
    Of("process_steps", "strategy", N_("Open the process"), "list-check", ProcessPage),
    Of("frame", "strategy", N_("Add an axis"), "route", FramePage),
    Of("indicators", "strategy", N_("Add an indicator"), "list-check"),
    Of("indicator_values", "strategy", N_("Add a value"), "list-check"),
    Own("document", N_("Document"), "strategy", "file-text", DocumentPage),
    Of("plans", "strategy", N_("Add a plan"), "route", PlansPage),
    Of("differences", "strategy", N_("Add a line"), "history"),
    Of(
        "council_sessions", "strategy", N_("Add a session"), "users-group", SessionsPage
    ),
    Of("transmissions", "strategy", N_("Add a transmission"), "send", SendingPage),
    Of("actions", "programming", N_("Add an action"), "route", ProgrammingPage),
    Of("pia", "programming", N_("Add an action"), "calendar", AnnualPage),
    Of("pia-preparation", "programming", N_("Add a line"), "calendar", PreparationPage),
    Of("envelopes", "programming", N_("Add a line"), "wallet", EnvelopesPage),
    Of("sustainability", "programming", N_("Add a line"), "home-check"),
    Of("action-shares", "programming", N_("Add a part"), "users-group"),
    Of("tracking", "followup", N_("Add a line"), "clipboard-check", TrackingPage),
    Own("calendar", N_("Calendar of works"), "followup", "calendar", CalendarPage),
    Own("map", N_("Map"), "followup", "map-pin", MapPage),
    Of("equity", "followup", N_("Add a line"), "map-pin"),
    Of("progress", "followup", N_("Note progress"), "progress"),
    Of("transitions", "followup", N_("Note a state"), "history"),
    Of("outside", "followup", N_("Add an action outside the plan"), "plus"),
    Of("sectors", "lists", N_("Add a sector"), "route"),
    Of("axes", "lists", N_("Add an axis"), "route"),
    Of("objectives", "lists", N_("Add an objective"), "route"),
    Of("results", "lists", N_("Add a result"), "route"),
    Of("themes", "lists", N_("Add a theme"), "list-check"),
    Of("criteria", "lists", N_("Add a criterion"), "list-check", CriteriaPage),
    Of("sections", "lists", N_("Add a section"), "file-text"),
    Of("annual-lines", "lists", N_("Add a line"), "calendar"),
    Of("announced", "lists", N_("Add a total"), "report-money"),
    Of("headings", "lists", N_("Add a line"), "file-text"),
    Of("deadlines", "lists", N_("Add a deadline"), "calendar"),
    Of("budget", "budget", N_("Add a budget line"), "report-money", BudgetPage),
    Of("budget_functions", "budget", N_("Add a line"), "report-money"),
    Of("budget_years", "budget", N_("Add a line"), "history"),
    Of("cash", "budget", N_("Add a line"), "wallet", CashPage),
    Of("monthly", "budget", N_("Add a line"), "calendar", ProfilePage),
    Of("budget_steps", "budget", N_("Add a line"), "calendar"),
    Of("budget_documents", "changes", N_("Add a line"), "report-money", ChangesPage),
    Of("amended_lines", "changes", N_("Add a line"), "report-money"),
    Of("credits", "changes", N_("Add a line"), "report-money"),
    Own("expense", N_("Enter an expense"), "expenses", "coins", ExpensePage),
    Of("expenses", "expenses", N_("Add an expense"), "list-check", ExpensesPage),
    Of("commitments", "expenses", N_("Add a line"), "list-check"),
    Of("payment_orders", "expenses", N_("Add a line"), "list-check"),
    Of("order_slips", "expenses", N_("Add a line"), "send", OrderSlipsPage),
    Of("payments", "expenses", N_("Add a line"), "cash"),
    Of("parties", "expenses", N_("Add a party"), "users-group"),
    Of("repeated_expenses", "expenses", N_("Add a line"), "history", RepeatedPage),
    Of("deduction_kinds", "expenses", N_("Add a line"), "list-check"),
    Of("required_papers", "expenses", N_("Add a line"), "paperclip"),
    Of("revenue", "revenue", N_("Issue a title"), "coins", RevenuePage),
    Of("revenue-lines", "revenue", N_("Add a line"), "report-money"),
    Of("receipts", "revenue", N_("Note a receipt"), "cash", RegiePage),
    Of("receipt-books", "revenue", N_("Add a book"), "book", BooksPage),
    Of("remittances", "revenue", N_("Add a line"), "coins", RemittancesPage),
    Of("title-slips", "revenue", N_("Add a line"), "send", SlipsPage),
    Of("revenue-arrears", "revenue", N_("Add a line"), "history", ArrearsPage),
    Of("tariffs", "revenue", N_("Add a tariff"), "coin"),
    Own("tdrl-payments", N_("Payments of villages"), "tdrl", "cash", PaymentsPage),
    Of("tdrl-recovery", "tdrl", N_("Add a line"), "users-group", RecoveryPage),
    Of("tdrl-rolls", "tdrl", N_("Add a roll"), "list-check", RollsPage),
    Of("tdrl-exemptions", "tdrl", N_("Add an exemption"), "list-check"),
    Of("tdrl-arrears", "tdrl", N_("Add a line"), "history"),
    Of("sharing-keys", "tdrl", N_("Add a share"), "coins"),
    Of("exemption-reasons", "tdrl", N_("Add a reason"), "list-check"),
    Of(
        "situation_expenditure",
        "situation",
        N_("Add a line"),
        "report-money",
        SituationPage,
    ),
    Of(
        "situation_revenue",
        "situation",
        N_("Add a line"),
        "report-money",
        SituationPage,
    ),
    Of(
        "situation_totals", "situation", N_("Add a line"), "report-money", SituationPage
    ),
    Of("situation_periods", "situation", N_("Add a line"), "calendar", SituationPage),
    Of("ledger", "situation", N_("Add a line"), "book", EntriesPage),
    Of("cash_book", "situation", N_("Add a line"), "book", DayPage),
    Of("remainders", "situation", N_("Add a line"), "list-check", DayPage),
    Of(
        "treasury_statements",
        "treasury",
        N_("Add a statement"),
        "wallet",
        TreasuryPage,
    ),
    Of("statement_lines", "treasury", N_("Add a line"), "list-check", TreasuryPage),
    Of("restricted_money", "treasury", N_("Add a line"), "link"),
    Of("drawing_rights", "treasury", N_("Add a drawing right"), "report-money"),
    Of("periods", "closing", N_("Add a line"), "calendar", PeriodsPage),
    Of("closings", "closing", N_("Add a line"), "history"),
    Of("corrections", "closing", N_("Add a line"), "history"),
    Of(
        "administrative_account",
        "closing",
        N_("Add a line"),
        "report-money",
        AccountPage,
    ),
    Of("year_results", "closing", N_("Add a line"), "report-money"),
    Of("allocations", "closing", N_("Add a line"), "report-money"),
    Of("concordance", "closing", N_("Add a line"), "list-check"),
    Of("procurements", "contracts", N_("Add a contract"), "file-text", ContractsPage),
    Of("procurement_steps", "contracts", N_("Add a step"), "list-check"),
    Of("procurement_thresholds", "contracts", N_("Add a threshold"), "list-check"),
    Of(
        "assets", "assets", N_("Add to the inventory"), "building-community", AssetsPage
    ),
    Of("nomenclatures", "nomenclature", N_("Add a line"), "book", NomenclaturePage),
    Of("accounts", "nomenclature", N_("Add a line"), "list-check"),
    Of("functions", "nomenclature", N_("Add a line"), "list-check"),
    Of("conversions", "nomenclature", N_("Add a line"), "list-check"),
    Of("sector_functions", "nomenclature", N_("Add a line"), "link"),
    Of("budget_rules", "nomenclature", N_("Add a rule"), "list-check"),
    Of("past_figures", "nomenclature", N_("Add a line"), "history"),
    Of("committee_types", "lists", N_("Add a type"), "users-group"),
    Of("type_seats", "lists", N_("Add a seat"), "users-group"),
    Of("post_conflicts", "lists", N_("Add a pair"), "users-group"),
    Of("committees", "registry", N_("Add a committee"), "users-group", RegistryPage),
    Own("committee", N_("Committee’s page"), "registry", "users-group", CommitteePage),
    Of("terms", "registry", N_("Note a mandate"), "calendar", TermsPage),
    Of("persons", "registry", N_("Add a person"), "users-group"),
    Of("committee_acts", "registry", N_("Add an act"), "file-text"),
    Of("installations", "registry", N_("Add an installation"), "home-check"),
    Of("breakdowns", "registry", N_("Note a breakdown"), "home-check"),
    Of("seats", "registry", N_("Add a seat"), "list-check"),
    Of("cash_entries", "accounts", N_("Note the line"), "book", CashSheetPage),
    Of(
        "committee_accounts",
        "accounts",
        N_("Add a line"),
        "report-money",
        AccountsPage,
    ),
    Of("cash_periods", "accounts", N_("Open a period"), "calendar"),
    Of("stock_entries", "accounts", N_("Note what came or went"), "list-check"),
    Of("member_dues", "accounts", N_("Note dues"), "coins"),
    Of("cash_categories", "lists", N_("Add a heading"), "list-check"),
    Of("water", "water", N_("Add a line"), "pump", WaterPage),
    Own("water-readings", N_("Type the readings"), "water", "edit", ReadingsPage),
    Of("water_points", "water", N_("Add a line"), "pump"),
    Of("meter_readings", "water", N_("Note a reading"), "list-check"),
    Of("water_prices", "water", N_("Note a price"), "coin"),
    Of("meters", "water", N_("Add a meter"), "pump"),
    Of("dues", "dues", N_("Add a due"), "report-money", DuesPage),
    Of("due_payments", "dues", N_("Record a payment"), "cash"),
    Of("due_rules", "dues", N_("Add a rule"), "list-check"),
    Of("visits", "visits", N_("Make a visit"), "clipboard-check", VisitsPage),
    Own("visit", N_("Visit with the grid"), "visits", "clipboard-check", VisitPage),
    Of("lights", "visits", N_("Add a line"), "list-check", LightsPage),
    Of(
        "committee_meetings",
        "visits",
        N_("Note a meeting"),
        "users-group",
        MeetingsPage,
    ),
    Of(
        "committee_decisions",
        "visits",
        N_("Note a decision"),
        "list-check",
        DecisionsPage,
    ),
    Of("trainings", "visits", N_("Note a training"), "presentation"),
    Of("grid_items", "lists", N_("Add a question"), "clipboard-check"),
    Of("grid_classes", "lists", N_("Add a class"), "clipboard-check"),
    Of("type_obligations", "lists", N_("Add an obligation"), "list-check"),
    Of(
        "public_sessions",
        "restitution",
        N_("Note a restitution"),
        "presentation",
        RestitutionsPage,
    ),
    Own(
        "restitution",
        N_("Page of a restitution"),
        "restitution",
        "presentation",
        RestitutionPage,
    ),
    Of("session_attendances", "restitution", N_("Note who came"), "users-group"),
    Of("session_questions", "restitution", N_("Note a question"), "message-report"),
    Of(
        "complaints",
        "complaints",
        N_("Register a complaint"),
        "message-report",
        ComplaintsPage,
    ),
    Own(
        "complaint",
        N_("Page of a complaint"),
        "complaints",
        "message-report",
        ComplaintPage,
    ),
    Of("complaint_steps", "complaints", N_("Note a step"), "list-check"),
    Of("complaint_categories", "complaints", N_("Add a category"), "list-check"),
    Of(
        "recommendations",
        "concertation",
        N_("Note a recommendation"),
        "list-check",
        RecommendationsPage,
    ),
    Of(
        "body_sessions",
        "concertation",
        N_("Note a session"),
        "users-group",
        BodySessionsPage,
    ),
    Of("bodies", "concertation", N_("Add a body"), "building-community"),
    Of("attachments", "archive", N_("Attach a file"), "archive", ArchivePage),
    Of("missing_papers", "archive", N_("Attach a file"), "paperclip", MissingPage),
    Of("procedure_papers", "archive", N_("Ask for a paper"), "list-check"),
    Of("partners", "partners", N_("Add a partner"), "heart-handshake", PartnersPage),
    Of("contributions", "partners", N_("Add a contribution"), "coins"),
    Of(
        "agreements",
        "agreements",
        N_("Add an agreement"),
        "file-text",
        AgreementsPage,
    ),
    Own("agreement", N_("Agreement’s page"), "agreements", "file-text", AgreementPage),
    Of("agreement_fundings", "agreements", N_("Note a funding"), "report-money"),
    Of("tranches", "agreements", N_("Add a tranche"), "calendar", TranchesPage),
    Of("fund_uses", "agreements", N_("Note a use"), "coins"),
    Of(
        "fund_reports",
        "agreements",
        N_("Add a report"),
        "send",
        FundReportsPage,
    ),
    Of("agreement_parties", "agreements", N_("Add a party"), "users-group"),
    Of(
        "agreement_themes",
        "agreements",
        N_("Add a theme of an agreement"),
        "list-check",
    ),
    Of("micro_projects", "micro", N_("Add a micro-project"), "home-check", MicrosPage),
    Own("micro", N_("Micro-project’s page"), "micro", "home-check", MicroPage),
    Own("micro-board", N_("Board"), "micro", "list-check", MicroBoardPage),
    Own("micro-figures", N_("Key figures"), "micro", "report-money", MicroKeyPage),
    Own("micro-map", N_("Map of the micro-projects"), "micro", "map-pin", MicroMapPage),
    Of("micro_steps", "micro", N_("Note a step taken"), "list-check"),
    Of("micro_tranches", "micro", N_("Note a tranche"), "calendar"),
    Of("micro_expenses", "micro", N_("Note a purchase"), "basket"),
    Of("portfolios", "micro", N_("Add a portfolio"), "wallet"),
    Of("portfolio_steps", "micro", N_("Add a step to a cycle"), "list-check"),
)
"""Tabs in their order, family by family."""
