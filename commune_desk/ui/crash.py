"""What happens when the program itself is at fault.

The report may be sent to strangers. It tells which exceptions were met, in which
files, functions and lines; never their messages nor any value, which could hold the
name of a person or an amount of the commune.
"""

from __future__ import annotations

import datetime as dt
import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk import VERSION
from commune_desk.paths import ROOT
from commune_desk.ui.coming import Unopened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)


def watch(folder: Path, show: Callable[[Path], None]) -> None:
    """Write every unexpected exception to a report, then show where it lies."""

    def caught(error: BaseException) -> None:
        if isinstance(error, Unopened):
            return  # an act in a window that is about to close, which says why
        folder.mkdir(parents=True, exist_ok=True)
        name = f"crash-{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
        report = folder / name
        report.write_text(describe(error), "utf-8")
        log.critical("Unexpected %s, see %s", type(error).__name__, name)
        show(report)

    sys.excepthook = lambda _, error, __: caught(error)
    threading.excepthook = lambda args: caught(args.exc_value or SystemExit())


def describe(error: BaseException) -> str:
    """Tell what went wrong, with no names and no amounts in it."""
    head = (
        f"Commune Desk {VERSION}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()}"
    )
    return "\n".join([head, *_chain(error)]) + "\n"


def _chain(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield ""
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        for frame in traceback.extract_tb(current.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        current = current.__cause__ or current.__context__


def _short(file: str) -> str:
    """Leave out the folders above the program: they hold a user's name."""
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
