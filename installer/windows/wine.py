"""A Windows to try things on: Wine, in a folder of its own. For tests alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from windows.tools import need, run

HERE = Path(__file__).parent / "wine"
STAND_INS = ("icuuc", "mscms", "bcryptprimitives")
FONTS = Path("/usr/share/fonts/truetype/dejavu")


AS_ANOTHER = 'mount --bind "$0" /etc/passwd && exec "$@"'


class Wine:
    """A prefix: its drive C, its user and its registry.

    Wine takes the name of its user from the list of users alone: to have `user`, a copy
    of that list with the name in it is laid over, for these programs and no others.
    """

    def __init__(self, folder: Path, user: str = "") -> None:
        need("wine", "wineserver", "x86_64-w64-mingw32-gcc")
        self.folder = folder / "prefix"
        self.home = folder / "home"
        self.drive = self.folder / "drive_c"
        self._before: list[str | Path] = []
        if user:
            users = folder / "passwd"
            own = f"{user}:x:{os.getuid()}:{os.getgid()}::/:/bin/sh\n"
            users.write_text(own + Path("/etc/passwd").read_text("utf-8"), "utf-8")
            self._before = [*_private(), "sh", "-c", AS_ANOTHER, users]

    def make(self) -> Wine:
        """Make the prefix, as Windows 10, with what Wine 8 lacks for Qt."""
        self.home.mkdir(parents=True, exist_ok=True)
        run([*self._before, "wine", "wineboot", "-i"], env=self.env)
        self.become("win10")
        system = self.drive / "windows" / "system32"
        for name in STAND_INS:
            dll = system / f"{name}.dll"
            dll.unlink(missing_ok=True)
            compiler = ["x86_64-w64-mingw32-gcc", "-O2", "-shared", "-s", "-w"]
            run([*compiler, "-o", dll, HERE / f"{name}.c", "-ladvapi32"])
        for font in FONTS.glob("*.ttf"):
            shutil.copyfile(font, self.drive / "windows" / "Fonts" / font.name)
        return self

    @property
    def env(self) -> dict[str, str]:
        """What Wine is told: where it is, and to be quiet."""
        return {
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;mscms=n",
            "LC_ALL": "C.UTF-8",
            "HOME": str(self.home),
        }

    def become(self, version: str) -> None:
        """Pass for another version of Windows."""
        run([*self._before, "wine", "winecfg", "-v", version], env=self.env)
        self.wait()

    def run(self, *words: str | Path, seconds: int = 1800) -> int:
        """Run a program of Windows; give its exit code."""
        done = subprocess.run(
            [*self._before, "wine", *words],
            check=False,
            timeout=seconds,
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.returncode

    def start(
        self, *words: str | Path, screen: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start a program of Windows, on a screen of its own if asked, and go on."""
        where = ["xvfb-run", "-a"] if screen else []
        return subprocess.Popen(
            [*self._before, *where, "wine", *words],
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> None:
        """Wait until nothing runs any more and the registry is written."""
        run(["wineserver", "-w"], env=self.env)

    def stop(self) -> None:
        """End whatever still runs."""
        subprocess.run(
            ["wineserver", "-k"],  # noqa: S607  the system's own, wherever it lies
            check=False,
            env={**os.environ, **self.env},
        )

    def registry(self) -> str:
        """Give the user's part of the registry, as text."""
        self.wait()
        return (self.folder / "user.reg").read_text("utf-8", "replace")

    def path(self, *parts: str) -> Path:
        """Give a place on drive C."""
        return self.drive.joinpath(*parts)

    @property
    def local(self) -> Path:
        """Give the folder of local data of the user."""
        (found,) = (self.drive / "users").glob("*/AppData/Local")
        return found


def _private() -> list[str | Path]:
    """Give the command after which a list of users may be laid over the common one."""
    return ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-r", "-m"]


def takes_names() -> bool:
    """Tell whether a Wine here may have a user of any name."""
    if shutil.which("unshare") is None:
        return False
    trial = [*_private(), "mount", "--bind", "/etc/passwd", "/etc/passwd"]
    return subprocess.run(trial, check=False, capture_output=True).returncode == 0


def as_windows_says(path: Path, drive: Path) -> str:
    """Write a place on drive C as Windows does."""
    return "C:\\" + "\\".join(path.relative_to(drive).parts)
