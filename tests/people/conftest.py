"""A desk with people, at the least cost of a password that is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.people.passwords import FLOOR, KEEPER, Keeper
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KEEPER, "_hasher", Keeper(FLOOR)._hasher)


@pytest.fixture
def desk() -> Iterator[Desk]:
    store = Store()
    store.open()
    yield Desk(store, User("système", Role.ADMINISTRATION))
    store.close()
