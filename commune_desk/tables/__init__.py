"""Every table of the desk, described once.

The screen, the form, the import, the workbook and the printed page all read the
same description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.tables.actions import ACTIONS, ANNUAL
from commune_desk.tables.annual import ANNUAL_LINES, PREPARATION
from commune_desk.tables.attachments import ATTACHMENTS
from commune_desk.tables.budget import BUDGET, RULES
from commune_desk.tables.budget_papers import (
    AMENDED,
    CREDITS,
    DOCUMENTS,
    FUNCTION_LINES,
    SECTOR_FUNCTIONS,
    STEPS,
)
from commune_desk.tables.budget_years import BUDGET_YEARS
from commune_desk.tables.cash import CASH, PROFILES
from commune_desk.tables.desk import FINDINGS, JOURNAL
from commune_desk.tables.diagnosis import ASSEMBLIES, PROBLEMS, SHEETS, SYNTHESIS
from commune_desk.tables.expense_lists import (
    DEDUCTIONS,
    REPEATED_EXPENSES,
    REQUIRED_PAPERS,
)
from commune_desk.tables.expense_registers import COMMITMENTS, ORDERS, PAYMENTS
from commune_desk.tables.expenses import EXPENSES, PARTIES
from commune_desk.tables.final_account import (
    ACCOUNT,
    ALLOCATIONS,
    CONCORDANCE,
    REMAINDERS,
)
from commune_desk.tables.final_account import (
    RESULTS as YEAR_RESULTS,
)
from commune_desk.tables.followup import (
    EQUITY,
    OUTSIDE,
    PROGRESS_TABLE,
    TRACKING,
    TRANSITIONS,
)
from commune_desk.tables.frame import FRAME
from commune_desk.tables.funding import CONTRIBUTIONS, PARTNERS
from commune_desk.tables.headings import HEADINGS
from commune_desk.tables.ledger import LEDGER
from commune_desk.tables.making import (
    COUNCIL_SESSIONS,
    DEADLINES,
    PROCESS_STEPS,
    TRANSMISSIONS,
)
from commune_desk.tables.nomenclature import (
    ACCOUNTS,
    CONVERSIONS,
    FUNCTIONS,
    NOMENCLATURES,
)
from commune_desk.tables.past_figures import PAST_FIGURES
from commune_desk.tables.periods import CLOSINGS, CORRECTIONS
from commune_desk.tables.periods import PERIODS as CLOSING_PERIODS
from commune_desk.tables.plan import AXES, OBJECTIVES, PLANS, SECTORS
from commune_desk.tables.priorities import CRITERIA, PRIORITIES
from commune_desk.tables.programming import (
    AFTER_WORKS,
    ANNOUNCED,
    DIFFERENCES,
    ENVELOPES,
    SHARES,
)
from commune_desk.tables.regie import RECEIPT_BOOKS, RECEIPTS, REMITTANCES, TARIFFS
from commune_desk.tables.revenue import ARREARS, REVENUE, REVENUE_LINES, TITLE_SLIPS
from commune_desk.tables.sections import SECTIONS
from commune_desk.tables.situation import (
    EXPENDITURE,
    PERIODS,
    TOTALS,
)
from commune_desk.tables.situation import REVENUE as REVENUE_SITUATION
from commune_desk.tables.slips import ORDER_SLIPS
from commune_desk.tables.strategy import INDICATORS, RESULTS, VALUES
from commune_desk.tables.tdrl import (
    EXEMPTION_REASONS,
    SHARING_KEYS,
    TDRL_ARREARS,
    TDRL_EXEMPTIONS,
    TDRL_RECOVERY,
    TDRL_ROLLS,
)
from commune_desk.tables.territory import COMMUNES, VILLAGES
from commune_desk.tables.themes import THEMES

if TYPE_CHECKING:
    from commune_desk.tables.table import Table

TABLES: tuple[Table[Any], ...] = (
    COMMUNES,
    VILLAGES,
    PLANS,
    AXES,
    OBJECTIVES,
    SECTORS,
    THEMES,
    FRAME,
    RESULTS,
    INDICATORS,
    VALUES,
    SECTIONS,
    ACTIONS,
    ANNUAL,
    PREPARATION,
    ANNUAL_LINES,
    ENVELOPES,
    AFTER_WORKS,
    SHARES,
    ANNOUNCED,
    DIFFERENCES,
    PARTNERS,
    CONTRIBUTIONS,
    NOMENCLATURES,
    ACCOUNTS,
    FUNCTIONS,
    CONVERSIONS,
    BUDGET,
    FUNCTION_LINES,
    BUDGET_YEARS,
    PROFILES,
    CASH,
    STEPS,
    DOCUMENTS,
    AMENDED,
    CREDITS,
    RULES,
    PAST_FIGURES,
    SECTOR_FUNCTIONS,
    PARTIES,
    EXPENSES,
    COMMITMENTS,
    ORDERS,
    PAYMENTS,
    ORDER_SLIPS,
    REPEATED_EXPENSES,
    DEDUCTIONS,
    REQUIRED_PAPERS,
    REVENUE,
    REVENUE_LINES,
    ARREARS,
    TITLE_SLIPS,
    RECEIPTS,
    RECEIPT_BOOKS,
    REMITTANCES,
    TARIFFS,
    TDRL_ROLLS,
    TDRL_EXEMPTIONS,
    TDRL_RECOVERY,
    TDRL_ARREARS,
    SHARING_KEYS,
    EXEMPTION_REASONS,
    EXPENDITURE,
    REVENUE_SITUATION,
    TOTALS,
    PERIODS,
    LEDGER,
    CORRECTIONS,
    CLOSING_PERIODS,
    CLOSINGS,
    REMAINDERS,
    ACCOUNT,
    YEAR_RESULTS,
    ALLOCATIONS,
    CONCORDANCE,
    ASSEMBLIES,
    PROBLEMS,
    SHEETS,
    SYNTHESIS,
    CRITERIA,
    PRIORITIES,
    TRACKING,
    OUTSIDE,
    TRANSITIONS,
    PROGRESS_TABLE,
    EQUITY,
    PROCESS_STEPS,
    COUNCIL_SESSIONS,
    TRANSMISSIONS,
    DEADLINES,
    ATTACHMENTS,
    HEADINGS,
    FINDINGS,
    JOURNAL,
)
