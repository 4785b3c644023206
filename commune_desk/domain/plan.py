"""The plan: its actions, and what must hold for each."""

from __future__ import annotations

from enum import Enum


class ActionKind(Enum):
    """What an action is (`planning.md` 1.9): a plan mixes works and running costs."""

    INVESTMENT = "investment"
    OPERATION = "operation"
    STUDY = "study"
    TRAINING = "training"
