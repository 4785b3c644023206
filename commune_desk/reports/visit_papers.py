"""Papers of a visit: the grid, blank or filled, and the letter of the executive."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_, Text
from commune_desk.domain.visits import MOST, grid_on
from commune_desk.reports.blocks import (
    BOX,
    TICK,
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, Span, TableBlock, TableColumn
from commune_desk.reports.meeting_papers import DOTS, GROUP, SHORT, standing
from commune_desk.services.grid_lists import questions, steps
from commune_desk.services.settings import preferences
from commune_desk.services.territory import own_commune
from commune_desk.services.today import today
from commune_desk.services.visit_lists import last_visits, visits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commune_desk.domain.visits import Question
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.visit_lists import VisitRow

PROPOSAL = N_(
    "Grid and classes are a working proposal, after the practice of Kayes; they can be"
    " replaced by those of the region."
)


def blank_story(telling: Telling) -> Iterator[Block]:
    """Tell the grid to be taken along: one page, three boxes a question."""
    session = telling.session
    grid = grid_on(today(session), questions(session))
    yield Title(N_("Visit to a committee"), N_("Self-assessment with the committee"))
    yield say_prose(
        N_("Committee: {committee} · Village: {village}", committee=DOTS,
           village=SHORT),
        N_("Date: …… / …… / ………… · Agent of the commune: {agent}", agent=DOTS),
    )  # fmt: skip
    yield _grid(grid, None)
    yield say_prose(
        N_("Remarks, and what is asked: {dots}", dots=DOTS * 2),
        DOTS * 4,
        DOTS * 4,
        N_("To be settled by …… / …… / …………"),
    )
    yield Note(_scale(telling))
    yield _signers()


def sheet_story(telling: Telling) -> Iterator[Block]:
    """Tell the visits asked for, else the last of each committee; a page each."""
    rows = visits(telling.session)
    chosen = [row for row in rows if str(row.id) == telling.only]
    found = chosen if telling.only else last_visits(rows)
    if not found:
        yield from blank_story(telling)
        return
    known = questions(telling.session)
    for number, row in enumerate(sorted(found, key=lambda r: (r.committee, r.made_on))):
        if number:
            yield PageBreak()
        yield from _sheet(telling, row, grid_on(row.made_on, known))


def _sheet(
    telling: Telling, row: VisitRow, grid: Sequence[Question]
) -> Iterator[Block]:
    day = telling.words.long_date(row.made_on)
    yield Title(row.committee, N_("Visit of {date}", date=day))
    score = row.score
    figures = [
        Figure(
            N_("{points} of {most}", points=score.points, most=score.most),
            N_("points"),
        ),
        Figure(row.class_title or "–", N_("class")),
    ]
    if row.before is not None:
        before = N_(
            "{points} of {most}", points=row.before.points, most=row.before.most
        )
        date = N_("visit of {date}", date=row.before_on)
        figures.append(Figure(before, date, row.before.title))
    yield KeyFigures(tuple(figures))
    yield _grid(grid, row.points)
    agent = N_("Agent of the commune: {agent}", agent=row.agent or SHORT)
    yield say_prose(agent)
    if row.remarks:
        yield say_prose(N_("Remarks: {remarks}", remarks=row.remarks))
        yield say_prose(_until(row))
    yield Note(_scale(telling))
    yield _signers()


def _until(row: VisitRow) -> Text:
    if row.settled_on is not None:
        return N_("Settled on {date}.", date=row.settled_on)
    if row.deadline is None:
        return N_("No deadline was set.")
    return N_("To be settled by {date}.", date=row.deadline)


def _grid(grid: Sequence[Question], points: Mapping[int, int] | None) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 7),
        TableColumn(N_("Question"), 70),
        *(
            TableColumn(str(number), 7, Align.CENTRE, ruled=True)
            for number in range(MOST + 1)
        ),
    )
    last = len(columns) - 1
    rows: list[Row] = []
    theme = ""
    for each in grid:
        if each.theme != theme:
            theme = each.theme
            heading = (theme, *(None,) * last)
            rows.append(Row(heading, Role.ARTICLE, (Span(0, last),)))
        given = points.get(each.id) if points is not None else None
        boxes = (TICK if given == n else BOX for n in range(MOST + 1))
        rows.append(Row((each.code, each.title, *boxes)))
    return TableBlock(columns, tuple(rows))


def _signers() -> Signatures:
    return Signatures(
        (
            Signature(N_("The agent of the commune"), ()),
            Signature(N_("For the committee"), (), thumb=True),
        )
    )


def _scale(telling: Telling) -> Text:
    classes = tuple(
        P_(
            "{title} from {count} point",
            "{title} from {count} points",
            count=step.lowest,
            title=step.title,
        )
        for step in steps(telling.session)
    )
    return N_("{classes}. {proposal}", classes=classes, proposal=PROPOSAL)


def letter_story(telling: Telling) -> Iterator[Block]:
    """Tell the letters asked for, else one for each visit that waits for an answer."""
    rows = visits(telling.session)
    if telling.only:
        found = [row for row in rows if str(row.id) == telling.only]
    else:
        found = [row for row in rows if row.seen.open]
    if not found:
        yield Title(CONTROL_LETTER.title)
        yield say_prose(N_("No visit waits for an answer: there is no letter to send."))
        return
    known = questions(telling.session)
    for number, row in enumerate(sorted(found, key=lambda r: (r.committee, r.made_on))):
        if number:
            yield PageBreak()
        yield from _letter(telling, row, grid_on(row.made_on, known))


def _letter(
    telling: Telling, row: VisitRow, grid: Sequence[Question]
) -> Iterator[Block]:
    settings, words = preferences(telling.session), telling.words
    commune = own_commune(telling.session)
    executive = settings["executive.title"]
    yield Title(N_("Control letter"), N_("No. {number}", number=SHORT), headed=True)
    yield Prose(
        (
            Paragraph(
                (
                    Run(
                        N_(
                            "{place}, on {date}",
                            place=commune.name if commune else SHORT,
                            date="…… / …… / …………",
                        )
                    ),
                ),
                align=Align.RIGHT,
            ),
        )
    )
    yield say_prose(
        N_(
            "{executive} to the president of the committee “{committee}”",
            executive=executive,
            committee=row.committee,
        ),
        N_("Object: visit of {date}", date=words.long_date(row.made_on)),
        voice=Voice.ACT,
    )
    yield say_prose(
        N_("Mr President, Madam President,"),
        N_(
            "On {date}, {agent} visited your committee for the commune, which follows"
            " those that run its works.",
            date=words.long_date(row.made_on),
            agent=row.agent or N_("an agent of the commune"),
        ),
        voice=Voice.ACT,
    )
    yield from _found(row, grid)
    yield Heading(N_("What is asked"), 2)
    asked = row.remarks or N_("Nothing more: go on in this way.")
    yield say_prose(asked, voice=Voice.ACT)
    if row.remarks:
        yield say_prose(_within(telling, row), voice=Voice.ACT)
    yield Signatures(
        (
            Signature(
                N_("Received by the committee"),
                (N_("On …… / …… / …………"),),
                thumb=True,
            ),
            Signature(executive, (), stamp=True),
        )
    )


def _found(row: VisitRow, grid: Sequence[Question]) -> Iterator[Block]:
    yield Heading(N_("What was found"), 2)
    if row.score.whole:
        yield say_prose(
            N_(
                "The grid, filled with your bureau, gives {points} points of {most}:"
                " class “{title}”.",
                points=row.score.points,
                most=row.score.most,
                title=row.score.title,
            ),
            voice=Voice.ACT,
        )
    weak = [each for each in grid if row.points.get(each.id) == 0]
    partly = [each for each in grid if row.points.get(each.id) == 1]
    if weak or partly:
        columns = (
            TableColumn(N_("Not reached (0 points)"), 50),
            TableColumn(N_("Reached in part (1 point)"), 50, ruled=True),
        )
        pairs = zip_longest(map(_called, weak), map(_called, partly), fillvalue="")
        yield TableBlock(columns, tuple(Row(pair) for pair in pairs))
    if row.score.whole and not weak and not partly:
        yield say_prose(N_("Every question has its full points."), voice=Voice.ACT)


def _called(question: Question) -> str:
    return f"{question.code} {question.title}"


def _within(telling: Telling, row: VisitRow) -> Text:
    if row.settled_on is not None:
        return N_("This was settled on {date}.", date=row.settled_on)
    if row.deadline is None:
        return N_("Please tell the town hall once it is done.")
    return N_(
        "Please do it by {date}, and tell the town hall.",
        date=telling.words.long_date(row.deadline),
    )


VISIT_BLANK = Document(
    "visit-blank",
    N_("Visit to a committee, blank grid"),
    blank_story,
    group=GROUP,
    purpose=N_("To be taken along: twenty questions, 0 to 2 points each."),
    standing=standing,
)
VISIT_SHEET = Document(
    "visit-sheet",
    N_("Visits to the committees, filled grids"),
    sheet_story,
    group=GROUP,
    purpose=N_("The last grid of each committee, a page each."),
    standing=standing,
)
CONTROL_LETTER = Document(
    "control-letter",
    N_("Control letters to the committees"),
    letter_story,
    group=GROUP,
    purpose=N_("What was found, what is asked, by when; where remarks are open."),
    standing=standing,
)
