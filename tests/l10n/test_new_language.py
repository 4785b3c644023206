"""A language begins with its first sentence: nothing else is asked of the program.

The words below are made up; they are no Bamanankan.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import words
from sentences import TOPICS, sentences, translations

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.l10n.catalogue import languages
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS

if TYPE_CHECKING:
    from pathlib import Path

MADE_UP = """\
msgid ""
msgstr ""
"Language: bm\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Home"
msgstr "xSox"

msgid "Region of {name}"
msgstr "xMarax de {name}"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "xtilex {count}"

msgid "Settings"
msgstr ""
"""


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """The French catalogues, and the first sentences of another language."""
    shutil.copytree(TRANSLATIONS / "fr", tmp_path / "fr")
    begun = tmp_path / "bm" / "LC_MESSAGES"
    begun.mkdir(parents=True)
    (begun / "screens.po").write_text(MADE_UP, "utf-8")
    return tmp_path


@pytest.fixture
def spoken(catalogues: Path) -> Words:
    return Words("bm", catalogues)


def test_a_sentence_is_said_as_its_catalogue_has_it(spoken: Words) -> None:
    assert spoken.say(N_("Home")) == "xSox"


def test_a_sentence_without_words_is_said_in_french(spoken: Words) -> None:
    assert spoken.say(N_("Settings")) == "Réglages"  # there, and empty
    assert spoken.say(N_("Findings")) == "Constats"  # not there at all


def test_a_language_has_the_plural_of_its_own(spoken: Words) -> None:
    one = P_("{count} day", "{count} days", count=1)
    assert spoken.say(one) == "xtilex 1"
    assert spoken.say(P_("{count} day", "{count} days", count=3)) == "xtilex 3"
    french = P_("{count} point", "{count} points", count=3)
    assert spoken.say(french) == "3 points"


def test_only_french_elides(spoken: Words) -> None:
    assert spoken.say(N_("Region of {name}", name="Ourikéla")) == "xMarax de Ourikéla"


def test_numbers_stay_as_the_papers_of_the_country_write_them(spoken: Words) -> None:
    assert spoken.say(Money(-12_500_000)) == "−12\u202f500\u202f000"
    assert spoken.francs(Money(2_148_000)) == "2\u202f148\u202f000\u00a0F"


def test_a_language_is_on_offer_once_it_has_a_catalogue(catalogues: Path) -> None:
    assert languages(catalogues) == ["fr", "en", "bm"]
    shutil.rmtree(catalogues / "bm")
    assert languages(catalogues) == ["fr", "en"]


def test_no_language_is_shipped_that_a_machine_made() -> None:
    assert languages(TRANSLATIONS) == ["fr", "en"]
    assert (TRANSLATIONS / "bm").is_dir()


def test_the_tool_begins_a_language_and_keeps_what_it_has(catalogues: Path) -> None:
    words.bring_up("bm", catalogues)
    folder = catalogues / "bm" / "LC_MESSAGES"
    for topic in TOPICS:
        assert set(translations(folder / f"{topic}.po")) == set(sentences(topic))
    text = (folder / "screens.po").read_text("utf-8")
    assert '#. Accueil\nmsgid "Home"\nmsgstr "xSox"' in text
    spoken = Words("bm", catalogues)
    assert spoken.say(N_("Home")) == "xSox"
    assert spoken.say(N_("Settings")) == "Réglages"
    assert spoken.say(P_("{count} day", "{count} days", count=2)) == "xtilex 2"
    assert spoken.say(P_("{count} point", "{count} points", count=2)) == "2 points"
