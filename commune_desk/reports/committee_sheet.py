"""The sheet of a committee: identity, bureau, acts, works, what is to be done.

A part of the program that has something to say of a committee adds to `PARTS`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import Sex
from commune_desk.domain.names import NAMES
from commune_desk.domain.terms import Standing
from commune_desk.domain.text import N_, P_, Text
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
from commune_desk.reports.committee_money_part import money_part
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.money_parts import dues_part, water_part
from commune_desk.services.cash_review import of_cash
from commune_desk.services.committee_acts import committee_acts
from commune_desk.services.committee_review import of_committees
from commune_desk.services.committees import committees
from commune_desk.services.installations import installations
from commune_desk.services.jobs import told
from commune_desk.services.registry import book
from commune_desk.services.settings import preferences
from commune_desk.services.term_lists import state_text
from commune_desk.services.today import today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.terms import SeatState
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.committees import CommitteeRow
    from commune_desk.services.registry import Known
    from commune_desk.services.scope import Scope

GROUP = N_("Committees")
UNKNOWN = "–"


def standing(session: Session, _: Scope) -> tuple[Text, str]:
    """Say of which day the register speaks: no plan is voted here."""
    return N_("register on {day}", day=today(session)), ""


SEX = {Sex.WOMAN: N_("W"), Sex.MAN: N_("M")}
OPEN_LINES = 1
"""Empty lines of what is to be done, for the pen."""

Findings = dict[int, list["Issue"]]


def chosen(telling: Telling) -> list[Known]:
    """Give the committees that are asked for; dissolved ones only by name."""
    return [
        each
        for each in book(telling.session)
        if (str(each.id) == telling.only if telling.only else each.active)
    ]


def story(telling: Telling) -> Iterator[Block]:
    """Tell each committee on a page of its own."""
    wanted = chosen(telling)
    if not wanted:
        yield Title(COMMITTEE_SHEET.title, N_("No committee yet."))
        return
    found: Findings = defaultdict(list)
    for issue in (*of_committees(telling.session), *of_cash(telling.session)):
        if issue.record is not None and issue.record.table == "committees":
            found[issue.record.id].append(issue)
    for known in told(wanted, N_("Printing the sheets"), telling.progress):
        if known is not wanted[0]:
            yield PageBreak()
        yield from _sheet(telling, known, found[known.id])


def _sheet(telling: Telling, known: Known, issues: list[Issue]) -> Iterator[Block]:
    day = today(telling.session)
    row = committees(telling.session, telling.scope, {known.id})[0]
    where = known.village or UNKNOWN
    yield Title(
        known.committee.name,
        N_("{type} · village of {village} · situation on {day}",
           type=known.type.title, village=where, day=day),
        headed=True,
    )  # fmt: skip
    for part in PARTS:
        yield from part(telling, known, row)
    yield from _to_do(issues)
    settings = preferences(telling.session)
    yield Signatures(
        (
            Signature(N_("For the committee"), thumb=True),
            Signature(N_("The agent of the commune")),
            Signature(
                N_("Seen, {title}", title=settings["executive.title"]), stamp=True
            ),
        )
    )


def _identity(telling: Telling, known: Known, row: CommitteeRow) -> Iterator[Block]:
    """Set two facts side by side, as the eye reads a card."""
    months: Any = UNKNOWN
    if known.months is not None:
        months = P_("{count} month", "{count} months", count=known.months)
    facts: list[tuple[Text, Any]] = [
        (N_("Form"), row.legal_form or known.type.legal_form or UNKNOWN),
        (N_("Assembly of creation"), row.created_on or UNKNOWN),
        (N_("Villages served"), ", ".join(known.villages) or UNKNOWN),
        (N_("Mandate"), months),
        (N_("Other communes"), ", ".join(known.communes) or UNKNOWN),
        (N_("Members"), row.members or UNKNOWN),
    ]
    columns = (
        TableColumn(N_("Identity"), 20),
        TableColumn("", 44),
        TableColumn("", 24),
        TableColumn("", 20),
    )
    rows = tuple(
        Row((facts[at][0], facts[at][1], facts[at + 1][0], facts[at + 1][1]))
        for at in range(0, len(facts), 2)
    )
    yield TableBlock(columns, rows)
    del telling


def _bureau(telling: Telling, known: Known, row: CommitteeRow) -> Iterator[Block]:
    yield Heading(
        P_(
            "Bureau: {count} seat filled out of {seats}, women: {women}",
            "Bureau: {count} seats filled out of {seats}, women: {women}",
            count=row.filled,
            seats=row.seats,
            women=row.women,
        ),
        2,
    )
    states = known.states(today(telling.session))
    yield bureau_table(states)
    if not known.type.sure:
        text = N_("The seats of this type of committee are a working proposal.")
        yield Note(text)


def bureau_table(states: list[SeatState]) -> TableBlock:
    """List the seats, with who holds them; never a telephone."""
    columns = (
        TableColumn(N_("Post"), 36),
        TableColumn(N_("Surname and first name"), 43, ruled=True),
        TableColumn(N_("Sex"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("Since"), 14, ruled=True),
        TableColumn(N_("End of mandate"), 14, ruled=True),
        TableColumn(N_("Reads, writes"), 9, Align.CENTRE, ruled=True),
        TableColumn(N_("State"), 30, ruled=True),
    )
    return TableBlock(columns, tuple(map(_seat_row, states)))


def _seat_row(state: SeatState) -> Row:
    post: Any = state.post.title
    if state.post.ex_officio:
        post = N_("{post} (ex officio)", post=post)
    said = state_text(state)
    holder = state.holder
    if holder is None:
        empty = "" if state.post.ex_officio else said
        return Row((post, "", "", "", "", "", empty))
    return Row(
        (
            post,
            holder.name,
            SEX[holder.sex] if holder.sex else "",
            holder.begins_on,
            holder.ends_on or "",
            "" if holder.literate is None else holder.literate,
            "" if state.standing is Standing.RUNNING else said,
        )
    )


def _acts(telling: Telling, known: Known, _: CommitteeRow) -> Iterator[Block]:
    rows = [r for r in committee_acts(telling.session) if r.committee_id == known.id]
    if not rows:
        return
    columns = (
        TableColumn(N_("Act"), 46),
        TableColumn(N_("No."), 22, ruled=True),
        TableColumn(N_("Date"), 16, ruled=True),
        TableColumn(N_("Authority"), 30, ruled=True),
        TableColumn(N_("Valid until"), 16, ruled=True),
        TableColumn(N_("Validity"), 26, ruled=True),
    )
    yield TableBlock(
        columns,
        tuple(
            Row((NAMES[r.kind], r.number, r.dated or "", r.authority,
                 r.valid_until or "", r.validity or ""))
            for r in rows
        ),
    )  # fmt: skip


def _works(telling: Telling, known: Known, _: CommitteeRow) -> Iterator[Block]:
    rows = [r for r in installations(telling.session) if r.committee_id == known.id]
    if not rows:
        return
    columns = (
        TableColumn(N_("Installation"), 60),
        TableColumn(N_("Village"), 26, ruled=True),
        TableColumn(N_("State"), 20, ruled=True),
        TableColumn(N_("Since"), 16, ruled=True),
        TableColumn(N_("Days out of service (1 year)"), 22, Align.RIGHT, ruled=True),
    )
    yield TableBlock(
        columns,
        tuple(
            Row((r.title, r.village, NAMES[r.state],
                 r.broken_on or r.served_from or "", r.days))
            for r in rows
        ),
    )  # fmt: skip


def _to_do(issues: list[Issue]) -> Iterator[Block]:
    yield Heading(N_("To do"), 2)
    columns = (
        TableColumn("", 5, Align.CENTRE),
        TableColumn(N_("What is to be settled"), 90),
        TableColumn(N_("Before"), 18, ruled=True),
        TableColumn(N_("Who"), 26, ruled=True),
    )
    rows = [Row((BOX, issue.text, "", "")) for issue in issues]
    rows += [Row((BOX, "", "", ""))] * OPEN_LINES
    yield TableBlock(columns, tuple(rows))


PARTS: tuple[Callable[[Telling, Known, CommitteeRow], Iterator[Block]], ...] = (
    _identity,
    _bureau,
    _acts,
    _works,
    money_part,
    water_part,
    dues_part,
)
"""What the sheet says, in its order."""

COMMITTEE_SHEET = Document(
    "committee-sheet",
    N_("Sheets of the committees"),
    story,
    group=GROUP,
    purpose=N_("One page for each committee: who runs it, until when, what is due."),
    standing=standing,
)


def nothing(title: Text) -> Iterator[Block]:
    """Say that there is nothing to print."""
    yield Title(title)
    yield say_prose(N_("Nothing to renew within the days that are looked ahead."))
