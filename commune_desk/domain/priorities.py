"""What was decided of what villages ask for."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator


class Decision(Enum):
    """What was decided of a proposed action (`planning.md` T2)."""

    OPEN = "open"
    KEPT = "kept"
    LATER = "later"
    REJECTED = "rejected"


TURNED_DOWN = (Decision.LATER, Decision.REJECTED)
"""What must be explained to those who asked."""


def reasoned(code: str, decision: Decision, reason: str) -> Iterator[Issue]:
    """A proposal that is put off or set aside says why."""
    if decision in TURNED_DOWN and not reason.strip():
        text = N_(
            "Action {code} cannot be “{decision}” without a reason:"
            " type the reason first, then the decision.",
            code=code,
            decision=decision,
        )
        yield Issue(Severity.ERROR, text, "PLAN-45", field="decision")
