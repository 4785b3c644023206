"""Files of our own come in without a trial, as the trial would bring them."""

from __future__ import annotations

import pytest
from sample import FRENCH

from commune_desk.domain.roles import Role
from commune_desk.exchange.founding import COMMITTEE_LISTS, YEAR_OF_NONE, bring
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare, straight
from commune_desk.exchange.prepared import Request
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES

HEADS = "Village;Nature\n"


@pytest.fixture
def desk() -> Desk:
    store = Store()
    store.open()
    return Desk(store, User("essai", Role.SECRETARY))


def test_each_list_is_the_same_act_tried_or_not(desk: Desk) -> None:
    straightly = 0
    for name, file in COMMITTEE_LISTS:
        table = TABLES.named(name)
        with desk.store.reading() as session:
            scope = scope_for(session, YEAR_OF_NONE)
        grid = read_grid(file)
        matching = propose(table, scope, grid.headings, FRENCH)
        request = Request(table, scope, grid, matching, FRENCH, file.name, {})
        tried = prepare(desk.store, request).command
        command = straight(desk.store, request)
        assert tried is not None
        if command is not None:
            straightly += 1
            assert command == tried
        desk.do(tried)
    assert straightly > len(COMMITTEE_LISTS) // 2
    desk.store.close()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("Sira;village\nSira;village\n", "Sira"),  # what the rules refuse
        ("Sira;planète\n", "planète"),  # what cannot be read
    ],
)
def test_a_fault_of_a_file_is_said_with_its_line(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, lines: str, why: str
) -> None:
    file = tmp_path_factory.mktemp("own") / "villages.csv"
    file.write_text(HEADS + lines, "utf-8")
    with pytest.raises(ValueError, match=f"villages.csv.*{why}"):
        bring(desk, "villages", file, YEAR_OF_NONE, FRENCH)
    with desk.store.reading() as session:
        rows = TABLES.named("villages").rows(session, scope_for(session, 0), None)
    assert not rows
    desk.store.close()
