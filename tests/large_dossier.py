"""A dossier as large as the program must stand: made in seconds, of one pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.services.actions import AddAction, Gift
from commune_desk.services.command import Several
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import (
    AddAxis,
    AddObjective,
    AddPlan,
    AddSector,
    scope_for,
)
from commune_desk.services.territory import AddVillage
from commune_desk.storage.store import Store
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.outline import Outline

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.services.scope import Scope

MANY = 20_000


class Large:
    """A dossier with one sector and as many actions as asked for.

    Each is paid for by one contribution in each of some years.
    """

    def __init__(self, path: Path, count: int, paid: int = 1) -> None:
        self.store = Store(path)
        self.store.open()
        self.desk = Desk(self.store, User("bench", Role.SECRETARY))
        do = self.desk.do
        self.plan = do(AddPlan({"title": "PDSEC", "first_year": 2024}))
        axis = do(AddAxis({"plan_id": self.plan, "number": 1, "title": "Services"}))
        sector = do(AddSector({"code": "10", "title": "Éducation"}))
        aim = {"axis_id": axis, "sector_id": sector, "title": "Scolariser"}
        values = {"sector_id": sector, "objective_id": do(AddObjective(aim))}
        village = do(AddVillage({"name": "Oueto"}))
        commands = (
            AddAction(
                self.plan,
                {"title": f"Action {n}", **values},
                Places((village,)),
                {2024: Money(1_000 + n), 2025: Money(5)},
                tuple(
                    Gift(2024 + year, FunderClass.COMMUNE, Money(100))
                    for year in range(paid)
                ),
            )
            for n in range(count)
        )
        if count:
            do(Several(tuple(commands), N_("Import")))
        with self.store.reading() as session:
            self.scope: Scope = scope_for(session, 2024)

    def outline(self) -> Outline[Any]:
        with self.store.reading() as session:
            rows = ACTIONS.rows(session, self.scope, None)
        return Outline(ACTIONS, ACTIONS.columns(self.scope), rows)

    def reopen(self) -> None:
        """Forget all that was read."""
        self.store.close()
        self.store.open()
