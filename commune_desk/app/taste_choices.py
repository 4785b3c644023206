"""The choices of this computer, as the page of settings shows them."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from commune_desk.app.tastes import SCALE, SIZES, keep, tastes
from commune_desk.domain.text import N_
from commune_desk.l10n.catalogue import languages
from commune_desk.paths import TRANSLATIONS
from commune_desk.tables.table import Choice, Kind
from commune_desk.ui.preference import Preference
from commune_desk.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

LEAST = (900, 500)
"""Logical pixels that a window needs: what leaves less is not on offer."""

_LANGUAGES = {"fr": "Français", "en": "English", "bm": "Bamanankan"}
"""Each in its own language, so that its speaker finds it."""

NOTE = N_("Seen when the program is next opened.")


def fitting(screen: QSize) -> tuple[int, ...]:
    """List the sizes at which the window still has the room it needs.

    The screen is measured as it is before the program enlarges anything.
    """
    width, height = LEAST
    return tuple(
        size
        for size in SIZES
        if size == SIZES[0]
        or (
            screen.width() * 100 >= width * size
            and screen.height() * 100 >= height * size
        )
    )


def _screen() -> QSize:
    room = QGuiApplication.primaryScreen().availableSize()
    return room * float(os.environ.get(SCALE, "1"))


def preferences() -> list[Preference]:
    """Give the choices of this computer, for the page of settings."""
    choices = {
        "language": (
            N_("Language"),
            [
                Choice(name, _LANGUAGES.get(name, name))
                for name in languages(TRANSLATIONS)
            ],
        ),
        "theme": (
            N_("Colours"),
            [
                Choice(LIGHT, N_("Light, for the day")),
                Choice(DARK, N_("Dark, for the evening")),
            ],
        ),
        "letters": (
            N_("Size of letters"),
            [Choice(size, f"{size}\u00a0%") for size in fitting(_screen())],
        ),
    }
    return [
        Preference(
            name,
            title,
            partial(_read, name),
            partial(_write, name),
            kind=Kind.CHOICE,
            note=NOTE,
            choices=tuple(offered),
        )
        for name, (title, offered) in choices.items()
    ]


def _read(name: str) -> Any:
    return getattr(tastes(), name)


def _write(name: str, value: Any) -> None:
    keep(**{name: value})
