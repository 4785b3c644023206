"""The slips (bordereaux) that carry titles to the receveur."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.execution import EntryKind, SlipKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.services.records import Entity, Revise
from commune_desk.storage.models import FiscalYear, LedgerEntry, Slip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _in_order(unit: Unit, row: Slip) -> Iterator[Issue]:
    del unit
    days = ((row.made_on, row.sent_on), (row.sent_on or row.made_on, row.returned_on))
    for before, after in days:
        if after is not None and after < before:
            text = N_(
                "Slip no. {number}: {after} comes before {before}.",
                number=row.number,
                after=after,
                before=before,
            )
            yield Issue(Severity.ERROR, text, field="sent_on")


TITLE_SLIP = Entity(
    Slip,
    N_("slip no. {title}"),
    lambda row: str(row.number),
    {
        "number": N_("No."),
        "made_on": N_("Date"),
        "sent_on": N_("Sent on"),
        "returned_on": N_("Came back on"),
        "note": N_("Note"),
    },
    _in_order,
    frozenset({"number", "made_on"}),
)


@dataclass(frozen=True)
class ReviseTitleSlip(Revise):
    """Note when a slip was sent and when it came back."""

    label: ClassVar[Text] = N_("Follow a slip of titles")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = TITLE_SLIP


@dataclass(frozen=True)
class MakeTitleSlip(Command[int]):
    """Put all titles that are on no slip yet, up to a day, on a new one."""

    label: ClassVar[Text] = N_("Make a slip of titles")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    year: int
    on: dt.date

    def apply(self, unit: Unit) -> int:
        """Number it and put the titles on it; refuse an empty one."""
        year = fiscal_year(unit.session, self.year)
        waiting: list[LedgerEntry] = []
        if year is not None:
            waiting = list(
                unit.session.scalars(
                    select(LedgerEntry).where(
                        LedgerEntry.fiscal_year_id == year.id,
                        LedgerEntry.kind == EntryKind.TITLE,
                        LedgerEntry.slip_id.is_(None),
                        LedgerEntry.cancelled_on.is_(None),
                        LedgerEntry.made_on <= self.on,
                    )
                )
            )
        if year is None or not waiting:
            text = N_("No title waits for a slip on {date}.", date=self.on)
            raise refuse(text, "REV-10", "on")
        last = unit.session.scalar(
            select(func.max(Slip.number)).where(
                Slip.fiscal_year_id == year.id, Slip.kind == SlipKind.TITLES
            )
        )
        slip = Slip(
            fiscal_year_id=year.id,
            kind=SlipKind.TITLES,
            number=(last or 0) + 1,
            made_on=self.on,
        )
        slip_id = unit.add(slip)
        for entry in waiting:
            entry.slip_id = slip_id
        return slip_id


class SlipRow(NamedTuple):
    """A slip with its titles."""

    id: int
    number: int
    made_on: dt.date
    sent_on: dt.date | None
    returned_on: dt.date | None
    note: str
    titles: int
    amount: Money


def title_slips(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[SlipRow]:
    """List the slips of titles of the year."""
    query = (
        select(
            Slip.id,
            Slip.number,
            Slip.made_on,
            Slip.sent_on,
            Slip.returned_on,
            Slip.note,
            func.count(LedgerEntry.id),
            func.coalesce(func.sum(LedgerEntry.amount), 0),
        )
        .join(FiscalYear, FiscalYear.id == Slip.fiscal_year_id)
        .outerjoin(LedgerEntry, LedgerEntry.slip_id == Slip.id)
        .where(FiscalYear.year == scope.year, Slip.kind == SlipKind.TITLES)
        .group_by(Slip.id)
        .order_by(Slip.number)
    )
    if ids is not None:
        query = query.where(Slip.id.in_(ids))
    return [
        SlipRow(*row[:-1], row[-1] if isinstance(row[-1], Money) else Money(row[-1]))
        for row in session.execute(query)
    ]
