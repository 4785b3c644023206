"""Communes beside each other, measure by measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Heading, Note, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn
from commune_desk.reports.region.looked_at import EMPTY, few, year_of
from commune_desk.services.region.queries.comparison import (
    MEASURES,
    Unit,
    ranked,
)
from commune_desk.services.region.queries.coverage import coverage
from commune_desk.services.region.queries.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.region.queries.comparison import Compared, Measure

HEADS = {
    Unit.PERCENT: N_("Rate"),
    Unit.FRANCS_A_HEAD: N_("Francs for each inhabitant"),
    Unit.COUNT: N_("Number"),
}
HEADCOUNTS: dict[str, tuple[Text, Text]] = {
    "projects-done": (N_("Finished"), N_("Projects")),
    "committees-receipt": (N_("With a receipt"), N_("Committees")),
    "committees-women": (N_("Women"), N_("Members")),
    "complaints": (N_("Answered"), N_("Received")),
    "sessions": (N_("Held"), N_("Communes")),
}
"""Measures that divide heads; the others divide francs, by francs or by heads."""

AMOUNTS: dict[str, tuple[Text, Text]] = {
    "execution": (N_("Ordered"), N_("Credits")),
    "investment-execution": (N_("Ordered"), N_("Credits of investment")),
    "revenue": (N_("Titled"), N_("Forecast")),
    "investment-share": (N_("Credits of investment"), N_("All credits")),
    "budget-a-head": (N_("Credits"), N_("Inhabitants")),
    "investment-a-head": (N_("Ordered"), N_("Inhabitants")),
    "tax": (N_("Collected"), N_("Due")),
    "tax-a-head": (N_("Collected"), N_("Inhabitants")),
    "projects-paid": (N_("Paid"), N_("Cost of the year")),
}


def value_cell(measure: Measure, part: int, whole: int) -> Share | Money | int | None:
    """Divide as a paper prints it: a share, whole francs rounded half up, a number."""
    if whole <= 0:
        return None
    match measure.unit:
        case Unit.PERCENT:
            return Share.of_heads(part, whole)
        case Unit.FRANCS_A_HEAD:
            return Money((2 * part + whole) // (2 * whole))
    return part


def story(telling: Telling) -> Iterator[Block]:
    """Tell each measure: a sentence, then the communes in the order of their rank."""
    session, year = telling.session, telling.scope.year
    yield Title(
        N_("Comparison of the communes, {year}", year=str(year)),
        N_("What was not sent is not ranked"),
        headed=True,
    )
    told = figures(session, year)
    if not told:
        yield say_prose(EMPTY)
        return
    found = coverage(session, year)
    yield Note(
        N_(
            "{told} communes out of {all} have sent. A rank says where to ask, not who "
            "is at fault: packages tell up to different days.",
            told=len(found.read),
            all=len(found.expected),
        )
    )
    for number, measure in enumerate(MEASURES, 1):
        yield Heading(
            N_("{number}. {measure}", number=number, measure=measure.title), 2
        )
        yield from _compared(measure, ranked(told, measure))


def _compared(measure: Measure, rows: Sequence[Compared]) -> Iterator[Block]:
    known = [row for row in rows if row.rank is not None]
    if not known:
        yield say_prose(N_("No commune sent what this measure needs."))
        return
    yield say_prose(_extremes(measure, known))
    yield measure_table(measure, known)
    left = [row.place for row in rows if row.rank is None]
    if left:
        yield Note(
            P_(
                "{count} commune is not ranked, having sent nothing to divide by: "
                "{names}.",
                "{count} communes are not ranked, having sent nothing to divide by: "
                "{names}.",
                count=len(left),
                names=few(left),
            )
        )


def _extremes(measure: Measure, rows: Sequence[Compared]) -> Text:
    first, last = rows[0], rows[-1]
    high, low = _said(measure, first), _said(measure, last)
    if first.value == last.value:
        return N_("All communes stand at {value}.", value=high)
    return N_(
        "Highest: {first} ({high}); lowest: {last} ({low}).",
        first=first.place.name,
        high=high,
        last=last.place.name,
        low=low,
    )


def _said(measure: Measure, row: Compared) -> Text | Share | int | None:
    value = value_cell(measure, row.part, row.whole)
    return N_("{amount} F", amount=value) if isinstance(value, Money) else value


def measure_table(measure: Measure, rows: Sequence[Compared]) -> TableBlock:
    """Put ranked communes below each other, over what they make together."""
    counted = measure.key in HEADCOUNTS
    part, whole = HEADCOUNTS[measure.key] if counted else AMOUNTS[measure.key]
    single = measure.unit is Unit.COUNT
    columns = [
        TableColumn(N_("Rank"), 7, Align.RIGHT),
        TableColumn(N_("Commune"), 34),
        TableColumn(N_("Cercle"), 30),
    ]
    if not single:
        columns += [
            TableColumn(part, 20, Align.RIGHT, adds=True),
            TableColumn(whole, 20, Align.RIGHT, adds=True),
        ]
    ratio = (3, 4) if measure.unit is Unit.PERCENT else None
    head = HEADS[measure.unit]
    columns.append(TableColumn(head, 16, Align.RIGHT, ratio=ratio, adds=single))
    printed = [
        _line(measure, row.rank, row.place.name, row.place.cercle, row.part, row.whole)
        for row in rows
    ]
    total = _line(
        measure,
        None,
        N_("Together"),
        "",
        sum(row.part for row in rows),
        sum(row.whole for row in rows),
        Role.GRAND,
    )
    return TableBlock(tuple(columns), (*printed, total))


def _line(  # noqa: PLR0913, PLR0917  the cells of a row, and what it is
    measure: Measure,
    rank: int | None,
    name: Text | str,
    cercle: str,
    part: int,
    whole: int,
    role: Role = Role.LINE,
) -> Row:
    value = value_cell(measure, part, whole)
    if measure.unit is Unit.COUNT:
        return Row((rank, name, cercle, value), role)
    in_francs = measure.key not in HEADCOUNTS
    shown = Money(part) if in_francs else part
    over = Money(whole) if in_francs and measure.unit is Unit.PERCENT else whole
    return Row((rank, name, cercle, shown, over, value), role)


COMPARISON_PAPER = Document(
    "region-comparison",
    N_("Comparison of the communes"),
    story,
    over=year_of,
    purpose=N_("For a meeting of communes: who is ahead, who needs help, and why."),
)
