"""The papers of the end of a year, in the order in which they are made."""

from __future__ import annotations

from commune_desk.reports.budget_sheet import GROUP
from commune_desk.reports.concordance import CONCORDANCE
from commune_desk.reports.final_account import ACCOUNT
from commune_desk.reports.final_act import ACT
from commune_desk.reports.final_crossed import CROSSED
from commune_desk.reports.remainders import REMAINDERS
from commune_desk.reports.tables import table_document
from commune_desk.reports.treasury_papers import TREASURY_PAPERS
from commune_desk.tables.ledger import LEDGER
from commune_desk.tables.periods import CLOSINGS, CORRECTIONS

FINAL_PAPERS = (
    table_document(LEDGER, GROUP),
    *TREASURY_PAPERS,
    REMAINDERS,
    ACCOUNT,
    CROSSED,
    CONCORDANCE,
    ACT,
    table_document(CORRECTIONS, GROUP),
    table_document(CLOSINGS, GROUP),
)
