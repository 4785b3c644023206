"""Any table of the desk as a printed table: the same columns, groups and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.tables.table import Identified, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.tables.table import Column, Level, Table

R = TypeVar("R", bound=Identified)

_CENTRED = {Kind.FLAG, Kind.YEAR}


def table_block(  # noqa: PLR0913  what, of what, and three ways to vary it
    table: Table[R],
    rows: Sequence[R],
    telling: Telling,
    keys: Sequence[str] = (),
    *,
    title: Said = "",
    carried: bool = False,
) -> TableBlock:
    """Print `rows` as the table describes them.

    `keys` choose columns and their order; without them, all that are shown.
    """
    columns = table.columns(telling.scope)
    by_key = {column.key: column for column in columns}
    chosen = [by_key[key] for key in keys] or [c for c in columns if c.shown]
    printer = _Printer(columns, chosen, telling, one_sum=table.one_sum)
    return TableBlock(
        printer.heads(),
        tuple(printer.rows(rows, table.levels)),
        title=title,
        unit=IN_FRANCS if any(c.kind is Kind.MONEY for c in chosen) else "",
        carried=carried,
    )


def table_document(table: Table[R], group: Text, keys: Sequence[str] = ()) -> Document:
    """Make a document of a table as it stands."""

    def story(telling: Telling) -> Iterator[Block]:
        rows = table.rows(telling.session, telling.scope, None)
        telling.progress.step(table.title, 0, 1)
        yield table_block(table, rows, telling, keys)

    return Document(
        table.name,
        table.title,
        story,
        landscape=True,
        group=group,
        over=(lambda scope: str(scope.year)) if table.year_bound else (lambda _: ""),
        purpose=table.purpose,
        standing=unstated if table.year_bound else None,
    )


class _Printer:
    """Turns rows of one table into printed rows."""

    def __init__(
        self,
        known: Sequence[Column[Any]],
        chosen: Sequence[Column[Any]],
        telling: Telling,
        *,
        one_sum: bool,
    ) -> None:
        self.one_sum = one_sum
        self.known = {column.key: column for column in known}
        self.chosen = chosen
        self.titles = {
            column.key: {
                choice.value: choice.title
                for choice in column.choices(telling.session, telling.scope)
            }
            for column in chosen
        }
        sums = [n for n, c in enumerate(chosen) if c.adds or c.ratio]
        self.adding = bool(sums)
        self.names = sums[0] if sums else len(chosen)
        """How many columns stand before the first sum; a total is named there."""

    def heads(self) -> tuple[TableColumn, ...]:
        keys = [column.key for column in self.chosen]
        return tuple(
            TableColumn(
                column.title,
                max(1, column.width),
                _align(column),
                column.group or "",
                adds=column.adds and column.kind is not Kind.COVERAGE,
                ratio=_places(column.ratio, keys),
            )
            for column in self.chosen
        )

    def rows(self, rows: Sequence[Any], levels: Sequence[Level[Any]]) -> Iterator[Row]:
        yield from self._grouped(rows, levels, 0)
        if self.adding and rows and self.one_sum:
            role = Role.GRAND if levels else Role.TOTAL
            name = N_("Overall total") if levels else N_("Total")
            yield self._total(name, rows, role)

    def _grouped(
        self, rows: Sequence[Any], levels: Sequence[Level[Any]], depth: int
    ) -> Iterator[Row]:
        if not levels:
            yield from map(self._line, rows)
            return
        groups: dict[Any, list[Any]] = {}
        for row in rows:
            groups.setdefault(levels[0].key(row), []).append(row)
        for _, members in sorted(groups.items(), key=lambda item: item[0]):
            title = levels[0].title(members[0])
            if title == "":
                yield from self._grouped(members, levels[1:], depth)
                continue
            yield self._heading(title, Role.ARTICLE if depth else Role.CHAPTER)
            yield from self._grouped(members, levels[1:], depth + 1)
            if self.adding:
                name = N_("Total {title}", title=title)
                yield self._total(name, members, Role.SUBTOTAL if depth else Role.TOTAL)

    def _line(self, row: Any) -> Row:
        return Row(tuple(self._value(column, row) for column in self.chosen))

    def _heading(self, title: Said, role: Role) -> Row:
        last = len(self.chosen) - 1
        cells = (title, *(None,) * last)
        return Row(cells, role, (Span(0, last),) if last else ())

    def _total(self, title: Said, rows: Sequence[Any], role: Role) -> Row:
        cells = [self._sum(column, rows) for column in self.chosen]
        if not self.names:
            return Row(tuple(cells), role, lines=len(rows))
        cells[0] = title
        span = Span(0, self.names - 1, Align.RIGHT)
        spans = (span,) if self.names > 1 else ()
        return Row(tuple(cells), role, spans, len(rows))

    def _value(self, column: Column[Any], row: Any) -> Any:
        value = column.value(row)
        titles = self.titles[column.key]
        if isinstance(value, (tuple, list, frozenset, set)):
            return tuple(titles.get(item, item) for item in value)
        return _printable(titles.get(value, value) if titles else value, column)

    def _sum(self, column: Column[Any], rows: Sequence[Any]) -> Any:
        if column.ratio:
            part, whole = (
                _money(_added(self.known[key], rows)) for key in column.ratio
            )
            return Share.of(part, whole)
        return _printable(_added(column, rows), column) if column.adds else None


def _added(column: Column[Any], rows: Sequence[Any]) -> Any:
    """Add up what is known; nothing known makes no zero."""
    total: Any = None
    for row in rows:
        value = column.value(row)
        if value is not None:
            total = value if total is None else total + value
    return total


def _printable(value: Any, column: Column[Any]) -> Any:
    if isinstance(value, Coverage):
        return value.share
    if isinstance(value, int) and column.kind in (Kind.YEAR, Kind.CODE):
        return str(value)
    return value


def _money(value: Any) -> Money | None:
    return Money(value) if isinstance(value, int) else value


def _places(
    keys: tuple[str, str] | None, printed: Sequence[str]
) -> tuple[int, int] | None:
    if keys is None or not set(keys) <= set(printed):
        return None
    part, whole = keys
    return printed.index(part), printed.index(whole)


def _align(column: Column[Any]) -> Align:
    if column.to_the_right:
        return Align.RIGHT
    return Align.CENTRE if column.kind in _CENTRED else Align.LEFT
