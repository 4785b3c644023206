"""The sentences of the program, by topic, and the catalogues that translate them.

A topic is a file `translations/LANGUAGE/LC_MESSAGES/TOPIC.po`. A sentence used by
several topics stands in each, with the same translation.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "commune_desk"
TOPICS = {
    "desk": {"domain", "l10n", "storage", "services", "tables"},
    "papers": {"reports"},
    "screens": {"ui", "app"},
    "files": {"exchange", "cli", "__main__"},
}
WITHOUT_WORDS = {"paths", "late", "__init__"}
"""Modules at the top that say nothing to the user."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "P_": (1, 2)}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

FRENCH = "fr"
PLURALS = {FRENCH: "nplurals=2; plural=(n > 1)"}
ONE_FORM = "nplurals=1; plural=0"
"""As the languages of the country have it: a noun with a number stays as it is."""

Sentences = dict[str, str]
"""A sentence and its plural, empty where it has none."""

Translations = dict[str, tuple[str, ...]]
"""A sentence and its translation: one form, or two for a plural."""


def sentences(topic: str) -> Sentences:
    """Collect the sentences that the packages of a topic mark with `N_` and `P_`."""
    found: Sentences = {}
    for name in sorted(TOPICS[topic]):
        for singular, plural in _marked(PROGRAM / name):
            if found.setdefault(singular, plural) != plural:
                message = f"marked with N_ and with P_ in {topic}: {singular}"
                raise ValueError(message)
    return found


def translations(path: Path) -> Translations:
    """Read a catalogue; empty where there is none yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {_singular(m.id): _forms(m.string) for m in catalogue if m.id}


def write(
    path: Path,
    wanted: Sentences,
    known: Translations,
    language: str,
    beside: Translations | None = None,
) -> None:
    """Write a catalogue in the order of its sentences; nothing in it has a date.

    What stands `beside` a sentence is its French, for who translates from it.
    """
    catalogue = Catalog(locale=language)
    plurals = PLURALS.get(language, ONE_FORM)
    for singular, plural in wanted.items():
        forms = known.get(singular, ())
        told = (beside or {}).get(singular, ())
        if plural:
            count = 2 if language in PLURALS else 1
            given = forms if len(forms) == count else ("",) * count
            catalogue.add((singular, plural), given, auto_comments=told)
        else:
            given = forms[0] if len(forms) == 1 else ""
            catalogue.add(singular, given, auto_comments=told)
    text = BytesIO()
    write_po(text, catalogue, sort_output=True, no_location=True, omit_header=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEADER.format(language=language, plurals=plurals)
    path.write_bytes(head.encode() + text.getvalue())


def _marked(place: Path) -> list[tuple[str, str]]:
    messages: list[str | tuple[str, ...]] = []
    if place.is_dir():
        messages = [m[2] for m in extract_from_dir(place, keywords=KEYWORDS)]
    elif (module := place.with_suffix(".py")).exists():
        found = extract_from_file("python", module, keywords=KEYWORDS)
        messages = [m[1] for m in found]
    return [(m, "") if isinstance(m, str) else (m[0], m[1]) for m in messages]


def _singular(key: str | list[str] | tuple[str, ...]) -> str:
    return key if isinstance(key, str) else key[0]


def _forms(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())
