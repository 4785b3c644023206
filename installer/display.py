"""What Qt needs of the system to draw, with a screen or without one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from environment import Trouble, say

if TYPE_CHECKING:
    from pathlib import Path

DRAWING = [
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtPrintSupport.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
]
"""Files of PySide6 that are needed even where nobody looks."""

SHOWING = ["Qt/plugins/platforms/libqxcb.so"]

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
"""The Debian package of each library that Qt's wheels expect of the system."""


X_TOOLS = {"xvfb": "xvfb-run", "xauth": "xauth"}
"""The Debian packages of an X server without a screen, and what each brings."""


def draw_without_screen() -> None:
    """Choose Qt's off-screen platform where there is no display."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        say("No display: Qt draws off screen (QT_QPA_PLATFORM=offscreen).")


def complete_system(python: Path) -> None:
    """Install the system libraries that Qt lacks on Debian; elsewhere name them."""
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return
    pyside = _folder_of_pyside(python)
    shown = os.environ.get("QT_QPA_PLATFORM") != "offscreen"
    needed = DRAWING + SHOWING if shown else DRAWING
    if not _missing(pyside, needed):
        return
    lacking = _missing(pyside, DRAWING + SHOWING)
    _install(sorted({PACKAGES[name] for name in lacking if name in PACKAGES}), lacking)
    if still := _missing(pyside, needed):
        message = f"Qt still lacks {', '.join(still)}: install what holds them."
        raise Trouble(message)


def complete_x_server(python: Path) -> None:
    """Install Debian's X server for tests, where it lacks and that is allowed.

    Without it the journeys by keys are worked off screen alone: their test says so.
    """
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    lost = _missing(_folder_of_pyside(python), SHOWING)
    wanted = {PACKAGES[name] for name in lost if name in PACKAGES}
    wanted |= {name for name, tool in X_TOOLS.items() if shutil.which(tool) is None}
    if not wanted:
        return
    try:
        install_packages(sorted(wanted))
    except Trouble as trouble:
        say(f"Without an X server, tests on one are skipped. {trouble}")


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root, or say the command that does."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"sudo apt-get update && sudo {' '.join(install)}"
    root = [] if _is_root() else ["sudo", "-n"]
    if shutil.which("apt-get") is None or not _allowed(root):
        message = f"System libraries are missing. Run: {by_hand}"
        raise Trouble(message)
    say(f"Installing {', '.join(packages)} …")
    for command in (["apt-get", "update", "-q"], install):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            [*root, *command], env=quiet, capture_output=True, text=True, check=False
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            message = f"apt-get failed ({reason}). Run: {by_hand}"
            raise Trouble(message)


def _folder_of_pyside(python: Path) -> Path:
    code = "import importlib.util as u; print(u.find_spec('PySide6').origin)"
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = "PySide6 is not in .venv: remove the folder .venv and start again."
        raise Trouble(message)
    return type(python)(done.stdout.strip()).parent


def _missing(pyside: Path, files: list[str]) -> list[str]:
    paths = [str(pyside / file) for file in files]
    told = subprocess.run(
        ["ldd", *paths],  # noqa: S607  the system's own, wherever it lies
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.split() for line in told.stdout.splitlines()]
    return sorted({line[0] for line in lines if line[-2:] == ["not", "found"]})


def _install(packages: list[str], lacking: list[str]) -> None:
    unknown = [name for name in lacking if name not in PACKAGES]
    if unknown:
        say(f"No known Debian package for {', '.join(unknown)}.")
    if packages:
        install_packages(packages)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _allowed(root: list[str]) -> bool:
    if not root:
        return True
    if shutil.which("sudo") is None:
        return False
    done = subprocess.run([*root, "true"], capture_output=True, check=False)
    return done.returncode == 0
