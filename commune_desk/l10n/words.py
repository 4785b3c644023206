"""Turn texts and values into words of one language."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.logical_frame import figure
from commune_desk.domain.money import Foreign, Money, Share
from commune_desk.domain.months import MONTHS
from commune_desk.domain.strategy import Tags
from commune_desk.domain.text import N_, Text
from commune_desk.l10n.catalogue import WHOLE, load, spoken
from commune_desk.late import late

if TYPE_CHECKING:
    from pathlib import Path

FRENCH = "fr"
"""In it a sentence is said that a language only begun does not have yet."""

THIN = "\u202f"
"""Narrow no-break space: between groups of three figures."""

FIXED = "\u00a0"
"""No-break space: before the unit."""

VOWELS = frozenset("AEIOUYÂÀÄÉÈÊËÎÏÔÖÙÛÜaeiouyâàäéèêëîïôöùûü")

MILLION = 1_000_000

_NAMES = "commune_desk.domain.names"  # start-up time: it brings all the domain in

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
    N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


def places_of(number: Decimal) -> int:
    """Count the decimals that a number needs, none at its end being zero."""
    return max(0, -int(number.normalize().as_tuple().exponent))


class Words:
    """One language: its catalogue, and the numbers and dates of Mali (`fr_ML`).

    Screens and reports each hold their own `Words`, so that a French clerk can
    print a page in another language without changing the screens. Numbers do not
    follow the language: every paper of the commune writes them alike.
    """

    def __init__(self, language: str, catalogues: Path) -> None:
        self.language = language
        self.on_paper = language if language in WHOLE else FRENCH
        """The language of papers, unless another is asked for: a whole one."""

        self._begun = None if language in WHOLE else load(catalogues, language)
        self._whole = load(catalogues, self.on_paper)

    def say(self, value: object) -> str:
        """Put any value of the domain into words."""
        match value:
            case None:
                return ""
            case str():
                return value
            case Text():
                return self._sentence(value)
            case bool():
                return self.say(N_("yes") if value else N_("no"))
            case Enum():
                return self.say(late(_NAMES).NAMES[value])
            case tuple() | list():
                return ", ".join(self.say(item) for item in value)
        return self._figures(value)

    def _figures(self, value: object) -> str:
        match value:
            case Money(francs):
                return self.number(francs)
            case Share():
                return self.share(value)
            case Foreign(cents, currency):
                return f"{self.decimal(Decimal(cents) / 100, 2)}{FIXED}{currency}"
            case Tags(tags):
                return f"{THIN}; ".join(
                    f"{tag.title} ({self.say(tag.marker)})" if tag.marker else tag.title
                    for tag in tags
                )
            case float() | Decimal():
                return self._number(value)
            case dt.datetime():
                return f"{value:%d/%m/%Y %H:%M}"
            case dt.date():
                return f"{value:%d/%m/%Y}"
        return str(value)

    def _number(self, value: float | Decimal) -> str:
        if isinstance(value, float):
            return figure(value)
        return self.decimal(value, places_of(value))

    def number(self, number: int) -> str:
        """Group by three with U+202F; a minus is U+2212."""
        return f"{number:,}".replace(",", THIN).replace("-", "−")

    def decimal(self, number: Decimal, places: int) -> str:
        """Write a decimal number with a comma, rounded half up."""
        unit = Decimal(1).scaleb(-places)
        whole = f"{number.quantize(unit, ROUND_HALF_UP):,}"
        return whole.replace(",", THIN).replace(".", ",").replace("-", "−")

    def share(self, share: Share, places: int = 2) -> str:
        """Write a share in per cent: two places on paper, none on screen."""
        percent = Decimal(share.basis_points) / 100
        return f"{self.decimal(percent, places)}{FIXED}%"

    def francs(self, money: Money) -> str:
        """Write an amount with its unit: 12 500 000 F."""
        return f"{self.number(money.francs)}{FIXED}F"

    def in_letters(self, money: Money) -> str:
        """Spell an amount out, as acts do (`budget.md` 11.4)."""
        spelling = late("num2words")  # start-up time: all its languages
        spelt = spelling.num2words(money.francs, lang="fr")
        tail = money.francs != 0 and money.francs % MILLION == 0
        unit = "franc" if money.francs in {-1, 0, 1} else "francs"
        return f"{spelt} {'de ' if tail else ''}{unit}{FIXED}CFA"

    def letters(self, number: int) -> str:
        """Spell a number out: quatorze."""
        spelling = late("num2words")  # start-up time: all its languages
        return str(spelling.num2words(number, lang="fr"))

    def long_date(self, date: dt.date) -> str:
        """Write a date as prose does: 1er octobre 2026, 12 octobre 2026."""
        first = date.day == 1 and self.language == FRENCH
        day = f"{date.day}er" if first else str(date.day)
        return f"{day}{FIXED}{self.say(MONTHS[date.month - 1])} {date.year}"

    def weekday(self, date: dt.date) -> str:
        """Name the day of the week."""
        return self.say(WEEKDAYS[date.weekday()])

    def _sentence(self, text: Text) -> str:
        language, sentence = self._found(text)
        if not text.facts:
            return sentence
        facts = {name: self.say(fact) for name, fact in text.facts}
        if language == FRENCH:
            sentence = _elided(sentence, facts)
        return sentence.format(**facts)

    def _found(self, text: Text) -> tuple[str, str]:
        """Find a sentence, and the language that has it."""
        if self._begun is not None:
            found = spoken(self._begun, text)
            if found not in {text.sentence, text.plural}:
                return self.language, found
        return self.on_paper, spoken(self._whole, text)


def _elided(sentence: str, facts: dict[str, str]) -> str:
    """Write “d’Ourikéla” where French does not say “de Ourikéla”."""
    for name, fact in facts.items():
        if fact[:1] in VOWELS:
            sentence = sentence.replace(f"de {{{name}}}", f"d’{{{name}}}")
    return sentence
