"""The three tables of a village’s sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.priorities import Decision
from commune_desk.domain.text import N_, P_
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commune_desk.domain.lifecycle import Stage
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.village_sheets import ProblemRow

ROOM, LEAST = 14, 3
"""Lines of the three tables together, and of one at least: the sheet stays one page."""

_BEST = (Decision.KEPT, Decision.OPEN, Decision.LATER, Decision.REJECTED)


@dataclass(frozen=True, slots=True)
class Part:
    """A village’s part of an action: year → francs."""

    action: ActionRow
    years: dict[int, Money]
    stage: Stage

    @property
    def money(self) -> Money:
        """Its part of these years."""
        return Money.total(self.years.values())


def asked(need: ProblemRow) -> Decision | None:
    """Tell the best decision on the actions that answer; None where none does."""
    decisions = {action.decision for action in need.actions}
    return next((each for each in _BEST if each in decisions), None)


def shared_room(*wanted: int) -> list[int]:
    """Give each table its lines; where they are too many the longest gives way."""
    given = list(wanted)
    while sum(given) > ROOM and max(given) > LEAST:
        given[given.index(max(given))] -= 1
    return given


def needs_table(
    needs: Sequence[ProblemRow], rows: Mapping[int, ActionRow], most: int
) -> TableBlock:
    """Print what was asked, first rank first, with the answer of the commune."""
    columns = (
        TableColumn(N_("Rank"), 11, Align.CENTRE),
        TableColumn(N_("Need"), 80),
        TableColumn(N_("Men"), 14, Align.CENTRE),
        TableColumn(N_("Women"), 14, Align.CENTRE),
        TableColumn(N_("Youth"), 14, Align.CENTRE),
        TableColumn(N_("Answer of the commune"), 52),
    )
    lines = [
        Row(
            (
                _rank(need.rank_kept),
                need.title,
                _rank(need.rank_men),
                _rank(need.rank_women),
                _rank(need.rank_youth),
                _answer(need, rows),
            )
        )
        for need in needs[:most]
    ]
    left = len(needs) - most
    caption = (
        P_("and {count} other need", "and {count} other needs", count=left)
        if left > 0
        else ""
    )
    return TableBlock(columns, tuple(lines), caption=caption)


def _rank(rank: int | None) -> str:
    return "" if rank is None else str(rank)


def _answer(need: ProblemRow, rows: Mapping[int, ActionRow]) -> Any:
    decision = asked(need)
    if decision is None:
        return N_("No answer yet")
    answers = [each for each in need.actions if each.decision is decision]
    codes = tuple(each.code for each in answers)
    reason = next((each.reason for each in answers if each.reason), "")
    match decision:
        case Decision.KEPT:
            years = sorted({y for each in answers for y in rows[each.id].costs})
            count = len(codes)
            if not years:
                return P_(
                    "Yes: action {codes}",
                    "Yes: actions {codes}",
                    count=count,
                    codes=codes,
                )
            return P_(
                "Yes: action {codes}, {years}", "Yes: actions {codes}, {years}",
                count=count, codes=codes, years=_span(years),
            )  # fmt: skip
        case Decision.LATER:
            return N_("Not yet: {reason}", reason=reason)
        case Decision.REJECTED:
            return N_("No: {reason}", reason=reason)
    return N_("To decide: action {codes}", codes=codes)


def _span(years: Sequence[int]) -> str:
    first, last = years[0], years[-1]
    return str(first) if first == last else f"{first}-{last}"


def done_table(parts: Sequence[Part], most: int, *, payers: bool) -> TableBlock:
    """Print what was to be done, of this plan and of the one before; and its state."""
    columns = [
        *_FIRST,
        TableColumn(N_("Years"), 18, Align.CENTRE),
        _PART,
        TableColumn(N_("State"), 24),
    ]
    rows = [Row((*_first(p), _span(sorted(p.years)), p.money, p.stage)) for p in parts]
    if payers:
        columns.append(TableColumn(N_("Who pays"), 38))
        rows = _paid(rows, parts)
    return _totalled(columns, rows, 3, most)


def _paid(rows: Sequence[Row], parts: Sequence[Part]) -> list[Row]:
    return [
        replace(row, cells=(*row.cells, _payers(part)))
        for row, part in zip(rows, parts, strict=True)
    ]


def planned_table(
    parts: Sequence[Part], years: Sequence[int], most: int, *, payers: bool
) -> TableBlock:
    """Print what is planned, a column for each year to come."""
    columns = [
        *_FIRST,
        *(TableColumn(str(year), 20, Align.RIGHT, adds=True) for year in years),
        _PART,
    ]
    rows = [
        Row((*_first(p), *(p.years.get(year) for year in years), p.money))
        for p in parts
    ]
    if payers and len(years) <= FEW:
        columns.append(TableColumn(N_("Who pays"), 34))
        rows = _paid(rows, parts)
    return _totalled(columns, rows, 2, most)


FEW = 3
"""Years to come beside which there is room to say who pays."""

_FIRST = (TableColumn(N_("No."), 11), TableColumn(N_("Action"), 64))
_PART = TableColumn(N_("Village’s part"), 25, Align.RIGHT, adds=True)


def _first(part: Part) -> tuple[str, str]:
    return part.action.code, part.action.title


def _payers(part: Part) -> Any:
    given = [gift for gift in part.action.given if gift.year in part.years]
    names = tuple(dict.fromkeys(NAMES[gift.funder_class] for gift in given))
    return names or N_("to find")


def _totalled(
    columns: Sequence[TableColumn], rows: Sequence[Row], first: int, most: int
) -> TableBlock:
    """Keep to the page: what is too much goes into one line, the total stays true.

    `first` is the number of the first column of money.
    """
    kept = list(rows)
    if len(kept) > most:
        rest = rows[most - 1 :]
        title = P_("{count} other line", "{count} other lines", count=len(rest))
        kept = [*rows[: most - 1], Row((None, title, *_sums(columns, rest)[2:]))]
    lead = (N_("Total"), *(None,) * (first - 1))
    cells = (*lead, *_sums(columns, rows)[first:])
    kept.append(Row(cells, Role.TOTAL, (Span(0, first - 1, Align.RIGHT),)))
    return TableBlock(tuple(columns), tuple(kept), unit=IN_FRANCS)


def _sums(columns: Sequence[TableColumn], rows: Sequence[Row]) -> list[Any]:
    return [
        Money.total(row.cells[number] for row in rows) if column.adds else None
        for number, column in enumerate(columns)
    ]
