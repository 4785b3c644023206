"""Answering to people: bodies of concertation, recommendations."""

from __future__ import annotations

from enum import Enum


class BodyLevel(Enum):
    """The level at which a body of concertation sits."""

    COMMUNE = "level_commune"
    ARRONDISSEMENT = "level_arrondissement"
    CERCLE = "level_cercle"
    REGION = "level_region"
    NATION = "level_nation"


class RecommendationState(Enum):
    """How far a recommendation has come."""

    OPEN = "recommendation_open"
    UNDER_WAY = "recommendation_under_way"
    DONE = "recommendation_done"
    DROPPED = "recommendation_dropped"


SETTLED = frozenset({RecommendationState.DONE, RecommendationState.DROPPED})
"""States in which nobody waits any more."""
