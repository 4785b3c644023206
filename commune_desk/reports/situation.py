"""The situation of the execution of the budget on a day (`budget.md` 6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.charts import BUDGET
from commune_desk.domain.execution import COMPLEMENTARY
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text
from commune_desk.reports.account_tree import account_tree, figure, quotient
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.budget_detail import SECTION_TITLES, SIDE_TITLES, TOTALS
from commune_desk.reports.budget_sheet import GROUP, nothing_yet, over
from commune_desk.reports.charts.printed import BROAD
from commune_desk.reports.charts.told import charted
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.official_heads import heads, titled
from commune_desk.services import situation as services
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.credit_history import primitive_in_force
from commune_desk.services.settings import preferences
from commune_desk.tables.situation import PERIODS, period_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.reports.official_heads import Heads
    from commune_desk.services.scope import Scope
    from commune_desk.services.situation import PartTotal, Situation

PAPER = "situation"
TITLE = N_("Situation of the execution of the budget")
TEACHERS = N_("of which teachers’ pay")
WITHOUT = N_("Without teachers’ pay")


def story(telling: Telling) -> Iterator[Block]:
    """Tell the day: key figures, totals, the four parts, the thirteen periods."""
    session, scope = telling.session, telling.scope
    year = fiscal_year(session, scope.year)
    if year is None:
        yield from nothing_yet(TITLE, scope.year)
        return
    day = services.day_of(session, scope, year)
    name = N_("{title}, year {year}", title=titled(telling, PAPER, TITLE),
              year=str(scope.year))  # fmt: skip
    yield Title(name, N_("As on {date}", date=telling.words.long_date(day)))
    rows = services.situation(session, year, day)
    yield KeyFigures(tuple(_figures(rows)))
    yield from charted(telling, BUDGET, width=BROAD)
    if not primitive_in_force(session, year, day):
        yield say_prose(
            N_(
                "On this day the primitive budget was not in force: forecasts are"
                " empty, and twelfths of the year before stand in for credits."
            )
        )
    yield Heading(N_("Totals with and without teachers’ pay"))
    yield totals_table(services.part_totals(rows))
    named = heads(telling, PAPER)
    for section in Section:
        for side in Side:
            yield PageBreak()
            yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
            part = services.part(rows, section, side)
            if not part:
                yield say_prose(N_("No forecast and no entry."))
                continue
            yield _tree(part, named, TOTALS[section, side])
    yield PageBreak()
    yield Heading(N_("Execution by period"))
    yield _periods(session, scope)
    yield Note(
        N_(
            "The forecast adds up the documents in force on the day. Available ="
            " forecast − committed; to pay = ordered − paid; to collect = titles −"
            " collected − written off."
        )
    )
    yield Signatures(
        (
            Signature(N_("Drawn up by: {executive}",
                         executive=preferences(session)["executive.title"]),
                      stamp=True),
            Signature(N_("Seen by the receveur"), stamp=True),
        )
    )  # fmt: skip


def _figures(rows: Sequence[Situation]) -> Iterator[Figure]:
    names = {
        Side.REVENUE: (N_("Collected"), N_("of {final} F forecast: {rate}")),
        Side.EXPENDITURE: (N_("Ordered"), N_("of {final} F forecast: {rate}")),
    }
    for side, (label, note) in names.items():
        own = [row for row in rows if row.side is side]
        final = Money.total(row.final for row in own)
        done = Money.total(
            row.collected if side is Side.REVENUE else row.ordered for row in own
        )
        share = Share.of(done, final) or "–"
        yield Figure(
            done, label, Text(note.sentence, (("final", final), ("rate", share)))
        )
    spent = [row for row in rows if row.side is Side.EXPENDITURE]
    yield Figure(Money.total(row.available for row in spent), N_("Available credit"))


def totals_table(totals: Sequence[PartTotal]) -> TableBlock:
    """Add the four parts up, with and without what only passes through."""
    columns = (
        TableColumn(N_("Part"), 44),
        TableColumn(N_("Final forecast"), 20, Align.RIGHT),
        TableColumn(N_("Titles or orders"), 20, Align.RIGHT),
        TableColumn(N_("Collected or paid"), 20, Align.RIGHT),
        TableColumn(N_("Left to collect or to pay"), 20, Align.RIGHT),
        TableColumn(N_("Rate"), 11, Align.RIGHT),
    )
    rows, passing = [], False
    for row in totals:
        cells = (row.final, row.realised, row.moved, row.left, row.rate or "–")
        if row.passing is None:
            rows.append(Row((TOTALS[row.section, row.side], *cells), Role.ARTICLE))
            # ids count from 1: the next row tells what passes through
            passing = bool(totals[row.id].final or totals[row.id].realised)
        elif not passing:
            continue
        elif row.passing:
            rows.append(Row((TEACHERS, *cells)))
        else:
            rows.append(Row((WITHOUT, *cells)))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _tree(rows: Sequence[Situation], named: Heads, total: Said) -> TableBlock:
    spending = rows[0].side is Side.EXPENDITURE
    keys = (
        ("final", "committed", "liquidated", "ordered", "paid", "available", "to_pay")
        if spending
        else ("final", "titled", "collected", "to_collect")
    )
    shares: tuple[tuple[str, str], ...] = (("ordered", "rate"),)
    if not spending:
        shares = (("titled", "rate"), ("collected", "collected_rate"))
    columns = (
        *(figure(named(key)) for key in keys),
        *(quotient(named(head), keys.index(part), 0) for part, head in shares),
    )

    def told(own: Sequence[Situation]) -> tuple[Any, ...]:
        sums = {key: Money.total(getattr(r, key) for r in own) for key in keys}
        rates = [Share.of(sums[part], sums["final"]) or "–" for part, _ in shares]
        return (*sums.values(), *rates)

    return account_tree(
        rows, (named("code"), named("title")), columns, told,
        [(total, rows, Role.GRAND)],
    )  # fmt: skip


def _periods(session: Session, scope: Scope) -> TableBlock:
    sums = PERIODS.columns(scope)[1:]
    columns = (
        TableColumn(N_("Period"), 30),
        *(TableColumn(each.title, 20, Align.RIGHT, adds=True) for each in sums),
    )
    listed = services.by_period(session, scope)
    rows = [
        Row((period_title(row.id), *(each.value(row) for each in sums)))
        for row in listed
    ]
    whole = [Money.total(each.value(row) for row in listed) for each in sums]
    rows.append(Row((N_("Total of the thirteen periods"), *whole), Role.GRAND))
    caption = N_("Period {number} gathers the complementary days.",
                 number=COMPLEMENTARY)  # fmt: skip
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS, caption=caption)


SITUATION = Document(
    PAPER,
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("How far the budget is carried out: by month, quarter or any date."),
    standing=lambda _session, _scope: ("", ""),
)
