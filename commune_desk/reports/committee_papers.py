"""The papers of the life of committees, in the order of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.cash_forms import CASH_BLANK, STOCK_SHEET
from commune_desk.reports.committee_account import COMMITTEE_ACCOUNT
from commune_desk.reports.committee_ranking import RANKING
from commune_desk.reports.complaint_papers import (
    COMPLAINTS_BLANK,
    COMPLAINTS_REGISTER,
    COMPLAINTS_STATISTICS,
)
from commune_desk.reports.meeting_papers import (
    ATTENDANCE_SHEET,
    FOLLOW_UP,
    GROUP,
    MINUTES,
)
from commune_desk.reports.tables import table_document
from commune_desk.reports.visit_papers import CONTROL_LETTER, VISIT_BLANK, VISIT_SHEET
from commune_desk.tables.committee_life import LIGHTS
from commune_desk.tables.committee_stock import ACCOUNTS

if TYPE_CHECKING:
    from commune_desk.reports.document import Document

LIFE_PAPERS: tuple[Document, ...] = (
    table_document(LIGHTS, GROUP),
    ATTENDANCE_SHEET,
    MINUTES,
    FOLLOW_UP,
    VISIT_BLANK,
    VISIT_SHEET,
    CONTROL_LETTER,
    RANKING,
    COMMITTEE_ACCOUNT,
    table_document(ACCOUNTS, GROUP),
    CASH_BLANK,
    STOCK_SHEET,
    COMPLAINTS_REGISTER,
    COMPLAINTS_BLANK,
    COMPLAINTS_STATISTICS,
)
