"""The PostgreSQL server that some tests start by themselves, where it may be had."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from display import install_packages
from environment import Trouble, say

BINARIES = Path("/usr/lib/postgresql")
"""Where Debian puts the programs of each version."""

PACKAGE = "postgresql"


def complete_server() -> None:
    """Install Debian's package where it lacks and that is allowed.

    Without it the region's desk is tried on SQLite alone: those tests say so.
    """
    if not sys.platform.startswith("linux") or any(BINARIES.glob("*/bin/initdb")):
        return
    if shutil.which("apt-get") is None:
        return
    try:
        install_packages([PACKAGE])
    except Trouble as trouble:
        say(f"Without PostgreSQL, tests on a server are skipped. {trouble}")
