"""Answering to people, as a package tells it: restitutions, complaints counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.complaints import complaints
from commune_desk.services.public_lists import public_sessions
from commune_desk.services.sent.territory import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.complaints import ComplaintRow
    from commune_desk.services.sent.exercise import Exercise

NO_CATEGORY = N_("Without a category")
OTHER_CATEGORIES = N_("Other categories, brought together")


def restitutions(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell the restitutions that were held in the year, in the order of days."""
    for row in reversed(public_sessions(told.session)):
        if told.begins <= row.held_on <= told.last:
            yield (
                f"R-{row.id}",
                row.held_on,
                row.place or row.village,
                row.women,
                row.men,
                row.young,
                row.questions,
            )


def grievances(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Count the complaints of the year by category.

    A category of fewer than five of which one was made in confidence is brought
    together with others; if these are still fewer than five, only how many came is
    told.
    """
    groups: dict[str, list[ComplaintRow]] = {}
    hidden: list[ComplaintRow] = []
    for row in complaints(told.session):
        if told.begins <= row.received_on <= told.last:
            name = row.category or told.say(NO_CATEGORY)
            groups.setdefault(name, []).append(row)
    for name, rows in sorted(groups.items()):
        if len(rows) < SMALL and any(row.confidential for row in rows):
            hidden += rows
        else:
            yield name, *_counted(told, rows)
    if hidden:
        counts = _counted(told, hidden)
        if len(hidden) < SMALL:
            counts = (len(hidden), None, None)
        yield told.say(OTHER_CATEGORIES), *counts


def _counted(told: Exercise, rows: Sequence[ComplaintRow]) -> tuple[Cell, Cell, Cell]:
    day, answered, late = told.until, 0, 0
    for row in rows:
        ends = [
            d for d in (row.answered_on, row.closed_on) if d is not None and d <= day
        ]
        answered += bool(ends)
        late += row.due_on is not None and row.due_on < min(ends, default=day)
    return len(rows), answered, late
