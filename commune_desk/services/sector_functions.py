"""Which account and function the investments of a sector of the plan go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import Sector, SectorFunction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: SectorFunction) -> Iterator[Issue]:
    if taken(unit, SectorFunction, ("sector_id",), (row.sector_id,), row.id):
        title = unit.find(Sector, row.sector_id).title
        text = N_("The sector {title} has its account already.", title=title)
        yield Issue(Severity.ERROR, text, field="sector_id")


SECTOR_FUNCTION = Entity(
    SectorFunction,
    N_("account of the sector {title}"),
    lambda row: str(row.account_code or row.function_code),
    {
        "sector_id": N_("Sector"),
        "function_code": N_("Function"),
        "account_code": N_("Account"),
    },
    _rules,
    frozenset({"sector_id", "function_code"}),
)


@dataclass(frozen=True)
class AddSectorFunction(Add):
    """Say which account and function a sector’s investments go to."""

    label: ClassVar[Text] = N_("Add the account of a sector")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = SECTOR_FUNCTION


@dataclass(frozen=True)
class ReviseSectorFunction(Revise):
    """Change the account or the function of a sector."""

    label: ClassVar[Text] = N_("Change the account of a sector")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = SECTOR_FUNCTION


@dataclass(frozen=True)
class RemoveSectorFunctions(Remove):
    """Leave sectors without a proposed account."""

    label: ClassVar[Text] = N_("Remove the accounts of sectors")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    entity: ClassVar[Entity] = SECTOR_FUNCTION


class SectorFunctionRow(NamedTuple):
    """The account and the function proposed for a sector."""

    id: int
    sector_id: int
    sector: str
    function_code: str
    account_code: str


def sector_functions(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[SectorFunctionRow]:
    """List them by the code of the sector."""
    query = (
        select(
            SectorFunction.id,
            SectorFunction.sector_id,
            Sector.code + " " + Sector.title,
            SectorFunction.function_code,
            SectorFunction.account_code,
        )
        .join(Sector, Sector.id == SectorFunction.sector_id)
        .order_by(Sector.code)
    )
    if ids is not None:
        query = query.where(SectorFunction.id.in_(ids))
    return [SectorFunctionRow._make(row) for row in session.execute(query)]
