"""Heads of the columns of official-looking tables of the diagnosis.

`planning.md` marks the titles of T1 and T2 as working proposals: they stand here
together, by key, so that a commune can put others in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from commune_desk.domain.text import Text
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said

T1: dict[str, Text] = {
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
T2: dict[str, Text] = {
    "number": N_("No."),
    "action": N_("Action, project"),
    "place": N_("Place"),
    "total": N_("Total"),
    "rank": N_("Rank"),
    "other": N_("Other weights"),
    "decision": N_("Decision"),
    "reason": N_("Reason"),
    "criterion": N_("Criterion"),
    "weight": N_("Weight"),
    "other_weight": N_("Other weight"),
    "top": N_("Best mark"),
}
_PAPERS = {"T1": T1, "T2": T2}


def head(_telling: Telling, paper: str, key: str) -> Said:
    """Title a column of an official table."""
    return _PAPERS[paper][key]
