"""Headings of the papers of execution, which a region may put in other words.

Those of the administrative account come word for word from a workbook of Madagascar
(`budget.md` 3.4); no Malian copy was found: they are working proposals.
"""

from __future__ import annotations

from commune_desk.domain.text import N_

ACCOUNT_HEADS = {
    "paper": N_("Administrative account"),
    "code": N_("Account"),
    "title": N_("Designation"),
    "primitive": N_("Primitive budget"),
    "additional": N_("Additional budget"),
    "changes": N_("Changes +/−"),
    "final": N_("Final forecast (1)"),
    "titled": N_("Revenue orders admitted (2)"),
    "collected": N_("Collection"),
    "to_collect": N_("Left to collect"),
    "committed": N_("Commitment"),
    "ordered": N_("Payment orders admitted (2)"),
    "paid": N_("Payment"),
    "to_pay": N_("Left to pay"),
    "rate": N_("Rate of execution (2)/(1)"),
}
"""Columns of the administrative account."""

SITUATION_HEADS = {
    "paper": N_("Situation of the execution of the budget"),
    "code": N_("Account"),
    "title": N_("Designation"),
    "final": N_("Final forecast"),
    "committed": N_("Committed"),
    "liquidated": N_("Liquidated"),
    "ordered": N_("Ordered"),
    "paid": N_("Paid"),
    "available": N_("Available"),
    "to_pay": N_("To pay"),
    "titled": N_("Titles"),
    "collected": N_("Collected"),
    "to_collect": N_("To collect"),
    "rate": N_("Rate"),
    "collected_rate": N_("Rate collected"),
}
"""Columns of the situation of a day (`budget.md` 6.4)."""
