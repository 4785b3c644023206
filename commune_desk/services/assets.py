"""What the commune owns: enter it, take it from a paid investment, let it go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.assets import Owned, next_number, refusals
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import AssetState, EntryKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.settings import preferences
from commune_desk.services.today import today
from commune_desk.storage.models import Asset, LedgerEntry, Operation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit


def owned(row: Asset, *, managed: bool = False) -> Owned:
    """Give a thing of the inventory as the rules see it."""
    return Owned(
        row.id,
        row.number,
        row.title,
        row.state,
        row.committee,
        row.acquired_on,
        row.disposed_on,
        row.note,
        row.value,
        managed,
    )


def _rules(unit: Unit, row: Asset) -> Iterator[Issue]:
    if taken(unit, Asset, ("number",), (row.number,), row.id):
        text = N_("The inventory number {number} is taken.", number=row.number)
        yield Issue(Severity.ERROR, text, "ASSET-13", field="number")
    yield from refusals(owned(row))


ASSET = Entity(
    Asset,
    N_("thing of the inventory “{title}”"),
    lambda row: row.number or row.title,
    {
        "number": N_("Inventory no."),
        "title": N_("Designation of the thing"),
        "state": N_("State"),
        "village_id": N_("Village"),
        "acquired_on": N_("Acquired on"),
        "value": N_("Value"),
        "action_id": N_("Action of the plan"),
        "operation_id": N_("Expense"),
        "committee": N_("Committee in charge"),
        "disposed_on": N_("Left on"),
        "note": N_("Note, reason for leaving"),
    },
    _rules,
    frozenset({"number", "title"}),
)


@dataclass(frozen=True)
class AddAsset(Add):
    """Enter a thing; without a number it takes the next one of its year."""

    label: ClassVar[Text] = N_("Enter a thing in the inventory")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = ASSET

    def apply(self, unit: Unit) -> int:
        """Number it and add it."""
        values = dict(self.values)
        if not values.get("number"):
            values["number"] = numbered(unit, values.get("acquired_on"))
        row = Asset(**{"title": "", **values})
        with unit.session.no_autoflush:
            ASSET.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name it."""
        del unit
        name = self.values.get("title", "")
        return N_("{title} entered in the inventory", title=name)


@dataclass(frozen=True)
class ReviseAsset(Revise):
    """Correct what the inventory says of a thing."""

    label: ClassVar[Text] = N_("Correct the inventory")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = ASSET

    def apply(self, unit: Unit) -> None:
        """Change the field; the day of leaving makes a thing disposed of."""
        row = ASSET.get(unit, self.id)
        if self.field == "disposed_on":
            if self.value is not None:
                row.state = AssetState.DISPOSED
            elif row.state is AssetState.DISPOSED:
                row.state = AssetState.WORN
        elif self.field == "state" and self.value is not AssetState.DISPOSED:
            row.disposed_on = None
        Revise.apply(self, unit)


@dataclass(frozen=True)
class RemoveAssets(Remove):
    """Strike out what was entered by mistake; what is gone is disposed of instead."""

    label: ClassVar[Text] = N_("Strike out of the inventory")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = ASSET


@dataclass(frozen=True)
class DisposeAsset(Command[None]):
    """Take a thing out of use: on which day, and why."""

    label: ClassVar[Text] = N_("Take out of the inventory")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    on: dt.date | None
    reason: str

    def apply(self, unit: Unit) -> None:
        """Note the day and the reason; refuse a thing that is gone already."""
        row = ASSET.get(unit, self.id)
        if row.state is AssetState.DISPOSED:
            text = N_(
                "{number} {title} left the inventory on {date} already.",
                number=row.number,
                title=row.title,
                date=row.disposed_on,
            )
            raise Rejected([Issue(Severity.ERROR, text, "ASSET-14", ASSET.record(row))])
        if not self.reason.strip():
            text = N_("Say why it leaves the inventory: the minutes print the reason.")
            raise Rejected([Issue(Severity.ERROR, text, "ASSET-15", field="note")])
        row.state, row.disposed_on = AssetState.DISPOSED, self.on
        row.note = " – ".join(filter(None, (self.reason.strip(), row.note.strip())))
        with unit.session.no_autoflush:
            ASSET.check(unit, row)
        unit.settle()

    def describe(self, unit: Unit) -> Text:
        """Name it."""
        row = ASSET.get(unit, self.id)
        return N_("{title} taken out of the inventory", title=row.title)


@dataclass(frozen=True)
class RegisterAsset(Command[int]):
    """Enter in the inventory what an expense of investment has paid for."""

    label: ClassVar[Text] = N_("Enter in the inventory")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    operation_id: int

    def apply(self, unit: Unit) -> int:
        """Take object, village, action, last payment and sum from the expense."""
        known = unit.session.scalar(
            select(Asset.number).where(Asset.operation_id == self.operation_id)
        )
        operation = unit.find(Operation, self.operation_id)
        if known is not None:
            text = N_(
                "“{object}” is in the inventory already: {number}.",
                object=operation.object,
                number=known,
            )
            raise Rejected([Issue(Severity.ERROR, text, "ASSET-16")])
        paid, last = unit.session.execute(
            select(func.sum(LedgerEntry.amount), func.max(LedgerEntry.made_on)).where(
                LedgerEntry.operation_id == operation.id,
                LedgerEntry.kind == EntryKind.PAYMENT,
                LedgerEntry.cancelled_on.is_(None),
            )
        ).one()
        if not paid:
            text = N_("“{object}” is not paid yet.", object=operation.object)
            where = Record("operations", operation.id)
            raise Rejected([Issue(Severity.ERROR, text, "ASSET-16", where)])
        row = Asset(
            number=numbered(unit, last),
            title=operation.object,
            village_id=operation.village_id,
            acquired_on=last,
            value=paid,
            operation_id=operation.id,
            action_id=operation.action_id,
        )
        with unit.session.no_autoflush:
            ASSET.check(unit, row)
        return unit.add(row)


def numbered(unit: Unit, acquired_on: dt.date | None) -> str:
    """Give the next inventory number of the year in which a thing came."""
    day = acquired_on or today(unit.session)
    pattern = preferences(unit.session)["assets.number"]
    unit.settle()
    return next_number(pattern, day.year, unit.session.scalars(select(Asset.number)))
