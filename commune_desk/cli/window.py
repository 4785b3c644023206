"""Commands that show the window, or draw it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from commune_desk import app
from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from argparse import Namespace


def show(asked: Namespace, _words: Words) -> int:
    """Open the window, in the language of its user."""
    return app.show(asked.dossier)


def demo(asked: Namespace, words: Words) -> int:
    """Build the demonstration, and open it if asked."""
    files = import_module("commune_desk.cli.files")  # start-up time
    done = int(files.build_demonstration(asked, words))
    if asked.window:
        asked.dossier = asked.folder / "demonstration.commune"
        return show(asked, words)
    return done


def draw(asked: Namespace, words: Words) -> int:
    """Draw each screen; tell what is cut in it, and exit 1 if anything is."""
    found = app.draw(asked, words)
    for place, cut in found.items():
        for text in cut:
            line = N_("{place}: cut: {text}", place=place, text=text)
            print(words.say(line), file=sys.stderr)
    where = str(asked.output)
    print(words.say(N_("{count} screens in {folder}", count=len(found), folder=where)))
    return 1 if any(found.values()) else 0


def manual(asked: Namespace, words: Words) -> int:
    """Write the illustrated manual; refused where a task cannot be done as told."""
    try:
        making = import_module("commune_desk.app.manual.making")  # start-up time
    except ModuleNotFoundError as absent:
        text = N_(
            "The manual is made from the sources of the program. In the program that "
            "is installed, press F1: the manual is there."
        )
        raise DeskError(text) from absent
    spoken = Words(asked.language, TRANSLATIONS) if asked.language else words
    write_whole(asked.output, making.make(spoken))
    print(words.say(N_("Made: {file}", file=str(asked.output))))
    return 0
