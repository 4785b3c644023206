"""What acts repeat: our words, or those of the region, with the facts of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.headings import OFFICIAL
from commune_desk.domain.text import N_, Text
from commune_desk.reports.cells import said
from commune_desk.services.headings import official

if TYPE_CHECKING:
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said

ACTS = "acts"


def act_word(telling: Telling, key: str, **facts: Said) -> Said:
    """Say what is kept under a key; a replacement names its facts in braces."""
    words = official(telling.session, ACTS)(key, OFFICIAL[ACTS][key])
    if isinstance(words, Text):
        return Text(words.sentence, tuple(facts.items()))
    for name, value in facts.items():
        words = words.replace(f"{{{name}}}", said(value, telling.words))
    return words


def numbered(telling: Telling, number: Said) -> Said:
    """Name an act with its number: its title."""
    return N_("{act} no. {number}", act=act_word(telling, "paper"), number=number)
