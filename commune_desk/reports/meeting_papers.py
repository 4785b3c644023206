"""Papers of a meeting of a committee: the sheet to sign, the minutes, the follow-up.

The forms are working proposals (`planning.md` 4.8): no model of the State was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committees import MeetingKind
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.attendance import people
from commune_desk.reports.blocks import (
    BOX,
    Heading,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    Align,
    Role,
    Room,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.meetings import decisions, meetings
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.meetings import DecisionRow, MeetingRow
    from commune_desk.services.scope import Scope

GROUP = N_("Committees")
DOTS = "…………………………………………"
SHORT = "………………"
LINES = 5
"""Decisions that the form has room for."""

POSTS = 7
"""Posts that the form of an election has room for."""


def standing(session: Session, _: Scope) -> tuple[Text, str]:
    """Say of which day the paper speaks: no plan is voted here."""
    return N_("situation on {day}", day=today(session)), ""


def wanted(telling: Telling) -> list[MeetingRow]:
    """Give the meeting that was asked for; none for an empty form."""
    if not telling.only:
        return []
    rows = meetings(telling.session, telling.scope)
    return [row for row in rows if str(row.id) == telling.only]


def sheet_story(telling: Telling) -> Iterator[Block]:
    """Tell one sheet to sign, for a meeting or for any."""
    rows: Sequence[MeetingRow | None] = wanted(telling) or [None]
    for number, row in enumerate(rows):
        if number:
            yield PageBreak()
        yield Title(N_("Attendance sheet"), N_("Sheet no. ……… of ………"))
        yield say_prose(*_where(telling, row))
        yield people()
        yield say_prose(
            N_("On this sheet: men ……… · women ……… · young ……… · total ………")
        )
        yield _signers()


def _signers() -> Signatures:
    return Signatures(
        (
            Signature(N_("The secretary of the session"), (), thumb=True),
            Signature(N_("The chair of the session"), (), thumb=True),
        )
    )


def _where(telling: Telling, row: MeetingRow | None) -> tuple[Text, Text]:
    words = telling.words
    return (
        N_(
            "Committee: {committee} – {kind}",
            committee=row.committee if row else DOTS,
            kind=row.kind if row else DOTS,
        ),
        N_(
            "Date: {date} · Place: {place} · Time: {time}",
            date=words.long_date(row.held_on) if row else "…… / …… / …………",
            place=(row.place if row else "") or DOTS,
            time=SHORT,
        ),
    )


def minutes_story(telling: Telling) -> Iterator[Block]:
    """Tell the form of the minutes: of the meetings asked for, else of each kind."""
    rows = wanted(telling)
    if rows:
        known = decisions(telling.session)
        for number, row in enumerate(rows):
            if number:
                yield PageBreak()
            own = [each for each in known if each.meeting_id == row.id]
            yield from _minutes(telling, row.kind, row, own)
        return
    for number, kind in enumerate(MeetingKind):
        if number:
            yield PageBreak()
        yield from _minutes(telling, kind, None, ())


def _minutes(
    telling: Telling,
    kind: MeetingKind,
    row: MeetingRow | None,
    own: Sequence[DecisionRow],
) -> Iterator[Block]:
    yield Title(N_("Minutes: {kind}", kind=NAMES[kind]), headed=True)
    committee = row.committee if row else DOTS
    where, when = _where(telling, row)
    del where
    yield say_prose(
        N_("Committee: {committee} · Village: {village}", committee=committee,
           village=SHORT),
        when,
        _present(telling, row),
        N_("Chair: {chair} · Secretary: {secretary}", chair=DOTS, secretary=DOTS),
    )  # fmt: skip
    yield Heading(N_("Agenda"), 2)
    yield say_prose(row.agenda if row and row.agenda else DOTS * 4)
    if kind is MeetingKind.ACCOUNTS:
        yield _accounts()
    if kind is MeetingKind.ELECTION:
        yield _election()
    yield Heading(N_("What was said"), 2)
    yield say_prose(*(DOTS * 4,) * (3 if kind is MeetingKind.BUREAU else 2))
    yield _decisions(own)
    yield say_prose(N_("The session was closed at {time}.", time=SHORT))
    yield Note(N_("A working form; one copy is handed in at the town hall."))
    yield _signers()


def _present(telling: Telling, row: MeetingRow | None) -> Text:
    def said(count: int | None) -> str:
        return SHORT if count is None else telling.words.number(count)

    return N_(
        "Present: women {women} · men {men} · total {total}",
        women=said(row.women if row else None),
        men=said(row.men if row else None),
        total=said(row.present if row else None),
    )


def _accounts() -> TableBlock:
    """Leave room for the account that the assembly hears."""
    columns = (
        TableColumn(N_("Account of the year"), 60),
        TableColumn(N_("Amount in CFA francs"), 40, Align.RIGHT, ruled=True),
    )
    lines = (
        N_("Cash and bank at the beginning"),
        N_("Receipts of the year"),
        N_("Expenditure of the year"),
        N_("Cash and bank at the end"),
        N_("of which renewal fund"),
    )
    rows = tuple(Row((line, None)) for line in lines)
    caption = N_(
        "Account approved: yes {box}  no {box} · for …… against …… abstentions ……",
        box=BOX,
    )
    return TableBlock(columns, rows, caption=caption, room=Room.PEN)


def _election() -> TableBlock:
    columns = (
        TableColumn(N_("Post"), 30, ruled=True),
        TableColumn(N_("Elected: surname and first name"), 42, ruled=True),
        TableColumn(N_("M"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("W"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("Votes"), 10, ruled=True),
        TableColumn(N_("Signature"), 22, ruled=True),
    )
    rows = tuple(Row(("", "", BOX, BOX, "", "")) for _ in range(POSTS))
    return TableBlock(columns, rows, title=N_("Bureau elected"), room=Room.PEN)


def _decisions(own: Sequence[DecisionRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Decision"), 50, ruled=True),
        TableColumn(N_("Responsible"), 24, ruled=True),
        TableColumn(N_("By when"), 16, ruled=True),
    )
    rows = [Row((each.title, each.responsible, each.due_on)) for each in own]
    rows += [Row(("", "", None))] * max(0, LINES - len(rows))
    return TableBlock(columns, tuple(rows), title=N_("Decisions taken"), room=Room.PEN)


def follow_story(telling: Telling) -> Iterator[Block]:
    """List what the meetings decided and was not done: the late ones first."""
    rows = [row for row in decisions(telling.session) if row.done_on is None]
    late = sum(row.late > 0 for row in rows)
    subtitle = P_(
        "{late} late of {count} decision not done",
        "{late} late of {count} decisions not done",
        count=len(rows),
        late=late,
    )
    yield Title(FOLLOW_UP.title, subtitle)
    if not rows:
        yield say_prose(N_("Nothing is waiting: every decision is done."))
        return
    columns = (
        TableColumn(N_("Meeting"), 16),
        TableColumn(N_("Decision"), 48),
        TableColumn(N_("Responsible"), 22),
        TableColumn(N_("Due on"), 15),
        TableColumn(N_("Follow-up"), 18),
        TableColumn(N_("Done on"), 15, ruled=True),
    )
    lines: list[Row] = []
    last = len(columns) - 1
    for name in sorted({row.committee for row in rows}):
        heading = (name, *(None,) * last)
        lines.append(Row(heading, Role.ARTICLE, (Span(0, last),)))
        lines += [
            Row((r.met_on, r.title, r.responsible, r.due_on, r.standing, ""))
            for r in rows
            if r.committee == name
        ]
    yield TableBlock(columns, tuple(lines))


ATTENDANCE_SHEET = Document(
    "committee-attendance",
    N_("Attendance sheet of a committee"),
    sheet_story,
    group=GROUP,
    purpose=N_("To be signed or thumb-printed; joined to the minutes."),
    standing=standing,
)
MINUTES = Document(
    "committee-minutes",
    N_("Minutes of a committee"),
    minutes_story,
    group=GROUP,
    purpose=N_("A form for each kind of meeting, to be filled in by hand."),
    standing=standing,
)
FOLLOW_UP = Document(
    "committee-decisions",
    N_("Decisions of the committees to follow up"),
    follow_story,
    group=GROUP,
    purpose=N_("What was decided and is not done, committee by committee."),
    standing=standing,
)
