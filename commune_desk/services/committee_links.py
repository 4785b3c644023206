"""What a committee serves and runs: villages, communes, actions of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import delete, select, update

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.storage.models import (
    Action,
    Committee,
    CommitteeAction,
    CommitteePlace,
    Commune,
    Complaint,
    Installation,
    MicroProject,
    Recommendation,
    Village,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

VILLAGES, COMMUNES, ACTIONS = "villages", "communes", "actions"
LINKS: dict[str, Text] = {
    VILLAGES: N_("Villages served"),
    COMMUNES: N_("Other communes"),
    ACTIONS: N_("Actions"),
}


def link(
    unit: Unit, committee_id: int, name: str, typed: str, plan_id: int | None
) -> None:
    """Let a committee serve just the places, or run just the actions, that are named.

    Raises `Rejected` for a name that the dossier does not know.
    """
    wanted = [part.strip() for part in re.split(r"[;,]", typed) if part.strip()]
    ids = [_found(unit, name, each, plan_id) for each in dict.fromkeys(wanted)]
    unit.settle()
    if name == ACTIONS:
        _run(unit, committee_id, ids, plan_id)
        return
    column = "village_id" if name == VILLAGES else "commune_id"
    own = CommitteePlace.committee_id == committee_id
    kept = getattr(CommitteePlace, column).is_not(None)
    known = set()
    for place in unit.session.scalars(select(CommitteePlace).where(own, kept)).all():
        if getattr(place, column) in ids:
            known.add(getattr(place, column))
        else:
            unit.session.delete(place)
    for row_id in ids:
        if row_id not in known:
            values = {"committee_id": committee_id, column: row_id}
            unit.insert(CommitteePlace, values)
    unit.flush()


def _run(unit: Unit, committee_id: int, ids: list[int], plan_id: int | None) -> None:
    """Replace the links to actions of one plan; those to other plans stay."""
    query = (
        select(CommitteeAction)
        .join(Action, Action.id == CommitteeAction.action_id)
        .where(CommitteeAction.committee_id == committee_id)
        .where(Action.plan_id == plan_id)
    )
    known = set()
    for row in unit.session.scalars(query).all():
        if row.action_id in ids:
            known.add(row.action_id)
        else:
            unit.session.delete(row)
    for row_id in ids:
        if row_id not in known:
            values = {"committee_id": committee_id, "action_id": row_id}
            unit.insert(CommitteeAction, values)
    unit.flush()


def _found(unit: Unit, name: str, typed: str, plan_id: int | None) -> int:
    known = unit.once(
        f"committees.{name}.{plan_id}", lambda: _known(unit, name, plan_id)
    )
    found = known.get(typed if name == ACTIONS else fold(typed))
    if found is None:
        texts = {
            VILLAGES: N_("There is no village “{name}” in the dossier.", name=typed),
            COMMUNES: N_("There is no commune “{name}” in the dossier.", name=typed),
            ACTIONS: N_("There is no action {code} in this plan.", code=typed),
        }
        raise Rejected([Issue(Severity.ERROR, texts[name], field=name)])
    return found


def _known(unit: Unit, name: str, plan_id: int | None) -> dict[str, int]:
    session = unit.session
    if name == ACTIONS:
        query = select(Action.code, Action.id).where(Action.plan_id == plan_id)
        return {code: row_id for code, row_id in session.execute(query)}  # noqa: C416  rows are no pairs
    if name == COMMUNES:
        rows = session.execute(select(Commune.name, Commune.id))
        return {fold(title): row_id for title, row_id in rows}
    spelt = session.execute(select(Village.name, Village.aliases, Village.id))
    return {
        fold(spelling): row_id
        for title, aliases, row_id in spelt
        for spelling in (*aliases.split(";"), title)
        if spelling.strip()
    }


@dataclass(frozen=True)
class LinkCommittee(Command[None]):
    """Say what a committee serves or runs, all at once."""

    label: ClassVar[Text] = N_("Link a committee")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    id: int
    name: str
    """One of `LINKS`."""

    typed: Any
    plan_id: int | None = None

    def apply(self, unit: Unit) -> None:
        """Replace the links."""
        link(unit, self.id, self.name, self.typed or "", self.plan_id)

    def describe(self, unit: Unit) -> Text:
        """Name the links and the committee."""
        committee = unit.find(Committee, self.id)
        return N_("{field}, {record}", field=LINKS[self.name], record=committee.name)


@dataclass(frozen=True)
class NameCommittee(Command[None]):
    """Say which committee of the registry runs what an action built."""

    label: ClassVar[Text] = N_("Name the committee of an action")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    action_id: int
    committee_id: int | None

    def apply(self, unit: Unit) -> None:
        """Link them; without a committee, no link is left."""
        unit.settle()
        own = select(CommitteeAction).where(CommitteeAction.action_id == self.action_id)
        rows = unit.session.scalars(own.order_by(CommitteeAction.id)).all()
        for row in rows:
            if self.committee_id is None or row is rows[0]:
                unit.session.delete(row)
        there = {row.committee_id for row in rows[1:]}
        if self.committee_id is not None and self.committee_id not in there:
            unit.session.flush()
            values = {"committee_id": self.committee_id, "action_id": self.action_id}
            unit.insert(CommitteeAction, values)
        unit.flush()

    def describe(self, unit: Unit) -> Text:
        """Name the action."""
        code = unit.find(Action, self.action_id).code
        return N_("Management committee, action {code}", code=code)


def release(unit: Unit, action_id: int) -> None:
    """Take an action that goes away from all that only names it."""
    links = CommitteeAction.action_id == action_id
    unit.session.execute(delete(CommitteeAction).where(links))
    own = Installation.action_id == action_id
    unit.session.execute(update(Installation).where(own).values(action_id=None))
    micro = MicroProject.action_id == action_id
    unit.session.execute(update(MicroProject).where(micro).values(action_id=None))
    for model in (Recommendation, Complaint):
        named = model.action_id == action_id
        unit.session.execute(update(model).where(named).values(action_id=None))


def first_committees(session: Session) -> dict[int, int]:
    """Give the committee that runs each action, the one that was linked first."""
    links = select(CommitteeAction.action_id, CommitteeAction.committee_id)
    found: dict[int, int] = {}
    for action, committee in session.execute(links.order_by(CommitteeAction.id)):
        found.setdefault(action, committee)
    return found
