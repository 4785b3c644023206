"""What is looked at before a sending: findings in three levels, with their records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Severity
from commune_desk.domain.package.level import Level
from commune_desk.services.review import findings
from commune_desk.services.sent.levels import level_of
from commune_desk.services.sent.own_rules import OWN_RULES, Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.package.manifest import Tables
    from commune_desk.services.sent.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Check:
    """A finding, and how far it lets the sending go."""

    level: Level
    issue: Issue


def examine(told: Exercise, tables: Tables) -> list[Check]:
    """Look at what would be sent; the gravest first.

    The rules of the whole dossier are asked too: those that the list names count.
    """
    order = list(Level)
    found = [*_own(told, tables), *_of_the_dossier(told, tables)]
    return sorted(found, key=lambda check: order.index(check.level))


def _own(told: Exercise, tables: Tables) -> Iterator[Check]:
    look = Look(told, tables)
    for rule in OWN_RULES:
        for issue in rule(look):
            yield from _counted(issue, tables)


def _of_the_dossier(told: Exercise, tables: Tables) -> Iterator[Check]:
    for issue in findings(told.session, told.scope):
        if issue.severity is not Severity.INFORMATION:
            yield from _counted(issue, tables)


def _counted(issue: Issue, tables: Tables) -> Iterator[Check]:
    level = level_of(issue.code, tables)
    if level is not None:
        yield Check(level, issue)


def of_level(checks: list[Check], level: Level) -> list[Issue]:
    """Give the findings of one level."""
    return [check.issue for check in checks if check.level is level]
