"""The charts of an exercise: each is described once, wherever it is drawn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.charts import (
    BUDGET,
    CASH,
    COVERED,
    LIGHTS,
    MISSING,
    RATES,
    TDRL,
    Chart,
    ChartKind,
    Fill,
    Mark,
    Series,
    Unit,
)
from commune_desk.domain.committee_lights import GRAVEST, LightState, Pillar
from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.months import MONTHS, SHORT
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services import situation
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.cash import cash_forecast
from commune_desk.services.cash_realised import cash_realised
from commune_desk.services.lights import light_rows
from commune_desk.services.memory import read_once
from commune_desk.services.plan_sums import coverage_of_all
from commune_desk.services.programming import actions
from commune_desk.services.tdrl_payments import seen_on, standings
from commune_desk.services.today import today
from commune_desk.services.tracking import rates_of_year, tracked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope
    from commune_desk.services.situation import PartTotal

_SECTIONS = {
    Section.OPERATING: N_("Operating"),
    Section.INVESTMENT: N_("Investment"),
}
_SIDES = {Side.REVENUE: N_("Receipts"), Side.EXPENDITURE: N_("Expenditure")}
_WHOLE = 10_000
"""Hundredths of a per cent in a whole."""


def budget_chart(session: Session, scope: Scope) -> Chart | None:
    """Show what of the budget is collected, ordered and committed, by section."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return None
    day = situation.day_of(session, scope, year)
    rows = situation.situation(session, year, day)
    whole = [row for row in situation.part_totals(rows) if row.passing is None]
    if not any(row.final for row in whole):
        return None
    marks = [_part(row, situation.part(rows, row.section, row.side)) for row in whole]
    receipts, spent = (
        [row for row in whole if row.side is side]
        for side in (Side.REVENUE, Side.EXPENDITURE)
    )
    collected = Money.total(row.moved for row in receipts)
    ordered = Money.total(row.realised for row in spent)
    expected = Money.total(row.final for row in receipts)
    credit = Money.total(row.final for row in spent)
    says = N_(
        "On {date}, {collected} F of the {expected} F expected are collected"
        " ({in_rate}); {ordered} F of the {credit} F of credits are ordered"
        " ({out_rate}).",
        date=day,
        collected=collected,
        expected=expected,
        in_rate=Share.of(collected, expected) or "–",
        ordered=ordered,
        credit=credit,
        out_rate=Share.of(ordered, credit) or "–",
    )
    return Chart(
        BUDGET,
        ChartKind.STACKED,
        N_("Budget {year}", year=str(scope.year)),
        says,
        Unit.FRANCS,
        (
            Series(N_("collected or paid"), Fill.PAID),
            Series(N_("ordered"), Fill.SECURED),
            Series(N_("committed"), Fill.COMMITTED),
        ),
        tuple(marks),
        label=N_("Part"),
        whole=N_("Final forecast"),
        beside=N_("Collected or ordered"),
        measure=N_("share of the forecast"),
        place="situation_totals",
    )


def _part(total: PartTotal, rows: list[situation.Situation]) -> Mark:
    """Cut a part into what is paid, ordered beyond that, committed beyond that."""
    made = (total.moved if total.side is Side.REVENUE else total.realised).francs
    parts = (made, 0, 0)
    if total.side is Side.EXPENDITURE:
        paid = total.moved.francs
        committed = Money.total(row.committed for row in rows).francs
        parts = (paid, max(0, made - paid), max(0, committed - made))
    return Mark(
        _SIDES[total.side],
        parts,
        total.final.francs,
        made,
        group=_SECTIONS[total.section],
    )


def rates_chart(session: Session, scope: Scope) -> Chart | None:
    """Show the three rates of the year of the plan."""
    found = rates_of_year(tracked(session, scope), scope.year)
    if not found.count:
        return None
    lines = (
        (
            N_("Realisation"),
            N_("{done} of {whole} done", done=found.done, whole=found.count),
            found.realisation,
        ),
        (N_("Physical"), N_("weighted by cost"), found.physical),
        (N_("Financial"), N_("paid over planned"), found.financial),
    )
    says = N_(
        "{done} of the {whole} actions of {year} are done; works stand at {physical},"
        " payments at {financial}.",
        done=found.done,
        whole=found.count,
        year=str(scope.year),
        physical=found.physical or "–",
        financial=found.financial or "–",
    )
    return Chart(
        RATES,
        ChartKind.BARS,
        N_("Plan {year}", year=str(scope.year)),
        says,
        Unit.SHARE,
        (Series(RATE_OF, Fill.SECURED),),
        tuple(
            Mark(label, (share.basis_points if share else None,), _WHOLE, note=note)
            for label, note, share in lines
        ),
        label=N_("Rate of the plan"),
        place="tracking",
    )


RATE_OF = N_("Rate")


def tdrl_chart(session: Session, scope: Scope) -> Chart | None:
    """Show the league of the villages."""
    rows = standings(session, scope)
    if not rows:
        return None
    paid, asked = (
        Money.total(getattr(row, key) for row in rows) for key in ("paid", "amount")
    )
    marks = [
        Mark(row.village, (row.paid.francs,), row.amount.francs, figure=row.left.francs)
        for row in rows
    ]
    left = Money.total(row.left for row in rows)
    total = Mark(
        N_("Together"), (paid.francs,), asked.francs, figure=left.francs, total=True
    )
    says = N_(
        "On {date}, the villages have paid {paid} F of {asked} F of TDRL ({rate});"
        " {left} F are left to recover.",
        date=seen_on(session, scope),
        paid=paid,
        asked=asked,
        rate=Share.of(paid, asked) or "–",
        left=left,
    )
    return Chart(
        TDRL,
        ChartKind.BARS,
        N_("TDRL by village"),
        says,
        Unit.FRANCS,
        (Series(N_("Recovered"), Fill.SECURED),),
        (*marks, total),
        label=N_("Village"),
        whole=N_("Roll"),
        beside=N_("Left"),
        measure=N_("recovered over the roll"),
        place="tdrl-recovery",
    )


_LIT = {
    LightState.OK: Fill.OK,
    LightState.WATCH: Fill.WATCH,
    LightState.CORRECT: Fill.CORRECT,
    LightState.UNKNOWN: Fill.UNKNOWN,
}


def lights_chart(session: Session, scope: Scope) -> Chart | None:
    """Count the committees under the worst light of each column."""
    rows = light_rows(session, scope)
    if not rows:
        return None
    lit = {pillar: [row.pillar(pillar).state for row in rows] for pillar in Pillar}
    marks = [
        Mark(NAMES[pillar], tuple(states.count(state) for state in _LIT))
        for pillar, states in lit.items()
    ]
    good = sum(
        all(lit[pillar][at] in {LightState.OK, LightState.NOT_ASKED} for pillar in lit)
        for at in range(len(rows))
    )
    wrong = sum(
        any(lit[pillar][at] is GRAVEST[0] for pillar in lit) for at in range(len(rows))
    )
    says = N_(
        "Committees in order in the four columns: {good} of {whole}; with at least one"
        " point to correct: {wrong}.",
        good=good,
        whole=len(rows),
        wrong=wrong,
    )
    return Chart(
        LIGHTS,
        ChartKind.LIGHTS,
        N_("Lights of the committees"),
        says,
        Unit.COUNT,
        tuple(Series(NAMES[state], fill) for state, fill in _LIT.items()),
        tuple(marks),
        label=N_("Column"),
        place="lights",
    )


def covered_chart(session: Session, scope: Scope) -> Chart | None:
    """Show, for each year of the plan, what is secured and promised of the cost."""
    sums = _coverage(session, scope)
    if not any(each.cost for each in sums.values()):
        return None
    whole = sum(sums.values(), Coverage())
    marks = [_covered(str(year), each) for year, each in sums.items()]
    says = N_(
        "{secured} F of the {cost} F of the plan are secured ({rate}), {promised} F"
        " promised.",
        secured=Money(whole.secured),
        cost=Money(whole.cost),
        rate=whole.share or "–",
        promised=Money(whole.promised),
    )
    return Chart(
        COVERED,
        ChartKind.STACKED,
        N_("Money of the plan"),
        says,
        Unit.FRANCS,
        (
            Series(N_("secured"), Fill.SECURED),
            Series(N_("promised"), Fill.PROMISED),
        ),
        (*marks, _covered(N_("Total"), whole, total=True)),
        label=N_("Year"),
        whole=N_("Cost"),
        measure=N_("secured over cost"),
        place="actions",
    )


def _covered(label: Text | str, sums: Coverage, *, total: bool = False) -> Mark:
    return Mark(
        label,
        (sums.secured, sums.promised),
        sums.cost,
        figure=sums.cost,
        total=total,
    )


def missing_chart(session: Session, scope: Scope) -> Chart | None:
    """Show how much is still to be found, year by year."""
    sums = _coverage(session, scope)
    lacks = {
        year: each.missing.francs
        for year, each in sums.items()
        if year >= scope.year or each.missing
    }
    if not any(each.cost for each in sums.values()):
        return None
    whole = sum(lacks.values())
    most = max(lacks, key=lambda year: lacks[year], default=scope.year)
    says = N_("Nothing is left to be found for the plan.")
    if whole:
        says = N_(
            "{amount} F of the plan are promised by nobody; the most in {year}:"
            " {most} F.",
            amount=Money(whole),
            year=str(most),
            most=Money(lacks[most]),
        )
    return Chart(
        MISSING,
        ChartKind.BARS,
        N_("Money to find"),
        says,
        Unit.FRANCS,
        (Series(N_("to find"), Fill.SOUGHT),),
        (
            *(Mark(str(year), (francs,)) for year, francs in lacks.items()),
            Mark(N_("Total"), (whole,), total=True),
        ),
        label=N_("Year"),
        place="partners",
    )


def _coverage(session: Session, scope: Scope) -> Mapping[int, Coverage]:
    rows = actions(session, scope)
    return {year: coverage_of_all(rows, year) or Coverage() for year in scope.years}


def cash_chart(session: Session, scope: Scope) -> Chart | None:
    """Follow the money at the end of each month: expected, and as it was."""
    plan = cash_forecast(session, scope)
    if plan is None or not plan.flows:
        return None
    done = cash_realised(session, scope)
    ends = [end.francs for end in plan.closing]
    known = [end.francs for end in done.closing[: done.whole]] if done else []
    lowest = plan.lowest
    says = N_(
        "The plan expects the least money at the end of {month}: {least} F; {last} F"
        " at the end of the year.",
        month=MONTHS[lowest],
        least=Money(ends[lowest]),
        last=Money(ends[-1]),
    )
    return Chart(
        CASH,
        ChartKind.CURVE,
        N_("Money at the end of each month"),
        says,
        Unit.FRANCS,
        (
            Series(N_("expected"), Fill.PROMISED),
            Series(N_("as it was"), Fill.PAID),
        ),
        tuple(
            Mark(name, (ends[at], known[at] if at < len(known) else None))
            for at, name in enumerate(SHORT)
        ),
        label=N_("Month"),
        place="cash",
    )


CHARTS: Mapping[str, Callable[[Session, Scope], Chart | None]] = {
    BUDGET: budget_chart,
    RATES: rates_chart,
    TDRL: tdrl_chart,
    LIGHTS: lights_chart,
    COVERED: covered_chart,
    MISSING: missing_chart,
    CASH: cash_chart,
}
"""All charts of an exercise, by their key, in the order in which they are read."""


def charts(session: Session, scope: Scope, *keys: str) -> list[Chart]:
    """Read charts, all or those named; those without a figure are left out."""
    day = today(session)
    found = [
        read_once(session, ("chart", key, scope, day), partial(make, session, scope))
        for key, make in CHARTS.items()
        if not keys or key in keys
    ]
    return [chart for chart in found if chart is not None]
