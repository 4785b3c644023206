"""What a region says of a package that it was given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from commune_desk.domain.package.trust import SignatureState


class Outcome(Enum):
    """What became of a package."""

    RECEIVED = "received"
    """Its tables are those that are read now."""

    ALREADY = "already"
    """The same file came before; nothing was written."""

    LATE = "late"
    """A later one had come before: it is kept in the archive."""

    CONFLICT = "conflict"
    """Another database of the same commune and year sent before: it waits aside until
    the region says which is the commune’s."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a package that was not refused."""

    outcome: Outcome
    package: int
    """The region’s number of it."""

    commune_code: str
    """The region’s code of the commune."""

    received_at: str
    """Of the first time: a moment of UTC, as ISO text."""

    signed: SignatureState = SignatureState.NONE
    gap: str = ""
    """UUID of the package before, where it never came."""

    unknown: bool = False
    """Whether the commune is not in the region’s list."""

    sent_code: str = ""
    """The code in the package, where the region’s is another."""

    partial: bool = False
    standing_tables: tuple[str, ...] = ()
    """Resources whose lines stay those of an earlier package."""


class Level(Enum):
    """Whose figures a line of a roll-up adds together."""

    COMMUNE = "commune"
    CERCLE = "cercle"
    REGION = "region"


class SendingState(Enum):
    """How a commune stands with what it owes of a year."""

    ON_TIME = "on time"
    LATE = "late"
    """Came after the deadline."""

    WAITED = "waited"
    """Not come; the deadline is still ahead."""

    OVERDUE = "overdue"
    """Not come, and the deadline has passed."""
