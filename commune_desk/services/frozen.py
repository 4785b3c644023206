"""An archived version of a plan takes no change, whatever command asks for it.

The check stands at the one door of the desk and reads what SQLite recorded, so that
no command can forget it. Which rows belong to a plan follows from the layout: a table
has a `plan_id`, or refers to a table that has one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from commune_desk.domain.errors import Rejected
from commune_desk.services.plans import archived_refusal
from commune_desk.storage.models import Base, Plan

if TYPE_CHECKING:
    from sqlalchemy import Table

    from commune_desk.storage.unit import Unit


def refuse_frozen(unit: Unit) -> None:
    """Refuse a change of what an archived plan holds; raise `Rejected`."""
    frozen = {plan.id: plan for plan in _archived(unit)}
    if not frozen:
        return
    connection = unit.session.connection()
    names = connection.execute(text("SELECT DISTINCT name FROM temp.recorded"))
    for (name,) in names.all():
        owner = _owner(name)
        if owner is None:
            continue
        for image in ("before", "after"):
            sql = _touched(name, image)
            for (plan_id,) in connection.execute(text(sql)):
                if plan_id in frozen:
                    raise Rejected([archived_refusal(frozen[plan_id])])


def _archived(unit: Unit) -> list[Plan]:
    """List the plans that were archived before this act began."""
    plans = unit.session.scalars(select(Plan).where(Plan.archived)).all()
    if not plans:
        return []
    made = unit.session.connection().execute(
        text("SELECT key FROM temp.recorded WHERE name = 'plans' AND before IS NULL")
    )
    new = {key for (key,) in made}
    return [plan for plan in plans if plan.id not in new]


def _touched(name: str, image: str) -> str:
    """Write SQL that gives the plans of the rows recorded for a table."""
    column, parent = _owner(name) or ("", "")
    value = "key" if name == "plans" else f"json_extract({image}, '$.{column}')"
    return (
        f"SELECT DISTINCT {_plan_of(value, parent)} FROM temp.recorded"  # noqa: S608  names of our own layout
        f" WHERE name = '{name}' AND {image} IS NOT NULL"
    )


def _plan_of(value: str, table: str) -> str:
    """Write SQL that climbs from a row of `table` to its plan."""
    if table == "plans":
        return value
    column, parent = _owner(table) or ("", "")
    inner = f"(SELECT {column} FROM main.{table} WHERE id = {value})"  # noqa: S608  names of our own layout
    return _plan_of(inner, parent)


@cache
def _owner(name: str) -> tuple[str, str] | None:
    """Name the column by which a table belongs to a plan, and what it points at."""
    if name == "plans":
        return "id", "plans"
    table: Table | None = Base.metadata.tables.get(name)
    if table is None:
        return None
    if "plan_id" in table.c:
        return "plan_id", "plans"
    for column in table.c:
        for key in column.foreign_keys:
            parent = key.column.table.name
            if not column.nullable and parent != name and _owner(parent) is not None:
                return column.name, parent
    return None
