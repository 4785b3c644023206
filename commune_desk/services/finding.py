"""What of each record can be searched for, read from the dossier table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, String, or_, select

from commune_desk.services.entities import WHERE, present_name
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import ActionPlace, Base, FiscalYear, Plan, Village

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, Select, Table
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope

NAMES = (
    "title", "name", "object", "subject", "question", "topic", "item", "short",
    "theme", "city", "payer", "number", "reference",
)  # fmt: skip
"""The columns that say what a record is, the first that its table has."""

UNSPOKEN = {
    "aliases_of", "boundary", "digest", "key", "papers", "record_table", "source",
    "text",
}  # fmt: skip
"""Columns that nobody remembers a record by."""

LONGEST = 400
"""Signs of one record that are searched: prose is found by its beginning."""

PART = 500
"""Records read at once, so that the window answers between two parts."""

ACTS = "ledger_entries"
"""Not shown by themselves: their numbers and amounts find their operation."""


class Found(NamedTuple):
    """One record: its number, the words it is found by, and those that name it."""

    id: int
    words: str
    name: str


def searched() -> list[str]:
    """List the tables whose records are found."""
    return list(WHERE)


def parts(session: Session, name: str, after: int = 0) -> list[Found]:
    """Read the next records of a table; none are left where it gives fewer."""
    table = Base.metadata.tables[name]
    query = table.c.id > after
    return _read(session, table, query)


def some(session: Session, name: str, ids: Iterable[int]) -> list[Found]:
    """Read these records of a table."""
    table = Base.metadata.tables[name]
    return _read(session, table, table.c.id.in_(list(ids)))


def owner(table: str, row: Mapping[str, Any]) -> tuple[str, int] | None:
    """Tell which record is found by a row that is not shown by itself."""
    if table == ACTS:
        return "operations", row["operation_id"]
    return ("actions", row["action_id"]) if table == "action_places" else None


def told(session: Session, name: str, row_id: int) -> tuple[Text | None, str]:
    """Say how the desk calls a record, and what names it better than that."""
    table = Base.metadata.tables[name]
    row = session.execute(table.select().where(table.c.id == row_id)).first()
    if row is None:
        return None, ""
    label = _label_column(table)
    title = "" if label is None else str(getattr(row, label) or "")
    called = present_name(session, name, row_id)
    if title and called is not None and title not in dict(called.facts).values():
        return called, title
    return called, "" if title else " · ".join(_beside(session, table, row))


def year_to_show(session: Session, scope: Scope, name: str, row_id: int) -> int:
    """Tell in which year a record is seen: that of the screen, or its own."""
    table = Base.metadata.tables[name]
    for column, read in (("fiscal_year_id", _of_budget), ("plan_id", _of_plan)):
        if column in table.c:
            query = select(table.c[column]).where(table.c.id == row_id)
            key = session.scalar(query)
            return scope.year if key is None else read(session, scope, key)
    return scope.year


def _of_budget(session: Session, scope: Scope, key: int) -> int:
    found = session.get(FiscalYear, key)
    return scope.year if found is None else found.year


def _of_plan(session: Session, scope: Scope, key: int) -> int:
    found = session.get(Plan, key)
    if found is None or scope.plan_id == key:
        return scope.year
    return found.first_year


def _read(session: Session, table: Table, wanted: Any) -> list[Found]:
    columns = list(_spoken(table))
    label = _label_column(table)
    query = select(table.c.id, *columns, *_links(table)).where(wanted)
    if "plan_id" in table.c:  # a copy in an archived version would be found twice
        query = query.where(
            or_(table.c.plan_id.is_(None), table.c.plan_id.in_(_living()))
        )
    read = columns_of(session, query.order_by(table.c.id).limit(PART))
    ids, own = read[0], read[1 : 1 + len(columns)]
    named = [
        list(map(_labels(session, link, keys).get, keys))
        for link, keys in zip(_links(table), read[1 + len(columns) :], strict=True)
    ]
    besides = BESIDES.get(table.name)
    more = {} if besides is None else besides(session, ids)
    lines = zip(*own, *named, strict=True) if own or named else [()] * len(ids)
    return [
        Found(
            key,
            " ".join(str(part) for part in (*line, more.get(key)) if part)[:LONGEST],
            str(line[0] or "") if label is not None else "",
        )
        for key, line in zip(ids, lines, strict=True)
    ]


def _living() -> Select[int]:
    return select(Plan.id).where(~Plan.archived)


def _spoken(table: Table) -> Iterator[Column[Any]]:
    """Give its texts, the one that names it first, and its number."""
    label = _label_column(table)
    first = [] if label is None else [table.c[label]]
    numbers = [c for c in table.c if c.name == "number" and isinstance(c.type, Integer)]
    texts = [
        column
        for column in table.c
        if isinstance(column.type, String) and column.name not in UNSPOKEN
    ]
    yield from dict.fromkeys((*first, *numbers, *texts))


def _label_column(table: Table) -> str | None:
    return next((name for name in NAMES if name in table.c), None)


def _links(table: Table) -> list[Column[Any]]:
    """Give the columns that point at records with a name."""
    return [
        column
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name in WHERE
        and key.column.table is not table
        and _label_column(key.column.table) is not None
    ]


def _labels(
    session: Session, link: Column[Any], keys: Sequence[int | None]
) -> dict[Any, Any]:
    """Name the records that a column points at."""
    (key,) = link.foreign_keys
    table = key.column.table
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    label = table.c[_label_column(table) or "id"]
    code = table.c.code if "code" in table.c else label
    query = select(table.c.id, label, code).where(table.c.id.in_(wanted))
    return {
        key: title if mark in (None, "", title) else f"{mark} {title}"
        for key, title, mark in zip(*columns_of(session, query), strict=True)
    }


def _acts(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Give the numbers and amounts of the acts of some operations."""
    table = Base.metadata.tables[ACTS]
    query = select(table.c.operation_id, table.c.number, table.c.amount)
    read = columns_of(session, query.where(table.c.operation_id.in_(ids)))
    found: dict[int, str] = {}
    for key, number, amount in zip(*read, strict=True):
        words = f"{number} {abs(getattr(amount, 'francs', amount))}"
        found[key] = f"{found[key]} {words}" if key in found else words
    return found


def _villages(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Name the villages of some actions."""
    query = select(ActionPlace.action_id, Village.name).join(Village)
    found: dict[int, str] = {}
    for key, name in session.execute(query.where(ActionPlace.action_id.in_(ids))):
        found[key] = f"{found[key]} {name}" if key in found else name
    return found


BESIDES = {"operations": _acts, "actions": _villages}
"""Words of other tables by which a record is remembered."""


def _beside(session: Session, table: Table, row: Any) -> Iterator[str]:
    for link in _links(table):
        key = getattr(row, link.name)
        yield from map(str, _labels(session, link, [key]).values())
