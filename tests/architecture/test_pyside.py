"""PySide6 6.12 on CPython 3.11 loses a reference at each emit; the pin avoids it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal

EMITS = 2_000
ASIDE = 100
"""References that the test itself and its neighbours may take or drop."""


class Bell(QObject):
    rung = Signal(bool)


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="True and None are immortal since 3.12"
)
def test_a_signal_gives_back_what_it_was_lent() -> None:
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003  it is counted
    for _ in range(EMITS):
        bell.rung.emit(True)  # noqa: FBT003  what is sent is what is counted
    heard.clear()
    after = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003  it is counted
    assert after[0] >= before[0] - ASIDE
    assert after[1] >= before[1] - ASIDE
