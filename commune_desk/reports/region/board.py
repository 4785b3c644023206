"""Who has sent and who is late, on paper: the sheet that hangs at the region’s door."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from commune_desk.domain.package.region import SendingState
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Heading, Note, Title, Voice, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.region.looked_at import across, few, year_of
from commune_desk.services.region.queries.board import board
from commune_desk.services.region.scope import this_day
from commune_desk.tables.region.places import NO_CERCLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.region.queries.board import BoardRow, Due, Sending
    from commune_desk.services.region.scope import RegionScope

SIGNS = {
    SendingState.ON_TIME: "●",
    SendingState.LATE: "◐",
    SendingState.WAITED: "○",
    SendingState.OVERDUE: "✗",
}
"""Full, part and empty disc, and a cross: they tell apart on any photocopy."""


WORDS = {
    SendingState.ON_TIME: N_("received in time"),
    SendingState.LATE: N_("received late"),
    SendingState.WAITED: N_("awaited"),
    SendingState.OVERDUE: N_("not received"),
}


def story(telling: Telling) -> Iterator[Block]:
    """Tell of each commune what came and what is awaited."""
    scope, today = cast("RegionScope", telling.scope), this_day()
    rows = board(telling.session, scope.year, today)
    yield Title(
        N_("Who has sent: {year}", year=str(scope.year)),
        N_("Situation on {date}", date=telling.words.long_date(today)),
        headed=True,
    )
    if not rows:
        yield say_prose(
            N_("No commune yet: enter the list of the region, or receive a package.")
        )
        return
    yield say_prose(sentence(rows), voice=Voice.ALOUD)
    yield by_commune(rows, scope.sendings)
    yield Note(legend())
    if scope.sendings:
        yield Heading(N_("Count of each document"), 2)
        yield by_document(rows, scope.sendings)
        if not all(sending.sure for sending in scope.sendings):
            yield Note(UNSURE)


UNSURE = N_(
    "The days by which documents are due are a working proposal: no text that was "
    "found fixes them. The region replaces them in its list."
)


def legend() -> Text:
    """Say what each sign means."""
    said = tuple(
        N_("{sign} {state}", sign=sign, state=WORDS[state])
        for state, sign in SIGNS.items()
    )
    return N_("{signs}.", signs=said)


def sentence(rows: Sequence[BoardRow]) -> Text:
    """Say how many sent, and which sent nothing."""
    silent = [row.place for row in rows if not row.packages]
    sent = N_(
        "{sent} communes out of {all} have sent at least one package.",
        sent=len(rows) - len(silent),
        all=len(rows),
    )
    if not silent:
        return sent
    return N_("{sent} Nothing has come from {names}.", sent=sent, names=few(silent))


def by_commune(rows: Sequence[BoardRow], sendings: Sequence[Sending]) -> TableBlock:
    """Put communes under their cercles, with the state of each document."""
    columns = (
        TableColumn(N_("Code"), 14),
        TableColumn(N_("Commune"), 29),
        *(
            TableColumn(sending.title, 23, group=N_("Documents of the year"))
            for sending in sendings
        ),
        TableColumn(N_("No."), 5, Align.RIGHT, group=N_("Last package read")),
        TableColumn(N_("Tells of"), 15, group=N_("Last package read")),
        TableColumn(N_("Up to"), 12, Align.CENTRE, group=N_("Last package read")),
        TableColumn(N_("To look at"), 24),
    )
    printed: list[Row] = []
    for (none, _), group in groupby(sorted(rows, key=_cercle_key), key=_cercle_key):
        members = list(group)
        sent = sum(bool(row.packages) for row in members)
        title = N_(
            "{cercle}: {sent} communes out of {all} have sent",
            cercle=NO_CERCLE if none else members[0].place.cercle,
            sent=sent,
            all=len(members),
        )
        printed.append(across(title, len(columns)))
        printed += [_line(row) for row in members]
    return TableBlock(columns, tuple(printed))


def _cercle_key(row: BoardRow) -> tuple[bool, str]:
    """Put cercles in the order of their names; communes of no list stand last."""
    cercle = row.place.cercle if row.place.listed else ""
    return not cercle, fold(cercle)


def _line(row: BoardRow) -> Row:
    last = row.last
    told: tuple[Any, ...] = (None, None, None)
    if last is not None:
        told = (last.sequence, last.stage, last.until)
    named = (row.place.code, row.place.name)
    return Row((*named, *map(state_of, row.dues), *told, _remarks(row)))


def state_of(due: Due) -> Text:
    """Say by sign, word and day what became of a document."""
    sign = SIGNS[due.state]
    if due.came is None:
        return N_("{sign} {state}", sign=sign, state=WORDS[due.state])
    day = due.came.received_at.date()
    if due.state is SendingState.LATE:
        return N_("{sign} late {day}", sign=sign, day=day)
    return N_("{sign} come {day}", sign=sign, day=day)


def _remarks(row: BoardRow) -> tuple[Text, ...]:
    said: list[Text] = []
    if not row.place.listed:
        said.append(N_("not in the region’s list"))
    if row.last is not None and row.last.partial:
        said.append(N_("partial package"))
    if row.aside:
        said.append(
            P_("one from another database", "{count} from another database",
               count=row.aside)
        )  # fmt: skip
    if row.gaps:
        said.append(
            P_("one before it never came", "{count} before never came", count=row.gaps)
        )
    return tuple(said)


def by_document(
    rows: Sequence[BoardRow], sendings: Sequence[Sending], *, sourced: bool = True
) -> TableBlock:
    """Count for each document how many communes are in which state.

    `sourced` says where its day comes from.
    """
    heads: list[Said] = [
        N_("{sign} {state}", sign=sign, state=WORDS[state])
        for state, sign in SIGNS.items()
    ]
    columns = [
        TableColumn(N_("Document"), 40),
        TableColumn(N_("Due on"), 16, Align.CENTRE),
        *(TableColumn(head, 16, Align.RIGHT) for head in heads),
        TableColumn(N_("Communes"), 14, Align.RIGHT),
    ]
    if sourced:
        columns.append(TableColumn(N_("Source of the day"), 60))
    counted: list[Row] = []
    for place, sending in enumerate(sendings):
        states = [row.dues[place].state for row in rows]
        counts = [states.count(state) for state in SIGNS]
        source = (sending.source,) if sourced else ()
        cells = (sending.title, sending.deadline, *counts, len(rows), *source)
        counted.append(Row(cells))
    return TableBlock(tuple(columns), tuple(counted))


BOARD_PAPER = Document(
    "region-board",
    N_("Who has sent"),
    story,
    landscape=True,
    over=year_of,
    purpose=N_("For the region’s meeting: what came from each commune, who is late."),
)
