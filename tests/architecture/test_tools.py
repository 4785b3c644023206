"""The tools that judge the code, run as tests, so that `pytest` is the one command."""

from __future__ import annotations

import subprocess
import sys

import pytest
from importlinter.cli import lint_imports

from commune_desk.paths import ROOT

TOOLS = ["ruff format --check .", "ruff check .", "mypy"]


@pytest.mark.parametrize("tool", TOOLS)
def test_it_is_content(tool: str) -> None:
    command = [sys.executable, "-m", *tool.split()]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_floors_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
