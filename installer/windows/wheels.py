"""The packages of the program for Windows, from the one lock and its hashes."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from environment import LOCKS

from windows.runtime import TAG, VERSION
from windows.tools import run

if TYPE_CHECKING:
    from pathlib import Path

NOT_NEEDED = {"docopt"}
"""Serves the command line of num2words alone, and has no wheel."""

TRYING = frozenset({
    "attrs", "colorama", "hypothesis", "iniconfig", "packaging", "pluggy", "pygments",
    "pytest", "sortedcontainers",
})  # fmt: skip
"""What runs our tests on a Windows; never delivered."""

OF_WINDOWS = (
    "--only-binary=:all:", "--platform", "win_amd64", "--python-version", VERSION,
    "--implementation", "cp", "--abi", f"cp{TAG}", "--abi", "abi3", "--abi", "none",
)  # fmt: skip


def wanted() -> str:
    """Give the lines of the lock that Windows needs, hashes with them."""
    kept = [text for name, text in _locked("run") if name not in NOT_NEEDED]
    return "\n".join(kept) + "\n"


def for_trying() -> str:
    """Give the lines of the lock for development that run our tests."""
    kept = [text for name, text in _locked("develop") if name in TRYING]
    # a mark judges the system that pip runs on, and this is for another
    return re.sub(r" ;[^\\\n]*", "", "\n".join(kept)) + "\n"


def _locked(purpose: str) -> list[tuple[str, str]]:
    entries = re.split(r"\n(?=\S)", LOCKS[purpose].read_text("utf-8").strip())
    return [(entry.partition("==")[0], entry) for entry in entries]


def lay(folder: Path, scratch: Path, asked: str = "") -> None:
    """Unpack the wheels into a folder; pip refuses what has another hash."""
    lines = scratch / "requirements-windows.txt"
    lines.write_text(asked or wanted(), "utf-8")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    how = ["--target", folder, "--no-compile", "--no-deps", "--require-hashes"]
    run([*pip, *how, *OF_WINDOWS, "-r", lines])
