"""Pictures of the screens, for the command line."""

from __future__ import annotations

from commune_desk.ui.screens import draw_all, draw_page

__all__ = ["draw_all", "draw_page"]
