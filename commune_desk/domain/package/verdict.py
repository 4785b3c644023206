"""What the region answers to the sender of a package (`exchange-and-safety.md` 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.package.trust import UNSIGNED

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.package.faults import Finding
    from commune_desk.domain.package.manifest import Manifest
    from commune_desk.domain.package.trust import Signed
    from commune_desk.domain.text import Text


class Answer(Enum):
    """What became of a package."""

    ACCEPTED = "ACCEPTE"
    REMARKED = "ACCEPTE_AVEC_REMARQUES"
    REFUSED = "REFUSE"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words: where it is as people name it, and the way out."""

    finding: Finding
    table: str
    """Title of the table, in French; name of the member where it is no table."""

    field: str
    """In French, as the table of the program calls it."""

    screen: Text | str
    """Title of the screen on which it is corrected; empty where there is none."""

    meaning: Text
    way_out: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A count or a sum: as the region reads it, beside what was declared."""

    part: str
    """Resource, or resource and part: `budget_lignes/FONC.R`."""

    column: str
    read: int | None
    """None where the table could not be read."""

    declared: int | None

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.read == self.declared


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer; report, short message and paper are made of it alone."""

    answer: Answer
    file_name: str
    digest: str
    """SHA-256 of the file as it came, hexadecimal."""

    size: int
    received: dt.date
    region: str
    """Who answers."""

    manifest: Manifest | None = None
    """None where it could not be read."""

    rows: tuple[Figure, ...] = ()
    """Lines of each table; column `lignes`."""

    totals: tuple[Figure, ...] = ()
    errors: tuple[Told, ...] = ()
    remarks: tuple[Told, ...] = ()
    signed: Signed = UNSIGNED
    whole: bool = True
    """Whether all errors are told; reading stops after as many as a report holds."""
