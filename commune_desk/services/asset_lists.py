"""The inventory as tables, rules and papers read it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.assets import Bought, findings, unlisted
from commune_desk.domain.budget import Section, Side
from commune_desk.domain.execution import AssetState, EntryKind
from commune_desk.domain.issues import Remedy
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.services.action_parts import sectors_by_id
from commune_desk.services.assets import RegisterAsset, owned
from commune_desk.services.reference import reference
from commune_desk.services.settings import preference
from commune_desk.storage.models import (
    Account,
    Action,
    Asset,
    BudgetLine,
    LedgerEntry,
    Operation,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope

ACCOUNTS = "asset-accounts.csv"


@cache
def _accounts() -> dict[str, tuple[str, bool]]:
    """Read what each account buys, and whether it goes to the inventory."""
    return {
        line["Compte"]: (line["Nature du bien"], line["Inventorié"] == "oui")
        for line in reference(ACCOUNTS)
    }


def bought_with(code: str) -> tuple[str, bool]:
    """Tell what an account buys: the longest beginning of its code that is known."""
    known = _accounts()
    for length in range(len(code), 0, -1):
        if code[:length] in known:
            return known[code[:length]]
    return "", False


class AssetRow(NamedTuple):
    """A thing of the inventory as tables and papers see it."""

    id: int
    number: str
    title: str
    state: AssetState
    village_id: int | None
    acquired_on: dt.date | None
    value: Money | None
    operation_id: int | None
    action_id: int | None
    committee: str
    disposed_on: dt.date | None
    note: str
    village: str
    action: str
    kind: str
    """What it is: by the account that paid it, else by its title or its action."""

    @property
    def gone(self) -> bool:
        """Whether it was disposed of."""
        return self.state is AssetState.DISPOSED


def assets(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[AssetRow]:
    """List the inventory by number; what is gone stays in it."""
    a = Asset
    query = (
        select(
            a.id, a.number, a.title, a.state, a.village_id, a.acquired_on, a.value,
            a.operation_id, a.action_id, a.committee, a.disposed_on, a.note,
            func.coalesce(Village.name, ""),
            func.coalesce(Action.code + " " + Action.title, ""),
            Action.sector_id,
            func.coalesce(Account.code, ""),
        )
        .outerjoin(Village, Village.id == a.village_id)
        .outerjoin(Action, Action.id == a.action_id)
        .outerjoin(Operation, Operation.id == a.operation_id)
        .outerjoin(BudgetLine, BudgetLine.id == Operation.line_id)
        .outerjoin(Account, Account.id == BudgetLine.account_id)
        .order_by(a.number)
    )  # fmt: skip
    if ids is not None:
        query = query.where(a.id.in_(ids))
    sectors = sectors_by_id(session)
    return [
        AssetRow._make((*row, _kind(code, row[2], sectors.get(sector))))
        for *row, sector, code in session.execute(query)
    ]


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """Read the words that tell the nature of a thing, the longest first."""
    found = [
        (fold(word), line["Nature du bien"])
        for line in reference(ACCOUNTS)
        for word in line["Mots"].split(",")
        if word.strip()
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _kind(code: str, title: str, sector: tuple[str, str, str] | None) -> str:
    """Tell the nature: by account, else by a word of the title, else by sector."""
    named, _ = bought_with(code)
    if named:
        return named
    words = fold(title).split()
    heads = " ".join(words)
    for word, nature in _words():
        if any(each.startswith(word) for each in words) or word in heads:
            return nature
    return sector[1] if sector is not None else ""


def bought(session: Session, scope: Scope) -> list[Bought]:
    """List investments paid whole up to the year, that the inventory does not know."""
    o, e = Operation, LedgerEntry
    query = (
        select(
            o.id, Account.code, o.object, e.kind, func.sum(e.amount),
            func.max(e.made_on), o.fiscal_year_id,
        )
        .join(e, (e.operation_id == o.id) & e.cancelled_on.is_(None))
        .join(BudgetLine, BudgetLine.id == o.line_id)
        .join(Account, Account.id == BudgetLine.account_id)
        .outerjoin(Asset, Asset.operation_id == o.id)
        .where(
            o.side == Side.EXPENDITURE,
            Account.section == Section.INVESTMENT,
            Asset.id.is_(None),
        )
        .group_by(o.id, Account.code, o.object, e.kind, o.fiscal_year_id)
        .order_by(o.id)
    )  # fmt: skip
    acts: dict[int, dict[EntryKind, tuple[Money, dt.date]]] = {}
    named: dict[int, tuple[str, str]] = {}
    for row_id, code, object_, kind, amount, last, _ in session.execute(query):
        acts.setdefault(row_id, {})[kind] = (amount, last)
        named[row_id] = (code, object_)
    found = []
    for row_id, done in acts.items():
        code, object_ = named[row_id]
        paid, on = done.get(EntryKind.PAYMENT, (Money(0), None))
        committed, _ = done.get(EntryKind.COMMITMENT, (Money(0), None))
        whole = bool(paid) and paid == committed and bought_with(code)[1]
        if whole and on is not None and on.year <= scope.year:
            found.append(Bought(row_id, code, object_, paid, on))
    return found


def of_assets(session: Session, scope: Scope) -> Iterator[Issue]:
    """Run the rules over the inventory, and over what was paid without entering it."""
    heads = {code.strip() for code in preference(session, "followup.served").split(",")}
    sectors = sectors_by_id(session)
    query = (
        select(Asset, Action.sector_id)
        .outerjoin(Action, Action.id == Asset.action_id)
        .order_by(Asset.number)
    )
    for row, sector in session.execute(query):
        managed = sector is not None and sectors[sector][0] in heads
        yield from findings(owned(row, managed=managed))
    for each in bought(session, scope):
        command = RegisterAsset(each.id)
        yield from unlisted(each, Remedy(RegisterAsset.label, command))


def asset_expenses(session: Session) -> list[tuple[int, str]]:
    """List the expenses of investment on accounts that buy things: id and object."""
    query = (
        select(Operation.id, Operation.object, Account.code)
        .join(BudgetLine, BudgetLine.id == Operation.line_id)
        .join(Account, Account.id == BudgetLine.account_id)
        .where(
            Operation.side == Side.EXPENDITURE,
            Account.section == Section.INVESTMENT,
        )
        .order_by(Operation.id.desc())
    )
    return [
        (row_id, object_)
        for row_id, object_, code in session.execute(query)
        if bought_with(code)[1]
    ]
