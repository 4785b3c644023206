"""Every table of a dossier."""

from __future__ import annotations

from commune_desk.storage.models.base import Base
from commune_desk.storage.models.desk import JournalEntry, Setting
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
from commune_desk.storage.models.territory import Commune, Village

__all__ = [
    "Action",
    "ActionCost",
    "ActionPlace",
    "Axis",
    "Base",
    "Commune",
    "Contribution",
    "JournalEntry",
    "Objective",
    "Partner",
    "Plan",
    "Sector",
    "Setting",
    "Village",
]
