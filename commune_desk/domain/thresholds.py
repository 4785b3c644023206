"""From which sum on a contract asks for which procedure: dated data (`budget.md` 8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commune_desk.domain.execution import ProcurementKind
    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which sum on a kind of contract asks for a procedure."""

    kind: ProcurementKind
    procedure: str
    lowest: Money
    highest: Money | None
    """The first sum that is beyond it; None where nothing is."""

    valid_from: dt.date | None
    legal: str = ""
    sure: bool = False


def in_force(
    thresholds: Iterable[Threshold], kind: ProcurementKind, day: dt.date
) -> list[Threshold]:
    """Give the thresholds of a kind on a day, the lowest first.

    Those of a later day replace all earlier ones of their kind, as a decree does.
    """
    known = [
        each
        for each in thresholds
        if each.kind is kind and (each.valid_from is None or each.valid_from <= day)
    ]
    latest = max((each.valid_from or dt.date.min for each in known), default=None)
    found = [each for each in known if (each.valid_from or dt.date.min) == latest]
    return sorted(found, key=lambda each: each.lowest)


def asked_by(ladder: Sequence[Threshold], amount: Money) -> Threshold | None:
    """Find the procedure that a sum asks for; None where no threshold covers it."""
    for each in ladder:
        if each.lowest <= amount and (each.highest is None or amount < each.highest):
            return each
    return None


def overlaps(each: Threshold, others: Iterable[Threshold]) -> Threshold | None:
    """Find a threshold of the same kind and day that covers some of the same sums."""
    for other in others:
        same = (other.kind, other.valid_from) == (each.kind, each.valid_from)
        below = each.highest is not None and each.highest <= other.lowest
        above = other.highest is not None and other.highest <= each.lowest
        if same and not below and not above:
            return other
    return None


def named(each: Threshold) -> Text:
    """Name the procedure of a threshold, and say where no text was read for it."""
    if each.sure:
        return N_("“{procedure}”", procedure=each.procedure)
    return N_("“{procedure}” (threshold to be verified)", procedure=each.procedure)
