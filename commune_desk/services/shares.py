"""Actions that several communes share: the part of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.apportioning import WHOLE, apportioned
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.plans import plan_of
from commune_desk.services.programming import actions, code_key
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import Action, ActionShare, Commune

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _share_rules(unit: Unit, row: ActionShare) -> Iterator[Issue]:
    action = unit.find(Action, row.action_id)
    plan_of(unit, action.plan_id)
    key = (row.action_id, row.commune_id)
    if taken(unit, ActionShare, ("action_id", "commune_id"), key, row.id):
        text = N_("Action {code}: this commune has a part already.", code=action.code)
        yield Issue(Severity.ERROR, text, field="commune_id")
    others = unit.session.scalar(
        select(func.coalesce(func.sum(ActionShare.share), 0)).where(
            ActionShare.action_id == row.action_id, ActionShare.id != (row.id or 0)
        )
    )
    if not 0 < row.share <= WHOLE - (others or 0):
        text = N_(
            "Action {code}: {others} of other communes + {share} = {whole}; the parts"
            " make 100 % at most.",
            code=action.code,
            others=Share(others or 0),
            share=Share(row.share),
            whole=Share((others or 0) + row.share),
        )
        yield Issue(Severity.ERROR, text, "PLAN-65", field="share")


SHARE = Entity(
    ActionShare,
    N_("part of a commune, {title}"),
    lambda row: str(Share(row.share).basis_points / 100),
    {
        "action_id": N_("Action"),
        "commune_id": N_("Commune"),
        "share": N_("Part"),
        "note": N_("Note"),
    },
    _share_rules,
    frozenset({"action_id", "commune_id", "share"}),
)


@dataclass(frozen=True)
class AddShare(Add):
    """Add the part of a commune in an action."""

    label: ClassVar[Text] = N_("Add the part of a commune")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SHARE


@dataclass(frozen=True)
class ReviseShare(Revise):
    """Correct the part of a commune."""

    label: ClassVar[Text] = N_("Correct the part of a commune")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SHARE


@dataclass(frozen=True)
class RemoveShares(Remove):
    """Remove parts of communes."""

    label: ClassVar[Text] = N_("Remove parts of communes")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SHARE


@dataclass(frozen=True, slots=True)
class ShareRow:
    """The part of one commune in one action, and what it makes in francs."""

    id: int
    action_id: int
    code: str
    title: str
    commune_id: int
    commune: str
    share: Share
    amount: Money | None
    note: str


def shares(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ShareRow]:
    """List the parts action by action; amounts of a whole make the cost exactly."""
    known = {row.id: row for row in actions(session, scope)}
    query = (
        select(
            ActionShare.id,
            ActionShare.action_id,
            ActionShare.commune_id,
            Commune.name,
            ActionShare.share,
            ActionShare.note,
        )
        .join(Commune, Commune.id == ActionShare.commune_id)
        .join(Action, Action.id == ActionShare.action_id)
        .where(Action.plan_id == scope.plan_id)
        .order_by(ActionShare.action_id, ActionShare.id)
    )
    rows = []
    for action_id, group in groupby(session.execute(query), lambda line: line[1]):
        lines, action = list(group), known.get(action_id)
        if action is None:
            continue
        total = action.total
        parts: list[Money | None] = [None] * len(lines)
        if total is not None:
            parts = [*apportioned(total, [line[4] for line in lines], WHOLE)]
        rows += [
            ShareRow(
                row_id,
                action_id,
                action.code,
                action.title,
                commune_id,
                name,
                Share(share),
                part,
                note,
            )
            for (row_id, _, commune_id, name, share, note), part in zip(
                lines, parts, strict=True
            )
        ]
    rows.sort(key=lambda row: (code_key(row.code), row.id))
    return [row for row in rows if ids is None or row.id in ids]
