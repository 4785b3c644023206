"""What is known of each paper besides its pages: what it lacks, by when it is due.

The list travels with the program as `papers.csv` and is replaceable as other lists are:
codes of rules, lines of the calendars, whether a paper follows the day looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from commune_desk.services.paper_names import FILE
from commune_desk.services.reference import reference

if TYPE_CHECKING:
    from collections.abc import Mapping

YES = "oui"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One line of the list."""

    codes: tuple[str, ...] = ()
    """Rules whose findings say that the paper is not complete; “*” ends a family."""

    of_year: bool = False
    """Whether only findings of its year count."""

    due: tuple[str, int] = ("", 0)
    """Step of the budget, or line of the calendar; and years after the one told."""

    dated: bool = False
    """Whether it tells the situation on the day that is looked at."""


NOTHING = PaperFacts()
"""For a paper that the list does not know: no rule, no date."""


@cache
def paper_facts() -> Mapping[str, PaperFacts]:
    """Read the list, by the name of the document."""
    return {
        line["Document"]: PaperFacts(
            tuple(line["Constats"].split()),
            line["De son exercice"] == YES,
            (line["Calendrier"], int(line["Ans en plus"] or 0)),
            line["Jour au choix"] == YES,
        )
        for line in reference(FILE)
    }
