"""What is wrong with a package: stable codes, with the place and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SHOWN = 40
"""Characters of a value that a report repeats."""


class Fault(Enum):
    """Why a package, or a cell of it, is refused; the codes never change."""

    # the file
    TOO_LARGE = "TAILLE"
    NOT_A_ZIP = "PAS_UN_ZIP"
    DAMAGED = "ABIME"
    MEMBERS = "TROP_DE_MEMBRES"
    MEMBER = "MEMBRE_INCONNU"
    MISSING_MEMBER = "MEMBRE_MANQUANT"
    DUPLICATE_MEMBER = "MEMBRE_DOUBLE"
    OVERLAP = "CHEVAUCHEMENT"
    BOMB = "BOMBE"
    ENCRYPTED = "CHIFFRE"
    NOT_A_FILE = "LIEN"
    COMPRESSION = "COMPRESSION"
    # the manifest
    JSON = "JSON"
    JSON_KEY = "CLE_DOUBLE"
    MANIFEST = "MANIFESTE"
    FORMAT = "FORMAT"
    NEWER = "VERSION_PLUS_RECENTE"
    CURRENCY = "MONNAIE"
    COMMUNE = "COMMUNE"
    SCOPE = "PERIMETRE"
    # the tables
    DIGEST = "EMPREINTE"
    SIZE = "OCTETS"
    ENCODING = "ENCODAGE"
    CONTROL = "CARACTERE"
    CSV = "CSV"
    COLUMNS = "COLONNES"
    CELLS = "CELLULES"
    ROWS = "NOMBRE_DE_LIGNES"
    TOO_MANY = "TROP_DE_LIGNES"
    # the cells
    REQUIRED = "OBLIGATOIRE"
    INTEGER = "ENTIER"
    RANGE = "BORNES"
    MEASURE = "NOMBRE"
    DATE = "DATE"
    CODE = "CODE_INCONNU"
    KEY = "IDENTIFIANT"
    LENGTH = "LONGUEUR"
    DUPLICATE = "DOUBLON"
    REFERENCE = "REFERENCE"
    YEAR = "EXERCICE"
    MORE_THAN_WHOLE = "PARTIE_PLUS_GRANDE"
    DISAGREES = "INCOHERENT"
    TOTALS = "TOTAUX_DE_CONTROLE"
    PRIVACY = "CONFIDENTIALITE"
    # the sender
    SIGNATURE = "SIGNATURE"
    ID_USED = "ID_REUTILISE"
    DEMONSTRATION = "DEMONSTRATION"
    """Nothing in it is real, and the region’s file is no demonstration."""

    # what stands beside
    OVERVIEW = "APERCU"
    MAP = "CARTE"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, where it is, and what the sender can do."""

    fault: Fault
    table: str = ""
    """Name of the resource, or of the member."""

    line: int = 0
    """As in a spreadsheet: the head is line 1; 0 where it is no line's."""

    column: str = ""
    value: str = ""
    """What stands there, shortened to `SHOWN` characters."""

    declared: str = ""
    """What the manifest says, where that is what does not fit."""


class PackageRefused(Exception):
    """Nothing of the package is taken: why, and where.

    The first finding is the gravest; a report lists them all.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(finding.fault.value for finding in findings[:5]))
        self.findings = findings
