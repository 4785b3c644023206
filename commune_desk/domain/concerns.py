"""Which findings of the rules say that a paper is not ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commune_desk.domain.issues import Issue

ANY = "*"
"""Ends a family of rules: “BUDGET-*” means every rule of the budget."""


@dataclass(frozen=True, slots=True)
class Concern:
    """The rules whose findings are missing figures or faults of one paper."""

    codes: tuple[str, ...] = ()
    year: int | None = None
    """The year the paper tells of: what is found in another year leaves it ready."""

    def among(self, found: Mapping[str, Sequence[Issue]]) -> tuple[Issue, ...]:
        """Pick what concerns the paper, out of what `by_code` has sorted."""
        exact = {code for code in self.codes if not code.endswith(ANY)}
        families = tuple(c.removesuffix(ANY) for c in self.codes if c.endswith(ANY))
        picked: list[Issue] = []
        for code, issues in found.items():
            if code in exact or code.startswith(families):
                picked += issues if self.year is None else self._in_time(issues)
        return tuple(picked)

    def _in_time(self, issues: Sequence[Issue]) -> Iterator[Issue]:
        """Pick the findings of the year, and those that speak of none."""
        year = str(self.year)
        for issue in issues:
            field = issue.field
            if field is None or field == year or not field.isdigit():
                yield issue


def by_code(issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    """Sort findings by their rule, once for all papers.

    What is only worth knowing is left out: it is missing nowhere.
    """
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        if issue.severity is not Severity.INFORMATION:
            found.setdefault(issue.code, []).append(issue)
    return found


def gravest(issues: Iterable[Issue]) -> Severity | None:
    """Tell a fault from what only waits to be settled; None where there is nothing."""
    worst = None
    for issue in issues:
        if issue.severity is Severity.ERROR:
            return Severity.ERROR
        worst = Severity.WARNING
    return worst
