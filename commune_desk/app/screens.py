"""The pages and the tables they show, which are brought in behind the first window."""

from __future__ import annotations

from commune_desk.tables import TABLES
from commune_desk.ui.late_pages import bring_pages


def bring() -> None:
    """Bring them in, one after the other."""
    for listed in TABLES.listed:
        listed.table()
    bring_pages()
