"""Which records the columns of a table speak of."""

from __future__ import annotations

from commune_desk.storage.models import Base


def referred(table: str, column: str) -> str:
    """Name the table whose records a column holds; empty where it holds none."""
    found = Base.metadata.tables.get(table)
    if found is None or column not in found.columns:
        return ""
    keys = found.columns[column].foreign_keys
    return next((key.column.table.name for key in keys), "")
