"""Every screen of a dossier of five executed years: its first opening and the next."""

from __future__ import annotations

import gc
import shutil
import time
from typing import TYPE_CHECKING

from large_execution import build
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from sample import FRENCH

from commune_desk.app.later import bring_the_rest
from commune_desk.app.opening import opened
from commune_desk.services.memory import leave_for_rest
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytest_benchmark.fixture import BenchmarkFixture

GOAL = 200
"""Milliseconds (DESIGN 9)."""

YEAR = 2026


def shown_in(shell: Shell, key: str) -> float:
    """Show a place and paint it; give the milliseconds of the processor."""
    began = time.process_time()
    shell.show_place(key)
    QApplication.processEvents()
    return (time.process_time() - began) * 1000


def test_the_screens_of_a_large_dossier_open(
    benchmark: BenchmarkFixture,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Behind the first window the program brings the pages in, as it is done here."""
    threshold = gc.get_threshold()
    leave_for_rest()
    dress(qapp)
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    build(tmp_path / "built.commune").store.close()
    path = tmp_path / "large.commune"
    shutil.copyfile(tmp_path / "built.commune", path)
    bring_the_rest()
    context = opened(path, FRENCH, YEAR)
    context.review()  # as `shown` does: the home page tells what the rules find
    shell = Shell(context)
    shell.resize(QSize(1366, 768))
    settle(shell)
    found: dict[str, tuple[float, float]] = {}

    def visit() -> None:
        for place in shell.places:
            if place.hidden or place.key == "home":
                continue
            times = []
            for _ in range(2):
                times.append(shown_in(shell, place.key))
                settle(shell)
                shell.show_place("home")
                settle(shell)
            found[place.key] = (times[0], times[1])

    benchmark.pedantic(visit, rounds=1)
    late = {key: both for key, both in found.items() if max(both) > GOAL}
    for key, (first, again) in sorted(late.items(), key=lambda each: -each[1][0]):
        print(f"{key}: {first:.0f} ms, again {again:.0f} ms")  # noqa: T201  the figures
    benchmark.extra_info["screens"] = len(found)
    benchmark.extra_info["beyond the goal at first"] = len(late)
    shell.close()
    context.desk.store.close()
    gc.set_threshold(*threshold)
