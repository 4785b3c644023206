"""Build the setup, the update and the portable folder for Windows, on Linux.

    python3 installer/build.py          into build/windows, with sizes and sha256
    python3 installer/build.py --try    … and install, test, update, remove under Wine

All that is missing is brought in first (Debian's nsis, mingw and wine; the locked
packages and the runtime, their hashes compared). `--help` tells the rest; what to do by
hand stands in `installer/LISEZMOI.md`. Exit 0 done, 1 failed, 2 wrong usage.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from environment import ROOT, Trouble, other_python, prepare, say, suits


def main(arguments: list[str]) -> int:
    """Set up, then build with the Python of `.venv`."""
    if not suits(sys.version_info):
        found = other_python()
        if found is None:
            print("Install Python 3.11, 3.12 or 3.13.", file=sys.stderr)
            return 1
        say(f"Going on with {' '.join(found)}.")
        return subprocess.run([*found, __file__, *arguments], check=False).returncode
    try:
        python = prepare("develop")
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{ROOT}"}
    command = [str(python), "-m", "windows", *arguments]
    return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
