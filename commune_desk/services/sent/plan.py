"""The plan as a package tells it: projects, places, costs, payers, progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.agreement_money import FRANC, HUNDRED
from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.names import NAMES
from commune_desk.domain.package.format import FUNDERS, FUNDING_STATES, STATES
from commune_desk.services.funders import contributions
from commune_desk.services.memory import read_once
from commune_desk.services.strategy_lists import indicators
from commune_desk.services.tracking import tracked
from commune_desk.storage.models import Action, Village

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.sent.exercise import Exercise
    from commune_desk.services.tracking import FollowRow

STATE_CODES = dict(zip(ActionState, STATES, strict=True))
FUNDER_CODES = dict(zip(FunderClass, FUNDERS, strict=True))
FUNDING_CODES = dict(zip(FundingStatus, FUNDING_STATES, strict=True))
WHOLE = 100
"""Per cent; also how many hundredths of one a share counts in each."""


def followed(told: Exercise, day: dt.date | None = None) -> list[FollowRow]:
    """List the actions that were kept, with what came of them by a day."""
    on = day or told.until
    name = ("sent actions", told.scope.plan_id, on)
    return read_once(
        told.session, name, lambda: tracked(told.session, told.scope, on=on)
    )


def keys(told: Exercise) -> Mapping[int, str]:
    """Map actions to the key of the package: one for all versions of a plan."""

    def read() -> dict[int, str]:
        query = select(Action.id, Action.origin_id)
        query = query.where(Action.plan_id == told.scope.plan_id)
        return {own: f"P-{of or own}" for own, of in told.session.execute(query)}

    return read_once(told.session, ("sent keys", told.scope.plan_id), read)


def positions(told: Exercise) -> Mapping[int, tuple[float, float]]:
    """Map villages to latitude and longitude, where both are known."""
    query = select(Village.id, Village.latitude, Village.longitude)
    return {
        row_id: (latitude, longitude)
        for row_id, latitude, longitude in told.session.execute(query)
        if latitude is not None and longitude is not None
    }


def projects(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell each action at the state of the day; in its village, where it has one."""
    known, where = keys(told), positions(told)
    for row in followed(told):
        act = row.plan
        here = (
            where.get(act.places.villages[0]) if len(act.places.villages) == 1 else None
        )
        axis = act.axis if act.axis_number is None else f"{act.axis_number}. {act.axis}"
        year = act.costs.get(told.year)
        yield (
            known[row.id],
            act.code,
            act.title,
            act.sector,
            act.subsector,
            axis,
            act.objective,
            told.say(NAMES[act.kind]),
            int(act.outside_plan),
            STATE_CODES[row.state],
            int(act.places.whole_commune),
            act.quantity,
            act.unit,
            row.cost.francs if row.cost is not None else 0,
            year.francs if year is not None else 0,
            act.starts_on,
            act.ends_on,
            act.women,
            act.men,
            *(here or (None, None)),
        )


def places(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell which villages each action serves."""
    known = keys(told)
    for row in followed(told):
        for village in dict.fromkeys(row.plan.places.villages):
            yield known[row.id], f"V-{village}"


def costs(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell what each action costs in each year."""
    known = keys(told)
    for row in followed(told):
        for year, amount in sorted(row.plan.costs.items()):
            yield known[row.id], year, amount.francs


def funding(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell who gives to what; an amount of a currency without a rate is no francs."""
    known = keys(told)
    sent = {row.id for row in followed(told)}
    for gift in contributions(told.session, told.scope):
        if gift.action_id not in sent:
            continue
        foreign = gift.currency != FRANC and gift.foreign_cents is not None
        rated = not foreign or bool(gift.rate)
        amount = gift.amount if rated else None
        cents = gift.foreign_cents if foreign else None
        yield (
            f"F-{gift.id}",
            known[gift.action_id],
            gift.year,
            FUNDER_CODES[gift.funder_class],
            gift.partner,
            FUNDING_CODES[gift.status],
            None if amount is None else amount.francs,
            gift.currency if foreign else "",
            None if cents is None else cents / HUNDRED,
        )


def progress(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell how far each action was at the end of each half-year, if that is known."""
    known = keys(told)
    for half, day in told.halves():
        for row in followed(told, day):
            share = row.physical
            money = [None if m is None else m.francs for m in (row.committed, row.paid)]
            if share is None and money == [None, None]:
                continue
            done = None if share is None else min(WHOLE, share.basis_points // WHOLE)
            yield (
                known[row.id],
                half,
                done,
                *(m if m is None else max(0, m) for m in money),
            )


def measures(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell each indicator with its last value, of the year at the latest."""
    for row in indicators(told.session, told.scope):
        seen = [v for v in row.values if v.value is not None and v.year <= told.year]
        last = seen[-1] if seen else None
        yield (
            f"I-{row.id}",
            row.title,
            row.unit,
            row.baseline,
            row.baseline_year,
            row.target,
            row.target_year,
            last.value if last else None,
            last.year if last else None,
        )
