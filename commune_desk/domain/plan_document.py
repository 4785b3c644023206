"""The document of the plan: its sections, and the parts that are generated."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text

FRONT = 0
"""Level of what stands before the numbered sections: acronyms, summary."""

DEEPEST = 3
"""Levels of sections; deeper ones would be sub-headings of the prose."""

PARTS: dict[str, Text] = {
    "villages": N_("List of the villages"),
    "previous-plan": N_("Stock-taking of the previous plan"),
    "diagnosis": N_("Synthesis of the diagnosis"),
    "logical-frame": N_("Logical frame"),
    "operational-frame": N_("Operational frame"),
    "indicators": N_("Indicators and their values"),
    "themes": N_("Themes, policies and goals"),
    "pip": N_("Five-year investment plan (PIP)"),
    "pia": N_("Annual investment plan (PIA) of the first year"),
    "financing": N_("Financing scheme"),
    "envelopes": N_("Envelopes of each year, and what is planned"),
    "calendar-of-works": N_("Calendar of works"),
    "costs": N_("Synthesis of costs by sector and sub-sector"),
    "process": N_("Calendar of the process"),
    "participants": N_("People present at the assemblies"),
    "priority-grid": N_("Grid of priorities"),
    "village-sheets": N_("Sheets of the villages"),
    "partners": N_("List of the partners"),
    "map": N_("Sketch map of the actions"),
}
"""Name of each generated part → what it is; `reports/plan_parts.py` tells them."""


def numbered(levels: Sequence[tuple[int, bool]]) -> list[str]:
    """Number sections by level and by whether each is an annex: “4.2”, “A3”.

    Front matter has no number; annexes count by themselves.
    """
    counts: list[int] = []
    annexes: list[int] = []
    found = []
    for level, annex in levels:
        if level <= FRONT:
            found.append("")
            continue
        own, deep = annexes if annex else counts, min(level, DEEPEST)
        del own[deep:]
        own += [0] * (deep - len(own))
        own[deep - 1] += 1
        number = ".".join(str(each or 1) for each in own)
        found.append(f"A{number}" if annex else number)
    return found


class Written(Protocol):
    """A section, as the rules see it."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def title(self) -> str:
        """Its words."""

    @property
    def level(self) -> int:
        """How deep it stands."""

    @property
    def part(self) -> str:
        """The generated part that follows its prose."""

    @property
    def text(self) -> str:
        """Its prose."""


def written(sections: Sequence[Written]) -> Iterator[Issue]:
    """PLAN-57: sections with no words, no generated part and no sub-sections."""
    levels = [each.level for each in sections]
    heads = {n for n, (one, two) in enumerate(pairwise(levels)) if two > one > FRONT}
    empty = [
        each
        for n, each in enumerate(sections)
        if not each.part and not each.text and n not in heads
    ]
    if empty:
        text = P_(
            "Document of the plan: {count} section of {whole} is empty: {titles}.",
            "Document of the plan: {count} sections of {whole} are empty: {titles}.",
            count=len(empty),
            whole=len(sections),
            titles=tuple(each.title for each in empty),
        )
        about = Record("sections", empty[0].id)
        yield Issue(Severity.INFORMATION, text, "PLAN-57", about, "text")


def words_in(text: str) -> int:
    """Count the words of a text, leaving out marks."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())
