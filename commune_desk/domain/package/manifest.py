"""What a package says of itself, once it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from commune_desk.domain.package.faults import Finding

    Totals = Mapping[str, Mapping[str, int]]
    """By resource, or resource and part (`budget_lignes/FONC.R`): `lignes`, and the
    sum of each column of francs."""

    Cell = str | int | float | dt.date | None
    Tables = Mapping[str, Sequence[tuple[Cell, ...]]]
    """By resource: its lines, cells in the order of its fields."""


class Stage(Enum):
    """What the year has come to (`etape`)."""

    PRIMITIVE = "PRIMITIF"
    ADDITIONAL = "ADDITIONNEL"
    CHANGE = "MODIFICATIF"
    EXECUTION = "EXECUTION"
    ACCOUNT = "COMPTE_ADMINISTRATIF"


class Standing(Enum):
    """Who stands behind the figures (`statut`)."""

    PROVISIONAL = "PROVISOIRE"
    MAYOR = "VALIDE_MAIRE"
    ADOPTED = "ADOPTE"
    APPROVED = "APPROUVE"


class Period(Enum):
    """What the package tells of: the year, or the year up to the end of a half."""

    YEAR = "ANNEE"
    FIRST_HALF = "S1"
    SECOND_HALF = "S2"


class Privacy(Enum):
    """Whether persons are in it (`exchange-and-safety.md` 3.8)."""

    NONE = "P0"
    NAMES = "P1"
    PHONES = "P2"

    @property
    def level(self) -> int:
        """0 for no person, 1 for names of office, 2 for telephone numbers too."""
        return int(self.value[1])


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of `datapackage.json` that the program reads."""

    package: str
    """UUID, without `urn:uuid:`."""

    created: dt.datetime
    """UTC, to the second."""

    generator: str
    commune_code: str
    commune: str
    code_list: str
    """Which list of codes, with its year: `MATD-2023`."""

    year: int
    stage: Stage
    period: Period
    until: dt.date
    """`arrete_au`: the last day that the figures tell of."""

    standing: Standing
    source: str
    """Random name of the sending database."""

    sequence: int
    supersedes: str = ""
    """UUID of the package before; empty for the first."""

    partial: bool = False
    scope: tuple[str, ...] = ()
    """Names of the resources that are in it."""

    privacy: Privacy = Privacy.NONE
    reason: str = ""
    """Why persons are in it, where they are."""

    journal_number: int = 0
    journal_seal: str = ""
    region: str = ""
    cercle: str = ""
    demonstration: bool = False
    """Whether the sender says that nothing in it is real."""

    schema_version: int = 1

    @property
    def file_name(self) -> str:
        """Give the name of the file: ASCII, lower case, at most 60 characters."""
        code = self.commune_code.lower()
        return f"commune-desk_{code}_{self.year}_s{self.sequence:04d}.zip"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package that was read and found sound."""

    manifest: Manifest
    tables: Tables
    totals: Totals
    """Worked out from the lines; equal to what was declared."""

    digest: str
    """SHA-256 of the file, hexadecimal: its identity."""

    size: int
    """Bytes of the file."""

    signed: str = ""
    """Fingerprint of the key that signed it; empty where it is not signed."""

    remarks: tuple[Finding, ...] = ()
    """What the sender should look at; it refuses nothing."""
