"""The ways out of a refusal, as buttons: do it, or go where it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.issues import Remedy
    from commune_desk.ui.context import Context


@dataclass(frozen=True)
class Way:
    """The words of a button, and what it does."""

    words: str
    deed: Callable[[], object]


def ways(
    error: DeskError,
    context: Context,
    done: Callable[[Any], object] | None = None,
) -> list[Way]:
    """List what solves a refusal; `done` is told what a command gave back."""
    issues = error.issues if isinstance(error, Rejected) else ()
    return [
        Way(context.say(remedy.label), partial(_follow, remedy, context, done))
        for issue in issues
        for remedy in issue.remedies
    ]


def _follow(
    remedy: Remedy, context: Context, done: Callable[[Any], object] | None
) -> None:
    if remedy.command is not None:
        refused = context.do(remedy.command, done)
        if refused is not None:
            context.refused.emit(refused)
    elif len(remedy.records) == 1:
        context.go_to_record(remedy.records[0])
    elif remedy.records:
        context.go_to_records(remedy.records)
