"""Table screens on 20 000 actions, and the memory of their window (DESIGN 9)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from large_dossier import MANY, Large
from sample import FRENCH

from commune_desk.paths import ROOT
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.funding import CONTRIBUTIONS
from commune_desk.ui.context import Context
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.ports import Dossier, Ports
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from PySide6.QtWidgets import QApplication
    from pytest_benchmark.fixture import BenchmarkFixture

    from commune_desk.tables.table import Table

MOST_MEGABYTES = 300
MEASURED = """
import os, pathlib, sys
from PySide6.QtWidgets import QApplication
from commune_desk.app.program import Program
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
app = QApplication([])
program = Program(app, Words("fr", TRANSLATIONS))
program.open(pathlib.Path(sys.argv[1]), 2024)
for place in ("home", "actions"):
    program.window.show_place(place)
    app.processEvents()
    status = pathlib.Path("/proc/self/status").read_text()
    print(place, *(l.split()[1] for l in status.splitlines() if l.startswith("VmRSS")))
os._exit(0)
"""


PAID = 3
"""Contributions of an action, where they are more than one."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    made = Large(tmp_path_factory.mktemp("large") / "large.commune", MANY)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    path = tmp_path_factory.mktemp("paid") / "paid.commune"
    made = Large(path, MANY // PAID, PAID)
    yield made
    made.store.close()


@pytest.mark.parametrize("read_before", [False, True], ids=["unread", "read"])
@pytest.mark.parametrize("table", [ACTIONS, CONTRIBUTIONS], ids=lambda t: t.name)
def test_a_table_screen_of_20_000_lines_opens(
    benchmark: BenchmarkFixture,
    large: Large,
    qapp: QApplication,
    table: Table[Any],
    read_before: bool,  # noqa: FBT001  the case
) -> None:
    """In the program the home page has read the actions before."""
    prepare = (lambda: None) if read_before else large.reopen
    assert opened(benchmark, large, qapp, table, prepare) == MANY


def test_20_000_contributions_of_a_third_as_many_actions_open(
    benchmark: BenchmarkFixture, paid: Large, qapp: QApplication
) -> None:
    """Several payers an action, as plans have them; above, each stands alone."""
    count = opened(benchmark, paid, qapp, CONTRIBUTIONS, paid.reopen)
    assert count == MANY // PAID * PAID


def opened(
    benchmark: BenchmarkFixture,
    large: Large,
    qapp: QApplication,
    table: Table[Any],
    prepare: Callable[[], None],
) -> int:
    """Open its page again and again, each prepared; tell how many rows it shows."""
    dress(qapp)
    ports = Ports(Dossier("Dembela", "large.commune"))
    context = Context(large.desk, large.scope, FRENCH, ports)
    shown: list[TablePage] = []

    def begin() -> None:
        for page in shown:
            page.close()
            page.deleteLater()
        shown.clear()
        prepare()
        qapp.processEvents()

    def show() -> None:
        page = TablePage(table, context)
        shown.append(page)
        page.resize(1366, 768)
        page.show()
        qapp.processEvents()

    benchmark.pedantic(show, setup=begin, rounds=7, warmup_rounds=1)
    count = shown[-1].model.count
    begin()
    context.close()
    return count


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="Linux tells the memory")
def test_the_memory_of_the_window_on_20_000_actions(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    path = tmp_path / "large.commune"
    Large(path, MANY).store.close()
    here = {"QT_QPA_PLATFORM": "offscreen", "COMMUNE_DESK_HOME": str(tmp_path)}

    def run() -> str:
        return subprocess.run(
            [sys.executable, "-c", MEASURED, str(path)],
            cwd=ROOT,
            env={**os.environ, **here},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    for line in benchmark.pedantic(run, rounds=1).splitlines():
        place, kilobytes = line.split()
        megabytes = round(int(kilobytes) / 1000)
        benchmark.extra_info[f"MB on {place}"] = megabytes
        print(f"{place}: {megabytes} MB")  # noqa: T201  the figure
        assert megabytes < MOST_MEGABYTES
