"""Every document the town hall prints, and how each reaches a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.reports.agreement_papers import AGREEMENT_MONEY, AGREEMENTS_LIST
from commune_desk.reports.agreement_sheet import PARTNERSHIP_SHEET
from commune_desk.reports.annual_plan import ANNUAL_PLAN
from commune_desk.reports.attendance import ATTENDANCE
from commune_desk.reports.budget_papers import BUDGET_PAPERS
from commune_desk.reports.by_village import BY_VILLAGE
from commune_desk.reports.cash_plan import CASH_PLAN
from commune_desk.reports.committee_directory import COMMITTEE_DIRECTORY
from commune_desk.reports.committee_papers import LIFE_PAPERS
from commune_desk.reports.committee_sheet import COMMITTEE_SHEET
from commune_desk.reports.comparison import COMPARISON
from commune_desk.reports.conversion import CONVERSION
from commune_desk.reports.cost_synthesis import COST_SYNTHESIS
from commune_desk.reports.deliberation import DELIBERATION, REVISION_ACT
from commune_desk.reports.diagnosis import DIAGNOSIS_BLANK, DIAGNOSIS_SYNTHESIS
from commune_desk.reports.dues_papers import DUES_NOTICE, DUES_STATE
from commune_desk.reports.equity import EQUITY_PAPER
from commune_desk.reports.expense_papers import EXPENSE_PAPERS
from commune_desk.reports.final_papers import FINAL_PAPERS
from commune_desk.reports.financing import FINANCING
from commune_desk.reports.five_years import FIVE_YEARS
from commune_desk.reports.frame import imprint
from commune_desk.reports.funder_report import FUNDER_REPORT
from commune_desk.reports.gantt import GANTT, GANTT_WALL
from commune_desk.reports.half_year import HALF_YEAR
from commune_desk.reports.indicators import INDICATORS_REPORT
from commune_desk.reports.inventory import INVENTORY
from commune_desk.reports.inventory_leaving import LEAVING
from commune_desk.reports.journal_paper import JOURNAL_PAPER
from commune_desk.reports.logical_frame import LOGICAL
from commune_desk.reports.mayor_page import MAYOR_PAGE
from commune_desk.reports.micro_map import MICRO_PAPERS
from commune_desk.reports.officials import OFFICIALS
from commune_desk.reports.operational_frame import OPERATIONAL
from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.reports.own_text import worded
from commune_desk.reports.plan_document import PLAN_DOCUMENT
from commune_desk.reports.priority_grid import PRIORITY_GRID
from commune_desk.reports.process import PROCESS
from commune_desk.reports.procurement_plan import PROCUREMENT_PLAN
from commune_desk.reports.procurement_register import PROCUREMENT_REGISTER
from commune_desk.reports.procurement_sheets import PROCUREMENT_SHEETS
from commune_desk.reports.project_sheets import PROJECT_SHEETS
from commune_desk.reports.public_papers import PUBLIC_PAPERS
from commune_desk.reports.recovery_form import RECOVERY_FORM
from commune_desk.reports.recovery_sheet import RECOVERY_SHEET
from commune_desk.reports.regie import (
    BOOKS_STATE,
    REGIE_CASH,
    REMITTANCE,
    TARIFFS_PAPER,
)
from commune_desk.reports.renewal import RENEWAL_KIT, TERMS_TO_RENEW
from commune_desk.reports.restitution import RESTITUTION
from commune_desk.reports.revenue_arrears import REVENUE_ARREARS
from commune_desk.reports.sending_slip import SENDING_SLIP
from commune_desk.reports.situation import SITUATION
from commune_desk.reports.sketch_map import SKETCH_MAP, SKETCH_WALL
from commune_desk.reports.slip import SLIP
from commune_desk.reports.stocktaking import PREVIOUS, STOCKTAKING
from commune_desk.reports.tables import table_document
from commune_desk.reports.tdrl import LATE, RECOVERY, SHARING, TDRL_ROLL
from commune_desk.reports.themes import THEMES_REPORT
from commune_desk.reports.titles import (
    COLLECTIONS_REGISTER,
    TITLES,
    TITLES_REGISTER,
    TITLES_SLIP,
)
from commune_desk.reports.tracking import TRACKING_PAPER
from commune_desk.reports.village_sheet import VILLAGE_SHEETS
from commune_desk.reports.water_papers import METER_FORM, WATER_ACCOUNT, WATER_BILLS
from commune_desk.reports.writing import written
from commune_desk.tables.attachments import ATTACHMENTS
from commune_desk.tables.desk import FINDINGS, JOURNAL
from commune_desk.tables.diagnosis import ASSEMBLIES, SHEETS
from commune_desk.tables.funding import CONTRIBUTIONS, PARTNERS
from commune_desk.tables.plan import OBJECTIVES, SECTORS
from commune_desk.tables.territory import VILLAGES

if TYPE_CHECKING:
    from commune_desk.reports.document import Document, Telling
    from commune_desk.tables.table import Table

LISTS = N_("Lists")
_LISTED: tuple[Table[Any], ...] = (
    VILLAGES,
    OBJECTIVES,
    SECTORS,
    PARTNERS,
    CONTRIBUTIONS,
    ASSEMBLIES,
    SHEETS,
    ATTACHMENTS,
    FINDINGS,
    JOURNAL,
)
DOCUMENTS: tuple[Document, ...] = (
    PLAN_DOCUMENT,
    ANNUAL_PLAN,
    FIVE_YEARS,
    BY_VILLAGE,
    COST_SYNTHESIS,
    FINANCING,
    *BUDGET_PAPERS,
    CASH_PLAN,
    *EXPENSE_PAPERS,
    TITLES,
    TITLES_SLIP,
    TITLES_REGISTER,
    COLLECTIONS_REGISTER,
    REVENUE_ARREARS,
    REGIE_CASH,
    BOOKS_STATE,
    REMITTANCE,
    TARIFFS_PAPER,
    TDRL_ROLL,
    RECOVERY,
    LATE,
    SHARING,
    SITUATION,
    *FINAL_PAPERS,
    CONVERSION,
    PROCUREMENT_PLAN,
    PROCUREMENT_REGISTER,
    PROCUREMENT_SHEETS,
    INVENTORY,
    LEAVING,
    VILLAGE_SHEETS,
    DIAGNOSIS_SYNTHESIS,
    PRIORITY_GRID,
    DIAGNOSIS_BLANK,
    PROJECT_SHEETS,
    COMPARISON,
    TRACKING_PAPER,
    HALF_YEAR,
    MAYOR_PAGE,
    STOCKTAKING,
    RESTITUTION,
    PREVIOUS,
    OFFICIALS,
    GANTT,
    GANTT_WALL,
    SKETCH_MAP,
    SKETCH_WALL,
    EQUITY_PAPER,
    PROCESS,
    DELIBERATION,
    REVISION_ACT,
    SLIP,
    ATTENDANCE,
    RECOVERY_FORM,
    LOGICAL,
    OPERATIONAL,
    INDICATORS_REPORT,
    THEMES_REPORT,
    *PUBLIC_PAPERS,
    *LIFE_PAPERS,
    COMMITTEE_SHEET,
    COMMITTEE_DIRECTORY,
    TERMS_TO_RENEW,
    RENEWAL_KIT,
    METER_FORM,
    WATER_BILLS,
    WATER_ACCOUNT,
    DUES_STATE,
    DUES_NOTICE,
    AGREEMENTS_LIST,
    PARTNERSHIP_SHEET,
    AGREEMENT_MONEY,
    FUNDER_REPORT,
    *MICRO_PAPERS,
    SENDING_SLIP,
    RECOVERY_SHEET,
    JOURNAL_PAPER,
    *(table_document(table, LISTS) for table in _LISTED),
)


def document(name: str) -> Document:
    """Find a document; raise `Rejected` with the names there are."""
    found = next((d for d in DOCUMENTS if d.name == name), None)
    if found is None:
        names = tuple(d.name for d in DOCUMENTS)
        text = N_(
            "There is no document “{name}”; there are: {names}.", name=name, names=names
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return found


def printed(
    wanted: Document, telling: Telling, suffix: str, options: Options = AS_DESIGNED
) -> bytes:
    """Print a document as `.pdf`, `.docx` or `.xlsx`; return the bytes of the file."""
    paper = worded(wanted, telling)
    return written(paper, telling, imprint(wanted, telling), suffix, options)
