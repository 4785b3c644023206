"""What a rule says of all its findings together, in one sentence with its figures.

A rule that has no sentence here is told by its number of findings and by the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import P_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Summary:
    """All findings of one rule that are equally grave."""

    code: str
    severity: Severity
    issues: tuple[Issue, ...]
    records: int
    """How many records they speak of; one record may be found several times."""

    amount: Money | None
    """The francs at stake, added up; None where the rule counts no money."""

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.issues)

    @property
    def first(self) -> Issue:
        """The first finding."""
        return self.issues[0]

    @property
    def text(self) -> Text:
        """One sentence for all: a single finding speaks for itself."""
        if self.count == 1:
            return self.first.text
        told = _TOLD.get((self.code, self.severity), _any)
        return told(self)


def _any(found: Summary) -> Text:
    return P_(
        "{count} finding of the rule {code}; the first: {first}",
        "{count} findings of the rule {code}; the first: {first}",
        count=found.count,
        code=found.code,
        first=found.first.text,
    )


def _unfunded(found: Summary) -> Text:
    return P_(
        "{count} action has no source of funding: {amount} F to find.",
        "{count} actions have no source of funding: {amount} F to find.",
        count=found.records,
        amount=found.amount,
    )


def _overfunded(found: Summary) -> Text:
    return P_(
        "{count} action is given more than its cost: {amount} F too much.",
        "{count} actions are given more than their cost: {amount} F too much.",
        count=found.records,
        amount=found.amount,
    )


def _underfunded(found: Summary) -> Text:
    return P_(
        "{count} action lacks funding: {amount} F to find.",
        "{count} actions lack funding: {amount} F to find.",
        count=found.records,
        amount=found.amount,
    )


def _without_cost(found: Summary) -> Text:
    return P_(
        "{count} action has no cost in any year.",
        "{count} actions have no cost in any year.",
        count=found.records,
    )


def _without_place(found: Summary) -> Text:
    return P_(
        "{count} action has no place.",
        "{count} actions have no place.",
        count=found.records,
    )


def _elsewhere(found: Summary) -> Text:
    return P_(
        "{count} action lies in a place that is no village of the commune.",
        "{count} actions lie in a place that is no village of the commune.",
        count=found.records,
    )


def _aimless(found: Summary) -> Text:
    return P_(
        "{count} action serves no objective.",
        "{count} actions serve no objective.",
        count=found.records,
    )


def _nameless(found: Summary) -> Text:
    return P_(
        "{count} funder is named without an amount.",
        "{count} funders are named without an amount.",
        count=found.count,
    )


def _twice(found: Summary) -> Text:
    return P_(
        "{count} action repeats the title and the place of another.",
        "{count} actions repeat the title and the place of another.",
        count=found.records,
    )


def _late(found: Summary) -> Text:
    return P_(
        "{count} step of the process is late.",
        "{count} steps of the process are late.",
        count=found.records,
    )


def _incomplete(found: Summary) -> Text:
    return P_(
        "{count} step was held without all its papers and figures.",
        "{count} steps were held without all their papers and figures.",
        count=found.records,
    )


def _no_quorum(found: Summary) -> Text:
    return P_(
        "{count} session of the council had no quorum.",
        "{count} sessions of the council had no quorum.",
        count=found.records,
    )


def _unacknowledged(found: Summary) -> Text:
    return P_(
        "{count} recipient of the plan has acknowledged nothing.",
        "{count} recipients of the plan have acknowledged nothing.",
        count=found.records,
    )


_TOLD: Mapping[tuple[str, Severity], Callable[[Summary], Text]] = {
    ("PLAN-01", Severity.WARNING): _unfunded,
    ("PLAN-02", Severity.ERROR): _overfunded,
    ("PLAN-02", Severity.WARNING): _underfunded,
    ("PLAN-03", Severity.WARNING): _without_cost,
    ("PLAN-05", Severity.WARNING): _without_place,
    ("PLAN-05", Severity.INFORMATION): _elsewhere,
    ("PLAN-26", Severity.WARNING): _aimless,
    ("PLAN-27", Severity.WARNING): _nameless,
    ("PLAN-28", Severity.WARNING): _twice,
    ("PLAN-30", Severity.WARNING): _late,
    ("PLAN-31", Severity.WARNING): _incomplete,
    ("PLAN-33", Severity.WARNING): _no_quorum,
    ("PLAN-34", Severity.WARNING): _unacknowledged,
}
"""By rule and severity: a rule may both forbid and warn."""
