"""One holder of a dossier at a time.

The operating system keeps the lock, so it ends with the process that took it, killed
or not. The file beside the dossier only says who holds it. SQLite's own exclusive
lock is the second barrier.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import InUse, StorageTrouble
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from commune_desk.domain.text import Text

FAR = 1 << 30
"""Where Windows locks one byte: beyond the text, which others must still read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a dossier, and since when."""

    computer: str
    user: str
    pid: int
    since: dt.datetime

    @classmethod
    def present(cls) -> Holder:
        """Describe this process."""
        return cls(platform.node(), _user(), os.getpid(), _now())


class Hold:
    """The right to a dossier, from its making until `release`.

    Raises `InUse` while another process, or another part of this one, has it, and
    `StorageTrouble` where the folder cannot be written.
    """

    def __init__(self, dossier: Path) -> None:
        self.path = dossier.with_name(f"{dossier.name}.lock")
        try:
            self._descriptor = self._taken(dossier)
        except OSError as error:
            raise StorageTrouble(
                N_(
                    "{folder} cannot be written to: {reason}.",
                    folder=str(dossier.parent),
                    reason=error.strerror or str(error),
                )
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let others have the dossier; a second time does nothing."""
        if self._descriptor is None:
            return
        if sys.platform != "win32":  # first, or the file of the next one would go
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None
        if sys.platform == "win32":
            with suppress(OSError):  # the next one has it open already
                self.path.unlink()

    def _taken(self, dossier: Path) -> int | None:
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _lock(descriptor):
                said = _read(descriptor)
                os.close(descriptor)
                raise InUse(_who(dossier, said))
            if self._is_still(descriptor):
                _write(descriptor, Holder.present())
                return descriptor
            os.close(descriptor)  # the one before us took it away as we came

    def _is_still(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _write(descriptor: int, holder: Holder) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(holder), default=str).encode())


def _read(descriptor: int) -> Holder | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        said = json.loads(os.read(descriptor, 4096))
        since = dt.datetime.fromisoformat(said.pop("since"))
        return Holder(**said, since=since)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # not written yet, or not by us


def _who(dossier: Path, holder: Holder | None) -> Text:
    if holder is None:
        return N_("{file} is already open elsewhere.", file=dossier.name)
    return N_(
        "{file} is already open on the computer {computer}, by {user}, since {since}. "
        "Close it there first.",
        file=dossier.name,
        computer=holder.computer,
        user=holder.user,
        since=holder.since,
    )


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(microsecond=0)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "?"
