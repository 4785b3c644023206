"""What is tracked, and what of it is Python."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from commune_desk.paths import ROOT

UNTRACKED = {
    ".git", ".venv", "__pycache__", ".benchmarks", ".hypothesis", ".mypy_cache",
    ".ruff_cache", ".import_linter_cache", ".pytest_cache", "out", "build", "dist",
}  # fmt: skip


def tracked() -> list[Path]:
    """List the files of the project: those of git, or all where there is none."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  git, wherever it lies
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        names = sorted(set(filter(None, done.stdout.split("\0"))))
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    return sorted(_walked())


def python_files() -> list[Path]:
    """List the modules and the tests."""
    return [path for path in tracked() if path.suffix == ".py"]


def name_of(path: Path) -> str:
    """Name a file from the top of the project."""
    return path.relative_to(ROOT).as_posix()


def _walked() -> list[Path]:
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in UNTRACKED]
        found += [Path(folder) / file for file in files]
    return [path for path in found if path.suffix not in {".mo", ".pyc"}]
