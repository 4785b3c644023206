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
from commune_desk.tables.committee_life import (
    DECISIONS,
    LIGHTS,
    MEETINGS,
    OBLIGATIONS,
    TRAININGS,
)
from commune_desk.tables.committee_types import (
    COMMITTEE_TYPES,
    POST_CONFLICTS,
    TYPE_SEATS,
)
from commune_desk.tables.committees import (
    BREAKDOWNS,
    COMMITTEE_ACTS,
    COMMITTEES,
    INSTALLATIONS,
)
from commune_desk.tables.complaints import COMPLAINTS
from commune_desk.tables.desk import FINDINGS, JOURNAL
from commune_desk.tables.diagnosis import ASSEMBLIES, PROBLEMS, SHEETS, SYNTHESIS
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
from commune_desk.tables.plan import AXES, OBJECTIVES, PLANS, SECTORS
from commune_desk.tables.priorities import CRITERIA, PRIORITIES
from commune_desk.tables.programming import (
    AFTER_WORKS,
    ANNOUNCED,
    DIFFERENCES,
    ENVELOPES,
    SHARES,
)
from commune_desk.tables.sections import SECTIONS
from commune_desk.tables.strategy import INDICATORS, RESULTS, VALUES
from commune_desk.tables.terms import PERSONS, SEATS, TERMS
from commune_desk.tables.territory import COMMUNES, VILLAGES
from commune_desk.tables.themes import THEMES
from commune_desk.tables.visits import GRID_CLASSES, GRID_ITEMS, VISITS

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
    STEPS,
    DOCUMENTS,
    AMENDED,
    CREDITS,
    RULES,
    PAST_FIGURES,
    SECTOR_FUNCTIONS,
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
    COMMITTEE_TYPES,
    TYPE_SEATS,
    POST_CONFLICTS,
    COMMITTEES,
    COMMITTEE_ACTS,
    INSTALLATIONS,
    BREAKDOWNS,
    PERSONS,
    SEATS,
    TERMS,
    OBLIGATIONS,
    MEETINGS,
    DECISIONS,
    TRAININGS,
    LIGHTS,
    GRID_ITEMS,
    GRID_CLASSES,
    VISITS,
    COMPLAINTS,
    ATTACHMENTS,
    HEADINGS,
    FINDINGS,
    JOURNAL,
)
