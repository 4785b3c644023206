"""The names of the tables of the file, as the screens call what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from commune_desk.domain.text import Text


def record_names() -> dict[str, Text]:
    """Give, by table of the file, the title of the first list that shows its rows."""
    names: dict[str, Text] = {}
    for listed in TABLES.listed:
        if listed.marks and listed.marks not in names:
            names[listed.marks] = listed.table().title
    return names
