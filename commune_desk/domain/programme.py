"""What must hold for the actions of a plan (`planning.md` 7).

Rules read an action through `Planned`, so that they know no table; each yields its
findings, and none repairs anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commune_desk.domain.funding import FunderClass
    from commune_desk.domain.places import Places


class Gift(Protocol):
    """What the rules need to know of a contribution."""

    @property
    def year(self) -> int:
        """The year it is for."""

    @property
    def funder_class(self) -> FunderClass:
        """Who gives."""

    @property
    def amount(self) -> Money | None:
        """How much, if it is known."""

    @property
    def partner(self) -> str:
        """The name of the funder, if one is named."""


class Planned(Protocol):
    """What the rules need to know of an action."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def code(self) -> str:
        """Its number."""

    @property
    def title(self) -> str:
        """What is to be done."""

    @property
    def objective_id(self) -> int | None:
        """What it is for."""

    @property
    def places(self) -> Places:
        """Where it lies."""

    @property
    def costs(self) -> Mapping[int, Money]:
        """Francs by year."""

    @property
    def given(self) -> Sequence[Gift]:
        """Who pays."""


def _about(action: Planned) -> Record:
    return Record("actions", action.id)


def unfunded(action: Planned) -> Iterator[Issue]:
    """Rule 1: an action without any contribution."""
    if action.costs and not action.given:
        text = N_("Action {code}: no source of funding.", code=action.code)
        sought = Money.total(action.costs.values())
        yield Issue(Severity.WARNING, text, "PLAN-01", _about(action), "total", sought)


def funding(action: Planned) -> Iterator[Issue]:
    """Rule 2, year by year: contributions against cost."""
    years = sorted({*action.costs, *(gift.year for gift in action.given)})
    for year in years:
        cost = action.costs.get(year, Money(0))
        given = Money.total(g.amount for g in action.given if g.year == year)
        gap = given - cost
        facts = {"code": action.code, "year": year, "given": given, "cost": cost}
        if gap.francs > 0:
            text = N_(
                "Action {code}, {year}: funding {given} − cost {cost} ="
                " {gap} F too much.",
                **facts,
                gap=gap,
            )
            yield Issue(Severity.ERROR, text, "PLAN-02", _about(action), str(year), gap)
        elif gap.francs < 0 and action.given:
            lack = cost - given
            text = N_(
                "Action {code}, {year}: cost {cost} − funding {given} ="
                " {gap} F to find.",
                **facts,
                gap=lack,
            )
            yield Issue(
                Severity.WARNING, text, "PLAN-02", _about(action), str(year), lack
            )


def costed(action: Planned) -> Iterator[Issue]:
    """Rule 3: an action has a cost in at least one year."""
    if not action.costs:
        text = N_("Action {code}: no cost in any year.", code=action.code)
        yield Issue(Severity.WARNING, text, "PLAN-03", _about(action), "total")


def placed(action: Planned) -> Iterator[Issue]:
    """Rule 5: an action lies in a village, or in the whole commune."""
    places = action.places
    if places.villages or places.whole_commune:
        return
    if places.other:
        text = N_(
            "Action {code}: “{place}” is no village of the commune.",
            code=action.code,
            place=places.other,
        )
        yield Issue(Severity.INFORMATION, text, "PLAN-05", _about(action), "places")
    else:
        text = N_("Action {code}: no place.", code=action.code)
        yield Issue(Severity.WARNING, text, "PLAN-05", _about(action), "places")


def aimed(action: Planned) -> Iterator[Issue]:
    """An action serves an objective: a plan is more than a list (seed 004)."""
    if action.objective_id is None:
        text = N_("Action {code}: no objective.", code=action.code)
        yield Issue(Severity.WARNING, text, "PLAN-26", _about(action), "objective_id")


def named(action: Planned) -> Iterator[Issue]:
    """A funder that is named gives an amount."""
    for gift in action.given:
        if gift.amount is None:
            text = N_(
                "Action {code}, {year}: “{partner}” is named as a funder ({funder})"
                " without an amount.",
                code=action.code,
                year=gift.year,
                partner=gift.partner,
                funder=gift.funder_class,
            )
            yield Issue(
                Severity.WARNING, text, "PLAN-27", _about(action), "partner_name"
            )


ACTION_RULES = (unfunded, funding, costed, placed, aimed, named)


def repeated(actions: Sequence[Planned]) -> Iterator[Issue]:
    """The same action twice: title and place alike."""
    seen: dict[tuple[str, object], Planned] = {}
    for action in actions:
        where = action.places
        key = (fold(action.title), (where.villages, where.other, where.whole_commune))
        first = seen.setdefault(key, action)
        if first is not action:
            text = N_(
                "Actions {first} and {second} have the same title and the same place:"
                " “{title}”.",
                first=first.code,
                second=action.code,
                title=action.title,
            )
            yield Issue(Severity.WARNING, text, "PLAN-28", _about(action), "title")


def announced(
    plan_id: int, title: str, wanted: Money | None, actions: Sequence[Planned]
) -> Iterator[Issue]:
    """Rule 7: the cost announced on the cover is the sum of the actions."""
    total = Money.total(cost for action in actions for cost in action.costs.values())
    if wanted is not None and wanted != total:
        text = N_(
            "Plan “{title}”: announced {wanted}, sum of the actions {total},"
            " gap {gap} F.",
            title=title,
            wanted=wanted,
            total=total,
            gap=Money(abs(wanted.francs - total.francs)),
        )
        yield Issue(
            Severity.WARNING, text, "PLAN-07", Record("plans", plan_id), "announced"
        )


def served(villages: Mapping[int, str], actions: Sequence[Planned]) -> Iterator[Issue]:
    """Rule 9: each village has an action of its own, or shares one of the whole."""
    reached = {village for action in actions for village in action.places.villages}
    left = {v: name for v, name in villages.items() if v not in reached}
    if actions and left:
        names = tuple(left.values())
        text = P_(
            "{count} village has no action of its own: {names}.",
            "{count} villages have no action of their own: {names}.",
            count=len(left),
            names=names,
        )
        yield Issue(
            Severity.INFORMATION, text, "PLAN-09", Record("villages", next(iter(left)))
        )
