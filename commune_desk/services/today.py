"""The day for which follow-up looks, and from when on it speaks: one place for both."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.progress import Limits
from commune_desk.l10n import reading
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def today(session: Session) -> dt.date:
    """Give the day of the situation: the one that the settings fix, else today."""
    fixed = reading.date(preferences(session)["situation.date"])
    return fixed or dt.datetime.now().astimezone().date()


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
