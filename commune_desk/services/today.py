"""The day for which follow-up looks, and from when on it speaks: one place for both."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.progress import Limits
from commune_desk.l10n import reading
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


LOOKED_BACK = "looked back"
"""Under which a session keeps the day that it was asked to speak of."""


def today(session: Session) -> dt.date:
    """Give the day of the situation: the one that the settings fix, else today."""
    asked: dt.date | None = session.info.get(LOOKED_BACK)
    if asked is not None:
        return asked
    fixed = reading.date(preferences(session)["situation.date"])
    return fixed or dt.datetime.now().astimezone().date()


def look_back(session: Session, scope: Scope, day: dt.date) -> Scope:
    """Let all that is read in this session speak of another day; give its scope.

    What the session reads is kept for it alone: other sessions speak of their own day.
    """
    own: dict[Any, Any] = {}
    session.info[LOOKED_BACK] = day
    session.info["kept"] = lambda: own
    return replace(scope, until=day)


def limits(session: Session) -> Limits:
    """Read the thresholds of follow-up; where one was emptied, its proposal holds."""
    kept, proposed = preferences(session), Limits()

    def number(name: str, default: int) -> int:
        found = reading.integer(kept[f"followup.{name}"])
        return default if found is None else found

    return Limits(
        number("silence", proposed.silence),
        number("overspend", proposed.overspend),
        number("gap", proposed.gap),
        number("committee", proposed.committee),
    )


def situation(session: Session, year: int) -> dt.date:
    """Give the day for which papers of a year speak: its last, or the present one."""
    return min(today(session), dt.date(year, 12, 31))
