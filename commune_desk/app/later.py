"""The one place where parts of the program are brought in after the first window.

Papers, spreadsheets and the dossier itself (ReportLab, openpyxl, SQLAlchemy) take
five times as long to load as a window to appear; nobody waits for them to choose a
file.
"""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import Any

HEAVY = ("opening", "papers", "files")


def later(part: str) -> Any:
    """Bring in a part of `commune_desk.app` at its first use."""
    return import_module(f"commune_desk.app.{part}")  # start-up time


def warm_up() -> None:
    """Bring the parts in behind the window, so that the first use is quick."""

    def load() -> None:
        for part in HEAVY:
            later(part)

    Thread(target=load, name="warm-up", daemon=True).start()
