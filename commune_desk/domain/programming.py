"""What must hold of the programming: annual plans, envelopes, works, shares, totals.

Rules of `planning.md` 7 that look beyond one action; none repairs anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.apportioning import WHOLE
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

CLASSES = "classes of funders"
SHEETS = "sheets after the works"
TOTALS = "announced totals"
"""Records of tables whose rows are not rows of the file: places to jump to."""


class Ticked(Protocol):
    """What rule 6 needs to know of an action."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def code(self) -> str:
        """Its number."""

    @property
    def costs(self) -> Mapping[int, Money]:
        """Francs by year in the five-year plan."""

    @property
    def annual(self) -> Mapping[int, Money]:
        """Francs by year in the annual plans."""


def consistent(action: Ticked, carried: frozenset[int]) -> Iterator[Issue]:
    """Rule 6: an annual plan says what the five-year plan says of its year.

    `carried` are the years from which the action was carried over: their gap is
    explained by the line that carries it.
    """
    for year, amount in action.annual.items():
        planned = action.costs.get(year)
        facts = {"code": action.code, "year": str(year), "amount": amount}
        if year in carried or planned == amount:
            continue
        where = Record("actions", action.id)
        if planned is None:
            text = N_(
                "Action {code} is in the PIA {year} for {amount} F, but has no cost in"
                " {year} in the five-year plan.",
                **facts,
            )
        else:
            text = N_(
                "Action {code}: PIA {year} {amount} F, five-year plan {planned} F,"
                " gap {gap} F.",
                **facts,
                planned=planned,
                gap=Money(abs(amount.francs - planned.francs)),
            )
        yield Issue(Severity.WARNING, text, "PLAN-06", where, str(year))


def within_envelope(  # noqa: PLR0913, PLR0917  the two sides of a sum, and where it stands
    number: int,
    funder: Text,
    year: int,
    envelope: Money,
    planned: Money,
    reason: str,
) -> Iterator[Issue]:
    """Rule 60: more than the envelope is planned; never without a reason."""
    over = planned.francs - envelope.francs
    if over <= 0:
        return
    facts = {
        "funder": funder,
        "year": str(year),
        "planned": planned,
        "envelope": envelope,
        "over": Money(over),
    }
    where, field = Record(CLASSES, number), f"{year}_planned"
    if reason:
        text = N_(
            "{funder}, {year}: planned {planned} − envelope {envelope} = {over} F too"
            " much. Reason given: {reason}",
            **facts,
            reason=reason,
        )
        yield Issue(Severity.WARNING, text, "PLAN-60", where, field)
    else:
        text = N_(
            "{funder}, {year}: planned {planned} − envelope {envelope} = {over} F too"
            " much. Lower what is planned, or say why.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, "PLAN-60", where, field)


def looked_after(  # noqa: PLR0913  what a sheet holds
    action_id: int,
    code: str,
    *,
    known: bool,
    cost: Money | None,
    income: Money | None,
    land_title: str,
) -> Iterator[Issue]:
    """Rules 61, 62 and 64: works have a sheet, a land title, and what pays for them."""
    where = Record(SHEETS, action_id)
    if not known:
        text = N_(
            "Action {code}: nobody said who will run it after the works.", code=code
        )
        yield Issue(Severity.WARNING, text, "PLAN-61", where, "operator")
        return
    if not land_title:
        text = N_("Action {code}: no land title is named.", code=code)
        yield Issue(Severity.WARNING, text, "PLAN-62", where, "land_title")
    if cost is not None and (income or Money(0)).francs < cost.francs:
        earned = income or Money(0)
        text = N_(
            "Action {code}: yearly cost {cost} − yearly income {income} = {gap} F that"
            " nothing pays for.",
            code=code,
            cost=cost,
            income=earned,
            gap=cost - earned,
        )
        yield Issue(Severity.WARNING, text, "PLAN-64", where, "yearly_income")


def shared_out(action_id: int, code: str, parts: Sequence[Share]) -> Iterator[Issue]:
    """Rule 65: the parts of the communes make the whole."""
    total = sum(part.basis_points for part in parts)
    if parts and total != WHOLE:
        text = N_(
            "Action {code}: the parts of the communes make {total}, not 100 %; gap"
            " {gap}.",
            code=code,
            total=Share(total),
            gap=Share(abs(WHOLE - total)),
        )
        yield Issue(Severity.WARNING, text, "PLAN-65", Record("actions", action_id))


def usual(  # noqa: PLR0913, PLR0917  an action, its unit, and what units cost before
    action_id: int,
    code: str,
    unit: str,
    each: Money,
    least: Money,
    most: Money,
    factor: Decimal,
) -> Iterator[Issue]:
    """Rule 63: a unit costs what units cost the commune before, within a factor."""
    if least.francs <= each.francs * factor and each.francs <= most.francs * factor:
        return
    text = N_(
        "Action {code}: {each} F for one unit ({unit}); earlier actions cost {least} to"
        " {most} F.",
        code=code,
        unit=unit,
        each=each,
        least=least,
        most=most,
    )
    where = Record("actions", action_id)
    yield Issue(Severity.INFORMATION, text, "PLAN-63", where, "unit_cost")


def as_announced(
    number: int, name: Text | str, year: int | None, wanted: Money, found: Money
) -> Iterator[Issue]:
    """Rule 7 for one total: what was printed is the sum of the actions."""
    if wanted == found:
        return
    text = N_(
        "{name}, {year}: announced {wanted}, sum of the actions {found}, gap {gap} F.",
        name=name,
        year=_spoken(year),
        wanted=wanted,
        found=found,
        gap=Money(abs(wanted.francs - found.francs)),
    )
    yield Issue(Severity.WARNING, text, "PLAN-07", Record(TOTALS, number), "amount")


def parts_of_whole(  # noqa: PLR0913  the two sides of a sum, and where it stands
    number: int,
    what: Text,
    year: int | None,
    whole: Money,
    parts: Sequence[Money],
    *,
    complete: bool,
) -> Iterator[Issue]:
    """Rule 7 among announced totals: the parts make the whole that was printed.

    Parts that are not all typed yet may fall short of it, never exceed it.
    """
    total = Money.total(parts)
    if not parts or total == whole or (total.francs < whole.francs and not complete):
        return
    text = N_(
        "{what}, {year}: the announced parts make {total}, the announced whole is"
        " {whole}, gap {gap} F.",
        what=what,
        year=_spoken(year),
        total=total,
        whole=whole,
        gap=Money(abs(whole.francs - total.francs)),
    )
    yield Issue(Severity.WARNING, text, "PLAN-07", Record(TOTALS, number), "amount")


def shares_of_whole(
    number: int, year: int | None, shares: Sequence[Share]
) -> Iterator[Issue]:
    """Rule 66: the announced shares of the funders make 100 % (`planning.md` T7)."""
    total = sum(share.basis_points for share in shares)
    if not shares or total == WHOLE:
        return
    text = N_(
        "Funders, {year}: the announced shares make {total}, not 100 %; gap {gap}.",
        year=_spoken(year),
        total=Share(total),
        gap=Share(abs(WHOLE - total)),
    )
    yield Issue(Severity.WARNING, text, "PLAN-66", Record(TOTALS, number), "share")


def within_credits(year: int, share: Money, credits_: Money) -> Iterator[Issue]:
    """Rule 8: the commune's part of the annual plan fits its investment credits."""
    if share.francs > credits_.francs:
        text = N_(
            "PIA {year}: part of the commune {share} − investment credits {credits} ="
            " {gap} F too much.",
            year=str(year),
            share=share,
            credits=credits_,
            gap=share - credits_,
        )
        yield Issue(Severity.WARNING, text, "PLAN-08", field=str(year))


def spread(villages: Mapping[int, tuple[str, int | None, Money]]) -> Iterator[Issue]:
    """Rule 9: how the cost is spread, by village and by inhabitant; worth knowing.

    Each village has its name, its population where it is known, and its part of the
    cost: actions that several villages share are divided equally among them.
    """
    served = {key: facts for key, facts in villages.items() if facts[2]}
    if len(served) < 2:  # noqa: PLR2004  one village cannot be compared
        return
    whole = Money.total(cost for _, _, cost in served.values())
    most = max(served, key=lambda key: served[key][2].francs)
    least = min(served, key=lambda key: served[key][2].francs)
    text = N_(
        "Actions that name villages: {most} has the most, {high} F ({high_share});"
        " {least} the least, {low} F ({low_share}).",
        most=served[most][0],
        high=served[most][2],
        high_share=Share.of(served[most][2], whole),
        least=served[least][0],
        low=served[least][2],
        low_share=Share.of(served[least][2], whole),
    )
    yield Issue(Severity.INFORMATION, text, "PLAN-09", Record("villages", least))
    heads = {
        key: Money(round(cost.francs / people))
        for key, (_, people, cost) in served.items()
        if people
    }
    if len(heads) < 2:  # noqa: PLR2004  one village cannot be compared
        return
    most = max(heads, key=lambda key: heads[key].francs)
    least = min(heads, key=lambda key: heads[key].francs)
    text = N_(
        "By inhabitant: {most} has the most, {high} F each; {least} the least, {low} F"
        " each.",
        most=served[most][0],
        high=heads[most],
        least=served[least][0],
        low=heads[least],
    )
    yield Issue(Severity.INFORMATION, text, "PLAN-09", Record("villages", least))


def _spoken(year: int | None) -> Text | str:
    return str(year) if year else N_("whole plan")
