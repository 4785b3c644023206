"""Sums of what is current, kept so that no screen adds up millions of rows.

They are written in the transaction that receives a package, for its commune and year
alone; `exchange-and-safety.md` 5 measures what they save.
"""

from __future__ import annotations

from commune_desk.domain.package.format import BUDGET, EXECUTION
from commune_desk.storage.region.columns import amount, commune, table, text, whole

HALVES = (1, 2)


def half_column(half: int, name: str) -> str:
    """Name the column of an amount of one half-year: `s1_paye_fcfa`."""
    return f"s{half}_{name}"


EXECUTED = tuple(
    half_column(half, name) for half in HALVES for name in EXECUTION.amounts
)

BUDGETS = table(
    "sum_budget",
    commune(),
    whole("year", key=True),
    text("section", 10, key=True),
    text("side", 10, key=True),
    amount("lines"),
    [amount(name) for name in BUDGET.amounts],
    amount("order_fcfa"),
    [amount(name) for name in EXECUTED],
)
"""`order_fcfa`: what of `credit_fcfa` only moves within the budget."""

PROJECTS = table(
    "sum_projects",
    commune(),
    whole("year", key=True),
    text("sector", 100, key=True),
    text("state", 40, key=True),
    amount("projects"),
    amount("beyond_plan"),
    amount("cost_fcfa"),
    amount("year_fcfa"),
    amount("engaged_fcfa"),
    amount("paid_fcfa"),
    amount("women"),
    amount("men"),
)
"""`engaged_fcfa` and `paid_fcfa` are cumulated, at the last half-year told."""

FUNDING = table(
    "sum_funding",
    commune(),
    whole("year", key=True),
    text("kind", 40, key=True),
    text("state", 40, key=True),
    amount("contributions"),
    amount("amount_fcfa"),
    amount("year_fcfa"),
)
"""By class of funder and state; `year_fcfa` for the year of the package alone."""

COMMITTEES = table(
    "sum_committees",
    commune(),
    whole("year", key=True),
    text("kind", 40, key=True),
    text("light", 10, key=True),
    amount("committees"),
    amount("active"),
    amount("with_receipt"),
    amount("members"),
    amount("women"),
    amount("young"),
    amount("posts"),
    amount("vacant"),
    amount("income_fcfa"),
    amount("spending_fcfa"),
    amount("dues_fcfa"),
    amount("dues_paid_fcfa"),
)
"""`with_receipt`: committees with a récépissé of their declaration."""

COMMUNE = table(
    "sum_commune",
    commune(),
    whole("year", key=True),
    amount("villages"),
    amount("population"),
    amount("households"),
    amount("tax_villages"),
    amount("liable"),
    amount("tax_due_fcfa"),
    amount("tax_paid_fcfa"),
    amount("arrears_fcfa"),
    amount("arrears_paid_fcfa"),
    amount("agreements"),
    amount("agreed_fcfa"),
    amount("used_fcfa"),
    amount("instalments"),
    amount("instalments_fcfa"),
    amount("instalments_received_fcfa"),
    amount("indicators"),
    amount("indicators_told"),
    amount("sessions"),
    amount("session_women"),
    amount("session_men"),
    amount("complaints"),
    amount("complaints_answered"),
    amount("complaints_late"),
)
"""One row for a commune's year: territory, TDRL, agreements, indicators, the public."""

SUMS = (BUDGETS, PROJECTS, FUNDING, COMMITTEES, COMMUNE)
