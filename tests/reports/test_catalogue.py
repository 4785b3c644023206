from __future__ import annotations

import re

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from commune_desk.paths import ROOT, TRANSLATIONS


def test_the_french_of_the_papers_is_whole_and_has_no_leftovers() -> None:
    found = extract_from_dir(
        ROOT / "commune_desk" / "reports", keywords={"N_": None, "P_": (1, 2)}
    )
    used = {message for _, _, message, *_ in found}
    with (TRANSLATIONS / "fr/LC_MESSAGES/papers.po").open("rb") as file:
        catalogue = read_po(file)
    french = {message.id: message.string for message in catalogue if message.id}
    assert set(french) == used
    for sentence, said in french.items():
        assert said
        assert "'" not in said
        assert set(re.findall(r"\{\w+\}", sentence)) == set(
            re.findall(r"\{\w+\}", said)
        )
