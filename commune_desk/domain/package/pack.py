"""A pack: what the region gives to its communes, `commune-desk-pack/1`.

Lists and texts that the program keeps in tables, as the tables themselves export
them; a list of accounts; and the codes of the territory, old beside new.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.trust import UNSIGNED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from commune_desk.domain.package.trust import Signed

PACK = "commune-desk-pack/1"
PACK_MANIFEST, PACK_README = "paquet.json", "LISEZMOI.txt"
PACK_SIGNATURE = "signature.ed25519"

PACK_TABLES: tuple[str, ...] = (
    "sectors",
    "sector_functions",
    "budget_rules",
    "procurement_thresholds",
    "deduction_kinds",
    "required_papers",
    "sharing-keys",
    "exemption-reasons",
    "deadlines",
    "themes",
    "committee_types",
    "type_seats",
    "post_conflicts",
    "type_obligations",
    "grid_items",
    "grid_classes",
    "cash_categories",
    "portfolios",
    "portfolio_steps",
    "complaint_categories",
    "bodies",
    "procedure_papers",
    "legal_texts",
    "headings",
    "print_selections",
    "paper_texts",
)
"""Tables that a pack may hold, in the order in which they are brought in: what others
refer to comes first. No table of figures is among them."""

ACCOUNTS, FUNCTIONS = "nomenclature/comptes.csv", "nomenclature/fonctions.csv"
CONVERSION = "nomenclature/conversion.csv"
CODES = "codes/territoire.csv"
PACK_MEMBERS: tuple[str, ...] = (
    PACK_MANIFEST,
    PACK_README,
    *(f"tables/{name}.csv" for name in PACK_TABLES),
    ACCOUNTS,
    FUNCTIONS,
    CONVERSION,
    CODES,
    PACK_SIGNATURE,
)
"""All names that may stand in a pack, in their order; no others."""


@dataclass(frozen=True, slots=True)
class AccountList:
    """The list of accounts of a pack."""

    name: str
    """By which the dossier calls it; one that it has already is left as it is."""

    title: str
    source: str
    official: bool = False
    valid_from: dt.date | None = None
    replaces: str = ""
    """Name of the list that the conversion of the pack starts from."""


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What a pack says of itself."""

    pack: str
    """UUID, without `urn:uuid:`."""

    name: str
    """The series that it is a version of: `modeles-sikasso`."""

    title: str
    version: int
    made: dt.date
    region: str
    note: str = ""
    accounts: AccountList | None = None

    @property
    def file_name(self) -> str:
        """Give the name of the file."""
        return f"commune-desk-pack_{self.name}_v{self.version:04d}.zip"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read and found sound."""

    facts: PackFacts
    files: Mapping[str, bytes]
    """Its members, in the order of `PACK_MEMBERS`, without manifest and signature."""

    digest: str
    """SHA-256 of the file, hexadecimal."""

    signed: Signed = UNSIGNED
