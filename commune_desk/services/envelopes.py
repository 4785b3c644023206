"""What each class of funders can give in a year, against what is planned of it.

Nothing is forbidden and nothing is silent (`planning.md` 7): more than the envelope is
shown with its arithmetic until somebody says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of, within
from commune_desk.services.programming import actions
from commune_desk.storage.models import Envelope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class _OnEnvelope(Command[None]):
    """A deed on the envelope of one class in one year."""

    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int | None
    year: int
    funder_class: FunderClass

    def _row(self, unit: Unit) -> Envelope | None:
        plan = plan_of(unit, self.plan_id)
        within(plan, self.year)
        query = select(Envelope).where(
            Envelope.plan_id == plan.id,
            Envelope.year == self.year,
            Envelope.funder_class == self.funder_class,
        )
        return unit.session.scalar(query)

    def describe(self, unit: Unit) -> Text:
        """Name the deed, the class and the year."""
        del unit
        return N_(
            "{deed}: {funder}, {year}",
            deed=self.label,
            funder=NAMES[self.funder_class],
            year=str(self.year),
        )


@dataclass(frozen=True)
class SetEnvelope(_OnEnvelope):
    """Say how much a class of funders can give in a year; None for not known."""

    label: ClassVar[Text] = N_("Envelope")

    amount: Money | None

    def apply(self, unit: Unit) -> None:
        """Write, change or remove the envelope."""
        row = self._row(unit)
        if self.amount is None:
            if row is not None:
                unit.session.delete(row)
        elif row is None:
            values = {
                "plan_id": self.plan_id,
                "year": self.year,
                "funder_class": self.funder_class,
                "amount": self.amount,
            }
            unit.insert(Envelope, values)
            unit.flush()
        else:
            row.amount = self.amount


@dataclass(frozen=True)
class ExplainEnvelope(_OnEnvelope):
    """Say why more than the envelope is planned."""

    label: ClassVar[Text] = N_("Reason for exceeding the envelope")

    reason: str

    def apply(self, unit: Unit) -> None:
        """Keep the reason beside the envelope it speaks of."""
        unit.settle()
        row = self._row(unit)
        if row is None:
            text = N_(
                "{funder}, {year}: type the envelope first, then the reason.",
                funder=NAMES[self.funder_class],
                year=str(self.year),
            )
            raise Rejected([Issue(Severity.ERROR, text, "PLAN-60", field="reason")])
        row.reason = self.reason.strip()


@dataclass(frozen=True, slots=True)
class EnvelopeRow:
    """A class of funders: by year, its envelope, what is planned of it, and why."""

    id: int
    plan_id: int | None
    funder_class: FunderClass
    envelopes: dict[int, Money]
    planned: dict[int, Money]
    """Contributions of the class to the actions that were kept."""

    reasons: dict[int, str]

    def left(self, year: int) -> Money | None:
        """The envelope less what is planned; None where it is exceeded."""
        gap = self._gap(year)
        return Money(gap) if gap is not None and gap >= 0 else None

    def over(self, year: int) -> Money | None:
        """What is planned beyond the envelope; None where it holds."""
        gap = self._gap(year)
        return Money(-gap) if gap is not None and gap < 0 else None

    def _gap(self, year: int) -> int | None:
        if year not in self.envelopes:
            return None
        planned = self.planned.get(year, Money(0))
        return self.envelopes[year].francs - planned.francs


def envelopes(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[EnvelopeRow]:
    """List all classes of funders; those that give nothing too."""
    query = select(Envelope).where(Envelope.plan_id == scope.plan_id)
    kept = {(e.funder_class, e.year): e for e in session.scalars(query)}
    planned = by_class(actions(session, scope))
    rows = [
        EnvelopeRow(
            number,
            scope.plan_id,
            who,
            {year: e.amount for (w, year), e in kept.items() if w is who},
            {year: sum_ for (w, year), sum_ in planned.items() if w is who},
            {year: e.reason for (w, year), e in kept.items() if w is who and e.reason},
        )
        for number, who in enumerate(FunderClass, start=1)
    ]
    return [row for row in rows if ids is None or row.id in ids]


def by_class(rows: Iterable[ActionRow]) -> dict[tuple[FunderClass, int], Money]:
    """Add up contributions by class and year."""
    found: dict[tuple[FunderClass, int], Money] = {}
    for row in rows:
        for gift in row.given:
            if gift.amount is not None:
                key = (gift.funder_class, gift.year)
                found[key] = found.get(key, Money(0)) + gift.amount
    return found
