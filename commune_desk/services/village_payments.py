"""Payments of several villages on one day: one act, one receipt for each village."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.services.receipts import TypeReceipt
from commune_desk.storage.models import TdrlRoll, Village

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.money import Money
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class PayVillages(Command[int]):
    """Note what villages paid of their rolls; receipts follow each other in a book."""

    label: ClassVar[Text] = N_("Note payments of villages")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    on: dt.date
    book_id: int
    first_number: int
    payments: tuple[tuple[int, Money], ...]
    """Roll and amount, in the order of the receipts."""

    def apply(self, unit: Unit) -> int:
        """Note them all or none; return how many."""
        if not self.payments:
            raise refuse(N_("No village has paid anything yet."), "TDRL-07", "amount")
        for number, (roll_id, amount) in enumerate(self.payments, self.first_number):
            roll = unit.find(TdrlRoll, roll_id)
            village = unit.find(Village, roll.village_id)
            values = {
                "made_on": self.on,
                "book_id": self.book_id,
                "first_number": number,
                "roll_id": roll.id,
                "village_id": village.id,
                "payer": village.name,
                "amount": amount,
            }
            TypeReceipt(values).apply(unit)
        return len(self.payments)

    def describe(self, unit: Unit) -> Text:
        """Count the villages."""
        del unit
        return P_(
            "TDRL paid by {count} village",
            "TDRL paid by {count} villages",
            count=len(self.payments),
        )
