"""How far what a check finds lets a sending go."""

from __future__ import annotations

from enum import Enum


class Level(Enum):
    """Three levels: what refuses, what needs a reason, what is only said."""

    CRITICAL = "sending_refused"
    ERROR = "sending_with_reason"
    WARNING = "sending_warned"
