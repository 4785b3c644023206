"""Run the rules of the programming over the dossier."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain import programming as rules
from commune_desk.domain.apportioning import apportioned
from commune_desk.domain.budget import FROZEN, Section
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.announced import ALL, announced_totals
from commune_desk.services.budget_lines import primitive
from commune_desk.services.credits import credits_of
from commune_desk.services.envelopes import by_class, envelopes
from commune_desk.services.settings import preference
from commune_desk.services.shares import shares
from commune_desk.services.sustainability import sheets
from commune_desk.services.unit_costs import past_of, unit_costs
from commune_desk.storage.models import Action, AnnualLine, Plan, Village

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.announced import AnnouncedRow
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope


def of_programming(
    session: Session, scope: Scope, rows: Sequence[ActionRow]
) -> Iterator[Issue]:
    """List what the rules find beyond single actions."""
    carried = _carried(session, scope)
    for row in rows:
        yield from rules.consistent(row, carried.get(row.id, frozenset()))
    yield from _envelopes(session, scope)
    yield from _credits(session, scope, rows)
    for sheet in sheets(session, scope):
        yield from rules.looked_after(
            sheet.id,
            sheet.action.code,
            known=sheet.known,
            cost=sheet.yearly_cost,
            income=sheet.yearly_income,
            land_title=sheet.land_title,
        )
    for action_id, group in groupby(shares(session, scope), lambda s: s.action_id):
        parts = list(group)
        yield from rules.shared_out(
            action_id, parts[0].code, [part.share for part in parts]
        )
    yield from _unit_costs(session, {row.id for row in rows})
    yield from _announced(session, scope, rows)
    yield from rules.spread(by_village(session, rows))


def by_village(
    session: Session, rows: Iterable[ActionRow]
) -> dict[int, tuple[str, int | None, Money]]:
    """Give each village its part of the cost; a shared action is divided equally."""
    parts: dict[int, int] = {}
    for row in rows:
        villages = row.places.villages
        if row.total is None or not villages:
            continue
        equal = apportioned(row.total, [1] * len(villages))
        for village, part in zip(villages, equal, strict=True):
            parts[village] = parts.get(village, 0) + part.francs
    query = select(Village.id, Village.name, Village.population)
    return {
        row_id: (name, people, Money(parts.get(row_id, 0)))
        for row_id, name, people in session.execute(query)
    }


def _carried(session: Session, scope: Scope) -> dict[int, frozenset[int]]:
    query = (
        select(AnnualLine.action_id, AnnualLine.carried_from)
        .join(Action, Action.id == AnnualLine.action_id)
        .where(Action.plan_id == scope.plan_id, AnnualLine.carried_from.is_not(None))
    )
    found: dict[int, frozenset[int]] = {}
    for action_id, year in session.execute(query):
        found[action_id] = found.get(action_id, frozenset()) | {year or 0}
    return found


def _envelopes(session: Session, scope: Scope) -> Iterator[Issue]:
    for row in envelopes(session, scope):
        for year, envelope in sorted(row.envelopes.items()):
            yield from rules.within_envelope(
                row.id,
                NAMES[row.funder_class],
                year,
                envelope,
                row.planned.get(year, Money(0)),
                row.reasons.get(year, ""),
            )


def _credits(
    session: Session, scope: Scope, rows: Sequence[ActionRow]
) -> Iterator[Issue]:
    """Hold the commune’s part of the year’s plan against a budget that was voted."""
    year = fiscal_year(session, scope.year)
    if year is None or primitive(session, year.id).state not in FROZEN:
        return
    ticked = [row for row in rows if scope.year in row.annual]
    part = by_class(ticked).get((FunderClass.COMMUNE, scope.year))
    if part is None:
        return
    open_ = Money.total(
        credit.present
        for credit in credits_of(session, year).values()
        if credit.section is Section.INVESTMENT
    )
    yield from rules.within_credits(scope.year, part, open_)


def _unit_costs(session: Session, wanted: set[int]) -> Iterator[Issue]:
    factor = reading.decimal(preference(session, "unit_cost.factor")) or Decimal(0)
    for alike in unit_costs(session).values():
        for own in alike:
            past = past_of(own, alike) if own.action_id in wanted else None
            if past is not None and factor > 0:
                yield from rules.usual(
                    own.action_id,
                    own.code,
                    own.unit,
                    own.each,
                    past.least,
                    past.most,
                    factor,
                )


def _announced(
    session: Session, scope: Scope, rows: Sequence[ActionRow]
) -> Iterator[Issue]:
    lines = announced_totals(session, scope)
    for line in lines:
        if line.amount is not None:
            yield from rules.as_announced(
                line.id, line.name, line.year, line.amount, line.found
            )
    plan = session.get(Plan, scope.plan_id) if scope.plan_id else None
    years = groupby(sorted(lines, key=_year), key=_year)
    for year, group in years:
        needed = _needed(rows, year or None)
        yield from _of_year(list(group), year or None, plan, needed)


def _year(line: AnnouncedRow) -> int:
    return line.year or 0


def _needed(rows: Sequence[ActionRow], year: int | None) -> set[str]:
    """Name the sectors and funders that have a part in a year, or in all years."""
    sectors = {
        f"sector:{row.sector_code}"
        for row in rows
        if row.costs and year in {None, *row.costs}
    }
    funders = {
        f"funder:{gift.funder_class.value}"
        for row in rows
        for gift in row.given
        if gift.amount is not None and year in {None, gift.year}
    }
    return sectors | funders


def _of_year(
    lines: list[AnnouncedRow], year: int | None, plan: Plan | None, needed: set[str]
) -> Iterator[Issue]:
    whole = next((x.amount for x in lines if x.subject == ALL), None)
    if whole is None and year is None and plan is not None:
        whole = plan.announced
    for prefix, what in (("sector", N_("Sectors")), ("funder", N_("Funders"))):
        some = [line for line in lines if line.subject.startswith(prefix)]
        amounts = [line.amount for line in some if line.amount is not None]
        if whole is not None and amounts:
            typed = {line.subject for line in some if line.amount is not None}
            missing = {name for name in needed if name.startswith(prefix)} - typed
            yield from rules.parts_of_whole(
                some[0].id, what, year, whole, amounts, complete=not missing
            )
        if shares_ := [line.share for line in some if line.share is not None]:
            yield from rules.shares_of_whole(some[0].id, year, shares_)
