"""The papers of the end of a year, in the order in which they are made."""

from __future__ import annotations

from commune_desk.reports.concordance import CONCORDANCE
from commune_desk.reports.final_account import ACCOUNT
from commune_desk.reports.final_act import ACT
from commune_desk.reports.final_crossed import CROSSED
from commune_desk.reports.remainders import REMAINDERS

FINAL_PAPERS = (REMAINDERS, ACCOUNT, CROSSED, CONCORDANCE, ACT)
