"""The periods of a year and their closings; what was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.execution import WHOLE_YEAR, Verb
from commune_desk.domain.text import N_, Text
from commune_desk.services.periods import period_states
from commune_desk.services.put_right import closings, corrections
from commune_desk.tables.choices import members
from commune_desk.tables.situation import period_title
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.services.periods import PeriodState
    from commune_desk.services.put_right import ClosingRow, CorrectionRow


def named(period: int) -> Text:
    """Name a period, the whole year too."""
    return N_("Whole year") if period == WHOLE_YEAR else period_title(period)


def state_of(row: PeriodState) -> Text:
    """Say whether a period is open."""
    if row.closed:
        return N_("closed")
    if row.reopened_on is not None:
        return N_("reopened")
    return N_("to close") if row.ended else N_("open")


PERIODS: Table[PeriodState] = Table(
    name="periods",
    title=N_("Periods"),
    purpose=N_("Twelve months, the complementary days, the year: open or closed."),
    rows=period_states,
    reads={
        "closings": None,
        "ledger_entries": None,
        "receipts": None,
        "slips": None,
        "fiscal_years": None,
        "settings": None,
    },
    columns=always(
        Column("period", N_("Period"), lambda x: named(x.period), width=22),
        Column("state", N_("State"), state_of, width=12),
        Column("ends", N_("Last day"), lambda x: x.ends, Kind.DATE, 11),
        Column("entries", N_("Entries"), lambda x: x.entries, Kind.INTEGER, 9),
        Column("unfinished", N_("To do"), lambda x: x.unfinished, Kind.INTEGER, 8),
        Column("closed_on", N_("Closed on"), lambda x: x.closed_on, Kind.DATE, 11),
        Column("closed_by", N_("Closed by"), lambda x: x.closed_by, width=14),
        Column("note", N_("Note"), lambda x: x.note, width=18),
        Column("reopened_on", N_("Reopened on"), lambda x: x.reopened_on, Kind.DATE,
               11),
        Column("reopened_by", N_("Reopened by"), lambda x: x.reopened_by, width=14),
        Column("reason", N_("Reason"), lambda x: x.reason, width=24),
    ),
    row_title=lambda row: str(row.id),
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
)  # fmt: skip

CLOSINGS: Table[ClosingRow] = Table(
    name="closings",
    title=N_("Closings and reopenings"),
    purpose=N_("Every closing of the year, and why some were opened again."),
    rows=closings,
    reads={"closings": None},
    columns=always(
        Column("period", N_("Period"), lambda x: named(x.period), width=22),
        Column("closed_on", N_("Closed on"), lambda x: x.closed_on, Kind.DATE, 11),
        Column("closed_by", N_("Closed by"), lambda x: x.closed_by, width=16),
        Column("note", N_("Note"), lambda x: x.note, width=24),
        Column("reopened_on", N_("Reopened on"), lambda x: x.reopened_on, Kind.DATE,
               11),
        Column("reopened_by", N_("Reopened by"), lambda x: x.reopened_by, width=16),
        Column("reason", N_("Reason"), lambda x: x.reason, width=40),
    ),
    row_title=lambda row: str(row.id),
    empty=N_("No period of this year was closed yet."),
    year_bound=True,
)  # fmt: skip

CORRECTIONS: Table[CorrectionRow] = Table(
    name="corrections",
    title=N_("Corrections"),
    purpose=N_("What was corrected, reversed or cancelled: by whom, when and why."),
    rows=corrections,
    reads={"corrections": "id", "ledger_entries": None, "operations": None},
    columns=always(
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 11),
        Column("verb", N_("What was done"), lambda x: x.verb, Kind.CHOICE, 14,
               choices=members(Verb)),
        Column("what", N_("To what"), lambda x: x.what, width=28),
        Column("detail", N_("What was changed"), lambda x: x.detail, width=36),
        Column("reason", N_("Reason"), lambda x: x.reason, width=40),
        Column("who", N_("By whom"), lambda x: x.who, width=16),
    ),
    row_title=lambda row: str(row.id),
    empty=N_("Nothing was put right yet."),
)  # fmt: skip
