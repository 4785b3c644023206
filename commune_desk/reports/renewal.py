"""Renewals: the list of mandates that end, and the papers of an election.

The forms are working proposals `[D]`: region, cercle, commune, village, date, hour,
agenda and signature of the president are those of a school committee’s letter of
invitation (`planning.md` 4.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import (
    BOX,
    DASH,
    Heading,
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
from commune_desk.reports.committee_sheet import GROUP, nothing, standing
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
from commune_desk.services.jobs import told
from commune_desk.services.registry import book
from commune_desk.services.settings import preferences
from commune_desk.services.term_lists import days_ahead, terms, to_renew
from commune_desk.services.territory import own_commune
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.terms import Post
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.registry import Known
    from commune_desk.services.term_lists import TermRow

BLANK = "…………………"
LINES = 10
"""People of one page of the list to sign."""

AGENDA = (
    N_("Report of the bureau whose mandate ends"),
    N_("Reading and discussion of the accounts"),
    N_("Election of the members of the bureau"),
    N_("Any other business"),
)


def due(telling: Telling) -> list[TermRow]:
    """Give the mandates that end within the days looked ahead, or have ended."""
    session = telling.session
    rows = to_renew(terms(session), today(session), days_ahead(session))
    active = {each.id for each in book(session) if each.active}
    return [row for row in rows if row.committee_id in active]


def list_story(telling: Telling) -> Iterator[Block]:
    """List the mandates to renew, committee by committee."""
    rows, days = due(telling), days_ahead(telling.session)
    if not rows:
        yield from nothing(TERMS_TO_RENEW.title)
        return
    count = len({row.committee_id for row in rows})
    yield Title(
        TERMS_TO_RENEW.title,
        P_(
            "{count} committee, within {days} days of {day}",
            "{count} committees, within {days} days of {day}",
            count=count,
            days=days,
            day=today(telling.session),
        ),
    )
    columns = (
        TableColumn(N_("Post"), 50),
        TableColumn(N_("Surname and first name"), 50, ruled=True),
        TableColumn(N_("End of mandate"), 20, ruled=True),
        TableColumn(N_("State"), 36, ruled=True),
        TableColumn(N_("Assembly foreseen on"), 24, ruled=True),
    )
    lines: list[Row] = []
    last = 0
    for row in rows:
        if row.committee_id != last:
            last = row.committee_id
            where = f"{row.committee} – {row.village}" if row.village else row.committee
            cells = (where, *[""] * (len(columns) - 1))
            lines.append(Row(cells, Role.ARTICLE, (Span(0, len(columns) - 1),)))
        lines.append(Row((row.post, row.person, row.ends_on, row.state, "")))
    yield TableBlock(columns, tuple(lines))


def kit_story(telling: Telling) -> Iterator[Block]:
    """Tell notice, list to sign and minutes, for each committee to renew."""
    ending = {row.committee_id for row in due(telling)}
    wanted = [
        each
        for each in book(telling.session)
        if (str(each.id) == telling.only if telling.only else each.id in ending)
    ]
    if not wanted:
        yield from nothing(RENEWAL_KIT.title)
        return
    for known in told(wanted, N_("Printing the renewal kits"), telling.progress):
        if known is not wanted[0]:
            yield PageBreak()
        yield from _notice(telling, known)
        yield PageBreak()
        yield from _list(known)
        yield PageBreak()
        yield from _minutes(telling, known)


def _notice(telling: Telling, known: Known) -> Iterator[Block]:
    commune = own_commune(telling.session)
    places = (commune.region, commune.cercle, commune.name) if commune else ()
    yield Title(
        N_("Notice of an elective general assembly"),
        " · ".join(filter(None, (*places, known.village))),
        headed=True,
    )
    name = known.committee.name
    sentences = [
        N_("The members of “{committee}” are invited to the general assembly that will"
           " renew its bureau.", committee=name),
        N_("Day: …… / …… / …………   Hour: ……………   Place: ……………………………………"),
    ]  # fmt: skip
    yield say_prose(*sentences, voice=Voice.ALOUD)
    yield Heading(N_("Why now"), 2)
    yield say_prose(_why(telling, known))
    yield Heading(N_("Agenda"), 2)
    yield Prose(tuple(Paragraph((Run(line),), DASH) for line in AGENDA))
    yield Heading(N_("Seats to fill"), 2)
    yield Prose(
        tuple(
            Paragraph((Run(_asked(post)),), DASH) for post in _elected(telling, known)
        )
    )
    settings = preferences(telling.session)
    yield Signatures(
        (
            Signature(N_("The president of the committee"), thumb=True),
            Signature(
                N_("Seen, {title}", title=settings["executive.title"]), stamp=True
            ),
        )
    )


def _why(telling: Telling, known: Known) -> Text:
    own = [
        row
        for row in terms(telling.session)
        if row.committee_id == known.id
        and row.held(today(telling.session))
        and row.ends_on is not None
    ]
    ends = [row.ends_on for row in own if row.ends_on is not None]
    if not ends:
        return N_("No mandate of the bureau is noted in the register.")
    return P_(
        "{count} mandate is noted; its end: {date}.",
        "{count} mandates are noted; the first end: {date}.",
        count=len(ends),
        date=min(ends),
    )


def _elected(telling: Telling, known: Known) -> list[Post]:
    day = today(telling.session)
    return [p for p in known.posts if p.exists(day) and not p.ex_officio]


def _asked(post: Post) -> Text | str:
    if post.woman and post.literate:
        return N_("{post} (a woman who reads and writes)", post=post.title)
    if post.woman:
        return N_("{post} (a woman)", post=post.title)
    if post.literate:
        return N_("{post} (reads and writes)", post=post.title)
    return post.title


def _list(known: Known) -> Iterator[Block]:
    yield Title(
        N_("List of those present"),
        N_("{committee} – elective assembly of …… / …… / ………… – sheet no. ……",
           committee=known.committee.name),
    )  # fmt: skip
    columns = (
        TableColumn(N_("No."), 6, Align.CENTRE),
        TableColumn(N_("Surname and first name"), 38, ruled=True),
        TableColumn(N_("Village, quality"), 22, ruled=True),
        TableColumn(N_("M"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("W"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("Signature"), 20, ruled=True),
        TableColumn(N_("or left thumb-print"), 20, Align.CENTRE, ruled=True),
    )
    rows = tuple(
        Row((str(number), "", "", BOX, BOX, "", "")) for number in range(1, LINES + 1)
    )
    yield TableBlock(columns, rows, room=Room.THUMB)
    yield say_prose(N_("On this sheet: men ……… · women ……… · total ………"))


def _minutes(telling: Telling, known: Known) -> Iterator[Block]:
    yield Title(
        N_("Minutes of the election of the bureau"), known.committee.name, headed=True
    )
    text = N_(
        "In the year ………………, on …… / …… / …………, the general assembly of “{committee}”"
        " met at {village}, chaired by {blank}, with {blank} as secretary, in the"
        " presence of {blank} for the commune. Present: ……… men and ……… women.",
        committee=known.committee.name,
        village=known.village or BLANK,
        blank=BLANK,
    )
    yield say_prose(text)
    columns = (
        TableColumn(N_("Post"), 40),
        TableColumn(N_("Elected (surname and first name)"), 46, ruled=True),
        TableColumn(N_("M"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("W"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("Reads, writes"), 9, Align.CENTRE, ruled=True),
        TableColumn(N_("Votes"), 12, ruled=True),
        TableColumn(N_("Signature or thumb-print"), 26, ruled=True),
    )
    rows = tuple(
        Row((_asked(post), "", BOX, BOX, BOX, "", ""))
        for post in _elected(telling, known)
    )
    yield TableBlock(columns, rows, room=Room.PEN)
    months = known.months
    if months is not None:
        yield say_prose(
            P_(
                "The mandate is of {count} month, to …… / …… / …………",
                "The mandate is of {count} months, to …… / …… / …………",
                count=months,
            )
        )
    share = known.type.women_least
    if share is not None:
        text = P_(
            "The bureau counts at least {count} woman.",
            "The bureau counts at least {count} women.",
            count=share,
        )
        yield say_prose(text)
    yield Signatures(
        (
            Signature(N_("The chair of the session"), thumb=True),
            Signature(N_("The secretary of the session"), ()),
            Signature(N_("The representative of the commune"), stamp=True),
        )
    )
    yield Note(N_("A working form; the statutes of the committee come first."))


TERMS_TO_RENEW = Document(
    "terms-to-renew",
    N_("Mandates to renew"),
    list_story,
    group=GROUP,
    purpose=N_("For the mayor: which committees must vote in the coming weeks."),
    standing=standing,
)
RENEWAL_KIT = Document(
    "renewal-kit",
    N_("Renewal kits of the committees"),
    kit_story,
    group=GROUP,
    purpose=N_("Notice, list to sign and minutes for each bureau to renew."),
    standing=standing,
)
