"""The table of sendings: what left for the region, and what it answered."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.services.sent.sendings import SendingRow, sendings
from commune_desk.tables.table import Column, Kind, Table, always

SENDINGS: Table[SendingRow] = Table(
    name="sendings",
    title=N_("Sending to the region"),
    purpose=N_(
        "The year in one file for the region: what goes, what is looked at before, and"
        " what came back."
    ),
    rows=sendings,
    reads={"sendings": None},
    columns=always(
        Column("year", N_("Year"), lambda x: x.year, Kind.YEAR, 6),
        Column("sequence", N_("No."), lambda x: x.sequence, Kind.INTEGER, 5),
        Column("sent_on", N_("Sent on"), lambda x: x.sent_on, Kind.DATE, 11),
        Column("stage", N_("Stage"), lambda x: x.stage, Kind.TEXT, 20),
        Column("standing", N_("Standing"), lambda x: x.standing, Kind.TEXT, 16),
        Column("until_on", N_("As of"), lambda x: x.until_on, Kind.DATE, 11),
        Column("answer", N_("Answer"), lambda x: x.answer, Kind.TEXT, 18),
        Column(
            "answered_on", N_("Answered on"), lambda x: x.answered_on, Kind.DATE, 11
        ),
        Column(
            "answer_note", N_("What it says"), lambda x: x.answer_note, Kind.TEXT, 28
        ),
        Column("lines", N_("Lines"), lambda x: x.lines, Kind.INTEGER, 7),
        Column("size", N_("Bytes"), lambda x: x.size, Kind.INTEGER, 9),
        Column("digest", N_("SHA-256"), lambda x: x.short_digest, Kind.CODE, 16),
        Column("file", N_("File"), lambda x: x.file, Kind.TEXT, 36, shown=False),
        Column("period", N_("Period"), lambda x: x.period, Kind.TEXT, 14, shown=False),
        Column(
            "privacy", N_("Persons"), lambda x: x.privacy, Kind.TEXT, 18, shown=False
        ),
        Column(
            "recipient", N_("Recipient"), lambda x: x.recipient, width=24, shown=False
        ),
        Column("reason", N_("Reason"), lambda x: x.reason, width=24, shown=False),
        Column(
            "replaces",
            N_("Replaces no."),
            lambda x: x.replaces,
            Kind.INTEGER,
            8,
            shown=False,
        ),
    ),
    record="sendings",
    row_title=lambda row: row.title,
    empty=N_("Nothing was sent to the region yet."),
    one_sum=False,
)
