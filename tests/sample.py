"""A small commune: one plan of five years, two actions, a village, a partner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.roles import Role
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.actions import AddAction, Gift
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import (
    AddAxis,
    AddObjective,
    AddPlan,
    AddSector,
    scope_for,
)
from commune_desk.services.territory import AddCommune, AddVillage
from commune_desk.storage.models import Base
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from commune_desk.services.scope import Scope

DATA = Path(__file__).parent / "data"
FRENCH = Words("fr", TRANSLATIONS)


@dataclass
class Sample:
    """A dossier in memory or on disk, and the ids of what it holds."""

    store: Store
    desk: Desk
    plan: int
    sector: int
    objective: int
    village: int
    action: int
    scope: Scope


def build(path: Path | None = None) -> Sample:
    store = Store(path)
    store.open()
    desk = Desk(store, User("Secrétaire", Role.SECRETARY))
    desk.do(AddCommune({"name": "Dembela", "code": "1"}))
    plan = desk.do(AddPlan({"title": "PDSEC 2024-2028", "first_year": 2024}))
    axis = desk.do(AddAxis({"plan_id": plan, "number": 1, "title": "Social"}))
    sector = desk.do(AddSector({"code": "10", "title": "Éducation"}))
    aim = {"axis_id": axis, "sector_id": sector, "title": "Scolariser"}
    objective = desk.do(AddObjective(aim))
    village = desk.do(AddVillage({"name": "N’Tiobougou", "aliases": "Tiobougou"}))
    values = {"title": "Classes", "sector_id": sector, "objective_id": objective}
    gift = Gift(2024, FunderClass.COMMUNE, Money(600_000), status=FundingStatus.SECURED)
    costs = {2024: Money(6_000_000), 2025: Money(4_000_000)}
    action = desk.do(AddAction(plan, values, Places((village,)), costs, (gift,)))
    with store.reading() as session:
        scope = scope_for(session, 2024)
    return Sample(store, desk, plan, sector, objective, village, action, scope)


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows in a fixed order, but the journal and what was printed: they stay."""
    with store.reading() as session:
        return {
            table.name: sorted(
                (tuple(row) for row in session.execute(select(table))), key=repr
            )
            for table in Base.metadata.sorted_tables
            if table.name not in {"journal", "journal_touches", "prints"}
        }
