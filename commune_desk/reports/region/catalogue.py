"""Every paper that a region prints, and how each reaches a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.options import AS_DESIGNED, Options
from commune_desk.reports.region.annual import ANNUAL
from commune_desk.reports.region.board import BOARD_PAPER
from commune_desk.reports.region.commune_sheet import COMMUNE_SHEET
from commune_desk.reports.region.frame import region_imprint
from commune_desk.reports.region.halves import CROCSAD
from commune_desk.reports.region.map import REGION_MAP
from commune_desk.reports.region.measures import COMPARISON_PAPER
from commune_desk.reports.writing import written

if TYPE_CHECKING:
    from commune_desk.reports.document import Document, Telling

REGION_DOCUMENTS: tuple[Document, ...] = (
    BOARD_PAPER,
    ANNUAL,
    CROCSAD,
    COMMUNE_SHEET,
    COMPARISON_PAPER,
    REGION_MAP,
)


def printed(
    wanted: Document, telling: Telling, suffix: str, options: Options = AS_DESIGNED
) -> bytes:
    """Print a paper as `.pdf`, `.docx` or `.xlsx`; return the bytes of the file."""
    imprint = region_imprint(wanted, telling)
    return written(wanted, telling, imprint, suffix, options)
