"""Many objects that stay, made without looking for garbage; and what they leave."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sqlalchemy.orm import Session

T = TypeVar("T")

SELDOM = 1_000
"""Searches of the middle generation, of some 7 000 new objects each, between two full
ones that Python sets off itself in a window: should its hands never rest."""

LITTER = 150_000
"""Objects more than the last search left, from which another is worth its time: the
work of some 50 acts, half a second on a slow laptop."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put Python's search for garbage off: over 20 000 rows it doubles the time.

    What was made meanwhile counts as old afterwards, or the next small object would
    set off a search through all of it, before the screen that waits for it is painted.
    A thread beside the main one needs it for another reason: what it finds it lets go,
    and a window that is let go on the wrong thread ends the program inside Qt.
    """
    _put_off()
    try:
        yield
    finally:
        _take_up()


class _Search:
    """Who has put the search off: several threads may, and the last takes it up."""

    lock = Lock()
    put_off = 0
    was_on = True
    spans = 0
    """How often it was put off; nothing to speak of is left behind without."""

    seen = 0
    left: int | None = None
    """Objects that were left by the last full search."""


def _put_off() -> None:
    with _Search.lock:
        if not _Search.put_off:
            _Search.was_on = gc.isenabled()
            gc.disable()
        _Search.put_off += 1


def _take_up() -> None:
    with _Search.lock:
        _Search.put_off -= 1
        _Search.spans += 1
        if not _Search.put_off and _Search.was_on:
            gc.freeze()  # moves all objects out of the young generations …
            gc.unfreeze()  # … and into the oldest, which is seldom looked through
            gc.enable()


def leave_for_rest() -> None:
    """Have Python search through everything only seldom: a window does so at rest.

    In the midst of an entry it would stand still for half a second.
    """
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)


def littered() -> bool:
    """Tell whether a full search is worth its time; the first question only counts.

    What counts as old Python would hardly ever look through again, and a day's work
    would fill the memory of a small laptop.
    """
    if _Search.spans == _Search.seen:
        return False
    _Search.seen, found = _Search.spans, living()
    if _Search.left is None:
        _Search.left = found
    return found > _Search.left + LITTER


def tidy() -> int:
    """Look through everything, and let go what nothing leads to; return how many.

    Only on the main thread: a window may be among it.
    """
    found = gc.collect()
    _Search.left = living()
    return found


def living() -> int:
    """Count the objects that Python looks through.

    Never by `gc.get_objects`: it holds a tuple that another thread has not yet ended,
    which then fails there.
    """
    gc.freeze()
    found = gc.get_freeze_count()
    gc.unfreeze()
    return found


def read_once(session: Session, name: Hashable, read: Callable[[], T]) -> T:
    """Give what was read since the dossier last changed, else read it.

    Home page, rules and tables ask for the same rows one after the other; who gets
    them must not change them.
    """
    if "kept" not in session.info:  # a unit of work, which may yet be given up
        return read()
    kept = session.info["kept"]()
    if name not in kept:
        kept[name] = read()
    found: T = kept[name]
    return found
