"""Tables that the papers of agreements share: money by funder and year, tranches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.reports.grids import Align, Role, Row, Span, TableBlock, TableColumn
from commune_desk.services.agreement_sums import overviews

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.scope import Scope

GROUP = N_("Funding")


def choices(session: Session, _: Scope) -> Sequence[tuple[str, Said]]:
    """Offer the agreements."""
    return [
        (str(row.id), f"{row.reference} – {row.title}") for row in overviews(session)
    ]


def chosen(telling: Telling) -> list[Overview]:
    """Give the agreement that is asked for, else all of them."""
    rows = overviews(telling.session)
    return [row for row in rows if not telling.only or str(row.id) == telling.only]


def unit_of(row: Overview) -> Text:
    """Say in what the amounts are."""
    return N_("Amounts in {currency}", currency=row.currency)


def by_funder_and_year(row: Overview) -> TableBlock:
    """Set what each funder gives beside the years, with the sum in francs."""
    years = sorted({gift.year for gift in row.fundings})
    columns = (
        TableColumn(N_("Funder"), 50),
        *(TableColumn(str(year), 18, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 20, Align.RIGHT, adds=True),
    )
    rows = []
    for partner, name in row.funders():
        own = [gift for gift in row.fundings if gift.partner_id == partner]
        if own:
            cents = [
                sum(gift.amount_cents for gift in own if gift.year == year)
                for year in years
            ]
            rows.append(Row((name, *map(row.terms.amount, (*cents, sum(cents))))))
    sums = dict(row.by_year())
    total = (*(sums[year] for year in years), row.agreed)
    rows.append(Row((N_("Total"), *map(row.terms.amount, total)), Role.GRAND))
    return TableBlock(
        columns,
        tuple(rows),
        title=N_("Financing by funder and by year"),
        unit=unit_of(row),
    )


def water_table(row: Overview) -> TableBlock | None:
    """Tell the parts that are told apart as “1 % water”; None where there are none."""
    found = [g for g in row.fundings if g.water_cents or g.water_other_cents]
    if not found:
        return None
    columns = (
        TableColumn(N_("Funder"), 50),
        TableColumn(N_("Year"), 12, Align.CENTRE),
        TableColumn(N_("1 % water"), 20, Align.RIGHT),
        TableColumn(N_("1 % water (second column)"), 24, Align.RIGHT),
    )
    amount = row.terms.amount
    rows = [
        Row((g.partner, str(g.year), amount(g.water_cents or 0),
             amount(g.water_other_cents or 0)))
        for g in found
    ]  # fmt: skip
    return TableBlock(
        columns,
        tuple(rows),
        title=N_("Of which “1 % water” (law Oudin of 2005)"),
        unit=unit_of(row),
    )


def in_francs(row: Overview) -> TableBlock | None:
    """Convert year by year and at once, and show what rounding makes of it."""
    made = row.converted
    if made is None:
        return None
    columns = (
        TableColumn(N_("Year"), 40),
        TableColumn(N_("Amount in {currency}", currency=row.currency), 26, Align.RIGHT),
        TableColumn(N_("In CFA francs"), 26, Align.RIGHT, adds=True),
    )
    amount, francs = row.terms.amount, row.terms.francs
    lines = [Row((str(y), amount(c), francs(c))) for y, c in row.by_year() if c]
    lines.append(
        Row((N_("Sum of the years"), amount(made.cents), made.by_line), Role.TOTAL)
    )
    caption: Said = ""
    if row.terms.foreign:
        at_once = N_("The sum converted at once")
        lines.append(Row((at_once, amount(made.cents), made.at_once), Role.LINE))
        caption = _rounding(row, made.rounding)
    return TableBlock(
        columns,
        tuple(lines),
        title=N_("In CFA francs"),
        caption=caption,
    )


def _rounding(row: Overview, difference: int) -> Text:
    rate = row.rate.replace(".", ",")
    if not difference:
        return N_(
            "At {rate} F for one {currency}; each line is rounded to the nearest"
            " franc.",
            rate=rate,
            currency=row.currency,
        )
    return N_(
        "At {rate} F for one {currency}; each line is rounded to the nearest franc,"
        " so the years make {difference} F more or less than the sum converted at"
        " once. Both are right; the source is the amount in {currency}.",
        rate=rate,
        currency=row.currency,
        difference=abs(difference),
    )


def tranche_table(row: Overview) -> TableBlock:
    """List the tranches: forecast, promised, received, and what they made in francs."""
    columns = (
        TableColumn(N_("Funder, tranche"), 42),
        TableColumn(N_("Forecast for"), 15, ruled=True),
        TableColumn(N_("Forecast amount"), 18, Align.RIGHT),
        TableColumn(N_("Promised amount"), 18, Align.RIGHT),
        TableColumn(N_("Money received on"), 15, ruled=True),
        TableColumn(N_("Amount received"), 18, Align.RIGHT),
        TableColumn(N_("In CFA francs"), 20, Align.RIGHT, adds=True),
        TableColumn(N_("Way of the money"), 16, ruled=True),
    )
    amount = row.terms.amount

    def known(cents: int | None) -> Any:
        return None if cents is None else amount(cents)

    rows = [
        Row((f"{t.partner} – {t.number}", t.forecast_on, amount(t.forecast_cents),
             known(t.promised_cents), t.received_on or t.standing,
             known(t.received_cents), t.francs, NAMES[t.way]))
        for t in row.tranches
    ]  # fmt: skip
    total = (N_("Total"), "", amount(row.forecast), amount(row.promised), "",
             amount(row.received), row.credited, "")  # fmt: skip
    rows.append(Row(total, Role.GRAND))
    return TableBlock(columns, tuple(rows), title=N_("Tranches"), unit=unit_of(row))


def action_table(row: Overview) -> TableBlock:
    """Tell what each funder’s money paid, action by action."""
    columns = (
        TableColumn(N_("Action, what was paid"), 60),
        TableColumn(N_("Date"), 15, ruled=True),
        TableColumn(N_("Funder"), 32, ruled=True),
        TableColumn(N_("Proof of payment"), 20, ruled=True),
        TableColumn(N_("In CFA francs"), 20, Align.RIGHT, adds=True),
    )
    rows: list[Row] = []
    for group in row.by_action():
        title: object = f"{group.code} {group.title}"
        if group.action_id is None:
            title = N_("Without an action of the plan")
        rows.append(
            Row((title, "", "", "", None), Role.ARTICLE, (Span(0, len(columns) - 2),))
        )
        rows += [
            Row((use.title, use.spent_on, use.partner or N_("all of them"),
                 use.voucher or "–", use.counted))
            for use in group.uses
        ]  # fmt: skip
        if len(group.uses) > 1:
            sub: tuple[Any, ...] = (N_("Sub-total"), "", "", "")
            shown = Money.total(use.counted for use in group.uses)
            rows.append(Row((*sub, shown), Role.SUBTOTAL))
    total = Money.total(use.counted for use in row.uses)
    rows.append(Row((N_("Total"), "", "", "", total), Role.GRAND))
    return TableBlock(
        columns, tuple(rows), title=N_("What the money paid, by action of the plan")
    )
