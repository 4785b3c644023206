"""Payment orders (mandats) and their slips: what the receveur is sent.

No official form was found: the fields are those seen in use (`budget.md` 6.2), the
form is a working proposal [D].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    ClosingFormula,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.expense_registers import GROUP, over
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.expense_registers import payment_orders
from commune_desk.services.expense_rows import deductions_of
from commune_desk.services.jobs import told
from commune_desk.services.order_facts import OrderFacts, facts_of
from commune_desk.services.settings import preferences
from commune_desk.services.slips import order_slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.expense_registers import RegisterRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.slips import SlipRow

BLANK = "…………………………………"


def story(telling: Telling) -> Iterator[Block]:
    """Tell each payment order on a page of its own; or the one that was asked for."""
    session, scope = telling.session, telling.scope
    rows = [row for row in payment_orders(session, scope) if _issued(row)]
    if telling.only:
        rows = [row for row in rows if str(row.number) == telling.only]
    if not rows:
        yield Title(N_("Payment order no. {number}", number=BLANK))
        text = N_("No payment order in {year} yet.", year=str(scope.year))
        yield say_prose(text)
    known = facts_of(session, scope)
    for row in told(rows, N_("Printing the payment orders"), telling.progress):
        if row is not rows[0]:
            yield PageBreak()
        yield from order_of(row, known[row.id], telling)


def _issued(row: RegisterRow) -> bool:
    return row.entry.reverses_id is None


def order_choices(session: Session, scope: Scope) -> Sequence[tuple[str, Said]]:
    """Offer each payment order to be printed alone."""
    return [
        (str(row.number), f"{row.number} – {row.object}")
        for row in payment_orders(session, scope)
        if _issued(row)
    ]


def order_of(row: RegisterRow, facts: OrderFacts, telling: Telling) -> Iterator[Block]:
    """Tell one payment order."""
    year, day = str(telling.scope.year), telling.words.long_date(row.made_on)
    yield Title(
        N_("Payment order no. {number}", number=str(row.number)),
        N_("Year {year} – {date}", year=year, date=day),
        headed=True,
    )
    if row.state:
        yield Note(N_("This payment order no longer stands: {state}.", state=row.state))
    yield _identity(row, facts)
    yield _money(row, telling)
    yield ClosingFormula(N_("This payment order is closed at the net sum of"), row.net)
    settings = preferences(telling.session)
    yield Signatures(
        (
            Signature(N_("The secretary general")),
            Signature(settings["executive.title"], stamp=True),
            Signature(N_("The receveur: seen, good to pay"), stamp=True, framed=True),
            Signature(N_("Received by the payee"), thumb=True),
        )
    )


def _identity(row: RegisterRow, facts: OrderFacts) -> TableBlock:
    entry, account = row.entry, row.entry.account
    party = facts.party
    pairs: list[tuple[Said, object]] = [
        (N_("Payee"), row.party or BLANK),
        (N_("NIF, RCCM"), ", ".join(filter(None, party[:2])) or BLANK),
        (N_("Bank and account"), ", ".join(filter(None, party[2:])) or BLANK),
        (N_("Object"), row.object),
        (N_("Chapter"), f"{account.chapter} {account.chapter_title}"),
        (N_("Account"), f"{account.code} {account.title}"),
        (N_("Commitment"), N_("no. {number} of {date}", number=str(facts.commitment[0]),
                              date=facts.commitment[1])),
        (N_("Liquidation"), N_("no. {number} of {date}",
                               number=str(facts.liquidation[0]),
                               date=facts.liquidation[1])),
        (N_("Invoice"), facts.invoice or "–"),
        (N_("Mode of payment"), entry.mode or BLANK),
        (N_("Slip"), N_("no. {number}", number=str(row.slip)) if row.slip else BLANK),
    ]  # fmt: skip
    if entry.action_code:
        pairs.append((N_("Action of the plan"), f"{entry.action_code} {facts.action}"))
    if entry.village:
        pairs.append((N_("Village"), entry.village))
    columns = (
        TableColumn(N_("The payment order"), 46),
        TableColumn("", 134, ruled=True),
    )
    return TableBlock(columns, tuple(Row(pair) for pair in pairs))


def _money(row: RegisterRow, telling: Telling) -> TableBlock:
    columns = (
        TableColumn(N_("Settlement"), 130),
        TableColumn(N_("Amount"), 50, Align.RIGHT),
    )
    rows = [Row((N_("Gross amount"), row.entry.amount))]
    held = deductions_of(telling.session, row.id)
    rows += [Row((N_("less: {title}", title=title), -amount)) for title, amount in held]
    net = row.entry.amount - Money.total(amount for _, amount in held)
    rows.append(Row((N_("Net to pay"), net), Role.GRAND, lines=len(rows)))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def slip_story(telling: Telling) -> Iterator[Block]:
    """Tell each slip on a page of its own; or the one that was asked for."""
    rows = order_slips(telling.session, telling.scope)
    if telling.only:
        rows = [row for row in rows if str(row.number) == telling.only]
    if not rows:
        yield Title(N_("Slip of payment orders no. {number}", number=BLANK))
        text = N_("No slip in {year} yet.", year=str(telling.scope.year))
        yield say_prose(text)
    for row in told(rows, N_("Printing the slips"), telling.progress):
        if row is not rows[0]:
            yield PageBreak()
        yield from slip_of(row, telling)


def slip_choices(session: Session, scope: Scope) -> Sequence[tuple[str, Said]]:
    """Offer each slip to be printed alone."""
    return [
        (str(row.number), N_("no. {number}", number=str(row.number)))
        for row in order_slips(session, scope)
    ]


def slip_of(row: SlipRow, telling: Telling) -> Iterator[Block]:
    """Tell one slip: its orders, own and external funds apart."""
    words = telling.words
    yield Title(
        N_("Slip of payment orders no. {number}", number=str(row.number)),
        N_("Year {year} – {date}", year=str(telling.scope.year),
           date=words.long_date(row.made_on)),
        headed=True,
    )  # fmt: skip
    columns = (
        TableColumn(N_("Order no."), 10, Align.RIGHT),
        TableColumn(N_("Payee"), 34),
        TableColumn(N_("Object"), 46),
        TableColumn(N_("Account"), 12),
        TableColumn(N_("Gross"), 20, Align.RIGHT, adds=True),
        TableColumn(N_("Withheld"), 18, Align.RIGHT, adds=True),
        TableColumn(N_("Net to pay"), 20, Align.RIGHT, adds=True),
        TableColumn(N_("Own funds"), 20, Align.RIGHT, adds=True),
        TableColumn(N_("External funds"), 20, Align.RIGHT, adds=True),
    )
    rows = [
        Row(
            (
                str(order.number), order.party, order.object, order.entry.code,
                order.amount, order.withheld, order.net, order.own, order.external,
            )
        )
        for order in row.orders
    ]  # fmt: skip
    sums = [
        Money.total(getattr(order, key) for order in row.orders)
        for key in ("amount", "withheld", "net", "own", "external")
    ]
    cells = (N_("Total of the slip"), None, None, None, *sums)
    rows.append(Row(cells, Role.GRAND, (Span(0, 3, Align.RIGHT),)))
    yield TableBlock(columns, tuple(rows), unit=IN_FRANCS, carried=True)
    yield say_prose(
        P_("This slip holds {count} payment order.",
           "This slip holds {count} payment orders.", count=row.many)
    )  # fmt: skip
    yield ClosingFormula(N_("This slip is closed at the gross sum of"), row.gross)
    settings = preferences(telling.session)
    sent = words.long_date(row.sent_on) if row.sent_on else BLANK
    yield Signatures(
        (
            Signature(
                settings["executive.title"],
                (N_("Sent on {date}", date=sent),),
                stamp=True,
            ),
            Signature(
                N_("The receveur: received"),
                (N_("Received on …… / …… / …………"), N_("Observations: ……………………………")),
                framed=True,
            ),
        )
    )


PAYMENT_ORDERS = Document(
    "payment-orders",
    N_("Payment orders"),
    story,
    group=GROUP,
    over=over,
    purpose=N_("One page for each: gross, withheld, net in words, to be signed."),
    standing=unstated,
    choices=order_choices,
)
ORDER_SLIPS_PAPER = Document(
    "order-slips",
    N_("Slips of payment orders"),
    slip_story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("Goes with the orders to the receveur: own and external funds apart."),
    standing=unstated,
    choices=slip_choices,
)
