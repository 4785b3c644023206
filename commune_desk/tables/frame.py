"""The logical frame as one table of mixed lines; each cell asks its own record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.headings import LOGICAL_FRAME
from commune_desk.domain.logical_frame import figure
from commune_desk.domain.text import N_, Text
from commune_desk.l10n import reading
from commune_desk.services.actions import ReviseAction
from commune_desk.services.frame import Sort, frame_rows
from commune_desk.services.indicators import (
    Mark,
    Measure,
    ReviseIndicator,
    ReviseResult,
)
from commune_desk.services.plans import ReviseAxis, ReviseObjective
from commune_desk.tables.choices import sector_choices
from commune_desk.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.services.command import Command
    from commune_desk.services.frame import FrameRow
    from commune_desk.services.records import Revise
    from commune_desk.services.scope import Scope

    Revised = dict[Sort, tuple[type[Revise], str]]

_DATED = re.compile(r"(.*?)[\s\u00a0\u202f]*\(?((?:19|20)\d\d)\)?", re.DOTALL)
_TITLES: Revised = {
    Sort.AXIS: (ReviseAxis, "title"),
    Sort.OBJECTIVE: (ReviseObjective, "title"),
    Sort.RESULT: (ReviseResult, "title"),
    Sort.INDICATOR: (ReviseIndicator, "title"),
    Sort.ACTION: (ReviseAction, "title"),
}
_UNITS: Revised = {Sort.INDICATOR: (ReviseIndicator, "unit")}
_SOURCES: Revised = {Sort.INDICATOR: (ReviseIndicator, "source")}
_SECTORS: Revised = {Sort.OBJECTIVE: (ReviseObjective, "sector_id")}
_WORDS: Revised = {
    Sort.AXIS: (ReviseAxis, "aim"),
    Sort.RESULT: (ReviseResult, "assumptions"),
}


def _value(fields: Revised) -> Callable[[FrameRow], Any]:
    def value(row: FrameRow) -> Any:
        found = fields.get(row.sort)
        return getattr(row.of, found[1]) if found else None

    return value


def _edit(fields: Revised) -> Callable[[FrameRow, Any], Command[Any] | None]:
    def edit(row: FrameRow, value: Any) -> Command[Any] | None:
        found = fields.get(row.sort)
        return found[0](row.of.id, found[1], value) if found else None

    return edit


def called(row: FrameRow) -> Text:
    """Say what a line is, with its number."""
    match row.sort:
        case Sort.AXIS:
            return N_("axis {number}", number=row.of.number)
        case Sort.OBJECTIVE:
            return N_("objective")
        case Sort.RESULT:
            return N_("result {number}", number=row.of.number)
        case Sort.INDICATOR:
            return N_("indicator")
    return N_("action {number}", number=row.of.code)


def _unit(row: FrameRow) -> str | None:
    if row.sort is Sort.ACTION:
        return f"{row.of.quantity or ''} {row.of.unit}".strip()
    unit: str | None = _value(_UNITS)(row)
    return unit


def dated(value: float | None, year: int | None) -> str:
    """Write a figure with its year: 62,5 (2023)."""
    if value is None:
        return ""
    return f"{figure(value)} ({year})" if year is not None else figure(value)


def read_dated(text: str, year: int | None) -> tuple[float | None, int | None]:
    """Read a figure with its year: “62,5 (2023)”, “62,5 2023”; or `year` without one.

    Raises `Unreadable` where there is no figure.
    """
    text = text.strip()
    found = _DATED.fullmatch(text)
    if found and found[1].strip():
        text, year = found[1], int(found[2])
    value = reading.decimal(text)
    return (None, None) if value is None else (float(value), year)


def _marked(field: str) -> Column[FrameRow]:
    def value(row: FrameRow) -> str | None:
        if row.sort is not Sort.INDICATOR:
            return None
        return dated(getattr(row.of, field), getattr(row.of, f"{field}_year"))

    def edit(row: FrameRow, text: str) -> Command[Any] | None:
        if row.sort is not Sort.INDICATOR:
            return None
        known = getattr(row.of, f"{field}_year")
        return Mark(row.of.id, field, *read_dated(text or "", known))

    note = N_("The figure, then its year in brackets: 62,5 (2023).")
    title = N_("Reference") if field == "baseline" else LOGICAL_FRAME[field]
    return Column(field, title, value, width=11, edit=edit, note=note)


def _latest(scope: Scope) -> Column[FrameRow]:
    def value(row: FrameRow) -> str | None:
        last = row.of.latest if row.sort is Sort.INDICATOR else None
        return dated(last.value, last.year) if last else None

    def edit(row: FrameRow, text: str) -> Command[Any] | None:
        if row.sort is not Sort.INDICATOR:
            return None
        if not (text or "").strip():
            last = row.of.latest
            return Measure(row.of.id, last.year, None) if last else None
        figure_, year = read_dated(text, scope.year)
        if figure_ is None or year is None:
            raise Unreadable(N_("“{typed}” holds no figure.", typed=text))
        return Measure(row.of.id, year, figure_)

    note = N_("Without a year, the figure is that of the year at the top.")
    title = N_("Measured")
    return Column("latest", title, value, width=11, edit=edit, note=note)


def _columns(scope: Scope) -> tuple[Column[FrameRow], ...]:
    return (
        Column("title", N_("Title"), lambda x: x.title, width=52, edit=_edit(_TITLES)),
        Column("called", N_("Kind"), called, width=11),
        Column(
            "sector",
            N_("Sector"),
            _value(_SECTORS),
            Kind.CHOICE,
            16,
            edit=_edit(_SECTORS),
            choices=sector_choices,
        ),
        Column("unit", N_("Unit"), _unit, width=11, edit=_edit(_UNITS)),
        _marked("baseline"),
        _marked("target"),
        _latest(scope),
        Column(
            "source",
            N_("Source"),
            _value(_SOURCES),
            width=16,
            edit=_edit(_SOURCES),
        ),
        Column(
            "words",
            N_("Aim, assumptions"),
            _value(_WORDS),
            width=26,
            edit=_edit(_WORDS),
        ),
    )


FRAME: Table[FrameRow] = Table(
    name="frame",
    title=N_("Logical frame"),
    purpose=N_(
        "Axis, objective, result, indicator and actions in one tree;"
        " every word and figure is typed in its place."
    ),
    rows=frame_rows,
    reads=dict.fromkeys(
        (
            "axes",
            "objectives",
            "results",
            "indicators",
            "indicator_values",
            "actions",
            "sectors",
        )
    ),
    columns=_columns,
    above=lambda row: row.above,
    row_title=lambda row: row.title,
    empty=N_("No axis yet: begin with the great directions of the plan."),
    fills=("logical-frame", "operational-frame", "plan"),
    year_bound=True,
)
