"""Bring every catalogue up to the sentences of the program.

New sentences come in with an empty translation (or with that of another topic),
unused ones go, the others stay as they are.
"""

from __future__ import annotations

import sys

from sentences import ROOT, TOPICS, sentences, translations, write

LANGUAGES = ["fr"]


def main() -> int:
    """Do it for each language and topic; tell what is left to translate."""
    for language in LANGUAGES:
        folder = ROOT / "translations" / language / "LC_MESSAGES"
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
            write(folder / f"{topic}.po", wanted, elsewhere | had, language)
            done = sum(all((elsewhere | had).get(s, ("",))) for s in wanted)
            gone = len(known[topic].keys() - wanted.keys())
            print(
                f"{language}/{topic}: {len(wanted)} sentences, "
                f"{len(wanted) - done} to translate, {gone} dropped"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
