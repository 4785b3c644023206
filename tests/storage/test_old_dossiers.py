"""A dossier of each earlier layout comes to today's with all it held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.priorities import Decision
from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import scope_for
from commune_desk.services.programming import actions
from commune_desk.services.sitters import first_seat
from commune_desk.services.territory import villages
from commune_desk.storage.journal import first_broken
from commune_desk.storage.layout import NEWEST
from commune_desk.storage.models import Action
from commune_desk.storage.pragmas import APPLICATION_ID
from commune_desk.storage.store import Store
from commune_desk.storage.upgrade import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """
INSERT INTO communes VALUES (1, 'Dembela', '1', '', '', '', '', NULL, NULL, '', 1, '');
INSERT INTO villages VALUES (4, 'Oueto', 'village', '', '', 12, 2009, NULL, 11.5, -6.5,
    '', 'loin');
INSERT INTO plans VALUES (2, 'PDSEC', 2024, 5, 1, NULL, '', 700, 'note');
INSERT INTO sectors VALUES (3, '10', 'Éducation', '', NULL);
INSERT INTO axes VALUES (5, 2, 1, 'Social');
INSERT INTO objectives VALUES (6, 5, 3, 'Scolariser');
INSERT INTO actions VALUES (7, 2, '1.1', 'Classes', 3, 6, 'investment', 0, '', 3,
    'salles', '', '', '', 'à suivre');
INSERT INTO action_costs VALUES (8, 7, 2025, 9000000);
INSERT INTO action_places VALUES (9, 7, 4);
"""


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A dossier as the first layout kept it."""
    path = tmp_path / "vieux.commune"
    source = (MIGRATIONS / "versions" / "0001_first_layout.py").read_text("utf-8")
    names: dict[str, tuple[str, ...]] = {}
    layout = source[source.index("LAYOUT = (") : source.index("def upgrade")]
    exec(layout, names)  # noqa: S102  our own file, which must not change any more
    with closing(sqlite3.connect(path)) as raw:
        for statement in names["LAYOUT"]:
            raw.execute(statement)
        raw.executescript(ROWS)
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("PRAGMA user_version = 1")
        raw.commit()
    return path


def test_all_rows_are_kept_and_the_new_columns_are_filled(first: Path) -> None:
    store = Store(first)
    store.open()
    try:
        with store.reading() as session:
            scope = scope_for(session, 2025)
            (action,) = actions(session, scope)
            assert (action.code, action.note) == ("1.1", "à suivre")
            assert action.places.names == ("Oueto",)
            assert action.total is not None
            assert action.total.francs == 9_000_000
            (village,) = villages(session, scope)
            assert (village.population, village.note) == (12, "loin")
            assert session.get_one(Action, 7).decision is Decision.KEPT
        assert store.looking(first_broken) is None
        user = first_seat(store, "test")  # nobody is kept: nothing is asked
        assert user == User("test", Role.ADMINISTRATION)
        assert Desk(store, user).undo_label() is None
    finally:
        store.close()
    with closing(sqlite3.connect(first)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        labels = [label for (label,) in raw.execute("SELECT label FROM journal")]
    assert len(labels) == 1
