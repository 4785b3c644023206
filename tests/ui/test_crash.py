from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from commune_desk.ui.crash import describe, watch

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def fault() -> BaseException:
    try:
        try:
            int("Awa Traoré 2 148 000 F")
        except ValueError as cause:
            message = "Awa Traoré owes 2 148 000 F"
            raise KeyError(message) from cause
    except KeyError as error:
        return error


def test_a_bug_leaves_a_report_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", None)
    monkeypatch.setattr(threading, "excepthook", None)
    shown: list[Path] = []
    watch(tmp_path, shown.append)
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("a bug"), None)
    (report,) = shown
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_a_report_tells_types_files_and_lines() -> None:
    report = describe(fault())
    assert "builtins.KeyError" in report
    assert "builtins.ValueError" in report
    assert "test_crash.py:" in report


def test_a_report_holds_no_name_and_no_amount() -> None:
    report = describe(fault())
    assert "Awa" not in report
    assert "148" not in report


def test_a_report_holds_no_folder_of_the_user() -> None:
    assert "/home" not in describe(fault())
