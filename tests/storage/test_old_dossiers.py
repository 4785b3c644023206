"""A dossier of each earlier layout comes to today's with all it held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from old_dossier import ROWS, make_old

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
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A dossier as the first layout kept it."""
    path = tmp_path / "vieux.commune"
    make_old(path, ROWS)
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
