"""Start of the window against a bare one, in processes of their own (DESIGN 9)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from commune_desk.l10n.catalogue import compile_all
from commune_desk.paths import ROOT, TRANSLATIONS

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("bare"))
window.resize(1366, 768)
window.show()
app.processEvents()
"""
START = """
import os
from PySide6.QtWidgets import QApplication
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
program.start()
app.processEvents()
os._exit(0)
"""
FRAME = """
import os, pathlib, sys
from PySide6.QtWidgets import QApplication
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
assert program.framed(pathlib.Path(sys.argv[1])).isVisible()
os._exit(0)
"""
OPEN = """
import os, pathlib, sys
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
program.open(pathlib.Path(sys.argv[1]))
app.processEvents()
"""
KEY = """
window = program.window
search = window.top.search
search.setFocus()
key = QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"
app.sendEvent(search, QKeyEvent(*key))
assert search.text() == "a" and window.page().isVisible()
assert len(window.page().findChildren(QWidget)) > 100, "an empty page"
"""
PAGE = """
program.window.show_place("budget")
app.processEvents()
assert program.window.page().model.count > 20
"""
CLOSE = "program.close()"
END = """
os._exit(0)
"""
CLICK = """
import os, pathlib, sys, threading, time
from PySide6.QtWidgets import QApplication
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
program.start()
seen, longest, last, until = False, 0.0, time.perf_counter(), time.perf_counter() + 60
while last < until:
    app.processEvents()
    now = time.perf_counter()
    longest, last = max(longest, now - last), now
    warming = any(t.name == "warm-up" for t in threading.enumerate())
    if seen and not warming:
        break
    seen = seen or warming
    time.sleep(0.005)
begun = time.perf_counter()
program.window.opened.emit(pathlib.Path(sys.argv[1]))
app.processEvents()
print(time.perf_counter() - begun, longest)
sys.stdout.flush()
os._exit(0)
"""
ROUNDS = 5
MOST = 3.0
"""Times of a bare window that ours may take."""

MISSED = {"dossier of another state", "first other page"}
"""What misses that: SQLAlchemy and its models alone take longer (CONTRIBUTING.md)."""

CASES = {
    "start": START,
    "frame": FRAME,
    "dossier as it was left": OPEN + KEY + END,
    "first other page": OPEN + KEY + PAGE + END,
    "dossier of another state": OPEN + KEY + END,
}
"""The start page; the frame around a dossier; its home page with a key answered, from
what was kept of it or read anew; a page asked for at once, while all is brought in."""


@pytest.fixture(autouse=True)
def compiled() -> None:
    """An installed program has its catalogues compiled."""
    compile_all(TRANSLATIONS)


def run(code: str, home: Path, *arguments: str) -> str:
    """Run a script as an installed program runs: with its modules compiled."""
    here = {
        "QT_QPA_PLATFORM": "offscreen",
        "COMMUNE_DESK_HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **here},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def best(code: str, home: Path, *arguments: str) -> float:
    """Run a script some times; return the shortest time in seconds.

    The first run leaves the modules compiled.
    """
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        run(code, home, *arguments)
        found.append(time.perf_counter() - begun)
    return min(found)


@pytest.mark.parametrize("case", CASES)
def test_the_window_stands_soon(
    benchmark: BenchmarkFixture, demonstration: Path, tmp_path: Path, case: str
) -> None:
    arguments = () if case == "start" else (str(demonstration),)
    if case in {"dossier as it was left", "first other page"}:
        run(OPEN + CLOSE, tmp_path, *arguments)
    bare = best(BARE, tmp_path)
    ours = benchmark.pedantic(best, (CASES[case], tmp_path, *arguments), rounds=1)
    benchmark.extra_info["ratio"] = round(ours / bare, 2)
    print(f"{ours:.2f} s against {bare:.2f} s: {ours / bare:.1f} x")  # noqa: T201  the figure
    assert case in MISSED or ours / bare <= MOST


def test_a_dossier_chosen_on_the_start_page_opens_soon(
    benchmark: BenchmarkFixture, demonstration: Path, tmp_path: Path
) -> None:
    """From the click to the home page, once the warm-up behind the page is done."""

    def chosen() -> list[tuple[float, float]]:
        runs = [run(CLICK, tmp_path, str(demonstration)) for _ in range(ROUNDS)]
        return [(float(a), float(b)) for a, b in map(str.split, runs)]

    found = benchmark.pedantic(chosen, rounds=1)
    click, pause = min(a for a, _ in found), min(b for _, b in found)
    benchmark.extra_info["ms from the click"] = round(click * 1000)
    benchmark.extra_info["ms of the longest pause before"] = round(pause * 1000)
    print(f"{click * 1000:.0f} ms; longest pause before {pause * 1000:.0f} ms")  # noqa: T201  the figure
