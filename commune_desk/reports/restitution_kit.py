"""The restitution kit: three A3 sheets for the assembly, and a booklet to take home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Prose,
    Run,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Room,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.meeting_papers import standing
from commune_desk.reports.poster_sheets import (
    BARS,
    HIGH,
    WIDE,
    FigureSheet,
    SpokenSheet,
    VillageSheet,
)
from commune_desk.reports.restitution import BAMANANKAN, merged
from commune_desk.reports.told_year import tell_year
from commune_desk.services.public_lists import public_sessions, questions
from commune_desk.services.recommendations import recommendations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.restitution import Line
    from commune_desk.reports.told_year import League, Year
    from commune_desk.services.scope import Scope

GROUP = N_("Accountability")
KIT, BOOKLET = N_("Restitution kit, A3 sheets"), N_("Restitution booklet")
OF_A_PAGE = 20
"""Villages of one sheet of the league table."""

OF_THE_BOOKLET = 10
"""Sectors of the booklet: the smallest stand together."""

NOTES = 8
"""Lines of the booklet for notes."""


def choices(session: Session, _: Scope) -> Sequence[tuple[str, str]]:
    """Offer each restitution: its kit tells the exercise that it told."""
    return [(str(row.id), row.title) for row in public_sessions(session)]


def kit_story(telling: Telling) -> Iterator[Block]:
    """Tell the year on sheets that are held up before the assembly."""
    told = tell_year(telling)
    words = telling.words
    sectors = merged(telling, told.sectors, BARS)
    year = str(told.year)
    yield Title(N_("The commune’s money in {year}", year=year), _when(telling, told))
    yield Picture(
        WIDE,
        HIGH,
        FigureSheet(told, sectors, words).draw,
        N_("Ten figures of {year}", year=year),
        facts=_ten(told),
        worded=True,
    )
    yield from _pages(telling, told)


def _pages(telling: Telling, told: Year) -> Iterator[Block]:
    year = str(told.year)
    yield PageBreak()
    yield Title(N_("To say to the assembly"), _when(telling, told), headed=True)
    yield Picture(
        WIDE,
        HIGH,
        SpokenSheet(told.figures, telling.words).draw,
        N_("Ten sentences to read aloud"),
        facts=_spoken(told),
        worded=True,
    )
    for first in range(0, len(told.league), OF_A_PAGE):
        rows = told.league[first : first + OF_A_PAGE]
        yield PageBreak()
        title = N_("The villages in {year}, one by one", year=year)
        yield Title(title, _when(telling, told), headed=True)
        yield Picture(
            WIDE,
            HIGH,
            VillageSheet(rows, telling.words).draw,
            title,
            facts=_league(told, rows),
            worded=True,
        )


def _when(telling: Telling, told: Year) -> Text:
    day = telling.words.long_date(told.day)
    if told.held is None:
        return N_("What came in, what went out, what was done. Figures of {day}.",
                  day=day)  # fmt: skip
    return N_(
        "Public restitution of {held}, {place}. Figures of {day}.",
        held=telling.words.long_date(told.held.held_on),
        place=told.held.place or told.held.village or "…",
        day=day,
    )


def _ten(told: Year) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 6, Align.RIGHT),
        TableColumn(N_("Figure"), 24, Align.RIGHT),
        TableColumn(N_("What it counts"), 60),
    )
    rows = [
        Row((place, each.value, each.label))
        for place, each in enumerate(told.figures, 1)
    ]
    return TableBlock(columns, tuple(rows), title=N_("The ten figures"))


def _spoken(told: Year) -> TableBlock:
    columns = (
        TableColumn(N_("No."), 6, Align.RIGHT),
        TableColumn(N_("Sentence to read aloud"), 90),
        TableColumn(N_("Notes in Bamanankan"), 50, ruled=True),
    )
    rows = [
        Row((place, each.sentence, "")) for place, each in enumerate(told.figures, 1)
    ]
    return TableBlock(columns, tuple(rows), title=N_("To say to the assembly"))


def _money_of(sectors: Sequence[Line]) -> TableBlock:
    columns = (
        TableColumn(N_("Sector"), 44),
        TableColumn(N_("Planned"), 22, Align.RIGHT, adds=True),
        TableColumn(N_("Spent"), 22, Align.RIGHT, adds=True),
    )
    rows = [Row((line.name, line.whole, line.part)) for line in sectors]
    whole = Money.total(line.whole for line in sectors)
    part = Money.total(line.part for line in sectors)
    rows.append(Row((N_("Overall total"), whole, part), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _league(told: Year, rows: Sequence[League]) -> TableBlock:
    columns = (
        TableColumn(N_("Rank"), 7, Align.RIGHT),
        TableColumn(N_("Village"), 30),
        TableColumn(N_("TDRL asked"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("TDRL paid"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Recovery"), 12, Align.RIGHT, ratio=(3, 2)),
        TableColumn(N_("Spent there"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Present"), 10, Align.RIGHT, adds=True),
    )
    lines = [
        Row((r.rank, r.village, r.asked, r.paid, r.rate, r.spent, r.present))
        for r in rows
    ]
    if len(rows) == len(told.league):
        counted = [r.present for r in rows if r.present is not None]
        spent = Money.total(r.spent for r in rows)
        share = Share.of(told.paid, told.asked)
        cells = (None, N_("Overall total"), told.asked, told.paid, share, spent,
                 sum(counted) if counted else None)  # fmt: skip
        lines.append(Row(cells, Role.GRAND))
    title = N_("The villages in {year}, one by one", year=str(told.year))
    return TableBlock(columns, tuple(lines), title=title, unit=IN_FRANCS)


def booklet_story(telling: Telling) -> Iterator[Block]:
    """Tell the same on a few small pages that a chief takes home."""
    told = tell_year(telling)
    year = str(told.year)
    yield Title(N_("The commune’s money in {year}", year=year), _when(telling, told))
    for first in range(0, len(told.figures), 2):
        pair = told.figures[first : first + 2]
        yield KeyFigures(tuple(Figure(each.value, each.label) for each in pair))
    yield PageBreak()
    yield Heading(N_("To say to the assembly"))
    for place, each in enumerate(told.figures, 1):
        runs = [Run(each.sentence)]
        if each.amount is not None:
            runs.append(Run(f" ({telling.words.in_letters(each.amount)})"))
        yield Prose((Paragraph(tuple(runs), f"{place}."),))
    yield Heading(N_("What was the money for?"))
    if told.sectors:
        yield _money_of(merged(telling, told.sectors, OF_THE_BOOKLET))
    else:
        yield say_prose(N_("The plan has no action in this year."))
    yield Heading(N_("The TDRL, village by village"))
    yield from _small_league(told)
    yield from _after(telling, told)


def _small_league(told: Year) -> Iterator[Block]:
    if not told.league:
        yield say_prose(N_("No village is noted yet."))
        return
    columns = (
        TableColumn(N_("Rank"), 8, Align.RIGHT),
        TableColumn(N_("Village"), 34),
        TableColumn(N_("TDRL asked"), 20, Align.RIGHT, adds=True),
        TableColumn(N_("TDRL paid"), 20, Align.RIGHT, adds=True),
        TableColumn(N_("Of 100 francs"), 14, Align.RIGHT),
    )
    rows = [
        Row(
            (
                r.rank,
                r.village,
                r.asked,
                r.paid,
                None if r.rate is None else round(r.rate.basis_points / 100),
            )
        )
        for r in told.league
    ]
    share = Share.of(told.paid, told.asked)
    whole = None if share is None else round(share.basis_points / 100)
    cells = (None, N_("Overall total"), told.asked, told.paid, whole)
    rows.append(Row(cells, Role.GRAND))
    yield TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _after(telling: Telling, told: Year) -> Iterator[Block]:
    """Tell what was asked last time, and what came of it; leave room for notes."""
    open_ = [r for r in recommendations(telling.session) if r.public_session_id]
    if open_:
        yield Heading(N_("What was asked before, and what was done"))
        columns = (
            TableColumn(N_("Recommendation"), 50),
            TableColumn(N_("In charge"), 24, ruled=True),
            TableColumn(N_("Follow-up"), 22, ruled=True),
        )
        rows = tuple(Row((r.title, r.owner, r.standing)) for r in open_)
        yield TableBlock(columns, rows)
    asked = [] if told.held is None else [
        q for q in questions(telling.session)
        if q.session_id == told.held.id and q.answer
    ]  # fmt: skip
    if asked:
        yield Heading(N_("Questions and answers"))
        for each in asked:
            yield say_prose(each.question, each.answer)
    yield Heading(N_("Notes in Bamanankan"), beside=BAMANANKAN)
    blank = tuple(Row(("",)) for _ in range(NOTES))
    yield TableBlock((TableColumn("", 100),), blank, room=Room.PEN)
    yield say_prose(
        N_("Everybody may ask a question, here or at the town hall."),
        voice=Voice.ALOUD,
    )
    yield Note(
        N_(
            "Money is what came in and went out during the year, with what earlier"
            " years left. Works, committees and complaints are told as they stand on"
            " the day of the situation."
        )
    )


RESTITUTION_KIT = Document(
    "restitution-kit",
    KIT,
    kit_story,
    group=GROUP,
    size="A3",
    over=lambda scope: str(scope.year),
    purpose=N_("Ten figures, ten sentences to read aloud, the villages one by one."),
    standing=standing,
    choices=choices,
    named=lambda telling: named(telling, KIT),
)
RESTITUTION_BOOKLET = Document(
    "restitution-booklet",
    BOOKLET,
    booklet_story,
    group=GROUP,
    size="A5",
    over=lambda scope: str(scope.year),
    purpose=N_("The same figures on small pages, for chiefs and committees."),
    standing=standing,
    choices=choices,
    named=lambda telling: named(telling, BOOKLET),
)


def named(telling: Telling, title: Text) -> str:
    """Name the exercise that is told, which the session asked for may change."""
    rows = public_sessions(telling.session)
    own = next((r.year for r in rows if str(r.id) == telling.only), telling.scope.year)
    return f"{telling.words.say(title)} {own}"
