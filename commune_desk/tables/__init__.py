"""Every table of the desk, described once.

The screen, the form, the import, the workbook and the printed page all read the
same description.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.tables.actions import ACTIONS, ANNUAL
from commune_desk.tables.attachments import ATTACHMENTS
from commune_desk.tables.desk import FINDINGS, JOURNAL
from commune_desk.tables.followup import (
    EQUITY,
    OUTSIDE,
    PROGRESS_TABLE,
    TRACKING,
    TRANSITIONS,
)
from commune_desk.tables.funding import CONTRIBUTIONS, PARTNERS
from commune_desk.tables.making import (
    COUNCIL_SESSIONS,
    DEADLINES,
    PROCESS_STEPS,
    TRANSMISSIONS,
)
from commune_desk.tables.plan import AXES, OBJECTIVES, PLANS, SECTORS
from commune_desk.tables.territory import COMMUNES, VILLAGES

if TYPE_CHECKING:
    from commune_desk.tables.table import Table

TABLES: tuple[Table[Any], ...] = (
    COMMUNES,
    VILLAGES,
    PLANS,
    AXES,
    OBJECTIVES,
    SECTORS,
    ACTIONS,
    ANNUAL,
    PARTNERS,
    CONTRIBUTIONS,
    TRACKING,
    OUTSIDE,
    TRANSITIONS,
    PROGRESS_TABLE,
    EQUITY,
    PROCESS_STEPS,
    COUNCIL_SESSIONS,
    TRANSMISSIONS,
    DEADLINES,
    ATTACHMENTS,
    FINDINGS,
    JOURNAL,
)
