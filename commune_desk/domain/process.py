"""The making of a plan: its steps, and the sessions of the council."""

from __future__ import annotations

from enum import Enum


class StepState(Enum):
    """How far a step of the planning has come."""

    TO_COME = "to_come"
    IN_HAND = "in_hand"
    HELD = "held"
    SKIPPED = "skipped"


class SessionKind(Enum):
    """How the council meets."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
