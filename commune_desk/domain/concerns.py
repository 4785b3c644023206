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
        """Pick what concerns the paper; what is only worth knowing does not."""
        return tuple(
            issue
            for code, issues in found.items()
            if self._names(code)
            for issue in issues
            if issue.severity is not Severity.INFORMATION and self._in_time(issue)
        )

    def _names(self, code: str) -> bool:
        return any(
            code.startswith(own.removesuffix(ANY)) if own.endswith(ANY) else code == own
            for own in self.codes
        )

    def _in_time(self, issue: Issue) -> bool:
        """Tell whether a finding is of the year; many speak of none."""
        field = issue.field or ""
        if self.year is None or not field.isdigit():
            return True
        return int(field) == self.year


def by_code(issues: Iterable[Issue]) -> dict[str, list[Issue]]:
    """Sort findings by their rule, once for all papers."""
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        found.setdefault(issue.code, []).append(issue)
    return found


def gravest(issues: Iterable[Issue]) -> Severity | None:
    """Give the gravest severity among findings; None where there is none."""
    there = {issue.severity for issue in issues}
    return next(_in_order(there), None)


def _in_order(there: set[Severity]) -> Iterator[Severity]:
    return (severity for severity in Severity if severity in there)
