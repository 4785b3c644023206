r"""Set everything up on a fresh machine, then do the work that is asked for.

    python3 installer/dev.py demo OUT        the demonstration dossier and its papers
    python3 installer/dev.py run …           python -m commune_desk …
    python3 installer/dev.py test [pytest …] the whole suite, counts reduced
    python3 installer/dev.py full            the heavy tests with their full counts
    python3 installer/dev.py scorecard [CARD …] the scorecard of safety, counts full
    python3 installer/dev.py advisories FILE known weaknesses of what is locked, offline
    python3 installer/dev.py bench           the benchmarks
    python3 installer/dev.py words [bm]      bring the catalogues up to the sentences

On Windows: py installer\dev.py demo OUT. Exit 0 done, 1 failed, 2 wrong usage.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from display import complete_system, complete_x_server, draw_without_screen
from environment import ROOT, Trouble, other_python, prepare, say, suits
from postgresql import complete_server

if TYPE_CHECKING:
    from pathlib import Path

WRONG_USAGE = 2
PYTEST_WRONG_USAGE = 4
PURPOSES = {
    "demo": "run",
    "run": "run",
    "test": "develop",
    "full": "develop",
    "scorecard": "develop",
    "advisories": "develop",
    "bench": "develop",
    "words": "develop",
}
TRIED = {"test", "full", "scorecard"}
"""Commands that try a region's desk on a server, and the window on an X server."""


def main(arguments: list[str]) -> int:
    """Do one command; return the exit code."""
    if not arguments or arguments[0] not in PURPOSES:
        print(__doc__, file=sys.stderr)
        return WRONG_USAGE
    command, rest = arguments[0], arguments[1:]
    if command == "demo" and not rest:
        print("demo needs a folder: installer/dev.py demo OUT", file=sys.stderr)
        return WRONG_USAGE
    try:
        if not suits(sys.version_info):
            return _with_another_python(arguments)
        draw_without_screen()
        python = prepare(PURPOSES[command])
        complete_system(python)
        if command in TRIED:
            complete_server()
            complete_x_server(python)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return _work(python, command, rest)


def _with_another_python(arguments: list[str]) -> int:
    found = other_python()
    here = ".".join(str(part) for part in sys.version_info[:2])
    if found is None:
        message = f"Python {here} does not suit: install Python 3.11, 3.12 or 3.13."
        raise Trouble(message)
    say(f"Python {here} does not suit: going on with {' '.join(found)}.")
    return subprocess.run([*found, __file__, *arguments], check=False).returncode


def _work(python: Path, command: str, rest: list[str]) -> int:
    if command == "run":
        return _call([str(python), "-m", "commune_desk", *rest])
    if command == "demo":
        return _call([str(python), "-m", "commune_desk", "demo", *rest])
    if command == "words":
        return _call([str(python), str(ROOT / "installer" / "words.py"), *rest])
    if command in {"scorecard", "advisories"}:
        script = str(ROOT / "installer" / f"{command}.py")
        return _call([str(python), script, *rest])
    # both cores; a file stays on one of them, for its tests share what is dear to make
    wish = ["-n", "auto", "--dist", "loadfile"]
    if command == "bench":
        # the suite skips benchmarks, and pytest takes no two wishes about them
        wish = ["-o", "addopts=-q -p no:cacheprovider", "--benchmark-only"]
    if command == "full":
        os.environ["COMMUNE_DESK_FULL"] = "1"
        wish = ["-s", "-m", "full"]
    code = _call([str(python), "-m", "pytest", *wish, *rest], cwd=ROOT)
    return WRONG_USAGE if code == PYTEST_WRONG_USAGE else int(code != 0)


def _call(command: list[str], cwd: Path | None = None) -> int:
    """Run it where the user stands, so that relative names mean the same."""
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run(command, cwd=cwd, env=known, check=False).returncode
    except KeyboardInterrupt:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
