"""Properties by which a widget says what is meant so: the checks of sight ask them."""

from __future__ import annotations

OVER = "over"
"""The property of what is meant to lie over its neighbours: a drawer, a badge."""

ARROWS = "arrows"
"""The property of a bar of tabs that shows arrows where its tabs have no room."""
