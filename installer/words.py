"""Bring every catalogue up to the sentences of the program.

New sentences come in with an empty translation (or with that of another topic),
unused ones go, the others stay as they are. A language that is named begins so:
`words bm` writes the catalogues of Bamanankan, the French beside each sentence.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sentences import FRENCH, ROOT, TOPICS, sentences, translations, write

if TYPE_CHECKING:
    from pathlib import Path

TRANSLATIONS = ROOT / "translations"


def main(arguments: list[str]) -> int:
    """Do it for each language that has catalogues, and for those that are named."""
    begun = {path.parents[1].name for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po")}
    for language in [FRENCH, *sorted((begun | set(arguments)) - {FRENCH})]:
        bring_up(language, TRANSLATIONS)
    return 0


def bring_up(language: str, place: Path) -> None:
    """Bring the catalogues of a language up; tell what is left to translate."""
    folder = place / language / "LC_MESSAGES"
    known = {topic: translations(folder / f"{topic}.po") for topic in TOPICS}
    elsewhere = {
        sentence: forms
        for catalogue in known.values()
        for sentence, forms in catalogue.items()
        if all(forms)
    }
    for topic in TOPICS:
        wanted = sentences(topic)
        had = {s: forms for s, forms in known[topic].items() if all(forms)}
        path = TRANSLATIONS / FRENCH / "LC_MESSAGES" / f"{topic}.po"
        beside = None if language == FRENCH else translations(path)
        write(folder / f"{topic}.po", wanted, elsewhere | had, language, beside)
        done = sum(all((elsewhere | had).get(s, ("",))) for s in wanted)
        gone = len(known[topic].keys() - wanted.keys())
        print(
            f"{language}/{topic}: {len(wanted)} sentences, "
            f"{len(wanted) - done} to translate, {gone} dropped"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
