"""The journal of a period, for the council: every act with what it changed."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import Note, Title, say_prose
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.services.history import changes_of, days_of, of_period
from commune_desk.tables.told_changes import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.history import EntryRow
    from commune_desk.services.scope import Scope

MOST_TOLD = 5
"""Changes told of one act: an import changes thousands, which the screen tells."""

DAYS = 31
MOST_ACTS = 200
"""Acts told where no month was chosen: the last ones."""

MONTH = "%Y-%m"


def story(telling: Telling) -> Iterator[Block]:
    """Tell each act of a month, or of the last days that hold any."""
    first, last = _period(telling)
    say = telling.words.long_date
    title = N_("Journal of changes")
    yield Title(title, N_("From {first} to {last}", first=say(first), last=say(last)))
    rows = of_period(telling.session, first, last)
    if not rows:
        yield say_prose(N_("Nothing was recorded in this period."))
        return
    if not telling.only:
        rows = rows[-MOST_ACTS:]
    people = sorted({row.actor for row in rows})
    yield say_prose(
        P_(
            "{count} act, by {people}. Fields before and after, as people read them.",
            "{count} acts, by {people}. Fields before and after, as people read them.",
            count=len(rows),
            people=tuple(people),
        )
    )
    columns = (
        TableColumn(N_("No."), 8, Align.RIGHT),
        TableColumn(N_("When"), 16),
        TableColumn(N_("Who"), 18),
        TableColumn(N_("What was done"), 36),
        TableColumn(N_("Before and after"), 90),
        TableColumn(N_("Seal"), 14),
    )
    found: list[Row] = []
    for _, acts in groupby(rows, lambda row: row.at.date()):
        for row in acts:
            telling.progress.step(title, len(found), len(rows))
            found.append(_row(telling, row))
    yield TableBlock(columns, tuple(found))
    yield Note(
        N_(
            "Each act is sealed to the one before. Who holds this paper can check"
            " later, under Journal, that the history is still the same."
        )
    )


def _row(telling: Telling, row: EntryRow) -> Row:
    changes = changes_of(telling.session, row.id)
    texts = told(telling.session, telling.scope, changes[:MOST_TOLD])
    sentences = [telling.words.say(text) for text in texts]
    left = len(changes) - MOST_TOLD
    if left > 0:
        more = P_("{count} more change", "{count} more changes", count=left)
        sentences.append(telling.words.say(more))
    seal = row.seal[:12].upper()
    cells = (row.id, telling.words.say(row.at), row.actor, row.label,
             "\n".join(sentences), seal)  # fmt: skip
    return Row(cells)


def months(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """List the months in which something was done, the latest first."""
    firsts = sorted({day.replace(day=1) for day in days_of(session)}, reverse=True)
    return [(f"{day:{MONTH}}", f"{day:%m/%Y}") for day in firsts]


def _period(telling: Telling) -> tuple[dt.date, dt.date]:
    if telling.only:
        month = dt.datetime.strptime(telling.only, MONTH).date()  # noqa: DTZ007  a day has no zone
        days = calendar.monthrange(month.year, month.month)[1]
        return month, month.replace(day=days)
    days_known = days_of(telling.session)
    last = days_known[0] if days_known else dt.date(telling.scope.year, 1, 1)
    return last - dt.timedelta(DAYS - 1), last


JOURNAL_PAPER = Document(
    "journal-changes",
    N_("Journal of changes"),
    story,
    landscape=True,
    group=N_("Lists"),
    purpose=N_("Who changed what and when, before and after, by month."),
    standing=unstated,
    choices=months,
)
