"""The one place where parts of the program are brought in after the first window.

Papers, spreadsheets and the dossier itself (ReportLab, openpyxl, SQLAlchemy) take
five times as long to load as a window to appear; nobody waits for them to choose a
file.
"""

from __future__ import annotations

from threading import Thread
from typing import Any

from commune_desk.late import late

HEAVY = ("opening", "papers", "files")


def later(part: str) -> Any:
    """Bring in a part of `commune_desk.app` at its first use."""
    return late(f"commune_desk.app.{part}")


def warm_up() -> None:
    """Bring the parts in behind the window, so that the first use is quick."""

    def load() -> None:
        for part in HEAVY:
            later(part)

    Thread(target=load, name="warm-up", daemon=True).start()
