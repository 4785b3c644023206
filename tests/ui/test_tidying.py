"""A day's work leaves nothing behind in the memory of a small laptop."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING
from weakref import ref

from idle_hands import rest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from commune_desk.services import memory
from commune_desk.services.memory import (
    leave_for_rest,
    littered,
    living,
    tidy,
    undisturbed,
)
from commune_desk.services.territory import AddVillage

if TYPE_CHECKING:
    import pytest

    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell

ROUNDS = 8
MOST = 60
"""Objects that an act, and its undoing, may leave for good: two entries of the journal
and their words."""


class Ring:
    """Something that leads to itself: only a search for garbage finds it."""

    def __init__(self) -> None:
        self.self = self


def let_warm_ups_end() -> None:
    """A warm-up of the test before puts the search off too, for its own time."""
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join()


def test_what_is_left_behind_is_let_go_once_the_hands_rest(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "LITTER", 20_000)
    let_warm_ups_end()
    tidy()
    with undisturbed():
        rings = [Ring() for _ in range(30_000)]
        left = ref(rings[0])
        del rings
    gc.collect(1)
    assert left() is not None, "Python finds it by itself: then nothing is to be tidied"
    shell.tidying.watch.look()
    assert left() is not None, "the hands have not rested yet"
    rest(shell)
    assert left() is None


def test_little_is_left_where_it_is(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "LITTER", 20_000)
    let_warm_ups_end()
    tidy()
    with undisturbed():
        left = ref(Ring())
    rest(shell)
    assert left() is not None


def test_the_first_question_only_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory._Search, "left", None)
    with undisturbed():
        pass
    assert not littered()
    assert memory._Search.left is not None


def test_acts_leave_nothing_for_good(shell: Shell, context: Context) -> None:
    def act(number: int) -> None:
        context.do(AddVillage({"name": f"Essai {number}"}))
        context.review()
        context.undo()
        context.review()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    for place in ("actions", "villages", "budget", "findings", "home"):
        shell.show_place(place)
        act(0)
    tidy()
    before = living()
    for number in range(ROUNDS):
        act(number)
    tidy()
    assert living() - before < MOST * ROUNDS


def test_a_window_keeps_the_full_search_for_rest() -> None:
    before = gc.get_threshold()
    try:
        leave_for_rest()
        assert gc.get_threshold()[:2] == before[:2]
        assert gc.get_threshold()[2] == memory.SELDOM
    finally:
        gc.set_threshold(*before)
