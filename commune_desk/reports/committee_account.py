"""The yearly account of a committee, as its assembly hears it.

Headings are a working proposal (`planning.md` 4.8): no model of the State was found.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import (
    ClosingFormula,
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.meeting_papers import GROUP
from commune_desk.services.committee_accounts import accounts, by_heading
from commune_desk.services.committee_cash import cash_books
from commune_desk.services.committee_stock import stock
from commune_desk.services.jobs import told
from commune_desk.services.member_dues import member_dues
from commune_desk.services.period_rows import periods
from commune_desk.services.today import situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.committee_cash import CashBook, YearAccount
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.committee_accounts import AccountRow, HeadingSum
    from commune_desk.services.scope import Scope

NO_BOOK = N_("No cash book was handed in for this year.")


def standing(session: Session, scope: Scope) -> tuple[Text, str]:
    """Say up to which day the account speaks."""
    return N_("situation on {day}", day=situation(session, scope.year)), ""


def choices(session: Session, scope: Scope) -> Sequence[tuple[str, str]]:
    """Offer the committees."""
    return [(str(row.id), row.committee) for row in accounts(session, scope)]


def story(telling: Telling) -> Iterator[Block]:
    """Tell each committee that keeps a book on a page of its own."""
    rows = accounts(telling.session, telling.scope)
    if telling.only:
        wanted = [row for row in rows if str(row.id) == telling.only]
    else:
        wanted = [row for row in rows if row.account is not None]
    if not wanted:
        yield Title(COMMITTEE_ACCOUNT.title)
        yield say_prose(NO_BOOK)
        return
    for row in told(wanted, N_("Printing the accounts"), telling.progress):
        if row is not wanted[0]:
            yield PageBreak()
        yield from _account(telling, row)


def _account(telling: Telling, row: AccountRow) -> Iterator[Block]:
    whole = row.day == dt.date(row.year, 12, 31)
    subtitle = (
        N_(
            "Account of the year {year} · {type} · village of {village}",
            year=str(row.year),
            type=row.type,
            village=row.village or "–",
        )
        if whole
        else N_(
            "Account of the year {year}, up to {day} · {type} · village of {village}",
            year=str(row.year),
            day=row.day,
            type=row.type,
            village=row.village or "–",
        )
    )
    yield Title(row.committee, subtitle, headed=True)
    book, account = cash_books(telling.session).get(row.id), row.account
    if book is None or account is None:
        yield say_prose(NO_BOOK)
        return
    begins = dt.date(row.year, 1, 1)
    yield _headings(by_heading(telling.session, book, begins, row.day))
    yield _balance(book, account, begins, row.day)
    yield from _fund(row, account)
    yield from _dues(telling, row)
    yield from _stock(telling, row)
    yield from _counts(telling, row)
    yield ClosingFormula(
        N_("The present account is closed, with in the box and at the bank the sum of"),
        Money(account.closing.whole),
    )
    yield Note(
        N_(
            "The headings are a working proposal. Heard by the general assembly on"
            " …… / …… / …………"
        )
    )
    yield Signatures(
        (
            Signature(N_("The treasurer"), (), thumb=True),
            Signature(N_("The chair of the committee"), (), thumb=True),
            Signature(N_("The auditor"), (), thumb=True),
        )
    )


def _headings(sums: Sequence[HeadingSum]) -> TableBlock:
    columns = (
        TableColumn(N_("Heading"), 62),
        TableColumn(N_("Lines"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("Amount"), 26, Align.RIGHT, adds=True),
    )
    rows: list[Row] = []
    for receipt, head, total in (
        (True, N_("Receipts"), N_("Total of receipts")),
        (False, N_("Expenses"), N_("Total of expenses")),
    ):
        own = [each for each in sums if each.receipt is receipt]
        rows.append(Row((head, None, None), Role.ARTICLE, (Span(0, 2),)))
        rows += [Row((each.title, each.lines, each.amount)) for each in own]
        amount = Money.total(each.amount for each in own)
        rows.append(Row((total, None, amount), Role.SUBTOTAL, lines=len(own)))
    return TableBlock(columns, tuple(rows), title=N_("By heading"), unit=IN_FRANCS)


def _balance(
    book: CashBook, account: YearAccount, begins: dt.date, ends: dt.date
) -> TableBlock:
    """Follow the box and the bank from the beginning to the end."""
    columns = (
        TableColumn(N_("Balance"), 46),
        TableColumn(N_("Box"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Bank"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Together"), 18, Align.RIGHT, ruled=True),
    )
    moves = book.within(begins, ends)
    box = _of_place(account.opening.box, account.closing.box, [
        (m.received if not m.bank else 0, m.spent if not m.bank else 0,
         m.came(bank=False) - m.went(bank=False)) for m in moves
    ])  # fmt: skip
    bank = _of_place(account.opening.bank, account.closing.bank, [
        (m.received if m.bank else 0, m.spent if m.bank else 0,
         m.came(bank=True) - m.went(bank=True)) for m in moves
    ])  # fmt: skip
    names = (
        N_("At the beginning"),
        N_("+ Receipts"),
        N_("− Expenses"),
        N_("± Carried between the box and the bank"),
        N_("± Gap found when counting"),
        N_("= At the end"),
    )
    last = len(names) - 1
    rows = tuple(
        Row(
            (name, Money(box[k]), Money(bank[k]), Money(box[k] + bank[k])),
            Role.GRAND if k == last else Role.LINE,
        )
        for k, name in enumerate(names)
        if k in {0, last} or box[k] or bank[k] or k in {1, 2}
    )
    return TableBlock(columns, rows)


def _of_place(
    opening: int, closing: int, moves: Sequence[tuple[int, int, int]]
) -> tuple[int, ...]:
    received = sum(each[0] for each in moves)
    spent = sum(each[1] for each in moves)
    carried = sum(each[2] for each in moves) - received + spent
    gap = closing - (opening + received - spent + carried)
    return opening, received, -spent, carried, gap, closing


def _fund(row: AccountRow, account: YearAccount) -> Iterator[Block]:
    if row.fund is None:
        return
    if row.target is None:
        text = N_(
            "Renewal fund: {fund} F, of which {year} F were put aside this year; no"
            " target is noted.",
            fund=row.fund,
            year=Money(account.saved),
        )
    else:
        text = N_(
            "Renewal fund: {fund} F, of which {year} F were put aside this year, for a"
            " target of {target} F ({share}).",
            fund=row.fund,
            year=Money(account.saved),
            target=row.target,
            share=row.reached,
        )
    yield say_prose(text)


def _dues(telling: Telling, row: AccountRow) -> Iterator[Block]:
    own = [
        each
        for each in member_dues(telling.session)
        if each.committee_id == row.id and each.year == row.year
    ]
    if not own:
        return
    columns = (
        TableColumn(N_("Contribution"), 34),
        TableColumn(N_("Who must pay"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("Each"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("Due"), 15, Align.RIGHT, ruled=True),
        TableColumn(N_("Paid whole"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("Collected"), 15, Align.RIGHT, ruled=True),
        TableColumn(N_("Recovery"), 12, Align.RIGHT, ruled=True),
    )
    rows = tuple(
        Row((e.title, e.payers, e.rate, e.due, e.paid, e.collected, e.recovery))
        for e in own
    )
    yield TableBlock(columns, rows, title=N_("Contributions of members"))


def _stock(telling: Telling, row: AccountRow) -> Iterator[Block]:
    lines = [
        each
        for each in stock(telling.session)
        if each.committee_id == row.id and each.made_on <= row.day
    ]
    if not lines:
        return
    columns = (
        TableColumn(N_("Thing in store"), 34),
        TableColumn(N_("Unit"), 16, ruled=True),
        TableColumn(N_("At the beginning"), 14, Align.RIGHT, ruled=True),
        TableColumn(N_("In"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("Out"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("At the end"), 14, Align.RIGHT, ruled=True),
    )
    begins = dt.date(row.year, 1, 1)
    rows = []
    for item in dict.fromkeys(each.item for each in lines):
        own = [each for each in lines if each.item == item]
        year = [each for each in own if each.made_on >= begins]
        came, went = sum(e.in_ for e in year), sum(e.out for e in year)
        left = sum(e.in_ - e.out for e in own)
        first = left - came + went
        rows.append(Row((item, own[0].unit, first, came, went, left)))
    yield TableBlock(columns, tuple(rows), title=N_("Stock"))


def _counts(telling: Telling, row: AccountRow) -> Iterator[Block]:
    own = [
        each
        for each in periods(telling.session)
        if each.committee_id == row.id
        and each.begins_on <= row.day
        and each.ends_on.year >= row.year
        and each.begins_on.year <= row.year
    ]
    open_ = [each for each in own if not each.span.closed and each.ends_on < row.day]
    if open_:
        yield Note(
            P_(
                "{count} period over was not counted: the book alone speaks for it.",
                "{count} periods over were not counted: the book alone speaks for"
                " them.",
                count=len(open_),
            )
        )
    gaps = [each for each in own if each.gap]
    for each in gaps:
        text = N_(
            "Gap of {gap} F on {date}: {note}",
            gap=each.gap or Money(0),
            date=each.ends_on,
            note=each.note,
        )
        yield Note(text)


COMMITTEE_ACCOUNT = Document(
    "committee-account",
    N_("Yearly accounts of the committees"),
    story,
    group=GROUP,
    over=lambda scope: str(scope.year),
    purpose=N_("Read to the general assembly, committee by committee."),
    standing=standing,
    choices=choices,
)
