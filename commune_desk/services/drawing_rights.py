"""Drawing rights at ANICT: forecast, notified, mobilised, received (`budget.md` 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import Action, DrawingRight

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

AMOUNTS = ("forecast", "notified", "mobilised", "received", "counterpart")
CHAIN = (("notified", "mobilised"), ("mobilised", "received"))
"""Each amount that cannot be above the one before it."""


def _rules(_: Unit, row: DrawingRight) -> Iterator[Issue]:
    for name in AMOUNTS:
        amount = getattr(row, name)
        if amount is not None and amount.francs < 0:
            text = N_("{amount} F is below zero.", amount=amount)
            yield Issue(Severity.ERROR, text, "EXEC-N4", field=name)
    for before, after in CHAIN:
        first, second = getattr(row, before), getattr(row, after)
        if first is not None and second is not None and second.francs > first.francs:
            text = N_(
                "{window} {year}: {after} {second} F, {before} {first} F, {excess} F"
                " too much.",
                window=row.window,
                year=str(row.year),
                after=RIGHT.fields[after],
                second=second,
                before=RIGHT.fields[before],
                first=first,
                excess=second - first,
            )
            yield Issue(Severity.ERROR, text, "EXEC-D1", field=after)


RIGHT = Entity(
    DrawingRight,
    N_("drawing right {title}"),
    lambda row: f"{row.window} {row.year}",
    {
        "year": N_("Year"),
        "window": N_("Window"),
        "action_id": N_("Action"),
        "forecast": N_("Forecast"),
        "notified": N_("Notified"),
        "mobilised": N_("Mobilised"),
        "received": N_("Received"),
        "counterpart": N_("Counterpart of the commune"),
        "notified_on": N_("Notified on"),
        "received_on": N_("Received on"),
        "reference": N_("Reference"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"year", "window"}),
)


@dataclass(frozen=True)
class AddRight(Add):
    """Enter a drawing right."""

    label: ClassVar[Text] = N_("Add a drawing right")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RIGHT


@dataclass(frozen=True)
class ReviseRight(Revise):
    """Correct a drawing right, or note how far it has come."""

    label: ClassVar[Text] = N_("Correct a drawing right")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RIGHT


@dataclass(frozen=True)
class RemoveRights(Remove):
    """Remove drawing rights."""

    label: ClassVar[Text] = N_("Remove drawing rights")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RIGHT


class RightRow(NamedTuple):
    """A drawing right, as tables and papers see it."""

    id: int
    year: int
    window: str
    action_id: int | None
    forecast: Money | None
    notified: Money | None
    mobilised: Money | None
    received: Money | None
    counterpart: Money | None
    notified_on: dt.date | None
    received_on: dt.date | None
    reference: str
    note: str
    action: str

    @property
    def rate(self) -> Share | None:
        """Mobilised ÷ notified."""
        return Share.of(self.mobilised, self.notified)


def drawing_rights(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[RightRow]:
    """List the drawing rights of all years, the latest year first."""
    names = RightRow._fields[:-1]
    query = (
        select(*(getattr(DrawingRight, name) for name in names), Action.code)
        .outerjoin(Action, Action.id == DrawingRight.action_id)
        .order_by(DrawingRight.year.desc(), DrawingRight.window, DrawingRight.id)
    )
    rows = [
        RightRow._make((*values, action or ""))
        for *values, action in session.execute(query)
    ]
    return [row for row in rows if ids is None or row.id in ids]
