"""Money that comes by an agreement: who the partner is, which way the money takes."""

from __future__ import annotations

from enum import Enum

from commune_desk.domain.funding import FunderClass


class PartnerKind(Enum):
    """What a partner is; each kind belongs to a class of funders."""

    COMMUNE = "own_commune"
    STATE = "state_service"
    ANICT = "anict_agency"
    DECENTRALISED = "decentralised_cooperation"
    AGENCY = "agency"
    FOUNDATION = "foundation"
    NGO = "ngo"
    PROJECT = "project"
    DIASPORA = "diaspora_association"
    POPULATION = "population_group"
    OTHER = "other_partner"


CLASS_OF: dict[PartnerKind, FunderClass] = {
    PartnerKind.COMMUNE: FunderClass.COMMUNE,
    PartnerKind.STATE: FunderClass.STATE,
    PartnerKind.ANICT: FunderClass.ANICT,
    PartnerKind.DIASPORA: FunderClass.DIASPORA,
    PartnerKind.POPULATION: FunderClass.POPULATION,
}
"""Class of the plan’s papers for a kind; those of none are partners."""


class AgreementState(Enum):
    """How far an agreement has come."""

    PREPARED = "agreement_prepared"
    IN_FORCE = "agreement_in_force"
    ENDED = "agreement_ended"
    BROKEN_OFF = "agreement_broken_off"


class Route(Enum):
    """Whether money goes through the commune’s budget (`budget.md` 9.2)."""

    BUDGET = "through_budget"
    BESIDE = "beside_budget"
    KIND = "in_kind"


class PartyRole(Enum):
    """What a party does in an agreement (fields of the French Atlas)."""

    OWNER = "master_of_works"
    OPERATOR = "master_of_execution"
    HOME = "commune_of_mali"
    ABROAD = "authority_abroad"
    BENEFICIARY = "beneficiary"
    NETWORK = "network"
