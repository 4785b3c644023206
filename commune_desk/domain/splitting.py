"""Contracts that together pass a threshold which each alone stays under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.domain.thresholds import asked_by, in_force, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.procurement import Contract
    from commune_desk.domain.thresholds import Threshold

_LOTS = {"lot", "lots", "tranche", "phase", "partie", "suite"}


def likeness(text: str) -> str:
    """Reduce an object to what two lots of one purchase share."""
    words = fold(text).split()
    return " ".join(w for w in words if not w.isdigit() and w not in _LOTS)


def split(
    contracts: Sequence[Contract], thresholds: Sequence[Threshold]
) -> Iterator[Issue]:
    """Find contracts of one year and kind that together pass a threshold.

    They belong together by their action, a budget line or their object. What is found
    may be lawful, as lots of one tender are: the sentence only adds up.
    """
    told: set[frozenset[int]] = set()
    for group in _alike(contracts):
        whole = Money.total(each.worth for each in group)
        start = min(each.begun_on for each in group)
        ladder = in_force(thresholds, group[0].kind, start)
        together = asked_by(ladder, whole)
        alone = [asked_by(ladder, each.worth or Money(0)) for each in group]
        ids = frozenset(each.id for each in group)
        if together is None or ids in told or any(a == together for a in alone):
            continue
        noted = [t for t in ladder if t.procedure in {c.procedure for c in group}]
        if any(t.lowest >= together.lowest for t in noted):
            continue  # one of them went the heavier way already
        told.add(ids)
        text = N_(
            "{contracts} belong together: {sums} = {whole} F, from {lowest} F on"
            " {asked} is asked for. Check that nothing was split.",
            contracts=tuple(each.reference for each in group),
            sums=_sum(group),
            whole=whole,
            lowest=together.lowest,
            asked=named(together),
        )
        yield Issue(
            Severity.WARNING, text, "PROC-02", group[0].record, "estimate", whole
        )


def _alike(contracts: Sequence[Contract]) -> Iterator[list[Contract]]:
    groups: dict[tuple[object, ...], list[Contract]] = {}
    for each in contracts:
        if each.worth is None:
            continue
        own = (each.year, each.kind)
        keys: list[tuple[object, ...]] = [(*own, "object", likeness(each.object))]
        keys += [(*own, "line", line) for line in sorted(each.lines)]
        if each.action_id is not None:
            keys.append((*own, "action", each.action_id))
        for key in keys:
            groups.setdefault(key, []).append(each)
    found = [group for group in groups.values() if len(group) > 1]
    yield from sorted(found, key=len, reverse=True)


def _sum(group: Sequence[Contract]) -> Text | Money:
    """Write an addition: “4 000 000 + 3 500 000”."""
    first, *more = (each.worth or Money(0) for each in group)
    told: Text | Money = first
    for amount in more:
        told = N_("{sum} + {amount}", sum=told, amount=amount)
    return told
