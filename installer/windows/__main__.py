"""Build what is delivered for Windows; run by `installer/build.py`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, Trouble, say

from windows import packing, stage
from windows.stage import Sources
from windows.tools import need, run
from windows.wine import Wine, as_windows_says

if TYPE_CHECKING:
    from collections.abc import Callable

READY = "demonstration.commune"
"""What the program copies when the demonstration is tried: not built anew."""

TESTS = ("tests/installer/test_stage.py", "tests/installer/test_wine.py")


def main(arguments: list[str]) -> int:
    """Do it; 1 where something cannot be had or a check fails."""
    asked = _parser().parse_args(arguments)
    out = asked.out.resolve()
    folder = out / "stage"
    try:
        need("makensis", "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump")
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as scratch:
            _timed("stage", lambda: _stage(folder, Path(scratch), asked))
            if not asked.no_compile:
                _timed("compiled", lambda: compile_on_wine(folder, Path(scratch)))
        _timed("setup", lambda: packing.setup(folder, out, fast=asked.fast))
        _timed("update", lambda: packing.setup(folder, out, update=True))
        _timed("portable", lambda: packing.portable(folder, out))
        say(packing.sums(out))
        say(f"{stage.size(folder) / 1e6:7.1f} MB  installed")
        return try_out(out) if asked.try_out else 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("installer/build.py", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--runtime", type=Path, help="an embeddable zip of python.org")
    parser.add_argument("--runtime-sha256", default="")
    parser.add_argument("--fast", action="store_true", help="pack less tightly")
    parser.add_argument(
        "--no-compile", action="store_true", help="where there is no Wine"
    )
    parser.add_argument(
        "--no-manual", action="store_true", help="without the illustrated manual"
    )
    parser.add_argument(
        "--no-demonstration", action="store_true", help="it is then built when tried"
    )
    parser.add_argument(
        "--try", dest="try_out", action="store_true",
        help="install, test, update and remove it under Wine",
    )  # fmt: skip
    return parser


def _timed(what: str, deed: Callable[[], object]) -> None:
    start = time.monotonic()
    deed()
    say(f"{time.monotonic() - start:7.1f} s   {what}")


def _stage(folder: Path, scratch: Path, asked: argparse.Namespace) -> None:
    sources = Sources(asked.runtime, asked.runtime_sha256)
    stage.build(folder, scratch, sources)
    if not asked.no_demonstration:
        run([sys.executable, "-m", "commune_desk", "demo", str(scratch), "--bare"])
        shutil.copy(scratch / READY, folder / "app")
    if not asked.no_manual:
        manual = folder / "app" / "manuel.pdf"
        run([sys.executable, "-m", "commune_desk", "manual", str(manual)])


def compile_on_wine(folder: Path, scratch: Path) -> None:
    """Compile the modules by the Python that will read them; the same each time."""
    wine = Wine(scratch).make()
    place = wine.path("stage")
    place.symlink_to(folder)
    python = as_windows_says(place / "runtime" / "python.exe", wine.drive)
    for part in ("lib", "app"):
        words = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
        run(["wine", python, *words, f"C:\\stage\\{part}"], env=wine.env)
    wine.wait()
    stage.drop_sources(folder)


def try_out(out: Path) -> int:
    """Run the tests of what was built."""
    env = {**os.environ, "COMMUNE_DESK_BUILT": str(out), "PYTHONPATH": str(ROOT)}
    pytest = [sys.executable, "-m", "pytest", "-v", "-n", "0", "-s", "-rs", *TESTS]
    return subprocess.run(pytest, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
