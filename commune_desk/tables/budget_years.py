"""Five years of the budget as a table: chapters down, years across."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.budget_years import EARLIER, ELSEWHERE, chapter_years
from commune_desk.tables.budget_papers import READS_BUDGET
from commune_desk.tables.nomenclature import PARTS
from commune_desk.tables.table import Column, Kind, Level, Table

if TYPE_CHECKING:
    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text
    from commune_desk.services.budget_years import ChapterYears
    from commune_desk.services.scope import Scope

OUTSIDE = N_("Accounts that the list of the year does not have")


def chapter_name(row: ChapterYears) -> Text | str:
    """Name a chapter."""
    return OUTSIDE if row.chapter == ELSEWHERE else row.title


def _at(place: int, row: ChapterYears) -> Money | None:
    return row.amounts[place]


def _columns(scope: Scope) -> tuple[Column[ChapterYears], ...]:
    return (
        Column(
            "chapter",
            N_("Chapter"),
            lambda x: x.chapter.replace(ELSEWHERE, ""),
            Kind.CODE,
            9,
        ),
        Column("title", N_("Title"), chapter_name, width=38),
        *(
            Column(
                f"year{place}",
                str(scope.year - EARLIER + place),
                partial(_at, place),
                Kind.MONEY,
                15,
                adds=True,
                note=N_("Realised where it is known, else forecast."),
            )
            for place in range(EARLIER)
        ),
        Column(
            "now",
            N_("Budget {year}", year=scope.year),
            lambda x: x.now,
            Kind.MONEY,
            15,
            adds=True,
        ),
        Column(
            "change", N_("Difference"), lambda x: x.change, Kind.MONEY, 15, adds=True
        ),
        Column(
            "share",
            N_("Difference in %"),
            lambda x: x.share,
            Kind.SHARE,
            11,
            ratio=("change", f"year{EARLIER - 1}"),
        ),
    )


BUDGET_YEARS: Table[ChapterYears] = Table(
    name="budget_years",
    begins="budget",
    title=N_("Five years"),
    purpose=N_(
        "Each chapter over five years: what was realised, else forecast, beside the"
        " budget."
    ),
    rows=chapter_years,
    reads={
        **READS_BUDGET,
        "line_amounts": None,
        "accounts": None,
        "past_figures": None,
        "ledger_entries": None,
        "conversions": None,
    },
    columns=_columns,
    levels=(
        Level(
            lambda x: (SECTIONS.index(x.section), SIDES.index(x.side)),
            lambda x: PARTS[x.section, x.side],
        ),
    ),
    row_title=lambda row: f"{row.chapter} {row.title}",
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)
