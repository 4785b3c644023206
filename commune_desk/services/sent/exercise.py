"""The year that a package tells of, up to a day."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from commune_desk.domain.package.manifest import Privacy
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.plans import scope_for
from commune_desk.services.today import look_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear

FRENCH = "fr"
"""A package is written in French, whatever the language of the screen."""

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+"
)
"""What no cell of a package holds: controls, marks that turn the text around."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A year up to a day, as one session reads it."""

    session: Session
    scope: Scope
    """Of that year, looking back at that day."""

    until: dt.date
    budget: FiscalYear | None
    """None where no budget was opened for the year."""

    privacy: Privacy = Privacy.NONE

    @property
    def year(self) -> int:
        """The exercise."""
        return self.scope.year

    @property
    def begins(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        """The last day told, within the calendar year."""
        return min(self.until, dt.date(self.year, 12, 31))

    def halves(self) -> Iterator[tuple[int, dt.date]]:
        """Give each half-year that has begun, with the last day told of it."""
        middle = dt.date(self.year, 6, 30)
        yield 1, min(middle, self.until)
        if self.until > middle:
            yield 2, self.until

    def say(self, text: Text | str) -> str:
        """Put into the words of the package."""
        return french().say(text)


def exercise(
    session: Session, year: int, until: dt.date, privacy: Privacy = Privacy.NONE
) -> Exercise:
    """Let a session speak of a year up to a day, and of nothing else from now on."""
    scope = look_back(session, scope_for(session, year), until)
    return Exercise(session, scope, until, fiscal_year(session, year), privacy)


@cache
def french() -> Words:
    """Give the words of a package."""
    return Words(FRENCH, TRANSLATIONS)


def plain(text: str) -> str:
    """Give a text as a cell may hold it: one line, composed letters, nothing unseen."""
    return _UNSEEN.sub(" ", unicodedata.normalize("NFC", text)).strip()


def cut(text: str, longest: int) -> str:
    """Shorten a text that is longer than its column."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
