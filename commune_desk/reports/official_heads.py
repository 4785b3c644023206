"""Heads of the columns of official-looking tables: ours, or those of the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.headings import OFFICIAL
from commune_desk.services.headings import official

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said

    Heads = Callable[[str], Said]


def heads(telling: Telling, paper: str) -> Heads:
    """Give the heads of one paper by their keys."""
    ours, named = OFFICIAL[paper], official(telling.session, paper)
    return lambda key: named(key, ours[key])


def titled(telling: Telling, paper: str, ours: Text) -> Said:
    """Give the title of a paper: that of the region, or ours with its facts."""
    return official(telling.session, paper)("paper", ours)
