"""Whether the guide of the first year stands in the rail, on this computer."""

from __future__ import annotations

HABIT = "first_year"
"""Turned on when a dossier is made, off when the guide is put away."""
