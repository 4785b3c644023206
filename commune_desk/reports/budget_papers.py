"""The papers of the budget, in the order of the year."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.reports.budget_acts import CONVOCATION, DELIBERATION, LETTER
from commune_desk.reports.budget_annexes import (
    alone,
    debt_blocks,
    investment_blocks,
    staff_blocks,
    tariff_blocks,
)
from commune_desk.reports.budget_balance import balance, summary
from commune_desk.reports.budget_change import ADDITIONAL, AUTHORISATION, TRANSFER
from commune_desk.reports.budget_change_acts import CHANGE_DELIBERATIONS
from commune_desk.reports.budget_debate import MINUTES
from commune_desk.reports.budget_note import NOTE
from commune_desk.reports.budget_poster import POSTER
from commune_desk.reports.budget_primitive import BY_NATURE, CROSSED
from commune_desk.reports.budget_years import BUDGET_YEARS

SUMMARY = alone(
    "budget-summary",
    N_("Summary of the budget"),
    N_("One sheet: each chapter with last year, and without teachers’ pay."),
    summary,
)
BALANCE = alone(
    "budget-balance",
    N_("Balance of the budget"),
    N_("Expenditure beside receipts, and the checks to the franc."),
    balance,
)
INVESTMENTS = alone(
    "budget-investments",
    N_("Annex: investments by sector and place"),
    N_("What the law asks for: each investment with its sector, place and action."),
    investment_blocks,
)
STAFF = alone(
    "budget-staff",
    N_("Annex: state of the staff"),
    N_("Expenditure on staff, with room for how many they are."),
    staff_blocks,
    landscape=False,
)
DEBT = alone(
    "budget-debt",
    N_("Annex: state of the debt"),
    N_("Loans, repayments and interest; loans in course are filled in."),
    debt_blocks,
)
TARIFFS = alone(
    "budget-tariffs",
    N_("Annex: tariffs of taxes"),
    N_("Taxes of the budget, with room for the tariffs that are voted."),
    tariff_blocks,
)
BUDGET_PAPERS = (
    MINUTES,
    NOTE,
    CONVOCATION,
    BY_NATURE,
    CROSSED,
    SUMMARY,
    BALANCE,
    BUDGET_YEARS,
    INVESTMENTS,
    STAFF,
    DEBT,
    TARIFFS,
    DELIBERATION,
    LETTER,
    POSTER,
    ADDITIONAL,
    AUTHORISATION,
    TRANSFER,
    CHANGE_DELIBERATIONS,
)
