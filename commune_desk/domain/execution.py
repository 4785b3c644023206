"""Execution of the budget: the chain of an expense and of a receipt, and its words.

An *operation* is one expense or one receipt from its first act to its last; its
*ledger entries* are the acts, each dated, numbered and counted in a period of a
fiscal year. Every register and every state is read from them.

Facts: `budget.md` 5.4 (rules C1 to C7), 6 (chain, registers, situations).
"""

from __future__ import annotations

from enum import Enum


class EntryKind(Enum):
    """What an entry does to its line (`budget.md` 6.1, 6.2)."""

    COMMITMENT = "commitment"
    LIQUIDATION = "liquidation"
    ORDER = "payment_order"
    PAYMENT = "payment"
    TITLE = "revenue_order"
    COLLECTION = "collection"
    WRITE_OFF = "write_off"


EXPENSE_CHAIN = (
    EntryKind.COMMITMENT,
    EntryKind.LIQUIDATION,
    EntryKind.ORDER,
    EntryKind.PAYMENT,
)
"""The acts of an expense, each at most as much as the one before (C2)."""


class PartyKind(Enum):
    """Who stands on the other side of an operation."""

    SUPPLIER = "supplier"
    STAFF = "staff"
    ELECTED = "elected"
    PUBLIC_BODY = "public_body"
    TAXPAYER = "taxpayer"
    COLLECTOR = "collector_person"
    OTHER = "other_party"


class PaymentMode(Enum):
    """How money moved."""

    TRANSFER = "bank_transfer"
    CHEQUE = "cheque"
    CASH = "cash"
    MOBILE = "mobile_money"
    OFFSET = "offset"
    """An operation within the budget, or a compensation: no money moved."""


class SlipKind(Enum):
    """What a slip carries to the receveur."""

    ORDERS = "slip_of_orders"
    TITLES = "slip_of_titles"


class Verb(Enum):
    """The three ways to put an entry right; each asks why."""

    CORRECT = "correct"
    REVERSE = "reverse"
    CANCEL = "cancel"


class BookKind(Enum):
    """What the régisseur hands out against money."""

    RECEIPTS = "receipt_book"
    TICKETS = "ticket_book"


class ProcurementKind(Enum):
    """What a contract is for (`budget.md` 8)."""

    WORKS = "works"
    SUPPLIES = "supplies"
    SERVICES = "services"
    INTELLECTUAL = "intellectual_services"


class AssetState(Enum):
    """The state of something that the commune owns."""

    GOOD = "good"
    WORN = "worn"
    BROKEN = "broken"
    DISPOSED = "disposed"


WHOLE_YEAR = 0
"""The period of a closing that closes a year whole."""

COMPLEMENTARY = 13
"""The thirteenth period: the complementary days after 31 December (`budget.md` 6.4)."""
