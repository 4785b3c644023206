"""Forms that a treasurer fills in by hand: the cash book, the stock sheet.

Both are working proposals (`planning.md` 4.8); half a page is what is typed at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    Note,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    Align,
    Role,
    Room,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.meeting_papers import GROUP, standing
from commune_desk.services.committee_stock import stock
from commune_desk.services.registry import book

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.committee_stock import StockRow
    from commune_desk.services.scope import Scope

DOTS = "…………………………………………"
LINES, STOCK_LINES = 14, 12
"""Lines that the forms have room for."""


def committees(session: Session, _: Scope) -> Sequence[tuple[str, str]]:
    """Offer the committees whose name stands on the form."""
    return [(str(e.id), e.committee.name) for e in book(session) if e.active]


def _name(telling: Telling) -> str:
    known = (e for e in book(telling.session) if str(e.id) == telling.only)
    return next((e.committee.name for e in known), DOTS)


def cash_story(telling: Telling) -> Iterator[Block]:
    """Tell half a page of a cash book, to be copied as often as need be."""
    yield Title(N_("Cash book of a committee"), N_("Half-page no. ………"))
    yield say_prose(
        N_(
            "Committee: {committee} · From …… / …… / ………… to …… / …… / …………",
            committee=_name(telling),
        ),
    )
    columns = (
        TableColumn(N_("Date"), 14),
        TableColumn(N_("Object"), 46, ruled=True),
        TableColumn(N_("Voucher no."), 10, ruled=True),
        TableColumn(N_("Receipt"), 17, Align.RIGHT, ruled=True),
        TableColumn(N_("Expense"), 17, Align.RIGHT, ruled=True),
        TableColumn(N_("In the box"), 17, Align.RIGHT, ruled=True),
        TableColumn(N_("Bank"), 9, Align.CENTRE, ruled=True),
        TableColumn(N_("Fund"), 9, Align.CENTRE, ruled=True),
    )
    empty = ("", "", "", None, None, None, "□", "□")
    first = ("", N_("Carried from the half-page before"), "", None, None, None, "", "")
    last = ("", N_("Total, to be carried over"), "", None, None, None, "", "")
    rows = (Row(first), *(Row(empty) for _ in range(LINES)), Row(last))
    caption = N_(
        "Bank: tick if the money moved at the bank. Fund: tick if it goes to, or comes"
        " from, the renewal fund."
    )
    yield TableBlock(columns, rows, caption=caption, room=Room.PEN)
    yield say_prose(
        N_(
            "Counted on …… / …… / …………: in the box ………………… F, at the bank …………………"
            " F. Gap: ………………… F, because ………………………………………………"
        )
    )
    yield Signatures(
        (
            Signature(N_("The treasurer"), (), thumb=True),
            Signature(N_("The auditor"), (), thumb=True),
        )
    )


def stock_story(telling: Telling) -> Iterator[Block]:
    """Tell the stock of the committees that have some, with lines for the pen."""
    lines = stock(telling.session)
    if telling.only:
        lines = [each for each in lines if str(each.committee_id) == telling.only]
    wanted = list(dict.fromkeys(each.committee for each in lines))
    for number, name in enumerate(wanted or [_name(telling)]):
        if number:
            yield PageBreak()
        own = [each for each in lines if each.committee == name]
        yield from _sheet(name, own)


def _sheet(name: str, own: Sequence[StockRow]) -> Iterator[Block]:
    yield Title(N_("Stock sheet"), name)
    columns = (
        TableColumn(N_("Date"), 14),
        TableColumn(N_("What it was"), 44, ruled=True),
        TableColumn(N_("In"), 13, Align.RIGHT, ruled=True),
        TableColumn(N_("Out"), 13, Align.RIGHT, ruled=True),
        TableColumn(N_("In store"), 14, Align.RIGHT, ruled=True),
        TableColumn(N_("Price of one"), 14, Align.RIGHT, ruled=True),
        TableColumn(N_("Signature"), 20, ruled=True),
    )
    last = len(columns) - 1
    rows: list[Row] = []
    for item in dict.fromkeys(each.item for each in own):
        some = [each for each in own if each.item == item]
        head: Text = N_("{item} ({unit})", item=item, unit=some[0].unit or "–")
        rows.append(Row((head, *(None,) * last), Role.ARTICLE, (Span(0, last),)))
        rows += [
            Row((e.made_on, e.note, e.taken_in, e.given_out, e.left, e.unit_price, ""))
            for e in some
        ]
    blank = Row((None, "", None, None, None, None, ""))
    rows += [blank] * (STOCK_LINES if not own else 4)
    yield TableBlock(columns, tuple(rows), room=Room.PRINT if own else Room.PEN)
    yield Note(N_("A working form: count the store at each change of its keeper."))


CASH_BLANK = Document(
    "committee-cash-blank",
    N_("Cash book of a committee, blank"),
    cash_story,
    group=GROUP,
    purpose=N_("Half a page of the treasurer’s notebook, typed at the town hall."),
    standing=standing,
    choices=committees,
)
STOCK_SHEET = Document(
    "committee-stock",
    N_("Stock sheets of the committees"),
    stock_story,
    group=GROUP,
    purpose=N_("What is in store, line by line, with room for the pen."),
    standing=standing,
    choices=committees,
)
