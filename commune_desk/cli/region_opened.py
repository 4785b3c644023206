"""Open a region's desk for a command."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.services.desk import User
from commune_desk.services.region.desk import RegionDesk
from commune_desk.storage.region.server import is_server
from commune_desk.storage.region.store import RegionStore

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(place: str, *, new: bool = False) -> Iterator[RegionDesk]:
    """Open a region's desk that exists, or make one that does not."""
    if not is_server(place) and Path(place).is_file() is new:
        name = Path(place).name
        raise StorageTrouble(
            N_("“{name}” exists already.", name=name)
            if new
            else N_("There is no region’s desk “{name}”.", name=name)
        )
    store = RegionStore(place)
    store.open()
    try:
        yield RegionDesk(store, User(getpass.getuser(), Role.SECRETARY))
    finally:
        store.close()
