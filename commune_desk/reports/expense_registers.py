"""Registers of expenditure on paper, each page carried forward (`budget.md` 6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Title, say_prose
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.tables import table_block
from commune_desk.tables.expense_registers import COMMITMENTS, ORDERS, PAYMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Story, Telling
    from commune_desk.services.expense_registers import RegisterRow
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table

GROUP = N_("Execution of the budget")


def over(scope: Scope) -> str:
    """Give the year that ends a title."""
    return str(scope.year)


def _told(table: Table[RegisterRow], title: Text, keys: tuple[str, ...]) -> Story:
    def story(telling: Telling) -> Iterator[Block]:
        year = str(telling.scope.year)
        yield Title(N_("{title} {year}", title=title, year=year))
        rows = table.rows(telling.session, telling.scope, None)
        telling.progress.step(title, 0, 1)
        if not rows:
            yield say_prose(N_("No entry in {year} yet.", year=year))
            return
        yield table_block(table, rows, telling, keys, carried=True)

    return story


def _register(
    name: str, table: Table[RegisterRow], title: Text, purpose: Text, *keys: str
) -> Document:
    return Document(
        name,
        title,
        _told(table, title, keys),
        landscape=True,
        group=GROUP,
        over=over,
        purpose=purpose,
        standing=unstated,
    )


COMMITMENT_REGISTER = _register(
    "commitment-register",
    COMMITMENTS,
    N_("Register of commitments"),
    N_("Each commitment by number: credit, committed before, this one, available."),
    "number", "made_on", "object", "party", "account",
    "opened", "earlier", "amount", "free", "state",
)  # fmt: skip
ORDER_REGISTER = _register(
    "order-register",
    ORDERS,
    N_("Register of payment orders"),
    N_("Each payment order by number: gross, withheld, net, its slip."),
    "number", "made_on", "object", "party", "account",
    "amount", "withheld", "net", "slip", "state",
)  # fmt: skip
PAYMENT_REGISTER = _register(
    "payment-register",
    PAYMENTS,
    N_("Register of payments"),
    N_("Each payment of the receveur by number, with the order that it pays."),
    "number", "made_on", "before", "object", "party", "account",
    "amount", "mode", "reference", "state",
)  # fmt: skip
