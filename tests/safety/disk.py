"""A disk in memory whose power can be cut, as a VFS for SQLite.

Files are inodes. What is written, truncated, created or unlinked stays pending until
the sync that belongs to it. When the power goes, a random subset of the pending
sectors survives, some of them torn; of the pending changes of the directory, the
first few. The disk then goes on saying yes, and keeps nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import apsw

if TYPE_CHECKING:
    import random

SECTOR = 512
JOURNALS = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_WAL
NEVER = 1 << 60


@dataclass
class Inode:
    """A file: what is safe, what programs see, and the way from one to the other."""

    safe: bytes = b""
    seen: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes; None for a truncation."""


class Disk:
    """A directory of inodes, and the moment at which the power goes."""

    def __init__(self, rng: random.Random, cut_at: int = NEVER) -> None:
        self.rng = rng
        self.cut_at = cut_at
        self.operations = 0
        self.survivors: dict[str, bytes] | None = None
        self.names: dict[str, Inode] = {}
        self._safe_names: dict[str, Inode] = {}
        self._pending_names: list[tuple[str, Inode | None]] = []

    def put(self, name: str, content: bytes) -> None:
        """Lay a file down that was always there."""
        self.names[name] = self._safe_names[name] = Inode(content, bytearray(content))

    @property
    def dead(self) -> bool:
        """Tell whether the power is gone."""
        return self.survivors is not None

    def step(self) -> None:
        """Count one operation; cut the power if its turn has come."""
        self.operations += 1
        if self.operations == self.cut_at:
            self.cut()

    def cut(self) -> None:
        """Choose what survives."""
        names = dict(self._safe_names)
        kept = self.rng.randint(0, len(self._pending_names))
        for name, inode in self._pending_names[:kept]:
            _set(names, name, inode)
        share = self.rng.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        self.survivors = {
            name: self._survivor(inode, share) for name, inode in names.items()
        }

    def create(self, name: str) -> Inode:
        """Make a file; its name is pending."""
        self.step()
        inode = Inode()
        self.names[name] = inode
        self._pending_names.append((name, inode))
        return inode

    def unlink(self, name: str, *, sync: bool) -> None:
        """Take a name away; pending unless the directory is synced with it."""
        self.step()
        del self.names[name]
        self._pending_names.append((name, None))
        if sync:
            self.step()
            self.sync_names()

    def sync_names(self) -> None:
        """Make the directory safe."""
        self._safe_names = dict(self.names)
        self._pending_names.clear()

    def _survivor(self, inode: Inode, share: float) -> bytes:
        content = bytearray(inode.safe)
        for offset, data in inode.pending:
            if data is None:
                if self.rng.random() < share:
                    del content[offset:]
                continue
            for start in range(0, len(data), SECTOR):
                sector = data[start : start + SECTOR]
                if self.rng.random() < share:
                    if self.rng.random() < 0.1:
                        sector = sector[: self.rng.randrange(SECTOR)]  # torn
                    _overwrite(content, offset + start, sector)
        return bytes(content)


class Handle:
    """An open file, as SQLite asks for it."""

    def __init__(self, disk: Disk, inode: Inode, *, syncs_names: bool) -> None:
        self.disk = disk
        self.inode = inode
        self.syncs_names = syncs_names

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self.inode.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.step()
        _overwrite(self.inode.seen, offset, data)
        self.inode.pending.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self.disk.step()
        del self.inode.seen[size:]
        self.inode.pending.append((size, None))

    def xSync(self, _flags: int) -> None:
        self.disk.step()
        self.inode.safe = bytes(self.inode.seen)
        self.inode.pending.clear()
        if self.syncs_names:  # as the VFS of Unix does, once for a new journal
            self.disk.sync_names()
            self.syncs_names = False

    def xFileSize(self) -> int:
        return len(self.inode.seen)

    def xLock(self, _level: int) -> None:
        """Nobody else is there."""

    def xUnlock(self, _level: int) -> None:
        """Nobody else is there."""

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, _op: int, _pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xClose(self) -> None:
        """Leave everything as it is."""


class System(apsw.VFS):
    """The VFS through which SQLite reaches the disk."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, base="")
        self.disk = disk

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> Handle:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        inode = self.disk.names.get(path)
        creates = bool(flags[0] & apsw.SQLITE_OPEN_CREATE)
        if inode is None:
            if not creates:
                raise apsw.CantOpenError
            inode = self.disk.create(path)
        flags[1] = flags[0]
        new_journal = creates and bool(flags[0] & JOURNALS)
        return Handle(self.disk, inode, syncs_names=new_journal)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: FBT001  SQLite's signature
        if name not in self.disk.names:
            gone = apsw.IOError()
            gone.extendedresult = apsw.SQLITE_IOERR_DELETE_NOENT
            raise gone
        self.disk.unlink(name, sync=sync)

    def xAccess(self, name: str, _flags: int) -> bool:
        return name in self.disk.names

    def xFullPathname(self, name: str) -> str:
        return name


def _overwrite(content: bytearray, offset: int, data: bytes) -> None:
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _set(names: dict[str, Inode], name: str, inode: Inode | None) -> None:
    if inode is None:
        names.pop(name, None)
    else:
        names[name] = inode
