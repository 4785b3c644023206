"""How this computer shows the program: language, colours, size of the letters.

It belongs to the computer, not to a dossier, and is asked for before any window stands:
a change is seen when the program is next opened.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, replace
from typing import Any

from commune_desk.app.home import folder
from commune_desk.l10n.catalogue import WHOLE, languages
from commune_desk.paths import TRANSLATIONS
from commune_desk.ui.theme import DARK, LIGHT

SCALE = "QT_SCALE_FACTOR"
"""The variable by which Qt draws all larger; read once, before the first window."""

SIZES = (100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class Tastes:
    """What was chosen on this computer."""

    language: str = WHOLE[0]
    theme: str = LIGHT
    letters: int = SIZES[0]
    """The size of all that is drawn, in per cent."""


def tastes() -> Tastes:
    """Read them; what cannot be read, or is unknown, is as at first."""
    try:
        kept = json.loads((folder() / "tastes.json").read_text("utf-8"))
        found = Tastes(**kept)
    except (OSError, ValueError, TypeError):
        return Tastes()
    usual = Tastes()
    return Tastes(
        found.language if found.language in languages(TRANSLATIONS) else usual.language,
        found.theme if found.theme in (LIGHT, DARK) else usual.theme,
        found.letters if found.letters in SIZES else usual.letters,
    )


def keep(**changed: Any) -> None:
    """Write a choice down; a full or closed disk only forgets it."""
    place = folder()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(replace(tastes(), **changed)))
        (place / "tastes.json").write_text(text, "utf-8")


def enlarge(letters: int) -> None:
    """Ask Qt to draw all so much larger, unless the system says how much already."""
    if letters != SIZES[0]:
        os.environ.setdefault(SCALE, str(letters / 100))
