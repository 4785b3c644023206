"""Management committees: their acts, their people, their life, their money.

Facts: `planning.md` 4 (legal forms, types, water, dues, grid of self-assessment).
"""

from __future__ import annotations

from enum import Enum


class CommitteeState(Enum):
    """Whether a committee is at work."""

    ACTIVE = "committee_active"
    DORMANT = "committee_dormant"
    DISSOLVED = "committee_dissolved"


class ActKind(Enum):
    """What makes a committee exist, or binds it (`planning.md` 4.2)."""

    RECEIPT = "act_receipt"
    """Récépissé of the association."""

    REGISTRATION = "act_registration"
    """Immatriculation of a cooperative."""

    DECISION = "act_decision"
    CONVENTION = "act_convention"
    """With the commune."""

    STATUTES = "act_statutes"
    RULES = "act_rules"
    REPAIR = "act_repair_contract"
    OTHER = "act_other"


class Sex(Enum):
    """Woman or man."""

    WOMAN = "woman"
    MAN = "man"


class AgeClass(Enum):
    """Age as a committee’s list gives it."""

    YOUNG = "age_young"
    ADULT = "age_adult"
    ELDER = "age_elder"


class MeetingKind(Enum):
    """What kind of meeting a committee holds."""

    ASSEMBLY = "meeting_assembly"
    ACCOUNTS = "meeting_accounts"
    """General assembly that hears the accounts."""

    ELECTION = "meeting_election"
    BUREAU = "meeting_bureau"


class InstallationState(Enum):
    """Whether an installation serves."""

    WORKING = "installation_working"
    BROKEN = "installation_broken"
    ABANDONED = "installation_abandoned"


class MeterKind(Enum):
    """Where a water meter stands."""

    PRODUCTION = "meter_production"
    STANDPIPE = "meter_standpipe"
    PRIVATE = "meter_private"


class DueKind(Enum):
    """How what a committee owes the commune is reckoned (`planning.md` 4.6)."""

    FIXED = "due_fixed"
    GROSS = "due_gross"
    NET = "due_net"
    CUBIC_METRE = "due_cubic_metre"
    MEMBER = "due_member"


class ComplaintState(Enum):
    """How far a complaint has come."""

    RECEIVED = "complaint_received"
    IN_HAND = "complaint_in_hand"
    ANSWERED = "complaint_answered"
    CLOSED = "complaint_closed"
