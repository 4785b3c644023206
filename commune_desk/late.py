"""Parts of the program that are brought in when they are first needed.

One at a time: two threads that import the same library at once may each be given a
half-made module of it, and a warm-up runs behind the first window.
"""

from __future__ import annotations

from importlib import import_module
from threading import RLock
from typing import Any

_TURN = RLock()


def late(module: str) -> Any:
    """Bring a module in, after whatever is being brought in now."""
    with _TURN:
        return import_module(module)  # start-up time
