"""What is asked of a sending, before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.manifest import Period, Privacy

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.package.manifest import Stage, Standing


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a sending."""

    year: int
    period: Period = Period.YEAR
    until: dt.date | None = None
    """The day at which figures stop; None for the last of the period, if past."""

    stage: Stage | None = None
    standing: Standing | None = None
    """None for what the dossier proposes."""

    names: tuple[str, ...] = ()
    """The tables that go; empty for all."""

    privacy: Privacy = Privacy.NONE
    reason: str = ""
    recipient: str = ""
    map: bool = False
    overview: bool = False
    sign: bool = False
    """Whether the key of this computer signs it."""
