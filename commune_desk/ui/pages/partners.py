"""The partners, each with its agreements and what came of its money."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_
from commune_desk.services.agreement_sums import overviews
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.partners import PartnerRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf


class PartnersPage(TablePage):
    """The table of partners; the panel tells what each gives by agreements."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the agreements."""
        return (AgreementsLeaf(self.context),)


class AgreementsLeaf:
    """The agreements of the chosen partner: by year, promised, received, spent."""

    title = N_("Agreements")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: PartnerRow) -> bool:
        """List the agreements in which the partner gives."""
        clear(self._lines)
        with self._context.reading() as session:
            own = [
                each
                for each in overviews(session)
                if row.id in {partner for partner, _ in each.funders()}
            ]
        for each in own:
            self._tell(each, row.id)
        self._lines.addStretch(1)
        return bool(own)

    def _tell(self, each: Overview, partner: int) -> None:
        context, say = self._context, self._context.say
        link = Linked(each.reference, role="body_strong")
        record = Record("agreements", each.id)
        link.followed.connect(partial(context.go, "agreement", record))
        self._lines.addWidget(link)
        self._lines.addWidget(Label(each.title, "small", "ink_soft", wrap=True))
        years: dict[int, int] = defaultdict(int)
        for gift in each.fundings:
            if gift.partner_id == partner:
                years[gift.year] += gift.amount_cents
        amount = each.terms.amount
        lines: list[tuple[object, object]] = [
            (str(year), amount(cents)) for year, cents in sorted(years.items())
        ]
        own = [part for part in each.tranches if part.partner_id == partner]
        lines += [
            (N_("Agreed in all"), amount(sum(years.values()))),
            (N_("Promised"), amount(sum(p.promised_cents or 0 for p in own))),
            (N_("Received"), amount(sum(p.received_cents or 0 for p in own))),
        ]
        spent = [use for use in each.uses if use.partner_id == partner]
        if spent:
            total = sum(use.counted.francs for use in spent)
            francs = f"{context.words.number(total)}\u00a0F"
            lines.append((N_("Spent in its name"), francs))
        for title, value in lines:
            name = Label(say(title), "small", "ink_soft")
            told = right(say(value), "small")
            self._lines.addLayout(across(name, None, told, gap=8))
        self._lines.addSpacing(8)
