"""Legal acts of committees, with their validity (`planning.md` 4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.registry import book
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, CommitteeAct

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import ActKind
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: CommitteeAct) -> Iterator[Issue]:
    end, start = row.valid_until, row.dated
    if end is not None and start is not None and end < start:
        committee = unit.find(Committee, row.committee_id)
        text = N_(
            "{committee}: an act of {dated} cannot run out on {until}.",
            committee=committee.name,
            dated=start,
            until=end,
        )
        yield Issue(Severity.ERROR, text, field="valid_until")


ACT = Entity(
    CommitteeAct,
    N_("act no. {title}"),
    lambda row: row.number or "–",
    {
        "committee_id": N_("Committee"),
        "kind": N_("Act"),
        "number": N_("No."),
        "dated": N_("Date"),
        "authority": N_("Authority"),
        "valid_until": N_("Valid until"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"committee_id", "kind"}),
)


@dataclass(frozen=True)
class AddAct(Add):
    """Add an act of a committee."""

    label: ClassVar[Text] = N_("Add an act")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ACT


@dataclass(frozen=True)
class ReviseAct(Revise):
    """Correct an act of a committee."""

    label: ClassVar[Text] = N_("Correct an act")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ACT


@dataclass(frozen=True)
class RemoveActs(Remove):
    """Remove acts of committees."""

    label: ClassVar[Text] = N_("Remove acts")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = ACT


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as tables see it."""

    id: int
    committee_id: int
    committee: str
    kind: ActKind
    number: str
    dated: dt.date | None
    authority: str
    valid_until: dt.date | None
    note: str
    day: dt.date
    """The day of the situation."""

    @property
    def left(self) -> int | None:
        """Days that it is still valid; negative where it has run out."""
        end = self.valid_until
        return None if end is None else (end - self.day).days

    @property
    def validity(self) -> Text | None:
        """Say how long it is still valid; nothing where it has no end."""
        left = self.left
        if left is None:
            return None
        if left < 0:
            return P_("ran out {count} day ago", "ran out {count} days ago",
                      count=-left)  # fmt: skip
        return P_("{count} day left", "{count} days left", count=left)


def committee_acts(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ActRow]:
    """List the acts, committee by committee, the oldest first."""
    day = today(session)
    names = {each.id: each.committee.name for each in book(session)}
    order = {row_id: number for number, row_id in enumerate(names)}
    query = select(*CommitteeAct.__table__.columns)
    if ids is not None:
        query = query.where(CommitteeAct.id.in_(ids))
    rows = [
        ActRow(**fields, committee=names[fields["committee_id"]], day=day)
        for fields in session.execute(query).mappings()
    ]
    rows.sort(
        key=lambda row: (
            order[row.committee_id], row.dated.toordinal() if row.dated else 0, row.id
        )
    )  # fmt: skip
    return rows
