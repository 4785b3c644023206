"""The budget: its sections and sides, its documents, the way to the vote.

Facts: `budget.md` 1.2 (sections, real balance), 3.2 (documents), 5 (rules).
"""

from __future__ import annotations

from enum import Enum


class Section(Enum):
    """The two halves of a budget, each in balance."""

    OPERATING = "fonctionnement"
    INVESTMENT = "investissement"


class Side(Enum):
    """What comes in, what goes out."""

    REVENUE = "recette"
    EXPENDITURE = "depense"


class Origin(Enum):
    """Whose money a receipt is."""

    OWN = "own"
    EXTERNAL = "external"
    NONE = "no_origin"


class Collector(Enum):
    """Who takes a receipt in."""

    TREASURY = "treasury"
    TAX_OFFICE = "tax_office"
    REGISSEUR = "regisseur"
    OTHER = "other_collector"
    NONE = "no_collector"


class DocumentKind(Enum):
    """The successive versions of a year’s budget (`budget.md` 3.2)."""

    PRIMITIVE = "primitive"
    ADDITIONAL = "additional"
    AUTHORISATION = "authorisation"
    """Additional receipts opened as credits of the same amount (M2)."""

    TRANSFER = "transfer"
    """A virement between lines of expenditure (M3)."""


class DocumentState(Enum):
    """How far a budget document has come."""

    PREPARED = "prepared"
    DEBATED = "debated"
    VOTED = "voted"
    TRANSMITTED = "transmitted"
    RETURNED = "returned"
    APPROVED = "approved"
    CANCELLED = "cancelled"


FROZEN = frozenset(
    {DocumentState.VOTED, DocumentState.TRANSMITTED, DocumentState.APPROVED}
)
"""States in which figures no longer change: only another document changes them."""
