"""The frame of the window, painted before the dossier is brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words


def frame(words: Words, file: str) -> WindowFrame:
    """Make the frame for a dossier that is being opened."""
    return WindowFrame(words, file)
