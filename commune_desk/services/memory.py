"""Many objects that stay: made without looking for garbage, and made once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sqlalchemy.orm import Session

T = TypeVar("T")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put Python's search for garbage off: over 20 000 rows it doubles the time.

    What was made meanwhile counts as old afterwards, or the next small object would
    set off a search through all of it, before the screen that waits for it is painted.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # moves all objects out of the young generations …
            gc.unfreeze()  # … and into the oldest, which is seldom looked through
            gc.enable()


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
