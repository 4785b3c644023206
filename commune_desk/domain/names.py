"""The words by which people call the values of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.issues import Severity
from commune_desk.domain.places import VillageKind
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from enum import Enum

    from commune_desk.domain.text import Text

NAMES: dict[Enum, Text] = {
    FunderClass.COMMUNE: N_("Commune"),
    FunderClass.STATE: N_("State"),
    FunderClass.ANICT: N_("ANICT"),
    FunderClass.PARTNER: N_("Partners"),
    FunderClass.POPULATION: N_("Population"),
    FunderClass.DIASPORA: N_("Diaspora"),
    FunderClass.OTHER: N_("Others"),
    FundingStatus.SOUGHT: N_("sought"),
    FundingStatus.PROMISED: N_("promised"),
    FundingStatus.SECURED: N_("secured"),
    FundingStatus.PAID: N_("paid"),
    ActionKind.INVESTMENT: N_("investment"),
    ActionKind.OPERATION: N_("operation"),
    ActionKind.STUDY: N_("study"),
    ActionKind.TRAINING: N_("training, awareness"),
    VillageKind.VILLAGE: N_("village"),
    VillageKind.FRACTION: N_("fraction"),
    VillageKind.QUARTIER: N_("quartier"),
    VillageKind.HAMLET: N_("hamlet"),
    Severity.ERROR: N_("to correct"),
    Severity.WARNING: N_("to watch"),
    Severity.INFORMATION: N_("for information"),
}
