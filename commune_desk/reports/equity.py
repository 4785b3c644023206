"""Equity: what the plan brings to each village, and to women and men."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Figure, KeyFigures, Note, Title
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.tracking import FOLLOWUP, plan_label
from commune_desk.services.equity import SPLIT, equity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.equity import EquityRow


def story(telling: Telling) -> Iterator[Block]:
    """Tell the plan village by village."""
    rows = equity(telling.session, telling.scope)
    yield Title(
        N_("Equity between villages, {plan}", plan=plan_label(telling)),
        N_("Who is served, and for how much, by the actions of the whole plan"),
    )
    women = sum(row.women or 0 for row in rows)
    men = sum(row.men or 0 for row in rows)
    heads = [row.per_head for row in rows if row.per_head is not None]
    without = sum(not row.actions for row in rows)
    figures = [
        Figure(women, N_("women and girls served")),
        Figure(men, N_("men and boys served")),
    ]
    if heads:
        most, least = max(heads), min(heads)
        figures.append(
            Figure(
                N_(
                    "{least} to {most}",
                    least=telling.words.number(least.francs),
                    most=telling.words.francs(most),
                ),
                N_("cost per inhabitant, from village to village"),
            )
        )
    figures.append(Figure(without, N_("villages without an action of their own")))
    yield KeyFigures(tuple(figures))
    yield _table(rows)
    yield Note(SPLIT)
    yield Note(
        N_(
            "An action that serves several villages counts in each; people served by"
            " several actions count several times."
        )
    )


def _table(rows: Sequence[EquityRow]) -> TableBlock:
    right = Align.RIGHT
    columns = (
        TableColumn(N_("Village"), 40),
        TableColumn(N_("Population"), 18, right, adds=True),
        TableColumn(N_("Actions"), 13, right),
        TableColumn(N_("Actions done"), 13, right),
        TableColumn(N_("Planned cost"), 24, right, adds=True),
        TableColumn(N_("Share %"), 14, right, percent_in_head=True),
        TableColumn(N_("Cost per inhabitant"), 20, right),
        TableColumn(N_("Paid"), 24, right, adds=True),
        TableColumn(N_("Paid %"), 14, right, ratio=(7, 4), percent_in_head=True),
        TableColumn(N_("Women served"), 17, right, adds=True),
        TableColumn(N_("Men served"), 17, right, adds=True),
    )
    lines = [
        Row(
            (
                row.name,
                row.population,
                row.actions,
                row.done,
                row.cost,
                row.share,
                row.per_head,
                row.paid,
                Share.of(row.paid, row.cost),
                row.women,
                row.men,
            )
        )
        for row in rows
    ]
    if lines:
        cost = Money.total(row.cost for row in rows)
        paid = Money.total(row.paid for row in rows)
        people = sum(row.population or 0 for row in rows)
        each = Money(round(cost.francs / people)) if people else None
        lines.append(
            Row(
                (
                    N_("Overall total"),
                    people or None,
                    None,
                    None,
                    cost,
                    Share.of(cost, rows[0].whole),
                    each,
                    paid,
                    Share.of(paid, cost),
                    sum(row.women or 0 for row in rows),
                    sum(row.men or 0 for row in rows),
                ),
                Role.GRAND,
            )
        )
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


EQUITY_PAPER = Document(
    "equity",
    N_("Equity between villages"),
    story,
    landscape=True,
    group=FOLLOWUP,
    over=lambda s: f"{s.years[0]}-{s.years[-1]}" if s.years else "",
    purpose=N_("Actions, cost and people served, village by village."),
)
