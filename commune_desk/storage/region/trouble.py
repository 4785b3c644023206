"""Tell trouble with the file or the server from a bug in the program."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.trouble import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

FORBIDDEN = "42501"
"""PostgreSQL's code for a right that the user of the address does not have."""


@contextmanager
def told(*, server: bool) -> Iterator[None]:
    """Turn trouble into `StorageTrouble`; let bugs go on as they are."""
    if not server:
        with told_apart():
            yield
        return
    try:
        yield
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") != FORBIDDEN:
            raise
        raise StorageTrouble(
            N_(
                "The server does not allow it: {reason}. Nothing was recorded.",
                reason=_first_line(error.orig),
            )
        ) from error
    except (OperationalError, InterfaceError) as error:
        raise StorageTrouble(
            N_(
                "The server of the region’s desk does not answer: {reason}. Nothing "
                "was recorded.",
                reason=_first_line(error.orig),
            )
        ) from error


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
