"""Why a person is exempt from the TDRL: data with their source (CGI art. 153)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import ExemptionReason, TdrlExemption

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _reason_rules(unit: Unit, row: ExemptionReason) -> Iterator[Issue]:
    if taken(unit, ExemptionReason, ("code",), (row.code,), row.id):
        text = N_("There is a reason {code} already.", code=row.code)
        yield Issue(Severity.ERROR, text, field="code")


REASON = Entity(
    ExemptionReason,
    N_("reason {title}"),
    lambda row: row.title,
    {
        "code": N_("Code"),
        "title": N_("Reason"),
        "legal": N_("Text"),
        "sure": N_("Verified"),
        "active": N_("In use"),
    },
    _reason_rules,
    frozenset({"code", "title"}),
    {"exemptions": (TdrlExemption, "reason_id")},
)


@dataclass(frozen=True)
class AddReason(Add):
    """Add a reason of exemption."""

    label: ClassVar[Text] = N_("Add a reason")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = REASON


@dataclass(frozen=True)
class ReviseReason(Revise):
    """Correct a reason of exemption."""

    label: ClassVar[Text] = N_("Correct a reason")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = REASON


@dataclass(frozen=True)
class RemoveReasons(Remove):
    """Remove reasons that no roll uses."""

    label: ClassVar[Text] = N_("Remove reasons")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = REASON


class ReasonRow(NamedTuple):
    """A reason as a table shows it."""

    id: int
    code: str
    title: str
    legal: str
    sure: bool
    active: bool


def exemption_reasons(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[ReasonRow]:
    """List the reasons in the order of their codes."""
    x = ExemptionReason
    query = select(x.id, x.code, x.title, x.legal, x.sure, x.active).order_by(x.code)
    if ids is not None:
        query = query.where(x.id.in_(ids))
    return [ReasonRow(*row) for row in session.execute(query)]
