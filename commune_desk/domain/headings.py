"""The headings of official-looking papers, which a region may put in other words.

The columns of these tables are known from real plans, not from an official text
(`planning.md` 1.6, marks [M] and [D]): they are working proposals. A paper takes each
heading by its key; what a file of the region says instead is kept in the dossier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.act_headings import ACT_HEADS
from commune_desk.domain.contract_headings import (
    INVENTORY_HEADS,
    LEAVING_HEADS,
    PLAN_HEADS,
    REGISTER_HEADS,
)
from commune_desk.domain.diagnosis_headings import (
    COST_HEADS,
    GRID_HEADS,
    SYNTHESIS_HEADS,
)
from commune_desk.domain.execution_headings import ACCOUNT_HEADS, SITUATION_HEADS
from commune_desk.domain.text import N_
from commune_desk.domain.tracking_headings import STOCKTAKING_HEADS, TRACKING_HEADS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.text import Text

LOGICAL_FRAME: dict[str, Text] = {
    "paper": N_("Logical frame"),
    "axis": N_("Axis, orientation"),
    "aim": N_("Overall objective"),
    "objective": N_("Specific objectives"),
    "result": N_("Expected results"),
    "indicator": N_("Objectively verifiable indicators"),
    "baseline": N_("Baseline"),
    "target": N_("Target"),
    "latest": N_("Latest value"),
    "source": N_("Means of verification"),
    "assumptions": N_("Assumptions, risks"),
}
"""Table T3 of `planning.md` 1.6 (outil n° 1)."""

OPERATIONAL_FRAME: dict[str, Text] = {
    "paper": N_("Operational frame"),
    "code": N_("No."),
    "sector": N_("Sector, sub-sector"),
    "objective": N_("Specific objective"),
    "action": N_("Action, activity"),
    "place": N_("Location"),
    "quantity": N_("Quantity"),
    "indicator": N_("Indicator"),
    "cost": N_("Total cost"),
    "years": N_("Years"),
    "funding": N_("Financing"),
    "commune": N_("Commune"),
    "state": N_("State, ANICT included"),
    "partners": N_("Partners"),
    "population": N_("Population"),
    "others": N_("Others"),
    "responsible": N_("Responsible, remarks"),
}
"""Table T4 of `planning.md` 1.6 (outil n° 2)."""

OFFICIAL: Mapping[str, Mapping[str, Text]] = {
    "acts": ACT_HEADS,
    "diagnosis-synthesis": SYNTHESIS_HEADS,
    "priority-grid": GRID_HEADS,
    "logical-frame": LOGICAL_FRAME,
    "operational-frame": OPERATIONAL_FRAME,
    "costs": COST_HEADS,
    "tracking": TRACKING_HEADS,
    "stocktaking": STOCKTAKING_HEADS,
    "situation": SITUATION_HEADS,
    "administrative-account": ACCOUNT_HEADS,
    "procurement-plan": PLAN_HEADS,
    "procurement-register": REGISTER_HEADS,
    "inventory": INVENTORY_HEADS,
    "inventory-leaving": LEAVING_HEADS,
}
"""Name of the paper → key → heading. The key `paper` is the title of the paper."""
