"""Between what the years, days and lengths of a dossier lie.

A figure too many makes of 2026 the year 20266, a figure too few the year 226, and a
file that somebody altered may hold a plan that lasts for ever: beyond these bounds the
rules have no calendar to count with.
"""

from __future__ import annotations

import datetime as dt

Ends = tuple[int, int] | tuple[dt.date, dt.date]
"""The least and the most, both included."""

YEARS = (1900, 2100)
"""Of what a commune plans, books or remembers: its oldest texts, its last forecast."""

LASTS = (1, 10)
"""Years of a plan: five by law, ten so that a typing error shows."""

MONTHS = (0, 1_200)
DAYS = (0, 36_500)

DAYS_WITHIN = (dt.date(YEARS[0], 1, 1), dt.date(YEARS[1], 12, 31))

MOST = 10**15
"""What no amount and no count of a commune reaches: a thousand budgets of the State."""

YEAR_NAMES = frozenset({"year", "first_signed", "carried_from"})
"""Columns that hold a year, beside those whose name ends so."""

COUNTS = frozenset({"sessions_a_year"})
"""Columns that end as a year does and count something."""


def bounds_of(column: str) -> tuple[int, int] | None:
    """Tell the bounds of a column of whole numbers by what its name says it counts."""
    words = column.split("_")
    if column in COUNTS:
        return None
    if column in YEAR_NAMES or words[-1] == "year":
        return YEARS
    if column == "years":
        return LASTS
    if words[-1] == "months":
        return MONTHS
    return DAYS if "days" in words else None
