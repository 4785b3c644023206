"""The papers of expenditure, in the order of the chain."""

from __future__ import annotations

from commune_desk.reports.account_sheets import ACCOUNT_SHEETS
from commune_desk.reports.expense_registers import (
    COMMITMENT_REGISTER,
    ORDER_REGISTER,
    PAYMENT_REGISTER,
)
from commune_desk.reports.payment_orders import ORDER_SLIPS_PAPER, PAYMENT_ORDERS

EXPENSE_PAPERS = (
    PAYMENT_ORDERS,
    ORDER_SLIPS_PAPER,
    COMMITMENT_REGISTER,
    ORDER_REGISTER,
    PAYMENT_REGISTER,
    ACCOUNT_SHEETS,
)
