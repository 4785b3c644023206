"""Which papers an expense stands in now, and where: one entry fills every register."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Share
from commune_desk.domain.text import N_
from commune_desk.services.account_sheets import sheet_of_line
from commune_desk.services.action_books import action_of_line
from commune_desk.services.expense_rows import expenses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.account_sheets import AccountSheet
    from commune_desk.services.expense_rows import ExpenseRow
    from commune_desk.services.scope import Scope

E = EntryKind
_REGISTERS = (
    (E.COMMITMENT, "commitment-register"),
    (E.ORDER, "order-register"),
    (E.PAYMENT, "payment-register"),
)


class Filled(NamedTuple):
    """A place of a paper that an entry fills."""

    document: str
    """Its name in the catalogue."""

    only: str
    """Which record of the paper; empty for the whole."""

    place: Text | str


def filled(session: Session, scope: Scope, operation_id: int) -> list[Filled]:
    """List the places that an expense fills, in the order of its acts."""
    rows = expenses(session, scope, {operation_id})
    if not rows:
        return []
    sheet = sheet_of_line(session, scope, rows[0].line_id)
    action = rows[0].action_code or action_of_line(session, rows[0].line_id)
    return list(_places(rows[0], sheet, action))


def _places(
    row: ExpenseRow, sheet: AccountSheet | None, action: str
) -> Iterator[Filled]:
    account = row.account
    for kind, document in _REGISTERS:
        act = row.last(kind)
        if act is None:
            continue
        number = N_("no. {number}", number=str(act.number))
        yield Filled(document, "", number)
        if kind is E.COMMITMENT and sheet is not None:
            yield Filled("account-sheets", sheet.code, _line(sheet, row.id))
        if kind is E.ORDER:
            yield Filled("payment-orders", str(act.number), number)
            if act.slip is not None:
                slip = N_("no. {number}", number=str(act.slip))
                yield Filled("order-slips", str(act.slip), slip)
    chapter = N_("chap. {code}", code=account.chapter)
    yield Filled("situation", "", chapter)
    if row.last(E.PAYMENT) is None and row.last(E.ORDER) is not None:
        yield Filled("remainders", "", N_("left {amount} F", amount=row.left))
    yield Filled("administrative-account", "", chapter)
    if action:
        yield Filled("tracking", "", N_("action {code}", code=action))


def _line(sheet: AccountSheet, operation_id: int) -> Text:
    """Say on which line of its sheet an expense stands, and how much is used."""
    place = next(
        number
        for number, line in enumerate(sheet.lines, 1)
        if line.operation_id == operation_id
    )
    used = Share.of(sheet.total("committed"), sheet.total("credit"))
    if used is None:
        return N_("{code}, line {number}", code=sheet.code, number=str(place))
    return N_(
        "{code}, line {number}, {used} used",
        code=sheet.code,
        number=str(place),
        used=used,
    )
