"""The calendar of the process: its steps with dates and attendance, then the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.months import MONTHS
from commune_desk.domain.names import NAMES
from commune_desk.domain.process import StepState
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import Heading, Note, PageBreak, Title
from commune_desk.reports.deliberation import GROUP
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.services.deadlines import deadlines
from commune_desk.services.process import steps
from commune_desk.storage.models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.deadlines import DeadlineRow
    from commune_desk.services.process import StepRow


def story(telling: Telling) -> Iterator[Block]:
    """Tell the steps, then what comes back every year."""
    rows = steps(telling.session, telling.scope)
    plan = (
        telling.session.get(Plan, telling.scope.plan_id)
        if telling.scope.plan_id
        else None
    )
    held = sum(row.state is StepState.HELD for row in rows)
    yield Title(
        N_("Calendar of the process"),
        P_(
            "{plan}: {count} step held out of {whole}",
            "{plan}: {count} steps held out of {whole}",
            count=held,
            plan=plan.title if plan else "",
            whole=len(rows),
        ),
    )
    yield Heading(N_("Steps of the process"))
    yield _steps(rows)
    yield PageBreak()
    yield Heading(N_("Calendar of the year"))
    yield _year(deadlines(telling.session))
    yield Note(
        N_("“To be verified”: usage or a guide, not a text that was read; replaceable.")
    )


def _steps(rows: Sequence[StepRow]) -> TableBlock:
    present = N_("People present")

    def count(title: Any) -> TableColumn:
        return TableColumn(title, 6, Align.RIGHT, present)

    columns = (
        TableColumn(N_("No."), 5, Align.CENTRE),
        TableColumn(N_("Step"), 48),
        TableColumn(N_("State"), 12),
        TableColumn(N_("Planned for"), 11),
        TableColumn(N_("Held on"), 11),
        TableColumn(N_("Place"), 22),
        count(N_("Men")),
        count(N_("Women")),
        count(N_("Young men")),
        count(N_("Young women")),
        count(N_("Total")),
        TableColumn(N_("Missing"), 34, ruled=True),
    )
    return TableBlock(
        columns,
        tuple(
            Row(
                (
                    str(row.number),
                    row.title,
                    NAMES[row.state],
                    row.planned_on,
                    row.held_on,
                    row.place,
                    row.men,
                    row.women,
                    row.young_men,
                    row.young_women,
                    row.present,
                    row.lacks if row.state is StepState.HELD else "",
                )
            )
            for row in rows
        ),
    )


def _year(rows: Sequence[DeadlineRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Deadline"), 60),
        TableColumn(N_("From"), 14),
        TableColumn(N_("To"), 14),
        TableColumn(N_("Source"), 40),
        TableColumn(N_("Verified"), 14, Align.CENTRE),
    )
    return TableBlock(
        columns,
        tuple(
            Row(
                (
                    row.title,
                    MONTHS[row.first_month - 1],
                    _end(row),
                    row.source,
                    N_("yes") if row.sure else N_("to be verified"),
                )
            )
            for row in rows
        ),
    )


def _end(row: DeadlineRow) -> Any:
    month = MONTHS[row.last_month - 1]
    if row.last_day is None:
        return month
    return N_("{day} {month}", day=row.last_day, month=month)


PROCESS = Document(
    "process",
    N_("Calendar of the process"),
    story,
    landscape=True,
    group=GROUP,
    purpose=N_("Posted at the town hall: what was held, what is to come."),
)
