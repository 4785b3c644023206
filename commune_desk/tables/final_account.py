"""The administrative account, its results, and the receveur’s account beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.allocations import (
    ALLOCATION,
    AddAllocation,
    RemoveAllocations,
    ReviseAllocation,
    allocations,
)
from commune_desk.services.receveur import EnterFigures, TypeFigure, concordance
from commune_desk.services.remainders import remainders
from commune_desk.services.results import section_results, whole_year
from commune_desk.tables.choices import members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.nomenclature import PARTS, SECTION_CHOICES, SIDE_CHOICES
from commune_desk.tables.situation import (
    CODE,
    CREDIT,
    LEVELS,
    READS,
    TITLE,
    amount,
    rate,
)
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.allocations import AllocationRow
    from commune_desk.services.command import Command
    from commune_desk.services.receveur import ConcordanceRow
    from commune_desk.services.remainders import Remainder
    from commune_desk.services.results import SectionResult
    from commune_desk.services.scope import Scope
    from commune_desk.services.situation import Situation


def _rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Situation]:
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    return [r for r in whole_year(session, year) if ids is None or r.id in ids]


IN_ORDER = tuple(PARTS)
OF_PARTS: Level[Any] = Level(
    lambda x: IN_ORDER.index((x.section, x.side)), lambda x: PARTS[x.section, x.side]
)

ACCOUNT: Table[Situation] = Table(
    name="administrative_account",
    title=N_("Administrative account"),
    purpose=N_(
        "The whole year with its complementary days, as the council will judge it."
    ),
    rows=_rows,
    reads=READS,
    columns=always(
        CODE,
        TITLE,
        *CREDIT,
        Column(
            "committed",
            N_("Committed"),
            lambda x: x.committed if x.side is Side.EXPENDITURE else None,
            Kind.MONEY,
            13,
            adds=True,
        ),
        amount("realised", N_("Titles or orders")),
        amount("moved", N_("Collected or paid")),
        amount("left", N_("Left")),
        rate("realised", N_("Rate")),
    ),
    levels=(OF_PARTS, *LEVELS[1:]),
    row_title=lambda row: f"{row.account.code} {row.account.title}",
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)

RESULTS: Table[SectionResult] = Table(
    name="year_results",
    title=N_("Result of the year"),
    purpose=N_(
        "By section, on both bases: what was due (droits constatés) and what moved."
    ),
    rows=section_results,
    reads={**READS, "result_allocations": None},
    columns=always(
        Column("section", N_("Section"), lambda x: x.section, Kind.CHOICE, 16,
               choices=SECTION_CHOICES),
        amount("titled", N_("Titles")),
        amount("ordered", N_("Orders")),
        amount("of_the_year", N_("Of the year")),
        amount("carried", N_("Carried over")),
        amount("result", N_("Result")),
        amount("collected", N_("Collected")),
        amount("paid", N_("Paid")),
        amount("earlier_in", N_("Earlier, in")),
        amount("earlier_out", N_("Earlier, out")),
        amount("in_cash", N_("In money")),
    ),
    row_title=lambda row: str(row.id),
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
)  # fmt: skip

_given = fields_of(ALLOCATION, ReviseAllocation)

ALLOCATIONS: Table[AllocationRow] = Table(
    name="allocations",
    title=N_("Allocation of results"),
    purpose=N_(
        "Year by year: what goes to investment, what is carried over. Results of years"
        " kept elsewhere are typed."
    ),
    rows=allocations,
    reads={"result_allocations": "id", **READS},
    columns=always(
        _given("year", Kind.YEAR, width=7),
        Column(
            "operating",
            N_("Operating result"),
            lambda x: x.operating,
            Kind.MONEY,
            14,
        ),
        Column(
            "investment",
            N_("Investment result"),
            lambda x: x.investment,
            Kind.MONEY,
            14,
        ),
        _given("to_investment", Kind.MONEY, width=14),
        _given("carried_operating", Kind.MONEY, width=14, signed=True),
        _given("carried_investment", Kind.MONEY, width=14, signed=True),
        _given("deliberation", width=16),
        _given("decided_on", Kind.DATE, width=12),
        _given("operating_result", Kind.MONEY, width=14, shown=False, signed=True),
        _given("investment_result", Kind.MONEY, width=14, shown=False, signed=True),
        _given("note", width=24, shown=False),
    ),
    identity=("year",),
    add=lambda _, values: AddAllocation(
        {key: value for key, value in values.items() if value is not None}
    ),
    remove=lambda rows: RemoveAllocations(tuple(row.id for row in rows)),
    record="result_allocations",
    required=frozenset({"year"}),
    row_title=lambda row: str(row.year),
    empty=N_("No result of any year yet."),
    one_sum=False,
)


def _typed(key: str, title: Any, width: int, kind: Kind = Kind.MONEY) -> Column[Any]:
    return Column(
        key,
        title,
        lambda x: getattr(x, key),
        kind,
        width,
        edit=lambda x, value: TypeFigure(x.year_id, x.account.id, key, value),
        adds=kind is Kind.MONEY,
    )


def _enter(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    figures = {
        key: values[key]
        for key in ("taken_up", "realised", "note")
        if values.get(key) is not None
    }
    return EnterFigures(
        scope.year, values["section"], values["side"], values["code"], figures
    )


CONCORDANCE: Table[ConcordanceRow] = Table(
    name="concordance",
    title=N_("Concordance with the receveur"),
    purpose=N_(
        "Type the compte de gestion: taken up and realised; each gap is explained."
    ),
    rows=concordance,
    reads={**READS, "receveur_figures": None},
    columns=always(
        CODE,
        TITLE,
        amount("ours", N_("Titles or orders")),
        _typed("taken_up", N_("Taken up by the receveur"), 14),
        amount("gap", N_("Gap")),
        amount("moved", N_("Collected or paid")),
        _typed("realised", N_("Realised by the receveur"), 14),
        amount("moved_gap", N_("Gap in money")),
        _typed("note", N_("Explanation"), 28, Kind.TEXT),
        Column(
            "section", N_("Section"), lambda x: x.section, Kind.CHOICE, 14,
            choices=SECTION_CHOICES, shown=False,
        ),
        Column(
            "side", N_("Side"), lambda x: x.side, Kind.CHOICE, 10,
            choices=SIDE_CHOICES, shown=False,
        ),
    ),
    levels=(OF_PARTS, LEVELS[1]),
    identity=("section", "side", "code"),
    likeness=("code",),
    add=_enter,
    required=frozenset({"section", "side", "code"}),
    row_title=lambda row: f"{row.code} {row.account.title}",
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)  # fmt: skip

REMAINDERS: Table[Remainder] = Table(
    name="remainders",
    title=N_("Left to collect and to pay"),
    purpose=N_("Titles and orders of which something is left on the day chosen."),
    rows=remainders,
    reads={**READS, "parties": None, "villages": None},
    columns=always(
        Column("year", N_("Year"), lambda x: x.year, Kind.YEAR, 7),
        Column("kind", N_("Act"), lambda x: x.kind, Kind.CHOICE, 14,
               choices=members(EntryKind)),
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 6),
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 11),
        Column("code", N_("Account"), lambda x: x.account.code, Kind.CODE, 8),
        Column("object", N_("Object"), lambda x: x.object, width=30),
        Column("party", N_("Party"), lambda x: x.party, width=20),
        Column("village", N_("Village"), lambda x: x.village, width=14, shown=False),
        amount("amount", N_("Amount")),
        amount("taken", N_("Collected or paid")),
        amount("left", N_("Left")),
        Column("days", N_("Days"), lambda x: x.days, Kind.INTEGER, 7),
    ),
    levels=(
        Level(
            lambda x: x.side is Side.EXPENDITURE,
            lambda x: N_("Left to pay")
            if x.side is Side.EXPENDITURE
            else N_("Left to collect"),
        ),
    ),
    row_title=lambda row: f"{row.number} {row.object}",
    empty=N_("Nothing is left to collect or to pay."),
    year_bound=True,
    one_sum=False,
)  # fmt: skip
