"""The directory of committees by village: a booklet of A5 pages, without telephones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    Heading,
    Note,
    Paragraph,
    Prose,
    Run,
    Title,
    say_prose,
)
from commune_desk.reports.committee_sheet import GROUP, UNKNOWN, chosen, standing
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Row, TableBlock, TableColumn
from commune_desk.services.today import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.registry import Known

NO_VILLAGE = N_("Without a village")


def story(telling: Telling) -> Iterator[Block]:
    """Tell the committees village by village, then those that come from elsewhere."""
    day = today(telling.session)
    here: dict[str, list[Known]] = defaultdict(list)
    for each in chosen(telling):
        here[each.village].append(each)
    count = sum(map(len, here.values()))
    yield Title(
        COMMITTEE_DIRECTORY.title,
        P_(
            "{count} committee by village, situation on {day}",
            "{count} committees by village, situation on {day}",
            count=count,
            day=day,
        ),
    )
    if not count:
        yield say_prose(N_("No committee yet."))
    for village in sorted(here, key=fold):
        own = here[village]
        yield Heading(village or NO_VILLAGE)
        for each in own:
            yield from _entry(each, day)
        others = [
            each.committee.name
            for group in here.values()
            for each in group
            if village in each.villages and each.village != village
        ]
        if others:
            text = N_("Served too by: {names}.", names=", ".join(others))
            yield Note(text)
    yield Note(N_("Telephones are not printed: ask the town hall."))


def _entry(known: Known, day: dt.date) -> Iterator[Block]:
    yield Heading(known.committee.name, 2)
    served = ", ".join(v for v in known.villages if v != known.village)
    facts = [known.type.title]
    runs = [Run(" · ".join(facts))]
    if served:
        runs.append(Run(" · "))
        runs.append(Run(N_("also serves {villages}", villages=served)))
    yield Prose((Paragraph(tuple(runs)),))
    columns = (
        TableColumn(N_("Post"), 44),
        TableColumn(N_("Surname and first name"), 50, ruled=True),
        TableColumn(N_("End of mandate"), 24, ruled=True),
    )
    rows = [
        Row(
            (
                state.post.title,
                state.holder.name if state.holder else UNKNOWN,
                (state.holder.ends_on or "") if state.holder else "",
            )
        )
        for state in known.states(day)
        if state.post.bureau or state.holder is not None
    ]
    if rows:
        yield TableBlock(columns, tuple(rows))


COMMITTEE_DIRECTORY = Document(
    "committee-directory",
    N_("Directory of the committees"),
    story,
    group=GROUP,
    size="A5",
    purpose=N_("A booklet by village: who is who, to be handed to partners."),
    standing=standing,
)
