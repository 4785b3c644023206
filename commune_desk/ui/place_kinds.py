"""How a place of the window is declared: a table’s page, or a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.ui.late_pages import TablePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.page import Page


@dataclass(frozen=True)
class Of:
    """Where the page of a table stands, and its main button."""

    table: str
    family: str
    add: Text
    icon: str = "list-check"
    page: Callable[..., Page] = TablePage
    tab: Text | None = None
    """A shorter title, for the tab of a family that has many."""


@dataclass(frozen=True)
class Own:
    """Where a page that is more than a table stands."""

    key: str
    title: Text
    family: str
    icon: str
    make: Callable[[Context], Page]
    tab: Text | None = None
    """A shorter title, for the tab of a family that has many."""
