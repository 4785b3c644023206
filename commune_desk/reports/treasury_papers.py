"""Papers of money elsewhere: cash book, reconciliation, restricted money, ANICT."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    Heading,
    Note,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.budget_sheet import GROUP, nothing_yet, over
from commune_desk.reports.document import Document, unstated
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.account_sheets import short_name
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.day_books import cash_book, opening
from commune_desk.services.drawing_rights import drawing_rights
from commune_desk.services.restricted import restricted_rows
from commune_desk.services.settings import preferences
from commune_desk.services.situation import day_of
from commune_desk.services.treasury_rows import statement_lines, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.day_books import CashRow
    from commune_desk.services.drawing_rights import RightRow

CASH_TITLE = N_("Cash book")
STATEMENT_TITLE = N_("Reconciliation with the Treasury")
RESTRICTED_TITLE = N_("Restricted money")
RIGHTS_TITLE = N_("Drawing rights at ANICT")


def _figure(title: Text, *, adds: bool = True) -> TableColumn:
    return TableColumn(title, 18, Align.RIGHT, adds=adds)


def _titled(telling: Telling, title: Text) -> Iterator[Block]:
    year = str(telling.scope.year)
    yield Title(N_("{title}, year {year}", title=title, year=year))


def cash(telling: Telling) -> Iterator[Block]:
    """Tell each day’s movements, with the balance that ends it."""
    session, scope = telling.session, telling.scope
    year = fiscal_year(session, scope.year)
    if year is None:
        yield from nothing_yet(CASH_TITLE, scope.year)
        return
    day = day_of(session, scope, year)
    name = N_("{title}, year {year}", title=CASH_TITLE, year=str(year.year))
    yield Title(name, N_("As on {date}", date=telling.words.long_date(day)))
    first, rows = opening(session, year), cash_book(session, scope)
    yield say_prose(
        N_("Balance on 1 January {year}: {amount} F.", year=str(year.year),
           amount=first)
    )  # fmt: skip
    if not rows:
        yield say_prose(N_("No money has moved yet."))
        return
    yield _book(rows)
    last = rows[-1].balance
    yield say_prose(N_("Balance at the end: {amount} F.", amount=last))
    yield Note(N_("Operations within the budget, which move no money, are left out."))


def _book(rows: Sequence[CashRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Date"), 13),
        TableColumn(N_("Piece"), 12),
        TableColumn(N_("Account"), 10),
        TableColumn(N_("Object, party"), 74),
        TableColumn(N_("Reference"), 16),
        _figure(N_("Came in")),
        _figure(N_("Went out")),
        TableColumn(N_("Balance"), 18, Align.RIGHT, runs_on=True),
    )
    found: list[Row] = []
    for _, group in groupby(rows, lambda row: row.made_on):
        for row in group:
            kind = EntryKind.COLLECTION if row.collection else EntryKind.PAYMENT
            piece = short_name(kind, row.number)
            about = " – ".join(filter(None, (row.object, row.party)))
            cells = (row.made_on, piece, row.code, about, row.reference, row.came,
                     row.went, row.balance)  # fmt: skip
            found.append(Row(cells))
    came, went = (
        Money.total(getattr(row, key) for row in rows) for key in ("came", "went")
    )
    total = (N_("Total"), None, None, None, None, came, went, rows[-1].balance)
    found.append(Row(total, Role.GRAND, (Span(0, 4, Align.RIGHT),)))
    return TableBlock(columns, tuple(found), unit=IN_FRANCS, carried=True)


def reconciliation(telling: Telling) -> Iterator[Block]:
    """Tell both balances on the day of each statement, and what explains the gap."""
    session, scope = telling.session, telling.scope
    yield from _titled(telling, STATEMENT_TITLE)
    listed = statements(session, scope)
    if not listed:
        yield say_prose(N_("No statement of the Treasury was typed yet."))
        return
    columns = (
        TableColumn(N_("Statement of"), 16),
        _figure(N_("Balance of our books"), adds=False),
        _figure(N_("Balance of the Treasury"), adds=False),
        _figure(N_("Gap"), adds=False),
        _figure(N_("Explained"), adds=False),
        _figure(N_("To explain"), adds=False),
    )
    rows = tuple(
        Row(
            (row.made_on, row.ours, row.balance, row.gap, row.explained,
             row.unexplained)
        )
        for row in listed
    )  # fmt: skip
    yield TableBlock(columns, rows, unit=IN_FRANCS)
    lines = [row for row in statement_lines(session, scope) if row.entry_id is None]
    yield Heading(N_("Differences and their explanations"))
    if lines:
        heads = (
            TableColumn(N_("Statement of"), 16),
            TableColumn(N_("Date"), 13),
            TableColumn(N_("Movement or difference"), 60),
            _figure(N_("Amount, + in, − out")),
            TableColumn(N_("Explanation"), 80, ruled=True),
        )
        yield TableBlock(
            heads,
            tuple(
                Row((row.on, row.made_on, row.title, row.amount,
                     row.explanation or row.state))
                for row in lines
            ),
            unit=IN_FRANCS,
        )  # fmt: skip
    else:
        yield say_prose(N_("Every line of the statements is found in our entries."))
    yield Signatures(
        (
            Signature(preferences(session)["executive.title"], stamp=True),
            Signature(N_("The receveur"), stamp=True),
        )
    )


def restricted(telling: Telling) -> Iterator[Block]:
    """Tell each restricted receipt: forecast, received, spent, left."""
    yield from _titled(telling, RESTRICTED_TITLE)
    listed = restricted_rows(telling.session, telling.scope)
    if not listed:
        yield say_prose(N_("No line of this year is paid by a restricted receipt."))
        return
    keys = ("forecast", "received", "spent", "left")
    columns = (
        TableColumn(N_("Account"), 10),
        TableColumn(N_("Designation"), 60),
        _figure(N_("Final forecast")),
        _figure(N_("Received")),
        _figure(N_("Ordered")),
        _figure(N_("Left in hand")),
    )
    rows = [
        Row((row.code, row.title, *(getattr(row, key) for key in keys)))
        for row in listed
    ]
    sums = [Money.total(getattr(row, key) for row in listed) for key in keys]
    rows.append(Row((N_("Total"), None, *sums), Role.GRAND, (Span(0, 1, Align.RIGHT),)))
    yield TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def rights(telling: Telling) -> Iterator[Block]:
    """Tell the drawing rights year by year."""
    yield Title(RIGHTS_TITLE)
    listed = drawing_rights(telling.session, telling.scope)
    if not listed:
        yield say_prose(N_("No drawing right was entered yet."))
        return
    keys = ("forecast", "notified", "mobilised", "received", "counterpart")
    columns = (
        TableColumn(N_("Year"), 10),
        TableColumn(N_("Window"), 40),
        TableColumn(N_("Action"), 12),
        _figure(N_("Forecast")),
        _figure(N_("Notified")),
        _figure(N_("Mobilised")),
        _figure(N_("Received")),
        _figure(N_("Counterpart")),
        TableColumn(N_("Mobilised, %"), 11, Align.RIGHT, ratio=(5, 4)),
    )
    rows: list[Row] = []
    for year, group in groupby(listed, lambda row: row.year):
        own = list(group)
        rows += [
            Row(
                (str(row.year), row.window, row.action,
                 *(getattr(row, key) for key in keys), row.rate)
            )
            for row in own
        ]  # fmt: skip
        name = N_("Total {year}", year=str(year))
        rows.append(_rights_total(name, own, keys, Role.SUBTOTAL))
    rows.append(_rights_total(N_("Total"), listed, keys, Role.GRAND))
    yield TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _rights_total(
    name: Text, rows: Sequence[RightRow], keys: tuple[str, ...], role: Role
) -> Row:
    sums = {key: Money.total(getattr(row, key) for row in rows) for key in keys}
    rate = Share.of(sums["mobilised"], sums["notified"]) or "–"
    cells: tuple[Any, ...] = (name, None, None, *sums.values(), rate)
    return Row(cells, role, (Span(0, 2, Align.RIGHT),))


def _paper(
    name: str,
    title: Text,
    story: Callable[[Telling], Iterator[Block]],
    purpose: Text,
) -> Document:
    return Document(
        name,
        title,
        story,
        landscape=True,
        group=GROUP,
        over=over,
        purpose=purpose,
        standing=unstated,
    )


TREASURY_PAPERS = (
    _paper(
        "cash-book",
        CASH_TITLE,
        cash,
        N_("What came in and went out, day by day, with the balance."),
    ),
    _paper(
        "treasury-statement",
        STATEMENT_TITLE,
        reconciliation,
        N_("Both balances on the day of each statement, gaps explained."),
    ),
    _paper(
        "restricted-money",
        RESTRICTED_TITLE,
        restricted,
        N_("For partners: what they gave, and what was spent of it."),
    ),
    _paper(
        "drawing-rights",
        RIGHTS_TITLE,
        rights,
        N_("What was forecast, notified, mobilised and received."),
    ),
)
