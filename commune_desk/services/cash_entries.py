"""Lines of the committees’ notebooks: typed quickly, checked against the whole book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.cash_rules import CASH, entry_refusals
from commune_desk.domain.committee_cash import BETWEEN, Held, Move, Way
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.committee_cash import cash_books, check_cash
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import (
    CashCategory,
    CashEntry,
    CashPeriod,
    Committee,
    CommitteeType,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

NOTHING = Money(0)


def _move(row: CashEntry) -> Move:
    return Move(
        row.id or 0,
        row.made_on,
        row.title,
        (row.receipt or NOTHING).francs,
        (row.expense or NOTHING).francs,
        bank=bool(row.bank),
        renewal=bool(row.renewal),
        category_id=row.category_id,
    )


def _rules(unit: Unit, row: CashEntry) -> Iterator[Issue]:
    committee, move = unit.find(Committee, row.committee_id), _move(row)
    day = unit.once("today", lambda: today(unit.session))
    yield from entry_refusals(committee.name, move, day)
    key = (row.committee_id, row.made_on, row.title, row.voucher or "")
    columns = ("committee_id", "made_on", "title", "voucher")
    if taken(unit, CashEntry, columns, key, row.id):
        text = N_(
            "{committee}: “{title}” is already there on {date}. If it is another line,"
            " type the number of its voucher.",
            committee=committee.name,
            title=row.title,
            date=row.made_on,
        )
        yield Issue(Severity.ERROR, text, field="title")
    if row.category_id is not None:
        yield from _of_category(unit, committee, move, row.category_id)


def _of_category(
    unit: Unit, committee: Committee, move: Move, category_id: int
) -> Iterator[Issue]:
    category = unit.find(CashCategory, category_id)
    facts = {"committee": committee.name, "title": move.title, "date": move.on}
    if move.carried:
        text = N_(
            "{committee}, {date}, “{title}”: {amount} F carried between the box and the"
            " bank are neither a receipt nor an expense, and have no heading.",
            amount=Money(move.carried),
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="category_id")
    elif (move.received > 0) is not category.receipt:
        amount = Money(move.received or move.spent)
        text = _wrong_side(receipts=category.receipt, amount=amount,
                           heading=category.title, **facts)  # fmt: skip
        yield Issue(Severity.ERROR, text, field="category_id")
    if category.type_id is not None and category.type_id != committee.type_id:
        text = N_(
            "{committee}, {date}, “{title}”: the heading “{heading}” is that of"
            " another type, {type}.",
            heading=category.title,
            type=unit.find(CommitteeType, category.type_id).title,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="category_id")


def _wrong_side(*, receipts: bool, **facts: Any) -> Text:
    if receipts:
        return N_(
            "{committee}, {date}, “{title}”: {amount} F went out, but “{heading}” is a"
            " heading of receipts.",
            **facts,
        )
    return N_(
        "{committee}, {date}, “{title}”: {amount} F came in, but “{heading}” is a"
        " heading of expenses.",
        **facts,
    )


ENTRY = Entity(
    CashEntry,
    N_("line “{title}” of a cash book"),
    lambda row: row.title,
    {
        "committee_id": N_("Committee"),
        "made_on": N_("Date"),
        "title": N_("Object"),
        "receipt": N_("Receipt"),
        "expense": N_("Expense"),
        "carried": N_("Carried"),
        "way": N_("Box or bank"),
        "category_id": N_("Heading"),
        "renewal": N_("Renewal fund"),
        "voucher": N_("Voucher no."),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"committee_id", "made_on", "title"}),
)


def _amounts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Store the way: both amounts the same for what is carried to or from the bank."""
    kept = {k: v for k, v in values.items() if k not in {"way", "carried"}}
    way, carried = values.get("way", Way.BOX), values.get("carried")
    receipt, expense = values.get("receipt"), values.get("expense")
    kept["bank"] = way in {Way.BANK, Way.TO_BANK}
    if way in BETWEEN:
        amount = carried or receipt or expense or NOTHING
        kept["receipt"] = receipt if receipt and expense else amount
        kept["expense"] = expense if receipt and expense else amount
    elif carried:
        text = N_(
            "“{title}”: {amount} F carried; say whether they went to the bank or came"
            " from it.",
            title=values.get("title", ""),
            amount=carried,
        )
        raise Rejected([Issue(Severity.ERROR, text, field="way")])
    return kept


def _closed(unit: Unit, committee_id: int, day: dt.date) -> None:
    """Refuse to touch a day whose period was counted."""

    def read() -> list[CashPeriod]:
        own = CashPeriod.committee_id == committee_id
        return list(unit.session.scalars(select(CashPeriod).where(own)))

    for period in unit.once(f"cash.periods.{committee_id}", read):
        counted = period.closing_cash is not None or period.closing_bank is not None
        if counted and period.begins_on <= day <= period.ends_on:
            text = N_(
                "{committee}, {date}: the period from {begins} to {ends} is closed;"
                " open it again to change its lines.",
                committee=unit.find(Committee, committee_id).name,
                date=day,
                begins=period.begins_on,
                ends=period.ends_on,
            )
            record = Record("cash_periods", period.id)
            raise Rejected([Issue(Severity.ERROR, text, CASH, record, field="made_on")])


@dataclass(frozen=True)
class AddEntry(Add):
    """Note a line of a committee’s notebook.

    Besides its columns, `values` takes the `way` of the money, and `carried` for what
    moved between the box and the bank.
    """

    label: ClassVar[Text] = N_("Note a line of a cash book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ENTRY

    def apply(self, unit: Unit) -> int:
        """Add it where its period is open."""
        for name in ("committee_id", "made_on", "title"):
            if self.values.get(name) in (None, ""):
                raise ENTRY.lacks(name)
        owner = self.values["committee_id"]
        row = CashEntry(**_amounts(self.values))
        with unit.session.no_autoflush:
            _closed(unit, owner, row.made_on)
            ENTRY.check(unit, row)
        check_cash(unit, owner)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the line."""
        del unit
        return N_("“{title}” noted in the cash book", title=self.values["title"])


@dataclass(frozen=True)
class ReviseEntry(Revise):
    """Correct a line of a cash book."""

    label: ClassVar[Text] = N_("Correct a line of a cash book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ENTRY

    def apply(self, unit: Unit) -> None:
        """Change it where its period is open, before and after."""
        row = ENTRY.get(unit, self.id)
        with unit.session.no_autoflush:
            _closed(unit, row.committee_id, row.made_on)
            check_cash(unit, row.committee_id)
            move = _move(row)
            if self.field in {"way", "carried", "receipt", "expense"}:
                self._change_money(row, move)
                ENTRY.check(unit, row)
            else:
                super().apply(unit)
            _closed(unit, row.committee_id, row.made_on)
        check_cash(unit, row.committee_id)
        unit.flush()

    def _change_money(self, row: CashEntry, move: Move) -> None:
        value = self.value
        if self.field == "way":
            way = value or Way.BOX
            row.bank = way in {Way.BANK, Way.TO_BANK}
            if way in BETWEEN:
                row.receipt = row.expense = Money(max(move.receipt, move.expense))
                row.category_id = None
            elif move.carried:
                here = move.came(bank=row.bank)
                row.receipt = Money(here)
                row.expense = Money(move.went(bank=row.bank))
        elif move.carried:
            row.receipt = row.expense = value or NOTHING
        elif self.field == "carried":
            if value:
                _amounts({"title": row.title, "carried": value})
        else:
            setattr(row, self.field, value or NOTHING)


@dataclass(frozen=True)
class RemoveEntries(Remove):
    """Remove lines of open periods."""

    label: ClassVar[Text] = N_("Remove lines of a cash book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ENTRY

    def apply(self, unit: Unit) -> None:
        """Remove them if nothing falls below zero without them."""
        for row_id in self.ids:
            row = ENTRY.get(unit, row_id)
            _closed(unit, row.committee_id, row.made_on)
            check_cash(unit, row.committee_id)
        super().apply(unit)
        unit.flush()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line as tables see it, with what it leaves."""

    id: int
    committee_id: int
    committee: str
    made_on: dt.date
    title: str
    move: Move
    category_id: int | None
    category: str
    voucher: str
    note: str
    held: Held
    period_id: int | None

    @property
    def way(self) -> Way:
        """Where the money moved."""
        return self.move.way

    @property
    def receipt(self) -> Money | None:
        """What came in from outside."""
        return Money(self.move.received) if self.move.received else None

    @property
    def expense(self) -> Money | None:
        """What left for good."""
        return Money(self.move.spent) if self.move.spent else None

    @property
    def carried(self) -> Money | None:
        """What only changed its place."""
        return Money(self.move.carried) if self.move.carried else None

    @property
    def renewal(self) -> bool:
        """Whether it belongs to the renewal fund."""
        return self.move.renewal

    @property
    def box(self) -> Money:
        """What is in the box after it."""
        return Money(self.held.box)

    @property
    def bank(self) -> Money:
        """What is at the bank after it."""
        return Money(self.held.bank)

    @property
    def month(self) -> tuple[int, int]:
        """Year and month."""
        return self.made_on.year, self.made_on.month


def entries(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[EntryRow]:
    """List the lines of all cash books, as the notebooks have them."""
    query = select(CashEntry.id, CashEntry.voucher, CashEntry.note)
    rest = {row.id: row for row in session.execute(query)}
    named = select(CashCategory.id, CashCategory.title)
    titles = {row_id: title for row_id, title in session.execute(named)}  # noqa: C416  rows are no pairs
    found = []
    for book in sorted(cash_books(session).values(), key=lambda b: fold(b.committee)):
        for move, held in book.running():
            if ids is not None and move.id not in ids:
                continue
            span = book.span_on(move.on)
            row = EntryRow(
                move.id,
                book.committee_id,
                book.committee,
                move.on,
                move.title,
                move,
                move.category_id,
                titles.get(move.category_id or 0, ""),
                rest[move.id].voucher,
                rest[move.id].note,
                held,
                span.id if span else None,
            )
            found.append(row)
    return found
