"""Run the tools of the system; bring in those that Debian has."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from display import install_packages
from environment import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PACKAGES = {
    "makensis": "nsis",
    "7z": "p7zip-full",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-windres": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-objdump": "gcc-mingw-w64-x86-64",
    "wine": "wine wine64",
    "wineserver": "wine wine64",
    "xvfb-run": "xvfb xauth",
}
"""Tool → Debian packages."""

TAIL = 12
"""Last lines that are told of a tool that failed."""


def need(*tools: str) -> None:
    """Make sure that these tools are there; raise `Trouble` where they cannot be."""
    lacking = [tool for tool in tools if shutil.which(tool) is None]
    if lacking:
        names = {name for tool in lacking for name in PACKAGES[tool].split()}
        install_packages(sorted(names))
    if still := [tool for tool in lacking if shutil.which(tool) is None]:
        message = f"Not to be had here: {', '.join(still)}."
        raise Trouble(message)


def run(
    command: Sequence[str | Path],
    *,
    where: Path | None = None,
    env: Mapping[str, str] | None = None,
    seconds: int = 1800,
) -> str:
    """Run a tool; give what it said; raise `Trouble` with its last lines if it fails.

    What it says goes through a pipe: under Wine a file as standard output ends Python.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=where, env={**os.environ, **(env or {})}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        message = f"{words[0]} did not end within {seconds} s."
        raise Trouble(message) from error
    told = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        last = "\n".join(told.strip().splitlines()[-TAIL:])
        message = f"{' '.join(words[:3])} … failed ({done.returncode}):\n{last}"
        raise Trouble(message)
    return told
