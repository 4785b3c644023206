"""Commune Desk: the plan, the budget and the committees of a rural commune."""

from __future__ import annotations

VERSION = "0.1.0"
