"""The one place where parts of the program are brought in after the first window.

Papers, spreadsheets and the dossier itself (ReportLab, openpyxl, SQLAlchemy) take
five times as long to load as a window to appear; nobody waits for them to choose a
file.
"""

from __future__ import annotations

from threading import Thread
from typing import Any

from commune_desk.late import late
from commune_desk.services.memory import undisturbed

HEAVY = ("preferences", "papers", "files", "sending")


def later(part: str) -> Any:
    """Bring in a part of `commune_desk.app` at its first use."""
    return late(f"commune_desk.app.{part}")


def warm_up(*, rehearse: bool = False) -> None:
    """Bring the parts in behind the window, so that the first use is quick.

    Behind the start page an opening is rehearsed too: its user will open a dossier.
    """

    def load() -> None:
        with undisturbed():
            later("opening")
            if rehearse:
                later("rehearsal").rehearse()
            bring_the_rest()

    Thread(target=load, name="warm-up", daemon=True).start()


def bring_the_rest() -> None:
    """Bring in what the first window did not need."""
    later("screens").bring()
    for part in HEAVY:
        later(part)
