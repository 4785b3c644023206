from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from sentences import (
    PROGRAM,
    TOPICS,
    WITHOUT_WORDS,
    Translations,
    sentences,
    translations,
    write,
)

from commune_desk.l10n.catalogue import compile_all, load
from commune_desk.paths import TRANSLATIONS

if TYPE_CHECKING:
    from pathlib import Path

FRENCH = TRANSLATIONS / "fr" / "LC_MESSAGES"
FIXED = "\u00a0\u202f"
TIME = re.compile(r"\d:\d")
WRONG = {
    "a straight apostrophe": re.compile("'"),
    "a straight quotation mark": re.compile('"'),
    "English quotation marks": re.compile("[“”]"),
    "three full stops": re.compile(r"\.\.\."),
    "no no-break space before : ; ? !": re.compile(f"(?<![{FIXED}])[:;?!»]"),
    "no no-break space after «": re.compile(f"«(?![{FIXED}])"),
}


def facts(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name)


def catalogue(topic: str) -> Translations:
    return translations(FRENCH / f"{topic}.po")


def test_every_package_speaks_under_one_topic() -> None:
    packages = {path.stem for path in PROGRAM.iterdir() if path.suffix in {".py", ""}}
    speaking = [name for names in TOPICS.values() for name in names]
    assert len(speaking) == len(set(speaking))
    assert packages - {"__pycache__"} - WITHOUT_WORDS <= set(speaking)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_holds_exactly_the_sentences_of_its_packages(topic: str) -> None:
    wanted, held = set(sentences(topic)), set(catalogue(topic))
    assert held == wanted, "run: installer/dev.py words"


@pytest.mark.parametrize("topic", TOPICS)
def test_every_sentence_is_translated_and_keeps_its_facts(topic: str) -> None:
    held = catalogue(topic)
    for singular, plural in sentences(topic).items():
        forms = held.get(singular, ())
        assert all(forms), f"not translated: {singular}"
        assert len(forms) == (2 if plural else 1), singular
        for form in forms:
            known = {tuple(facts(s)) for s in (singular, plural) if s}
            assert tuple(facts(form)) in known, f"facts differ: {form}"
        assert facts(forms[-1]) == facts(plural or singular), forms[-1]


def test_a_sentence_has_one_translation_in_all_topics() -> None:
    seen: Translations = {}
    for topic in TOPICS:
        for sentence, forms in catalogue(topic).items():
            assert seen.setdefault(sentence, forms) == forms, sentence


@pytest.mark.parametrize("topic", TOPICS)
def test_french_is_set_as_french_is(topic: str) -> None:
    for forms in catalogue(topic).values():
        for form in forms:
            written = TIME.sub("0", re.sub(r"\{\w+\}|https?://\S+", "x", form))
            for fault, pattern in WRONG.items():
                assert not pattern.search(written), f"{fault}: {form}"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_catalogue_is_as_the_tool_writes_it(topic: str, tmp_path: Path) -> None:
    again = tmp_path / "again.po"
    write(again, sentences(topic), catalogue(topic), "fr")
    path = FRENCH / f"{topic}.po"
    assert path.read_bytes() == again.read_bytes(), "run: installer/dev.py words"


def test_compiled_sentences_are_read_without_their_source(tmp_path: Path) -> None:
    """Where the program is delivered there is no source of them."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "desk.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Village"\nmsgstr "Fraction"\n',
        "utf-8",
    )
    assert compile_all(tmp_path) == 1
    (folder / "desk.po").unlink()
    assert load(tmp_path, "fr").gettext("Village") == "Fraction"
