"""The places of a region’s window, in the order of its rail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.tables.region import REGION_TABLES
from commune_desk.ui.late_pages import (
    FindingsPage,
    PreviewPage,
    RegionBoardPage,
    RegionComparisonPage,
    RegionDocumentsPage,
    RegionHomePage,
    RegionMapPage,
    RegionTablePage,
    RegionTotalsPage,
    SettingsPage,
)
from commune_desk.ui.navigation import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.tables.registry import Listed
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page

_TOTALS = {
    "region-budget": "report-money",
    "region-plan": "route",
    "region-funding": "coins",
    "region-committees": "users-group",
    "region-communes": "building-community",
}


def region_places() -> list[Place]:
    """List them."""
    found = [Place("home", N_("Home"), "home", RegionHomePage)]
    named = {each.name: each for each in REGION_TABLES.listed}
    sendings: dict[str, tuple[str, Callable[..., Page]]] = {
        "region-board": ("send", RegionBoardPage),
        "region-dues": ("calendar", RegionTablePage),
        "region-received": ("archive", RegionTablePage),
        "region-remarks": ("message-report", RegionTablePage),
    }
    found += [
        _place(named[name], page, icon, "sendings", "region-sendings")
        for name, (icon, page) in sendings.items()
    ]
    found += [
        _place(named[name], RegionTotalsPage, icon, "together", "region-totals")
        for name, icon in _TOTALS.items()
    ]
    found += [
        _place(
            named["region-comparison"],
            RegionComparisonPage,
            "presentation",
            "together",
            "region-compared",
        ),
        Place(
            "region-map",
            N_("Map"),
            "map-pin",
            RegionMapPage,
            "together",
            family="region-compared",
        ),
        Place("findings", N_("Findings"), "list-check", FindingsPage, foot=True),
        Place("documents", N_("Documents"), "printer", RegionDocumentsPage, foot=True),
        _place(named["region-journal"], RegionTablePage, "history", "", "", foot=True),
        Place("settings", N_("Settings"), "settings", SettingsPage, foot=True),
        Place("preview", N_("Preview"), "printer", PreviewPage, hidden=True),
    ]
    return found


def _place(  # noqa: PLR0913  where a table stands, as the rail asks
    listed: Listed,
    page: Callable[..., Page],
    icon: str,
    group: str,
    family: str,
    *,
    foot: bool = False,
) -> Place:
    return Place(
        listed.name,
        None,
        icon,
        partial(_page, listed, page),
        group,
        family=family,
        listed=listed,
        foot=foot,
    )


def _page(
    listed: Listed, page: Callable[..., Page], context: Context, **facts: Any
) -> Page:
    """Make the page of a table, whose description is brought in with it."""
    return page(listed.table(), context, **facts)
