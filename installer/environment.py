"""The environment in `.venv`, made from the locked requirements."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
LOCKS = {
    "run": ROOT / "installer" / "requirements.txt",
    "develop": ROOT / "installer" / "requirements-dev.txt",
}
COMPILE = """\
from commune_desk.l10n.catalogue import compile_all
from commune_desk.paths import TRANSLATIONS
compile_all(TRANSLATIONS)
"""
OLDEST, NEWEST = (3, 11), (3, 13)


class Trouble(Exception):
    """What stops the set-up, told in one line."""


def say(sentence: str) -> None:
    """Tell one step, at once."""
    print(sentence, flush=True)


def suits(version: tuple[int, ...]) -> bool:
    """Tell whether the program runs on this Python."""
    return OLDEST <= version[:2] <= NEWEST


def other_python() -> list[str] | None:
    """Find a Python that suits when the running one does not."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for command in ([f"python3.{minor}"], ["py", f"-3.{minor}"]):
            if shutil.which(command[0]) and _answers(command):
                return command
    return None


def prepare(purpose: str) -> Path:
    """Make or complete `.venv` for a purpose; return its Python.

    A lock is installed once: its digest is kept in `.venv`. The lock for development
    holds all of the other.
    """
    python = _python()
    if not python.exists() or not _answers([str(python)]):
        say(f"Making .venv with Python {sys.version.split()[0]} …")
        _make()
    if not any(_stamp(lock) for lock in _enough(purpose)):
        lock = LOCKS[purpose]
        say(f"Installing {lock.relative_to(ROOT).as_posix()} (once) …")
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run(
            [str(python), *pip, "--require-hashes", "--no-deps", "-r", str(lock)],
            "The packages could not be installed",
        )
        _stamp_file(lock).write_text(_digest(lock), "utf-8")
    _run([str(python), "-c", COMPILE], "The translations could not be compiled")
    return python


def _python() -> Path:
    inside = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return FOLDER / inside


def _make() -> None:
    command = [sys.executable, "-m", "venv", "--clear", str(FOLDER)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        told = (done.stdout + done.stderr).strip().splitlines()
        message = f"{' '.join(command)} failed: {told[-1] if told else 'no reason'}"
        if "ensurepip" in done.stdout + done.stderr:
            message = "Python lacks its venv module. Run: apt-get install python3-venv"
        raise Trouble(message)


def _enough(purpose: str) -> list[Path]:
    return [LOCKS["develop"]] if purpose == "develop" else list(LOCKS.values())


def _stamp(lock: Path) -> bool:
    stamp = _stamp_file(lock)
    return stamp.exists() and stamp.read_text("utf-8") == _digest(lock)


def _stamp_file(lock: Path) -> Path:
    return FOLDER / f"{lock.stem}.installed"


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _answers(command: list[str]) -> bool:
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run(
            [*command, "-c", code], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    told = done.stdout.split()
    return done.returncode == 0 and suits(tuple(int(part) for part in told))


def _run(command: list[str], failure: str) -> None:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.strip()]
        message = f"{failure}: {told[-1] if told else 'no reason given'}"
        raise Trouble(message)
