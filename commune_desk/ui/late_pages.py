"""The pages by name: the module of each is brought in when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.late import late

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.ui.pages.page import Page


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


AgreementPage = _late("agreement", "AgreementPage")
AgreementsPage = _late("agreements", "AgreementsPage")
FundReportsPage = _late("agreements", "FundReportsPage")
PeoplePage = _late("people", "PeoplePage")
PacksPage = _late("packs", "PacksPage")
PartnersPage = _late("partners", "PartnersPage")
TranchesPage = _late("agreements", "TranchesPage")
AccountPage = _late("final_account", "AccountPage")
ContractsPage = _late("contracts", "ContractsPage")
ChartsPage = _late("charts_page", "ChartsPage")
CopiesPage = _late("copies", "CopiesPage")
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
FirstYearPage = _late("first_year", "FirstYearPage")
FramePage = _late("frame_page", "FramePage")
HomePage = _late("home", "HomePage")
ImportPage = _late("import_page", "ImportPage")
PeriodsPage = _late("periods", "PeriodsPage")
PlansPage = _late("plans", "PlansPage")
PreparationPage = _late("preparation", "PreparationPage")
MapPage = _late("drawing_page", "MapPage")
MicroBoardPage = _late("micro_board", "BoardPage")
MicroKeyPage = _late("micro_key", "KeyFiguresPage")
MicrosPage = _late("micro_list", "MicroListPage")
MicroMapPage = _late("micro_key", "MicroMapPage")
MicroPage = _late("micro_page", "MicroPage")
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
ManualPage = _late("manual_page", "ManualPage")
ProcessPage = _late("process", "ProcessPage")
ProgrammingPage = _late("programming", "ProgrammingPage")
SendPage = _late("send", "SendPage")
SendingPage = _late("sending", "SendingPage")
SessionsPage = _late("sessions", "SessionsPage")
SituationPage = _late("situation", "SituationPage")
DayPage = _late("situation", "DayPage")
SettingsPage = _late("settings", "SettingsPage")
TablePage = _late("table_page", "TablePage")
TreasuryPage = _late("treasury", "TreasuryPage")
TrackingPage = _late("tracking_page", "TrackingPage")
AccountsPage = _late("cash_accounts", "AccountsPage")
CashSheetPage = _late("cash_sheet", "CashSheetPage")
CommitteePage = _late("committee", "CommitteePage")
ArchivePage = _late("archive", "ArchivePage")
BodySessionsPage = _late("public_lists", "BodySessionsPage")
ComplaintPage = _late("complaint_page", "ComplaintPage")
ComplaintsPage = _late("complaint_page", "RegisterPage")
MissingPage = _late("archive", "MissingPage")
RecommendationsPage = _late("public_lists", "RecommendationsPage")
RestitutionPage = _late("restitution_page", "RestitutionPage")
RestitutionsPage = _late("public_lists", "RestitutionsPage")
DecisionsPage = _late("committee_life", "DecisionsPage")
LightsPage = _late("committee_life", "LightsPage")
MeetingsPage = _late("committee_life", "MeetingsPage")
VisitPage = _late("visits", "VisitPage")
VisitsPage = _late("visits", "VisitsPage")
JournalPage = _late("journal", "JournalPage")
RemovedPage = _late("journal", "RemovedPage")
RegistryPage = _late("registry", "RegistryPage")
DuesPage = _late("dues", "DuesPage")
ReadingsPage = _late("water", "ReadingsPage")
WaterPage = _late("water", "WaterPage")
TermsPage = _late("terms", "TermsPage")
RegionBoardPage = _late("region.board", "BoardPage")
RegionComparisonPage = _late("region.totals", "ComparisonPage")
RegionDocumentsPage = _late("region.documents", "RegionDocumentsPage")
RegionHomePage = _late("region.home", "RegionHome")
RegionMapPage = _late("region.map", "RegionMapPage")
RegionTablePage = _late("region.totals", "RegionTablePage")
RegionTotalsPage = _late("region.totals", "TotalsPage")
