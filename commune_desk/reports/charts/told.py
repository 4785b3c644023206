"""The charts of an exercise, as a story tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.charts.printed import PAGE, pictures
from commune_desk.services.charts import charts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Picture
    from commune_desk.reports.document import Telling


def charted(telling: Telling, *keys: str, width: float = PAGE) -> Iterator[Picture]:
    """Draw charts by their keys; those without a figure are left out."""
    for chart in charts(telling.session, telling.scope, *keys):
        yield from pictures(chart, telling.words, width)
