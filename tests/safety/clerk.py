"""A clerk in a process of its own, who works a dossier until somebody kills it.

Each edit is acknowledged on standard output once `Desk.do` has returned: the number
and the seal of its journal entry. With `fork` one process stays ready and makes a
copy of itself for each order; elsewhere each order starts a program.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.services.actions import AddAction, CostAction, PlaceAction
from commune_desk.services.command import Several
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import AddPlan, AddSector
from commune_desk.services.territory import AddVillage, RemoveVillages, ReviseVillage
from commune_desk.storage import journal
from commune_desk.storage.store import Store

YEAR = 2026


class Clerk:
    """Does one random act after another."""

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        self.desk = desk
        self.rng = rng
        self.acts = [
            self.add_village,
            self.revise_village,
            self.revise_many,
            self.remove_village,
            self.add_action,
            self.cost_action,
            self.place_action,
            self.desk.undo,
            self.desk.redo,
        ]

    def act(self) -> journal.Head | None:
        """Do one act; return its entry, None if the rules refused it."""
        before = self.desk.store.looking(journal.head)
        try:
            self.rng.choice(self.acts)()
        except (Rejected, IndexError):  # IndexError: nothing yet to act on
            return None
        after = self.desk.store.looking(journal.head)
        return None if after == before else after

    def ids(self, table: str) -> list[int]:
        rows = self.desk.store.looking(
            lambda raw: raw.execute(f"SELECT id FROM {table}").fetchall()
        )
        return [row_id for (row_id,) in rows]

    def pick(self, table: str) -> int:
        return self.rng.choice(self.ids(table))

    def add_village(self) -> None:
        name = f"Village {self.rng.getrandbits(48):x}"
        self.desk.do(AddVillage({"name": name, "source": "x" * self.rng.randrange(99)}))

    def revise_village(self) -> None:
        self.desk.do(self._revision())

    def revise_many(self) -> None:
        many = tuple(self._revision() for _ in range(20))
        self.desk.do(Several(many, N_("Paste")))

    def _revision(self) -> ReviseVillage:
        population = self.rng.randrange(5_000)
        return ReviseVillage(self.pick("villages"), "population", population)

    def remove_village(self) -> None:
        if len(self.ids("villages")) > 5:
            self.desk.do(RemoveVillages((self.pick("villages"),)))

    def add_action(self) -> None:
        values = {"title": "Puits à grand diamètre", "sector_id": self.pick("sectors")}
        costs = {YEAR: Money(self.rng.randrange(1, 9_000_000))}
        self.desk.do(AddAction(self.pick("plans"), values, costs=costs))

    def cost_action(self) -> None:
        amount = Money(self.rng.randrange(1, 9_000_000))
        year = YEAR + self.rng.randrange(5)
        self.desk.do(CostAction(self.pick("actions"), year, amount))

    def place_action(self) -> None:
        villages = tuple(self.rng.sample(self.ids("villages"), 2))
        self.desk.do(PlaceAction(self.pick("actions"), Places(villages)))


def opened(path: Path) -> Desk:
    """Open a dossier as the program does."""
    store = Store(path)
    store.open()
    return Desk(store, User("Aminata", Role.SECRETARY))


def prepared(path: Path) -> None:
    """Make a dossier in which there is something to work on."""
    desk = opened(path)
    desk.do(AddPlan({"title": "PDSEC", "first_year": YEAR}))
    desk.do(AddSector({"code": "1", "title": "Eau"}))
    clerk = Clerk(desk, random.Random(0))
    for act in (clerk.add_village,) * 5 + (clerk.add_action,) * 3:
        act()
    desk.store.close()


def work(path: Path, seed: int) -> None:
    """Work until killed."""
    tell("pid", os.getpid())
    desk = opened(path)
    tell("open", desk.store.looking(journal.head).number)
    clerk = Clerk(desk, random.Random(seed))
    while True:
        head = clerk.act()
        if head is not None:
            tell("done", head.number, head.seal)


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def wait_for_orders() -> None:
    """Copy this process for each order, and tell when the copy is gone."""
    for line in sys.stdin:
        path, seed = json.loads(line)
        copy = os.fork()
        if copy == 0:
            work(Path(path), seed)
        _, status = os.waitpid(copy, 0)
        tell("gone", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(Path(sys.argv[1]), int(sys.argv[2]))
    wait_for_orders()
