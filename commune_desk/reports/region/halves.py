"""The half-yearly report of a region to its orientation committee (CROCSAD).

Twice a year the committee hears how the communes manage (`planning.md` 8, paper 19,
and fact 10: state of the ANICT projects, resources, restitutions). No text found fixes
its form: sentences to be read aloud stand before the tables, and the last word is left
to the pen.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.region import Level
from commune_desk.domain.package.words import FUNDING, PARTS
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Heading,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import IN_FRANCS, Align, Role, Room, Row, TableBlock
from commune_desk.reports.grids import TableColumn as Col
from commune_desk.reports.region.board import UNSURE, by_document, sentence
from commune_desk.reports.region.looked_at import EMPTY, from_how_many, year_of
from commune_desk.reports.region.money import SIDES, spent, tax_sentence
from commune_desk.reports.region.striking import striking
from commune_desk.reports.region.works import plan_sentence, public_sentences
from commune_desk.services.region.queries import totals
from commune_desk.services.region.queries.board import board, sendings
from commune_desk.services.region.queries.coverage import coverage
from commune_desk.services.region.queries.halves import progress
from commune_desk.services.region.scope import this_day
from commune_desk.tables.region.places import NO_CERCLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.region.queries.halves import HalfProgress
    from commune_desk.services.region.queries.totals import BudgetTotal, CommuneTotal

FIRST, SECOND = N_("1st half-year"), N_("2nd half-year")
LINES, MOST = 7, 3
"""Lines left to the pen under a question; findings of each rule that are read out."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell both half-years: what is read aloud, then the tables, then the pen."""
    session, year, today = telling.session, telling.scope.year, this_day()
    yield Title(
        N_("Half-yearly report on the communes, {year}", year=str(year)),
        N_("Situation on {date}", date=telling.words.long_date(today)),
        headed=True,
    )
    rows = board(session, year, today)
    if not any(row.packages for row in rows):
        yield say_prose(EMPTY)
    else:
        yield say_prose(sentence(rows), *_aloud(telling), voice=Voice.ALOUD)
        yield Heading(N_("1. Who has sent"))
        if expected := sendings(session, year):
            yield by_document(rows, expected, sourced=False)
            if not all(sending.sure for sending in expected):
                yield Note(UNSURE)
        yield Heading(N_("2. The budgets, half-year by half-year"))
        yield from _budget(telling)
        yield Heading(N_("3. The projects, half-year by half-year"))
        yield from _projects(telling)
        yield Heading(N_("4. Projects with money of the ANICT"))
        yield from _anict(telling)
        yield Heading(N_("5. Resources, restitutions, complaints"))
        yield from _life(telling)
        yield Heading(N_("6. What strikes"))
        yield from striking(telling, MOST)
    yield PageBreak()
    yield Heading(N_("7. Recommendations of the last session: what became of them"))
    yield _pen(N_("Recommendation"), N_("Done, under way, not done: why"))
    yield Heading(N_("8. Recommendations of this session"))
    yield _pen(N_("Recommendation"), N_("Who, by when"))
    yield Note(N_("A working form: no text that was found fixes this report."))
    yield Signatures(
        (
            Signature(N_("For the regional development agency")),
            Signature(N_("For the regional council")),
            Signature(N_("The chair of the committee"), stamp=True),
        )
    )


def _aloud(telling: Telling) -> Iterator[Said]:
    """Say in a few sentences what the tables hold."""
    session, year = telling.session, telling.scope.year
    budget = totals.budget(session, year, Level.REGION)
    if budget:
        credit, _ = spent(budget)
        first, second = (_ordered(budget, half) for half in (1, 2))
        yield N_(
            "Of {credit} F of credits the communes ordered {first} F in the first "
            "half-year ({one}) and {second} F in the second ({two}).",
            credit=credit,
            first=first,
            one=Share.of(first, credit) or "–",
            second=second,
            two=Share.of(second, credit) or "–",
        )
    plan = totals.plan(session, year, Level.REGION)
    if plan:
        yield plan_sentence(plan)
    taxed = totals.communes(session, year, Level.REGION)
    if any(row.tax_villages for row in taxed):
        yield tax_sentence(taxed)
    yield from public_sentences(taxed)


def _ordered(rows: Sequence[BudgetTotal], half: int) -> Money:
    return Money.total(
        row.done("mandate_fcfa", half) for row in rows if row.side == "D"
    )


def _budget(telling: Telling) -> Iterator[Block]:
    session, year = telling.session, telling.scope.year
    rows = totals.budget(session, year, Level.REGION)
    if not rows:
        yield say_prose(N_("No budget of this year has come yet."))
        return
    yield say_prose(_told_whole(telling))
    yield half_table(rows)
    yield from_how_many(telling, "budget_lignes", "budget_execution")
    yield PageBreak()
    yield cercle_table(totals.budget(session, year, Level.CERCLE))


def _told_whole(telling: Telling) -> Text:
    """Say how many communes tell each half-year to its end."""
    year = telling.scope.year
    found = coverage(telling.session, year)
    days = found.until("budget_execution").values()
    return N_(
        "The first half-year is told to its end by {first} communes out of {all}, the "
        "second by {second}; what was not told yet counts for nothing.",
        first=sum(day >= dt.date(year, 6, 30) for day in days),
        second=sum(day >= dt.date(year, 12, 31) for day in days),
        all=len(found.expected),
    )


HALVES = (
    Col(N_("Final forecast"), 20, Align.RIGHT, adds=True),
    Col(FIRST, 18, Align.RIGHT, N_("Titled or ordered"), adds=True),
    Col(SECOND, 18, Align.RIGHT, N_("Titled or ordered"), adds=True),
    Col(N_("Together"), 18, Align.RIGHT, N_("Titled or ordered"), adds=True),
    Col(N_("Rate"), 10, Align.RIGHT, ratio=(4, 1)),
)


def half_table(rows: Sequence[BudgetTotal]) -> TableBlock:
    """Put both half-years of the four parts of the budgets beside each other."""
    printed: list[Row] = []
    for side, name in SIDES.items():
        own = [r for key in PARTS for r in rows if (r.section, r.side) == key]
        own = [row for row in own if row.side == side]
        printed += [_halves([r], PARTS[r.section, r.side]) for r in own]
        if own:
            printed.append(_halves(own, name, Role.TOTAL))
    columns = (Col(N_("Section and side"), 34), *HALVES)
    title = N_("Budgets of all communes")
    return TableBlock(columns, tuple(printed), title=title, unit=IN_FRANCS)


def _halves(rows: Sequence[BudgetTotal], name: Said, role: Role = Role.LINE) -> Row:
    first, second = (
        Money.total(
            r.done("titre_fcfa" if r.side == "R" else "mandate_fcfa", half)
            for r in rows
        )
        for half in (1, 2)
    )
    credit = Money.total(row.credit for row in rows)
    both = first + second
    return Row((name, credit, first, second, both, Share.of(both, credit)), role)


def cercle_table(rows: Sequence[BudgetTotal]) -> TableBlock:
    """Put both half-years of the expenditure of each cercle beside each other."""
    own = [row for row in rows if row.side == "D"]
    printed = [
        _halves([row for row in own if row.group.name == name], name or NO_CERCLE)
        for name in dict.fromkeys(row.group.name for row in own)
    ]
    total = _halves(own, N_("Whole region"), Role.GRAND)
    columns = (Col(N_("Cercle"), 34), *HALVES)
    title = N_("Expenditure ordered, by cercle")
    return TableBlock(columns, (*printed, total), title=title, unit=IN_FRANCS)


def _projects(telling: Telling) -> Iterator[Block]:
    rows = progress(telling.session, telling.scope.year)
    if not rows:
        yield say_prose(N_("No progress of projects was told."))
        return
    yield progress_table(rows)
    yield from_how_many(telling, "projets", "projet_avancement")
    yield Note(
        N_(
            "Told: projects whose half-year was told. Built: the mean of what they "
            "say of the works. Paid: since the first of January, so that the second "
            "half-year holds the first."
        )
    )


def progress_table(rows: Sequence[HalfProgress]) -> TableBlock:
    """Put the end of both half-years beside each other, sector by sector."""
    columns = [Col(N_("Sector"), 30)]
    for half in (FIRST, SECOND):
        columns += [
            Col(N_("Projects told"), 11, Align.RIGHT, half, adds=True),
            Col(N_("Built"), 10, Align.RIGHT, half),
            Col(N_("Paid"), 17, Align.RIGHT, half, adds=True),
        ]
    printed = [
        Row((name, *_half(rows, name, 1), *_half(rows, name, 2)))
        for name in dict.fromkeys(row.sector for row in rows)
    ]
    totals_ = [
        cell
        for half in (1, 2)
        for own in [[row for row in rows if row.half == half]]
        for cell in (
            sum(row.projects for row in own),
            None,
            Money.total(row.paid for row in own),
        )
    ]
    printed.append(Row((N_("Total"), *totals_), Role.GRAND))
    return TableBlock(tuple(columns), tuple(printed), unit=IN_FRANCS)


def _half(rows: Sequence[HalfProgress], sector: str, half: int) -> tuple[object, ...]:
    for row in rows:
        if (row.sector, row.half) == (sector, half):
            built = None if row.physical is None else Share(100 * row.physical)
            return row.projects, built, row.paid
    return None, None, None


def _anict(telling: Telling) -> Iterator[Block]:
    rows = totals.funding(telling.session, telling.scope.year, Level.REGION)
    rows = [row for row in rows if row.kind == "ANICT"]
    if not rows:
        yield say_prose(N_("No contribution of the ANICT was told."))
        return
    columns = (
        Col(N_("State"), 40),
        Col(N_("Contributions"), 16, Align.RIGHT, adds=True),
        Col(N_("Amount of the year"), 24, Align.RIGHT, adds=True),
        Col(N_("Amount, all years"), 24, Align.RIGHT, adds=True),
    )
    rows.sort(key=lambda row: list(FUNDING).index(row.state))
    lines = [
        Row((FUNDING[r.state], r.contributions, r.year_amount, r.amount)) for r in rows
    ]
    total = (
        N_("Total"),
        sum(row.contributions for row in rows),
        Money.total(row.year_amount for row in rows),
        Money.total(row.amount for row in rows),
    )
    yield TableBlock(columns, (*lines, Row(total, Role.GRAND)), unit=IN_FRANCS)
    yield from_how_many(telling, "projet_financements")


def _life(telling: Telling) -> Iterator[Block]:
    rows = totals.communes(telling.session, telling.scope.year, Level.CERCLE)
    yield life_table(rows)
    yield from_how_many(telling, "tdrl_villages", "restitutions", "plaintes")


def life_table(rows: Sequence[CommuneTotal]) -> TableBlock:
    """Put TDRL, restitutions and complaints of each cercle on one line."""
    heard, tax = N_("Complaints"), N_("TDRL of the year")
    columns = (
        Col(N_("Cercle"), 34),
        Col(N_("Due"), 18, Align.RIGHT, tax, adds=True),
        Col(N_("Collected"), 18, Align.RIGHT, tax, adds=True),
        Col(N_("Rate"), 11, Align.RIGHT, tax, ratio=(2, 1)),
        Col(N_("Restitutions"), 12, Align.RIGHT, adds=True),
        Col(N_("Complaints received"), 10, Align.RIGHT, heard, adds=True),
        Col(N_("Answered"), 11, Align.RIGHT, heard, adds=True),
    )
    lines = [_served([row], row.group.name or NO_CERCLE) for row in rows]
    total = _served(rows, N_("Whole region"), Role.GRAND)
    return TableBlock(columns, (*lines, total), unit=IN_FRANCS)


def _served(rows: Sequence[CommuneTotal], name: Said, role: Role = Role.LINE) -> Row:
    due = Money.total(row.tax_due for row in rows)
    paid = Money.total(row.tax_paid for row in rows)
    counts = (
        sum(getattr(row, key) for row in rows)
        for key in ("sessions", "complaints", "complaints_answered")
    )
    return Row((name, due, paid, Share.of(paid, due), *counts), role)


def _pen(left: Said, right: Said) -> TableBlock:
    columns = (Col(left, 60, ruled=True), Col(right, 60, ruled=True))
    blank = tuple(Row(("", "")) for _ in range(LINES))
    return TableBlock(columns, blank, room=Room.PEN)


CROCSAD = Document(
    "region-crocsad",
    N_("Half-yearly report for the CROCSAD"),
    story,
    over=year_of,
    purpose=N_(
        "To be read aloud at the session: both half-years beside each other, and room "
        "for the recommendations."
    ),
)
