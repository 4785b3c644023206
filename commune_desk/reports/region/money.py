"""The budgets, the TDRL and the agreements of a region, from the whole to the part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.region import Level
from commune_desk.domain.package.words import PARTS
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Note, PageBreak, say_prose
from commune_desk.reports.grids import IN_FRANCS, Align, Role, Row, TableBlock
from commune_desk.reports.grids import TableColumn as Col
from commune_desk.reports.region.looked_at import as_listed, by_place, from_how_many
from commune_desk.reports.region.pairs import Pair, pairs_picture
from commune_desk.services.region.queries import totals
from commune_desk.tables.region.places import NO_CERCLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.region.queries.totals import BudgetTotal, CommuneTotal

SIDES = {"R": N_("Total revenue"), "D": N_("Total expenditure")}
SECTIONS = {"FONC": N_("Operating"), "INV": N_("Investment")}
BESIDE: dict[str, tuple[Said, Said, Said]] = {
    "R": (N_("Revenues"), N_("Titled"), N_("Collected")),
    "D": (N_("Expenditure"), N_("Ordered"), N_("Paid")),
}
PLACES = {Level.CERCLE: N_("by cercle"), Level.COMMUNE: N_("by commune")}


def budgets(telling: Telling, width: float) -> Iterator[Block]:
    """Tell the budgets for the region, by cercle, by commune."""
    session, year = telling.session, telling.scope.year
    region = totals.budget(session, year, Level.REGION)
    if not region:
        yield say_prose(N_("No budget of this year has come yet."))
        return
    yield say_prose(spending_sentence(region))
    yield parts_table(region)
    yield from_how_many(telling, "budget_lignes", "budget_execution")
    yield Note(
        N_(
            "Titled or ordered: titles issued, for revenue; orders issued, for "
            "expenditure. Money: collected, or paid. Rates are those of the final "
            "forecast."
        )
    )
    yield from spending_chart(telling, width)
    for level in PLACES:
        yield PageBreak()
        rows = totals.budget(session, year, level)
        if level is Level.COMMUNE:
            rows = as_listed(telling, rows)
        for side, heads in BESIDE.items():
            own = [row for row in rows if row.side == side]
            if own:
                yield side_table(own, heads, level)


def side_table(
    rows: Sequence[BudgetTotal], heads: tuple[Said, Said, Said], level: Level
) -> TableBlock:
    """Put operating and investment of one side beside each other, place by place."""
    title, done, moved = heads
    columns: list[Col] = []
    for group in SECTIONS.values():
        at = len(columns) + 1
        columns += [
            Col(N_("Forecast"), 18, Align.RIGHT, group, adds=True),
            Col(done, 18, Align.RIGHT, group, adds=True),
            Col(N_("Rate"), 10, Align.RIGHT, group, ratio=(at + 1, at)),
            Col(moved, 18, Align.RIGHT, group, adds=True),
        ]
    named = N_("{side} {place}", side=title, place=PLACES[level])
    return replace(by_place(rows, level, columns, _side), title=named)


def _side(name: Said, rows: Sequence[BudgetTotal], role: Role) -> Row:
    cells: list[Any] = [name]
    for section in SECTIONS:
        own = [row for row in rows if row.section == section]
        _, credit, realised, moved = _sums(own)
        told = bool(own) or role is not Role.LINE
        rate = Share.of(realised, credit)
        cells += [credit, realised, rate, moved] if told else [None] * 4
    return Row(tuple(cells), role)


def spent(rows: Sequence[BudgetTotal]) -> tuple[Money, Money]:
    """Add up the credits of expenditure, and what was ordered of them."""
    own = [row for row in rows if row.side == "D"]
    credit = Money.total(row.credit for row in own)
    return credit, Money.total(row.realised for row in own)


def spending_sentence(rows: Sequence[BudgetTotal]) -> Said:
    """Say how much of the credits was ordered."""
    credit, ordered = spent(rows)
    return N_(
        "The communes opened credits of {credit} F and ordered {ordered} F: {rate}.",
        credit=credit,
        ordered=ordered,
        rate=Share.of(ordered, credit) or "–",
    )


def parts_table(rows: Sequence[BudgetTotal]) -> TableBlock:
    """Put the four parts of the budgets above their two sums."""
    columns = (
        Col(N_("Section and side"), 34),
        Col(N_("Primitive"), 18, Align.RIGHT, adds=True),
        Col(N_("Final forecast"), 18, Align.RIGHT, adds=True),
        Col(N_("Titled or ordered"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(3, 2)),
        Col(N_("Collected or paid"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate of money"), 10, Align.RIGHT, ratio=(5, 2)),
    )
    printed: list[Row] = []
    for side, name in SIDES.items():
        own = [r for key in PARTS for r in rows if (r.section, r.side) == key]
        own = [row for row in own if row.side == side]
        printed += [_part(PARTS[r.section, r.side], _sums([r])) for r in own]
        if own:
            printed.append(_part(name, _sums(own), Role.TOTAL))
    return TableBlock(columns, tuple(printed), unit=IN_FRANCS)


def _sums(rows: Sequence[BudgetTotal]) -> tuple[Money, Money, Money, Money]:
    return (
        Money.total(row.primitive for row in rows),
        Money.total(row.credit for row in rows),
        Money.total(row.realised for row in rows),
        Money.total(row.moved for row in rows),
    )


def _part(
    title: Said,
    sums: tuple[Money, Money, Money, Money],
    role: Role = Role.LINE,
) -> Row:
    primitive, credit, realised, moved = sums
    rates = Share.of(realised, credit), Share.of(moved, credit)
    cells = (title, primitive, credit, realised, rates[0], moved, rates[1])
    return Row(cells, role)


def spending_chart(telling: Telling, width: float) -> Iterator[Block]:
    """Show by cercle the credits of expenditure, and what was ordered of them."""
    rows = totals.budget(telling.session, telling.scope.year, Level.CERCLE)
    by_cercle: dict[str, list[BudgetTotal]] = {}
    for row in rows:
        by_cercle.setdefault(row.group.name, []).append(row)
    say = telling.words.say
    pairs = [
        Pair(name or say(NO_CERCLE), *spent(own)) for name, own in by_cercle.items()
    ]
    title = N_("Expenditure by cercle: credits (outline), ordered (black)")
    heads = (N_("Cercle"), N_("Credits"), N_("Ordered"))
    yield from shown(title, heads, pairs, telling, width)


def shown(
    title: Said,
    heads: tuple[Said, Said, Said],
    pairs: list[Pair],
    telling: Telling,
    width: float,
) -> Iterator[Block]:
    """Draw pairs, the largest first, under the sentence that says what they show."""
    pairs = sorted(pairs, key=lambda pair: -pair.whole.francs)
    picture = pairs_picture(title, heads, pairs, telling.words, width)
    if picture is None:
        return
    rated = [(pair.rate.basis_points, pair) for pair in pairs if pair.rate is not None]
    if len(rated) > 1:
        first = max(rated, key=lambda each: each[0])[1]
        last = min(rated, key=lambda each: each[0])[1]
        yield say_prose(
            N_(
                "The highest rate is that of {first} ({high}), the lowest that of "
                "{last} ({low}).",
                first=first.name,
                high=first.rate,
                last=last.name,
                low=last.rate,
            )
        )
    yield picture


def tax(telling: Telling, width: float) -> Iterator[Block]:
    """Tell the TDRL by cercle, then by commune."""
    session, year = telling.session, telling.scope.year
    rows = [r for r in totals.communes(session, year, Level.CERCLE) if r.tax_villages]
    if not rows:
        yield say_prose(N_("No TDRL of this year has come yet."))
        return
    yield say_prose(tax_sentence(rows))
    yield from_how_many(telling, "tdrl_villages")
    say = telling.words.say
    pairs = [Pair(r.group.name or say(NO_CERCLE), r.tax_due, r.tax_paid) for r in rows]
    title = N_("TDRL by cercle: due (outline), collected (black)")
    yield from shown(
        title, (N_("Cercle"), N_("Due"), N_("Collected")), pairs, telling, width
    )
    yield PageBreak()
    for level in PLACES:
        told = totals.communes(session, year, level)
        if level is Level.COMMUNE:
            told = as_listed(telling, told)
        yield tax_table([row for row in told if row.tax_villages], level)


def tax_table(rows: Sequence[CommuneTotal], level: Level) -> TableBlock:
    """Put places below each other; who sent no roll is not there."""
    columns = (
        Col(N_("Liable"), 12, Align.RIGHT, adds=True),
        Col(N_("Due"), 18, Align.RIGHT, adds=True),
        Col(N_("Collected"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(3, 2)),
        Col(N_("Arrears"), 18, Align.RIGHT, adds=True),
        Col(N_("Arrears collected"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(6, 5)),
    )
    named = N_("{side} {place}", side=N_("TDRL"), place=PLACES[level])
    return replace(by_place(rows, level, columns, _taxed), title=named)


def _taxed(name: Said, rows: Sequence[CommuneTotal], role: Role) -> Row:
    due, paid = (
        Money.total(row.tax_due for row in rows),
        Money.total(row.tax_paid for row in rows),
    )
    arrears = Money.total(row.arrears for row in rows)
    back = Money.total(row.arrears_paid for row in rows)
    liable = sum(row.liable for row in rows)
    rates = Share.of(paid, due), Share.of(back, arrears)
    return Row((name, liable, due, paid, rates[0], arrears, back, rates[1]), role)


def tax_sentence(rows: Sequence[Any]) -> Said:
    """Say how much of the year's rolls was collected."""
    due = Money.total(row.tax_due for row in rows)
    paid = Money.total(row.tax_paid for row in rows)
    return N_(
        "TDRL: {paid} F were collected of {due} F due on the rolls of the year: "
        "{rate}.",
        paid=paid,
        due=due,
        rate=Share.of(paid, due) or "–",
    )


def agreements(telling: Telling) -> Iterator[Block]:
    """Tell agreements and their tranches, by cercle."""
    session, year = telling.session, telling.scope.year
    rows = [r for r in totals.communes(session, year, Level.CERCLE) if r.agreements]
    if not rows:
        yield say_prose(N_("No agreement of this year has come yet."))
        return
    columns = (
        Col(N_("Agreements"), 10, Align.RIGHT, adds=True),
        Col(N_("Amount"), 18, Align.RIGHT, adds=True),
        Col(N_("Amount used"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(3, 2)),
        Col(N_("Tranches"), 10, Align.RIGHT, adds=True),
        Col(N_("Planned"), 18, Align.RIGHT, adds=True),
        Col(N_("Received"), 18, Align.RIGHT, adds=True),
        Col(N_("Rate"), 10, Align.RIGHT, ratio=(7, 6)),
    )
    yield by_place(rows, Level.CERCLE, columns, _agreed)
    yield from_how_many(telling, "conventions", "convention_tranches")
    yield Note(
        N_(
            "Agreements whose currency has no rate in the commune’s dossier count, "
            "but have no amount here."
        )
    )


def _agreed(name: Said, rows: Sequence[Any], role: Role) -> Row:
    def added(key: str) -> Money:
        return Money.total(getattr(row, key) for row in rows)

    agreed, used = added("agreed"), added("used")
    planned, received = added("instalments_planned"), added("instalments_received")
    cells = (
        name,
        sum(row.agreements for row in rows),
        agreed,
        used,
        Share.of(used, agreed),
        sum(row.instalments for row in rows),
        planned,
        received,
        Share.of(received, planned),
    )
    return Row(cells, role)
