"""Every table of a dossier."""

from __future__ import annotations

from commune_desk.storage.models.base import Base
from commune_desk.storage.models.budget import (
    Account,
    BudgetDocument,
    BudgetLine,
    BudgetRule,
    BudgetStep,
    Conversion,
    FiscalYear,
    Function,
    LineAmount,
    MonthlyShare,
    Nomenclature,
    PastFigure,
    SectorFunction,
)
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
    "Account",
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
    "BudgetDocument",
    "BudgetLine",
    "BudgetRule",
    "BudgetStep",
    "Commune",
    "Contribution",
    "Conversion",
    "CouncilSession",
    "Criterion",
    "Deadline",
    "Envelope",
    "File",
    "FiscalYear",
    "Function",
    "Heading",
    "Indicator",
    "IndicatorValue",
    "JournalEntry",
    "LineAmount",
    "MonthlyShare",
    "Nomenclature",
    "Objective",
    "ObjectiveTheme",
    "Partner",
    "PastFigure",
    "Plan",
    "Problem",
    "ProcessStep",
    "Progress",
    "Result",
    "Score",
    "Section",
    "Sector",
    "SectorFunction",
    "Setting",
    "Sustainability",
    "Theme",
    "Transition",
    "Transmission",
    "Village",
]
