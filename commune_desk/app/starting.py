"""The start page: what it shows of the dossiers opened lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.app import home
from commune_desk.app.known_places import gazetteer
from commune_desk.domain.text import N_
from commune_desk.paths import PROGRAM, portable
from commune_desk.storage.drive import Drive, drive_of
from commune_desk.ui.pages.start import Recent, StartPage

if TYPE_CHECKING:
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words


def page(words: Words, note: Text | None = None) -> StartPage:
    """Make it with the dossiers of this user."""
    recent = [_recent(one) for one in home.recent()]
    return StartPage(words, recent, note, gazetteer())


def blank(words: Words) -> StartPage:
    """Make it as a new user sees it."""
    return StartPage(words, known=gazetteer())


def from_a_key() -> Text | None:
    """Warn who starts the program from a key; None elsewhere."""
    if portable() is None or drive_of(PROGRAM) is not Drive.REMOVABLE:
        return None
    return N_(
        "The program runs from a key: it is slow there, and a key pulled out while it"
        " is written can spoil a dossier. Close the program before you take the key"
        " out; where you may, install the program on this computer."
    )


def _recent(one: home.Opened) -> Recent:
    return Recent(one.path, N_("opened on {date}", date=one.at.date()))
