"""Stock of committees: cereals, medicines, cattle feed, in and out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.committee_stock import (
    Stocked,
    line_refusals,
    of_items,
    stock_refusals,
)
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, StockEntry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _stocked(row: StockEntry) -> Stocked:
    return Stocked(
        row.id or 0,
        row.made_on,
        row.item,
        row.unit or "",
        row.taken_in or 0,
        row.given_out or 0,
    )


def _rules(unit: Unit, row: StockEntry) -> Iterator[Issue]:
    committee = unit.find(Committee, row.committee_id)
    day = unit.once("today", lambda: today(unit.session))
    yield from line_refusals(committee.name, _stocked(row), day)
    key = (row.committee_id, row.item, row.made_on, row.note or "")
    columns = ("committee_id", "item", "made_on", "note")
    if taken(unit, StockEntry, columns, key, row.id):
        text = N_(
            "{committee}: “{item}” is already there on {date}. If it is another line,"
            " say in the note what it was.",
            committee=committee.name,
            item=row.item,
            date=row.made_on,
        )
        yield Issue(Severity.ERROR, text, field="note")
    if row.unit_price is not None and row.unit_price.francs < 0:
        text = N_(
            "{committee}, {date}, {item}: {amount} F is no price.",
            committee=committee.name,
            date=row.made_on,
            item=row.item,
            amount=row.unit_price,
        )
        yield Issue(Severity.ERROR, text, field="unit_price")


STOCK_ENTRY = Entity(
    StockEntry,
    N_("line “{title}” of a stock book"),
    lambda row: row.item,
    {
        "committee_id": N_("Committee"),
        "made_on": N_("Date"),
        "item": N_("Thing in store"),
        "unit": N_("Unit"),
        "taken_in": N_("In"),
        "given_out": N_("Out"),
        "unit_price": N_("Price of one"),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"committee_id", "made_on", "item"}),
)


def _check(unit: Unit, committee_id: int) -> None:
    """Look at the whole store of a committee, once all is written."""
    touched: set[int] = unit.once("stock.touched", set)
    touched.add(committee_id)

    def check() -> None:
        ids = set(touched)
        touched.clear()
        lines: dict[int, list[Stocked]] = defaultdict(list)
        query = select(StockEntry).where(StockEntry.committee_id.in_(ids))
        for row in unit.session.scalars(query):
            lines[row.committee_id].append(_stocked(row))
        found = [
            issue
            for owner, own in lines.items()
            for issue in stock_refusals(unit.find(Committee, owner).name, own)
        ]
        if found:
            raise Rejected(found)

    unit.check_later("stock", check)


@dataclass(frozen=True)
class AddStockEntry(Add):
    """Note what came into a store or went out of it."""

    label: ClassVar[Text] = N_("Note a line of a stock book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = STOCK_ENTRY

    def apply(self, unit: Unit) -> int:
        """Add it if the store holds so much."""
        for name in ("committee_id", "made_on", "item"):
            if self.values.get(name) in (None, ""):
                raise STOCK_ENTRY.lacks(name)
        _check(unit, self.values["committee_id"])
        return super().apply(unit)


@dataclass(frozen=True)
class ReviseStockEntry(Revise):
    """Correct a line of a stock book."""

    label: ClassVar[Text] = N_("Correct a line of a stock book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = STOCK_ENTRY

    def apply(self, unit: Unit) -> None:
        """Change it if the store held so much on every day."""
        row = STOCK_ENTRY.get(unit, self.id)
        _check(unit, row.committee_id)
        if self.field in {"taken_in", "given_out"} and self.value is None:
            setattr(row, self.field, 0)
            with unit.session.no_autoflush:
                STOCK_ENTRY.check(unit, row)
        else:
            super().apply(unit)
        _check(unit, row.committee_id)
        unit.flush()


@dataclass(frozen=True)
class RemoveStockEntries(Remove):
    """Remove lines of a stock book."""

    label: ClassVar[Text] = N_("Remove lines of a stock book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = STOCK_ENTRY

    def apply(self, unit: Unit) -> None:
        """Remove them if what went out was there without them."""
        for row_id in self.ids:
            _check(unit, STOCK_ENTRY.get(unit, row_id).committee_id)
        super().apply(unit)
        unit.flush()


@dataclass(frozen=True, slots=True)
class StockRow:
    """A line as tables see it, with what is left after it."""

    id: int
    committee_id: int
    committee: str
    made_on: dt.date
    item: str
    unit: str
    in_: int
    out: int
    unit_price: Money | None
    note: str
    left: int

    @property
    def taken_in(self) -> int | None:
        """What came in."""
        return self.in_ or None

    @property
    def given_out(self) -> int | None:
        """What went out."""
        return self.out or None

    @property
    def worth(self) -> Money | None:
        """Price of all of it."""
        price = self.unit_price
        return None if price is None else Money(price.francs * (self.in_ or self.out))


def stock(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[StockRow]:
    """List the stock books: committee, thing, day."""
    query = select(StockEntry, Committee.name).join(
        Committee, Committee.id == StockEntry.committee_id
    )
    own: dict[tuple[str, int], list[tuple[StockEntry, str]]] = defaultdict(list)
    for row, name in session.execute(query):
        own[fold(name), row.committee_id].append((row, name))
    found = []
    for _key, rows in sorted(own.items(), key=lambda each: each[0]):
        by_id = {row.id: row for row, _ in rows}
        for lines in of_items(map(_stocked, by_id.values())).values():
            left = 0
            for line in lines:
                left += line.taken_in - line.given_out
                if ids is None or line.id in ids:
                    found.append(_row(by_id[line.id], rows[0][1], left))
    return found


def _row(row: StockEntry, committee: str, left: int) -> StockRow:
    return StockRow(
        row.id,
        row.committee_id,
        committee,
        row.made_on,
        row.item,
        row.unit,
        row.taken_in,
        row.given_out,
        row.unit_price,
        row.note,
        left,
    )
