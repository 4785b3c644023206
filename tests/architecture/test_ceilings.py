"""Modules stay short enough to be read in one go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sources import name_of, python_files

if TYPE_CHECKING:
    from pathlib import Path

CEILING = 400

ALLOWED: dict[str, tuple[dt.date, str]] = {}
"""A longer module: the day until which it may stay so, and the reason."""


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_a_module_that_a_reader_would_split_is_split(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    if lines <= CEILING:
        return
    assert name_of(path) in ALLOWED, f"{lines} lines: split it"
    until, _ = ALLOWED[name_of(path)]
    today = dt.datetime.now(dt.UTC).date()
    assert today <= until, f"{lines} lines: the time allowed ended on {until}"


def test_every_allowance_is_needed_and_says_why() -> None:
    long = {
        name_of(path)
        for path in python_files()
        if len(path.read_text("utf-8").splitlines()) > CEILING
    }
    assert set(ALLOWED) <= long
    assert all(len(reason.split()) >= 4 for _, reason in ALLOWED.values())
