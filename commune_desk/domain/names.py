"""The words by which people call the values of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.issues import Severity
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
    Severity.ERROR: N_("to correct"),
    Severity.WARNING: N_("to watch"),
    Severity.INFORMATION: N_("for information"),
}
