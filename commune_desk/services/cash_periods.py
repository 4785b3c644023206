"""Periods of the committees’ cash books: opened, counted, heard by the assembly."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.cash_rules import CASH
from commune_desk.domain.committee_life import later
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.progress import months
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.committee_cash import check_cash
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import CashPeriod, Committee

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit

COUNTS = ("closing_cash", "closing_bank")
AMOUNTS = ("opening_cash", "opening_bank", *COUNTS)


def _rules(unit: Unit, row: CashPeriod) -> Iterator[Issue]:
    committee = unit.find(Committee, row.committee_id)
    facts = {
        "committee": committee.name,
        "begins": row.begins_on,
        "ends": row.ends_on,
    }
    if row.ends_on < row.begins_on:
        text = N_("{committee}: a period from {begins} cannot end on {ends}.", **facts)
        yield Issue(Severity.ERROR, text, field="ends_on")
    key = (row.committee_id, row.begins_on)
    if taken(unit, CashPeriod, ("committee_id", "begins_on"), key, row.id):
        text = N_("{committee}: a period already begins on {begins}.", **facts)
        yield Issue(Severity.ERROR, text, field="begins_on")
    if committee.created_on is not None and row.begins_on < committee.created_on:
        text = N_(
            "{committee}: the period begins on {begins}, but the committee was created"
            " on {created}.",
            created=committee.created_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="begins_on")
    for name in AMOUNTS:
        amount = getattr(row, name)
        if amount is not None and amount.francs < 0:
            text = N_(
                "{committee}, {begins} to {ends}, {field}: {amount} F cannot be there.",
                field=PERIOD.fields[name],
                amount=amount,
                **facts,
            )
            yield Issue(Severity.ERROR, text, field=name)
    yield from _of_end(unit, row, facts)


def _of_end(unit: Unit, row: CashPeriod, facts: dict[str, Any]) -> Iterator[Issue]:
    day = unit.once("today", lambda: today(unit.session))
    counted = row.closing_cash is not None or row.closing_bank is not None
    if row.closing_cash is None and row.closing_bank is not None:
        text = N_(
            "{committee}, {begins} to {ends}: {amount} F counted at the bank; count"
            " the box too, even if it is empty.",
            amount=row.closing_bank,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="closing_cash")
    if counted and row.ends_on > day:
        text = N_(
            "{committee}: the period from {begins} to {ends} is not over on {today};"
            " it cannot be counted yet.",
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="closing_cash")
    heard = row.approved_on
    if heard is None:
        return
    if not counted:
        text = N_(
            "{committee}, {begins} to {ends}: heard on {heard}, but nothing was counted"
            " at its end.",
            heard=heard,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="approved_on")
    elif not row.ends_on < heard <= day:
        text = N_(
            "{committee}, {begins} to {ends}: the assembly cannot have heard this"
            " account on {heard}.",
            heard=heard,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="approved_on")


PERIOD = Entity(
    CashPeriod,
    N_("period of the cash book from {title}"),
    lambda row: f"{row.begins_on:%d/%m/%Y}",
    {
        "committee_id": N_("Committee"),
        "begins_on": N_("From the"),
        "ends_on": N_("Up to the"),
        "opening_cash": N_("Box at the beginning"),
        "opening_bank": N_("Bank at the beginning"),
        "closing_cash": N_("Box counted at the end"),
        "closing_bank": N_("Bank at the end"),
        "approved_on": N_("Heard by the assembly"),
        "note": N_("Explanation"),
    },
    rules=_rules,
    required=frozenset({"committee_id", "begins_on", "ends_on"}),
)


def _approved(unit: Unit, row: CashPeriod) -> None:
    if row.approved_on is not None:
        text = N_(
            "{committee}: the account from {begins} to {ends} was heard by the assembly"
            " on {heard}; it is not changed any more.",
            committee=unit.find(Committee, row.committee_id).name,
            begins=row.begins_on,
            ends=row.ends_on,
            heard=row.approved_on,
        )
        record = Record("cash_periods", row.id)
        raise Rejected([Issue(Severity.ERROR, text, CASH, record)])


@dataclass(frozen=True)
class AddPeriod(Add):
    """Open a period of a cash book."""

    label: ClassVar[Text] = N_("Open a period of a cash book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = PERIOD

    def apply(self, unit: Unit) -> int:
        """Add it where it meets its neighbours."""
        for name in ("committee_id", "begins_on", "ends_on"):
            if self.values.get(name) is None:
                raise PERIOD.lacks(name)
        check_cash(unit, self.values["committee_id"])
        return super().apply(unit)


@dataclass(frozen=True)
class RevisePeriod(Revise):
    """Correct a period of a cash book; an approved one only in its date and note."""

    label: ClassVar[Text] = N_("Correct a period of a cash book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = PERIOD

    def apply(self, unit: Unit) -> None:
        """Change it where the book still follows."""
        row = PERIOD.get(unit, self.id)
        if self.field not in {"approved_on", "note"}:
            _approved(unit, row)
        check_cash(unit, row.committee_id)
        if self.field in AMOUNTS and self.field not in COUNTS and self.value is None:
            row_value = Money(0)
            setattr(row, self.field, row_value)
        else:
            super().apply(unit)
        check_cash(unit, row.committee_id)
        unit.flush()


@dataclass(frozen=True)
class RemovePeriods(Remove):
    """Remove periods that hold no line."""

    label: ClassVar[Text] = N_("Remove periods of a cash book")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = PERIOD

    def apply(self, unit: Unit) -> None:
        """Remove them if no line is left outside."""
        for row_id in self.ids:
            row = PERIOD.get(unit, row_id)
            _approved(unit, row)
            check_cash(unit, row.committee_id)
        super().apply(unit)
        unit.flush()


@dataclass(frozen=True)
class ClosePeriod(Command[None]):
    """Note what was counted at the end of a period, and open the next one."""

    label: ClassVar[Text] = N_("Close a period of a cash book")
    needs: ClassVar[Permission] = Permission.CLOSE_PERIODS

    id: int
    cash: Money | None
    bank: Money | None = None
    note: str = ""
    follow: bool = True
    """Whether the next period opens with what was counted."""

    def apply(self, unit: Unit) -> None:
        """Count it; refuse a gap that the note does not explain."""
        row: CashPeriod = PERIOD.get(unit, self.id)
        if self.cash is None:
            raise PERIOD.lacks(COUNTS[0])
        row.closing_cash, row.closing_bank = self.cash, self.bank
        row.note = self.note or row.note
        with unit.session.no_autoflush:
            PERIOD.check(unit, row)
            after = self._after(unit, row)
            if after is not None and not _counted(after):
                after.opening_cash = self.cash
                after.opening_bank = self.bank or Money(0)
            elif after is None and self.follow:
                unit.session.add(_next(row, self.cash, self.bank or Money(0)))
        check_cash(unit, row.committee_id)
        unit.flush()

    def _after(self, unit: Unit, row: CashPeriod) -> CashPeriod | None:
        own = (CashPeriod.committee_id == row.committee_id,
               CashPeriod.begins_on > row.begins_on)  # fmt: skip
        query = select(CashPeriod).where(*own).order_by(CashPeriod.begins_on)
        return unit.session.scalars(query).first()

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the period."""
        row = PERIOD.get(unit, self.id)
        return N_(
            "{committee}: period from {begins} to {ends} closed",
            committee=unit.find(Committee, row.committee_id).name,
            begins=row.begins_on,
            ends=row.ends_on,
        )


def _counted(row: CashPeriod) -> bool:
    return row.closing_cash is not None or row.closing_bank is not None


def _next(row: CashPeriod, cash: Money, bank: Money) -> CashPeriod:
    begins = row.ends_on + dt.timedelta(days=1)
    length = max(1, months(row.begins_on, begins))
    return CashPeriod(
        committee_id=row.committee_id,
        begins_on=begins,
        ends_on=later(begins, length) - dt.timedelta(days=1),
        opening_cash=cash,
        opening_bank=bank,
        note="",
    )


@dataclass(frozen=True)
class ReopenPeriod(Command[None]):
    """Take the count of a period back, so that its lines can be changed."""

    label: ClassVar[Text] = N_("Open a period of a cash book again")
    needs: ClassVar[Permission] = Permission.CLOSE_PERIODS

    id: int

    def apply(self, unit: Unit) -> None:
        """Take it back; not where the assembly has heard the account."""
        row: CashPeriod = PERIOD.get(unit, self.id)
        _approved(unit, row)
        row.closing_cash = row.closing_bank = None
        check_cash(unit, row.committee_id)
        unit.flush()
