"""A disk in memory whose n-th operation fails: once, or from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import apsw
from disk import Disk, Handle, System

if TYPE_CHECKING:
    import random

FULL, ERROR = apsw.FullError, apsw.IOError


class Trouble(Disk):
    """Counts what SQLite asks for, and refuses one of its wishes."""

    def __init__(
        self,
        rng: random.Random,
        fails_at: int,
        kind: type[apsw.Error],
        *,
        for_ever: bool,
    ) -> None:
        super().__init__(rng)
        self.fails_at, self.kind, self.for_ever = fails_at, kind, for_ever
        self.failed = 0
        self.armed = False

    def step(self) -> None:
        """Refuse where the turn has come; a refused wish changes nothing."""
        if not self.armed:
            return
        self.operations += 1
        if self.operations == self.fails_at or (
            self.for_ever and self.operations > self.fails_at
        ):
            self.failed += 1
            raise self.kind


class TroubledHandle(Handle):
    """Reading may fail too."""

    def xRead(self, amount: int, offset: int) -> bytes:
        self.disk.step()
        return super().xRead(amount, offset)


class TroubledSystem(System):
    """Hands out files of the troubled disk."""

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> Handle:
        handle = super().xOpen(name, flags)
        return TroubledHandle(handle.disk, handle.inode, syncs_names=handle.syncs_names)
