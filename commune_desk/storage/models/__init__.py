"""Every table of a dossier."""

from __future__ import annotations

from commune_desk.storage.models.base import Base
from commune_desk.storage.models.desk import JournalEntry, Setting
from commune_desk.storage.models.diagnosis import Answer, Assembly, Problem
from commune_desk.storage.models.documents import Attachment, File, Heading, Section
from commune_desk.storage.models.followup import Progress, Transition
from commune_desk.storage.models.plan import (
    Action,
    ActionCost,
    ActionPlace,
    Axis,
    Contribution,
    Objective,
    Partner,
    Plan,
    Sector,
)
from commune_desk.storage.models.priorities import Criterion, Score
from commune_desk.storage.models.process import (
    CouncilSession,
    Deadline,
    ProcessStep,
    Transmission,
)
from commune_desk.storage.models.programming import (
    ActionShare,
    AnnualLine,
    Envelope,
    Sustainability,
)
from commune_desk.storage.models.strategy import (
    ActionTheme,
    Indicator,
    IndicatorValue,
    ObjectiveTheme,
    Result,
    Theme,
)
from commune_desk.storage.models.territory import Commune, Village

__all__ = [
    "Action",
    "ActionCost",
    "ActionPlace",
    "ActionShare",
    "ActionTheme",
    "AnnualLine",
    "Answer",
    "Assembly",
    "Attachment",
    "Axis",
    "Base",
    "Commune",
    "Contribution",
    "CouncilSession",
    "Criterion",
    "Deadline",
    "Envelope",
    "File",
    "Heading",
    "Indicator",
    "IndicatorValue",
    "JournalEntry",
    "Objective",
    "ObjectiveTheme",
    "Partner",
    "Plan",
    "Problem",
    "ProcessStep",
    "Progress",
    "Result",
    "Score",
    "Section",
    "Sector",
    "Setting",
    "Sustainability",
    "Theme",
    "Transition",
    "Transmission",
    "Village",
]
