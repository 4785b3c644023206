"""One program at a time for a user: a second start hands its file to the first.

No socket and no pipe: the program asks for no network at all. A lock says who is the
first; what others want opened they leave in a folder that the first looks into.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from commune_desk.domain.errors import StorageTrouble
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

LOCK, ASKED = "program.lock", "asked"


class Doorstep(QObject):
    """Whether this is the first program of its user, and what others ask of it."""

    asked = Signal(str)
    """A file to open; empty where only the window is wanted in front."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = folder / ASKED
        with suppress(OSError):
            self._asked.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / LOCK))
        self._lock.setStaleLockTime(0)  # only a program that is gone lets it go
        self._watcher = QFileSystemWatcher(self)

    def first(self) -> bool:
        """Tell whether no other runs; a folder that takes no lock keeps nobody out."""
        if self._lock.tryLock(0):
            return True
        return self._lock.error() is not QLockFile.LockError.LockFailedError

    def watch(self) -> None:
        """Look for what others ask, from now on; what was left before is forgotten."""
        for path in self._left():
            _forget(path)
        self._watcher.directoryChanged.connect(self._look)
        self._watcher.addPath(str(self._asked))

    def hand_over(self, place: str) -> bool:
        """Ask the first to open a file; False where that cannot be said."""
        _let_it_come_forward()
        try:
            write_whole(self._asked / f"{uuid4().hex}.txt", place.encode())
        except (OSError, StorageTrouble):
            return False
        return True

    def let_go(self) -> None:
        """Let another be the first."""
        self._watcher.directoryChanged.disconnect(self._look)
        self._lock.unlock()

    def _look(self) -> None:
        for path in self._left():
            try:
                place = path.read_text("utf-8")
            except (OSError, ValueError):
                continue
            _forget(path)
            self.asked.emit(place)

    def _left(self) -> list[Path]:
        return sorted(self._asked.glob("*.txt"))


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


if sys.platform == "win32":
    import ctypes

    ANYBODY = -1
    NAME = "CommuneDesk.Desk"

    def _let_it_come_forward() -> None:
        """Lend the right to come to the front, which who was just started has."""
        ctypes.windll.user32.AllowSetForegroundWindow(ANYBODY)

    def name_for_taskbar() -> None:
        """Stand in the taskbar as this program, not as Python."""
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(NAME)

else:

    def _let_it_come_forward() -> None:
        """Nothing to lend elsewhere."""

    def name_for_taskbar() -> None:
        """Nothing to say elsewhere."""
