"""One of several importers at once: `importer.py PLACE FILE…`."""

from __future__ import annotations

import sys
from pathlib import Path

from commune_desk.domain.roles import Role
from commune_desk.exchange.package.receive import receive
from commune_desk.services.desk import User
from commune_desk.services.region.desk import RegionDesk
from commune_desk.storage.region.store import RegionStore


def main(place: str, *files: str) -> int:
    store = RegionStore(place)
    store.open()
    desk = RegionDesk(store, User("importateur", Role.SECRETARY))
    refused = 0
    for arrived in receive(desk, map(Path, files)):
        refused += arrived.refused
        print("ok" if not arrived.refused else "refused", flush=True)
    store.close()
    return refused


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
