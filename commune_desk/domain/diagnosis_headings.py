"""Headings of the papers of the diagnosis and of costs: working proposals.

`planning.md` marks the columns of T1 and T2 `[M]` and those of T8 `[D]`: each heading
is taken by its key and may be put in other words.
"""

from __future__ import annotations

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text

SYNTHESIS_HEADS: dict[str, Text] = {
    "paper": N_("Synthesis of the diagnosis"),
    "number": N_("No."),
    "sector": N_("Sector"),
    "zone": N_("Zone"),
    "villages": N_("Villages"),
    "problem": N_("Problem, constraint"),
    "causes": N_("Causes"),
    "consequences": N_("Consequences"),
    "assets": N_("Potentials, assets"),
    "solutions": N_("Proposed solutions"),
    "rank_men": N_("Rank men"),
    "rank_women": N_("Rank women"),
    "rank_youth": N_("Rank youth"),
    "rank_kept": N_("Rank retained"),
    "best": N_("Best rank"),
    "firsts": N_("Rank 1 in"),
    "actions": N_("Actions of the plan"),
}
"""Table T1: the syntheses, and the blank sheet of an assembly."""

GRID_HEADS: dict[str, Text] = {
    "paper": N_("Grid of priorities"),
    "number": N_("No."),
    "action": N_("Action, project"),
    "place": N_("Place"),
    "total": N_("Total"),
    "rank": N_("Rank"),
    "other": N_("Other weights"),
    "decision": N_("Decision"),
    "criterion": N_("Criterion"),
    "weight": N_("Weight"),
    "other_weight": N_("Other weight"),
    "top": N_("Best mark"),
}
"""Table T2."""

COST_HEADS: dict[str, Text] = {
    "paper": N_("Synthesis of costs by sector and sub-sector"),
    "sector": N_("Sector, sub-sector"),
    "actions": N_("N"),
    "total": N_("Total"),
    "share": N_("%"),
    "commune": NAMES[FunderClass.COMMUNE],
    "state": NAMES[FunderClass.STATE],
    "anict": NAMES[FunderClass.ANICT],
    "partners": N_("PTF"),
    "population": N_("Pop."),
    "to_find": N_("To find"),
}
"""Table T8."""
