"""The slip of a sending (bordereau d’envoi): signed, and compared at the region.

It says on paper what identifies the file: its digest, its number, its control totals
and the head of the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.package.format import BY_NAME
from commune_desk.domain.package.totals import LINES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Figure as Key
from commune_desk.reports.blocks import (
    Heading,
    KeyFigures,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.deliberation import BLANK
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn
from commune_desk.services.sent.sendings import grouped, sendings, short
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.fields import Resource
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.scope import Scope
    from commune_desk.services.sent.sendings import SendingRow

GROUP = N_("Sending to the region")
TITLE = N_("Slip of the sending to the region")
SIGNED = 35
"""Characters of the digest on one line: eight groups of four."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell the sending that is meant, else the last of the year."""
    rows = sendings(telling.session)
    wanted = [
        row
        for row in rows
        if str(row.id) == telling.only
        or (not telling.only and row.year == telling.scope.year)
    ]
    if not wanted:
        yield Title(TITLE, centred=True)
        text = N_(
            "Nothing of {year} was sent to the region yet.",
            year=str(telling.scope.year),
        )
        yield say_prose(text)
        return
    yield from _slip(telling, wanted[0])


def _slip(telling: Telling, row: SendingRow) -> Iterator[Block]:
    settings = preferences(telling.session)
    yield Title(
        N_("Slip of sending no. {number}", number=row.sequence),
        N_(
            "Year {year}: {stage}, {standing}, as of {day}",
            year=str(row.year),
            stage=row.stage,
            standing=row.standing,
            day=telling.words.long_date(row.until_on),
        ),
        centred=True,
    )
    recipient = row.recipient or settings["sending.recipient"] or BLANK
    yield say_prose(
        N_("{executive} to: {recipient}", executive=settings["executive.title"],
           recipient=recipient),
    )  # fmt: skip
    yield KeyFigures(
        (
            Key(row.sequence, N_("number of the sending in its year")),
            Key(row.lines, N_("lines in all tables")),
            Key(row.size, N_("bytes")),
        )
    )
    yield _facts(telling, row)
    yield Heading(N_("Tables and control totals"), 2)
    yield _totals(row)
    yield say_prose(
        N_("Short message: {text}", text=short(telling.session, row)),
    )
    yield Signatures(
        (
            Signature(settings["executive.title"], stamp=True),
            Signature(
                N_("Received at the region"),
                (
                    N_("On …… / …… / …………"),
                    N_("Digest compared: □ the same  □ another"),
                    N_("Observations: ……………………………"),
                ),
                framed=True,
            ),
        )
    )


def _facts(telling: Telling, row: SendingRow) -> TableBlock:
    digest = grouped(row.sha256)
    seal = grouped(row.journal_seal[:32])
    facts: list[tuple[Said, Said]] = [
        (N_("File"), row.file),
        (N_("Sent on"), telling.words.long_date(row.sent_on)),
        (N_("Digest (SHA-256)"), digest[: SIGNED + 4].strip()),
        ("", digest[SIGNED + 5 :].strip()),
        (N_("Package"), row.package),
        (N_("Replaces"), _replaced(row)),
        (N_("Tables"), _scope(row)),
        (N_("Persons"), telling.words.say(row.privacy)),
        (N_("Name of the dossier"), row.source),
        (
            N_("Journal before the sending"),
            N_("entry no. {number}, {seal}", number=row.journal_number, seal=seal),
        ),
    ]
    if row.reason:
        facts.append((N_("Reason"), row.reason))
    if row.signed:
        facts.append((N_("Signed by the key"), row.signed))
    columns = (TableColumn(N_("What"), 26), TableColumn(N_("Value"), 74))
    return TableBlock(columns, tuple(Row(fact) for fact in facts))


def _replaced(row: SendingRow) -> Text | str:
    if row.replaces is not None:
        return N_("sending no. {number} of the same year", number=row.replaces)
    return row.supersedes or N_("nothing: it is the first of the year")


def _scope(row: SendingRow) -> Text:
    count = len(row.scope.split(","))
    if row.partial:
        return P_(
            "{count} table, chosen: a partial sending",
            "{count} tables, chosen: a partial sending",
            count=count,
        )
    return P_("{count} table: a whole sending", "{count} tables: a whole sending",
              count=count)  # fmt: skip


def _totals(row: SendingRow) -> TableBlock:
    columns = (
        TableColumn(N_("Tables"), 38),
        TableColumn(N_("Section, side or class"), 14, Align.CENTRE),
        TableColumn(N_("Lines"), 9, Align.RIGHT),
        TableColumn(N_("What is added up"), 32),
        TableColumn(N_("CFA francs"), 18, Align.RIGHT),
    )
    lines: list[Row] = []
    sums = row.sums
    for name in row.scope.split(","):
        resource = BY_NAME.get(name)
        if resource is None:
            continue
        own = [part for part in sums if part == name or part.startswith(f"{name}/")]
        if not own:
            lines.append(Row((resource.title, "", 0, "", "")))
        for part in own:
            lines += _part(resource, part.partition("/")[2], sums[part])
    lines.append(Row((N_("All tables"), "", row.lines, "", ""), Role.GRAND))
    return TableBlock(columns, tuple(lines))


def _part(resource: Resource, part: str, sums: Mapping[str, int]) -> list[Row]:
    """Tell the sums of a part; those of nothing are left out."""
    told = [(name, Money(sums[name])) for name in resource.amounts if sums.get(name)]
    first: tuple[Said, object] = told[0] if told else ("", "")
    rows = [Row((resource.title, part, sums[LINES], *first))]
    return rows + [Row(("", "", "", *each)) for each in told[1:]]


def _choices(session: Session, scope: Scope) -> Sequence[tuple[str, Said]]:
    del scope
    return [
        (
            str(row.id),
            N_("no. {number} of {year}", number=row.sequence, year=str(row.year)),
        )
        for row in sendings(session)
    ]


SENDING_SLIP = Document(
    "sending-slip",
    TITLE,
    story,
    group=GROUP,
    purpose=N_("Goes with the file to the region; what identifies it, to be signed."),
    standing=unstated,
    choices=_choices,
)
