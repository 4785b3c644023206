"""Papers of accountability: a restitution’s minutes and sheet, follow-up lists."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.attendance import people
from commune_desk.reports.blocks import (
    BOX,
    Heading,
    Note,
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
from commune_desk.reports.meeting_papers import DOTS, SHORT, standing
from commune_desk.reports.restitution_invitation import RESTITUTION_INVITATION
from commune_desk.reports.restitution_kit import (
    GROUP,
    RESTITUTION_BOOKLET,
    RESTITUTION_KIT,
    choices,
    named,
)
from commune_desk.reports.told_year import moved, session_of
from commune_desk.services.missing_papers import missing_papers
from commune_desk.services.plans import scope_for
from commune_desk.services.public_lists import presences, questions
from commune_desk.services.recommendations import recommendations
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.missing_papers import MissingRow
    from commune_desk.services.public_lists import PublicRow
    from commune_desk.services.recommendations import RecommendationRow

MINUTES = N_("Minutes of the restitution")
SHEET = N_("Attendance sheet of the restitution")
BLANK = 4
"""Empty lines of what a form leaves to the pen."""


def minutes_story(telling: Telling) -> Iterator[Block]:
    """Tell the minutes of a restitution; an empty form where none is noted."""
    row = session_of(telling)
    year = str(row.year if row else telling.scope.year)
    yield Title(
        N_("Minutes of the public restitution, exercise {year}", year=year), headed=True
    )
    yield from _convened(telling, row)
    yield Heading(N_("Who came"), 2)
    yield _who_came(telling, row)
    yield from _accounts(telling, row)
    if row is not None and row.minutes:
        yield Heading(N_("Course of the session"), 2)
        yield say_prose(row.minutes)
    yield Heading(N_("Questions of the public, and answers"), 2)
    yield _asked(telling, row)
    yield Heading(N_("Recommendations of the session"), 2)
    yield _urged(telling, row)
    yield Note(
        N_("A working form: the texts found say no more than that a session is held.")
    )
    title = preferences(telling.session)["executive.title"]
    yield Signatures(
        (
            Signature(N_("The secretary of the session")),
            Signature(N_("For the villages"), thumb=True),
            Signature(title),
        )
    )


def _convened(telling: Telling, row: PublicRow | None) -> Iterator[Block]:
    words = telling.words
    if row is None:
        yield say_prose(
            N_("Date: {date} · Place: {place}", date="…… / …… / …………", place=DOTS),
            N_("Announced on {date}, by: {channels}", date=SHORT, channels=DOTS),
            N_("Chair: {chair}", chair=DOTS),
            N_("Services and authorities: {guests}", guests=DOTS),
        )
        return
    announced = words.long_date(row.announced_on) if row.announced_on else SHORT
    yield say_prose(
        N_(
            "Date: {date} · Place: {place}",
            date=words.long_date(row.held_on),
            place=row.place or row.village or DOTS,
        ),
        N_(
            "Announced on {date}, by: {channels}",
            date=announced,
            channels=row.channels or DOTS,
        ),
        N_("Chair: {chair}", chair=row.chair or DOTS),
        N_("Services and authorities: {guests}", guests=row.guests or DOTS),
    )


def _who_came(telling: Telling, row: PublicRow | None) -> TableBlock:
    columns = (
        TableColumn(N_("Village"), 40),
        TableColumn(N_("Women"), 14, Align.RIGHT, ruled=True, adds=True),
        TableColumn(N_("Men"), 14, Align.RIGHT, ruled=True, adds=True),
        TableColumn(N_("Present"), 14, Align.RIGHT, ruled=True, adds=True),
        TableColumn(N_("Young people among them"), 16, Align.RIGHT, ruled=True,
                    adds=True),
    )  # fmt: skip
    own = [p for p in presences(telling.session) if row and p.session_id == row.id]
    if not own:
        blank = tuple(Row(("", None, None, None, None)) for _ in range(BLANK))
        return TableBlock(columns, blank, room=Room.PEN)
    lines = [Row((p.village, p.women, p.men, p.present, p.young)) for p in own]
    sums = (
        N_("Total"),
        sum(p.women for p in own),
        sum(p.men for p in own),
        sum(p.present for p in own),
        sum(p.young for p in own),
    )
    return TableBlock(columns, (*lines, Row(sums, Role.GRAND)))


def _accounts(telling: Telling, row: PublicRow | None) -> Iterator[Block]:
    """Say which figures were told, where the books have them."""
    scope = telling.scope
    if row is not None and row.year != scope.year:
        scope = scope_for(telling.session, row.year)
    found = moved(telling.session, scope)
    if found is None or row is None:
        return
    francs = telling.words.francs
    yield Heading(N_("Accounts presented"), 2)
    yield say_prose(
        N_(
            "In {year}, {came} came in and {went} went out; of it {passing} only pass"
            " through, for the teachers.",
            year=str(row.year),
            came=francs(found.came),
            went=francs(found.went),
            passing=francs(found.passing),
        ),
        N_("{amount} were taken from what was left before.",
           amount=francs(Money(-found.left.francs)))
        if found.left.francs < 0
        else N_("{amount} are left of the year.", amount=francs(found.left)),
    )  # fmt: skip


def _asked(telling: Telling, row: PublicRow | None) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 5, Align.RIGHT),
        TableColumn(N_("Question"), 42, ruled=True),
        TableColumn(N_("Village"), 18, ruled=True),
        TableColumn(N_("Answer"), 42, ruled=True),
    )
    own = [q for q in questions(telling.session) if row and q.session_id == row.id]
    lines = [Row((q.number, q.question, q.village, q.answer)) for q in own]
    if not lines:
        blank = tuple(Row((None, "", "", "")) for _ in range(BLANK))
        return TableBlock(columns, blank, room=Room.PEN)
    return TableBlock(columns, tuple(lines))


def _urged(telling: Telling, row: PublicRow | None) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 5, Align.RIGHT),
        TableColumn(N_("Recommendation"), 56, ruled=True),
        TableColumn(N_("In charge"), 26, ruled=True),
        TableColumn(N_("To be done by"), 16, ruled=True),
    )
    own = sorted(
        (r for r in recommendations(telling.session)
         if row and r.public_session_id == row.id),
        key=lambda r: r.number,
    )  # fmt: skip
    lines = [Row((r.number, r.title, r.owner, r.due_on)) for r in own]
    if not lines:
        blank = tuple(Row((None, "", "", None)) for _ in range(BLANK))
        return TableBlock(columns, blank, room=Room.PEN)
    return TableBlock(columns, tuple(lines))


def sheet_story(telling: Telling) -> Iterator[Block]:
    """Tell one sheet to sign for a restitution."""
    row, words = session_of(telling), telling.words
    yield Title(N_("Attendance sheet"), N_("Sheet no. ……… of ………"))
    year = str(row.year if row else telling.scope.year)
    date = words.long_date(row.held_on) if row else "…… / …… / …………"
    yield say_prose(
        N_("Public restitution of the exercise {year}", year=year),
        N_("Date: {date} · Place: {place}", date=date,
           place=(row.place or row.village if row else "") or DOTS),
    )  # fmt: skip
    yield people()
    yield say_prose(N_("On this sheet: men ……… · women ……… · young ……… · total ………"))
    yield Signatures(
        (
            Signature(N_("The secretary of the session"), (), thumb=True),
            Signature(N_("The chair of the session"), (), thumb=True),
        )
    )


def follow_story(telling: Telling) -> Iterator[Block]:
    """List all recommendations, of restitutions and bodies, session by session."""
    rows = recommendations(telling.session)
    late = sum(row.late > 0 for row in rows)
    done = sum(row.done_on is not None for row in rows)
    subtitle = P_(
        "{count} recommendation: carried out {done}, late {late}",
        "{count} recommendations: carried out {done}, late {late}",
        count=len(rows),
        done=done,
        late=late,
    )
    yield Title(RECOMMENDATIONS_PAPER.title, subtitle)
    if not rows:
        yield say_prose(N_("No recommendation noted yet."))
        return
    columns = (
        TableColumn(N_("No."), 5, Align.RIGHT),
        TableColumn(N_("Recommendation"), 46, ruled=True),
        TableColumn(N_("In charge"), 22, ruled=True),
        TableColumn(N_("To be done by"), 14, ruled=True),
        TableColumn(N_("State"), 16, ruled=True),
        TableColumn(N_("Follow-up"), 15, ruled=True),
        TableColumn(N_("What was done"), 36, ruled=True),
    )
    ordered = sorted(
        rows,
        key=lambda r: (
            -r.met_on.toordinal(),
            r.public_session_id or 0,
            r.body_session_id or 0,
            r.number,
        ),
    )
    lines: list[Row] = []
    last = len(columns) - 1
    for (origin, met), group in groupby(ordered, lambda r: (r.origin, r.met_on)):
        head = N_("{origin}, session of {date}", origin=origin, date=met)
        lines.append(Row((head, *(None,) * last), Role.ARTICLE, (Span(0, last),)))
        lines += map(_followed, group)
    yield TableBlock(columns, tuple(lines))


def _followed(row: RecommendationRow) -> Row:
    return Row(
        (
            row.number,
            row.title,
            row.owner,
            row.due_on,
            NAMES[row.state],
            row.done_on or row.standing,
            row.followup,
        )
    )


def missing_story(telling: Telling) -> Iterator[Block]:
    """List what is missing, with a box to tick where it is found."""
    rows = missing_papers(telling.session)
    records = len({(row.table, row.record_id) for row in rows})
    subtitle = P_(
        "{count} paper, for records: {records}",
        "{count} papers, for records: {records}",
        count=len(rows),
        records=records,
    )
    yield Title(MISSING_PAPER.title, subtitle)
    if not rows:
        yield say_prose(N_("Nothing is missing: every paper asked for is there."))
        return
    columns = (
        TableColumn(N_("Record"), 60),
        TableColumn(N_("Paper that is missing"), 46, ruled=True),
        TableColumn(N_("Text"), 46, ruled=True),
        TableColumn(N_("Found again"), 8, Align.CENTRE, ruled=True),
    )
    yield TableBlock(columns, tuple(_lines_of(rows, len(columns) - 1)))
    yield Note(
        N_(
            "What is asked for is a list of the commune; lines that are not sure are"
            " working proposals."
        )
    )


def _lines_of(rows: Sequence[MissingRow], last: int) -> Iterator[Row]:
    by_table = groupby(rows, lambda r: r.procedure)
    for procedure, group in by_table:
        head: Text | str = procedure
        yield Row((head, *(None,) * last), Role.ARTICLE, (Span(0, last),))
        name = ""
        for row in group:
            shown = "" if row.name == name else row.name
            name = row.name
            yield Row((shown, row.paper, row.legal, BOX))


RESTITUTION_MINUTES = Document(
    "restitution-minutes",
    MINUTES,
    minutes_story,
    group=GROUP,
    over=lambda scope: str(scope.year),
    purpose=N_("Who came, what was asked and answered, what was recommended."),
    standing=standing,
    choices=choices,
    named=lambda telling: named(telling, MINUTES),
)
RESTITUTION_ATTENDANCE = Document(
    "restitution-attendance",
    SHEET,
    sheet_story,
    group=GROUP,
    over=lambda scope: str(scope.year),
    purpose=N_("To be signed or thumb-printed; joined to the minutes."),
    standing=standing,
    choices=choices,
    named=lambda telling: named(telling, SHEET),
)
RECOMMENDATIONS_PAPER = Document(
    "recommendations",
    N_("Follow-up of recommendations"),
    follow_story,
    landscape=True,
    group=GROUP,
    purpose=N_("Of restitutions and bodies together: who does what, by when."),
    standing=standing,
)
MISSING_PAPER = Document(
    "missing-papers",
    N_("Papers that are missing"),
    missing_story,
    landscape=True,
    group=GROUP,
    purpose=N_("Procedure by procedure, for the one who goes and looks for them."),
    standing=standing,
)
PUBLIC_PAPERS = (
    RESTITUTION_KIT,
    RESTITUTION_BOOKLET,
    RESTITUTION_INVITATION,
    RESTITUTION_MINUTES,
    RESTITUTION_ATTENDANCE,
    RECOMMENDATIONS_PAPER,
    MISSING_PAPER,
)
