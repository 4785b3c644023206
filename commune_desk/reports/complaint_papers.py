"""The register of complaints of a year, and its statistics without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Room, Row, TableBlock, TableColumn
from commune_desk.reports.meeting_papers import standing
from commune_desk.services.complaint_lists import steps
from commune_desk.services.complaints import IN_CONFIDENCE, complaints, tallies, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.complaints import ComplaintRow, Tally

COMPLAINTS_GROUP = N_("Accountability")
BLANK_LINES = 12
"""Lines of the register that is to be filled in by hand."""

DISCREET = N_(
    "Of a complaint made in confidence neither the name nor the subject is printed."
)


def _of_year(telling: Telling) -> list[ComplaintRow]:
    year = telling.scope.year
    return [row for row in complaints(telling.session) if row.year == year]


def register_story(telling: Telling) -> Iterator[Block]:
    """Tell the register of the year in the order of its numbers."""
    rows = sorted(_of_year(telling), key=lambda row: row.number)
    subtitle = P_("{count} complaint", "{count} complaints", count=len(rows))
    yield Title(
        N_("Register of complaints, {year}", year=str(telling.scope.year)), subtitle
    )
    if not rows:
        yield say_prose(N_("No complaint in the register of this year."))
        return
    yield TableBlock(_columns(), tuple(map(_line, rows)), caption=DISCREET)
    yield from _steps(telling, rows)


def _steps(telling: Telling, rows: Sequence[ComplaintRow]) -> Iterator[Block]:
    """List what was done about each, with the days it took; in confidence, no words."""
    wanted = {row.id for row in rows}
    own = [step for step in steps(telling.session) if step.complaint_id in wanted]
    if not own:
        return
    yield Heading(N_("What was done about each complaint"))
    columns = (
        TableColumn(N_("No."), 9),
        TableColumn(N_("Date"), 14),
        TableColumn(N_("Days after reception"), 12, Align.RIGHT),
        TableColumn(N_("What was done"), 70, ruled=True),
        TableColumn(N_("By whom"), 34, ruled=True),
    )
    order = {row.id: row.number for row in rows}
    own.sort(key=lambda step: (order[step.complaint_id], step.done_on, step.id))
    yield TableBlock(
        columns,
        tuple(
            Row(
                (
                    each.reference,
                    each.done_on,
                    each.days,
                    IN_CONFIDENCE if each.confidential else each.title,
                    IN_CONFIDENCE if each.confidential and each.by else each.by,
                )
            )
            for each in own
        ),
    )


def blank_story(telling: Telling) -> Iterator[Block]:
    """Tell an empty page of the register, for the counter and the villages."""
    del telling
    yield Title(N_("Register of complaints"), N_("Year ………… · Page ………"))
    rows = tuple(Row(("",) * len(_columns())) for _ in range(BLANK_LINES))
    yield TableBlock(_columns(), rows, room=Room.PEN, caption=DISCREET)


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(N_("No."), 6, Align.RIGHT),
        TableColumn(N_("Came in on"), 13),
        TableColumn(N_("Channel"), 14, ruled=True),
        TableColumn(N_("Complainant"), 22, ruled=True),
        TableColumn(N_("Committee, village"), 26, ruled=True),
        TableColumn(N_("Category"), 12, ruled=True),
        TableColumn(N_("Subject"), 30, ruled=True),
        TableColumn(N_("To be answered by"), 13, ruled=True),
        TableColumn(N_("Answer"), 32, ruled=True),
        TableColumn(N_("Answered on"), 13, ruled=True),
        TableColumn(N_("Complaint closed on"), 13, ruled=True),
    )


def _line(row: ComplaintRow) -> Row:
    hidden = row.confidential
    where = row.committee or row.village or "–"
    return Row(
        (
            str(row.number),
            row.received_on,
            row.channel,
            row.who,
            IN_CONFIDENCE if hidden else where,
            row.category,
            row.told,
            row.due_on,
            IN_CONFIDENCE if hidden and row.answer else row.answer,
            row.answered_on,
            row.closed_on,
        )
    )


def statistics_story(telling: Telling) -> Iterator[Block]:
    """Count the complaints of the year, and compare the years; no name is read."""
    every = complaints(telling.session)
    rows = [row for row in every if row.year == telling.scope.year]
    yield Title(
        N_("Complaints: statistics of {year}", year=str(telling.scope.year)),
        N_("Without any name"),
    )
    whole = tally("", rows)
    yield KeyFigures(
        (
            Figure(whole.received, N_("came in")),
            Figure(whole.settled, N_("answered or closed")),
            Figure(whole.late, N_("late")),
            Figure("–" if whole.days is None else whole.days, N_("days to an answer")),
        )
    )
    if not rows:
        yield say_prose(N_("No complaint in the register of this year."))
    for title, key in (
        (N_("Category"), "category"),
        (N_("Village"), "village"),
        (N_("Channel"), "channel"),
        (N_("State"), "state"),
    ):
        if rows:
            yield _counted(title, tallies(rows, key), whole)
    if rows:
        yield _delays(rows)
    if every:
        years = sorted(tallies(every, "year"), key=lambda each: each.name)
        yield _counted(N_("Year"), years, tally("", every))
    yield Note(N_("Days are counted from reception to answer, and rounded down."))


def _called(name: str) -> Text | str:
    """Say the name of a state; words of the register stay as they are."""
    state = {str(state): state for state in ComplaintState}.get(name)
    return NAMES[state] if state is not None else name or UNNAMED


UNNAMED = "–"


def _delays(rows: Sequence[ComplaintRow]) -> TableBlock:
    """Count the answers by the days they took; the bounds are steps for the eye."""
    bounds = ((0, 7), (8, 15), (16, 30), (31, None))
    columns = (
        TableColumn(N_("Days to the answer"), 50),
        TableColumn(N_("Complaints"), 14, Align.RIGHT, adds=True),
    )
    lines = []
    for least, most in bounds:
        said = N_("from {least} to {most}", least=least, most=most)
        if most is None:
            said = N_("more than {days}", days=least - 1)
        found = [
            row.case.days
            for row in rows
            if row.case.days is not None
            and row.case.days >= least
            and (most is None or row.case.days <= most)
        ]
        lines.append(Row((said, len(found) or None)))
    waiting = sum(row.case.days is None for row in rows)
    lines.append(Row((N_("no day of an answer"), waiting or None)))
    lines.append(Row((N_("Total"), len(rows)), Role.GRAND))
    return TableBlock(columns, tuple(lines))


def _counted(title: object, counts: Sequence[Tally], whole: Tally) -> TableBlock:
    columns = (
        TableColumn(title, 50),  # type: ignore[arg-type]  # one of our own texts
        TableColumn(N_("came in"), 14, Align.RIGHT, adds=True),
        TableColumn(N_("answered or closed"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("late"), 14, Align.RIGHT, adds=True),
        TableColumn(N_("days to an answer"), 18, Align.RIGHT),
    )
    rows = [
        Row((_called(each.name), each.received, each.settled or None, each.late or None,
             each.days))
        for each in counts
    ]  # fmt: skip
    total = (N_("Total"), whole.received, whole.settled, whole.late, whole.days)
    return TableBlock(columns, (*rows, Row(total, Role.GRAND)))


COMPLAINTS_REGISTER = Document(
    "complaints-register",
    N_("Register of complaints"),
    register_story,
    landscape=True,
    group=COMPLAINTS_GROUP,
    over=lambda scope: str(scope.year),
    purpose=N_("Numbered by year; what was made in confidence stays so."),
    standing=standing,
)
COMPLAINTS_BLANK = Document(
    "complaints-blank",
    N_("Register of complaints, blank page"),
    blank_story,
    landscape=True,
    group=COMPLAINTS_GROUP,
    purpose=N_("For the counter of the town hall and for the villages."),
    standing=standing,
)
COMPLAINTS_STATISTICS = Document(
    "complaints-statistics",
    N_("Complaints: statistics"),
    statistics_story,
    group=COMPLAINTS_GROUP,
    over=lambda scope: str(scope.year),
    purpose=N_("For the council and the public: figures and delays, no name."),
    standing=standing,
)
