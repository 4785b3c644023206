"""One sentence for the bar at the foot of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.ui.states import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text


@dataclass(frozen=True)
class Message:
    """What just happened, and the one thing to do about it."""

    text: Text | str
    state: State = State.OK
    link: Text | str | None = None
    deed: Callable[[], object] | None = None
