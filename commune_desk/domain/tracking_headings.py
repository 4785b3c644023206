"""Headings of the papers of follow-up: working proposals (`planning.md` T9, T10).

No official text was found for these tables, so each heading is taken by its key and
may be put in other words.
"""

from __future__ import annotations

from commune_desk.domain.text import N_, Text

TRACKING_HEADS: dict[str, Text] = {
    "paper": N_("Tracking table"),
    "code": N_("No."),
    "title": N_("Action"),
    "place": N_("Location"),
    "planned": N_("Planned"),
    "quantity": N_("Quantity"),
    "cost": N_("Cost"),
    "ends_on": N_("Due date"),
    "achieved": N_("Achieved"),
    "done": N_("Quantity"),
    "committed": N_("Committed"),
    "paid": N_("Paid"),
    "physical": N_("Physical rate %"),
    "financial": N_("Financial rate %"),
    "state": N_("State"),
    "difficulties": N_("Difficulties"),
    "measures": N_("Measures, solutions"),
    "responsible": N_("Responsible"),
}
"""Table T9."""

STOCKTAKING_HEADS: dict[str, Text] = {
    "paper": N_("Stock-taking of the plan"),
    "sector": N_("Sector"),
    "planned": N_("Actions planned"),
    "done": N_("Actions done"),
    "under_way": N_("Actions under way"),
    "not_started": N_("Actions not done"),
    "postponed": N_("Actions postponed"),
    "abandoned": N_("Actions abandoned"),
    "physical": N_("Physical rate %"),
    "cost": N_("Planned cost"),
    "paid": N_("Realised cost"),
    "financial": N_("Financial rate %"),
    "causes": N_("Causes of the gaps"),
}
"""Table T10."""
