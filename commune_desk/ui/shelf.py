"""What is kept apart from the dossier for one user: how tables are looked at.

It is no part of the dossier and leaves no trace in its journal.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _nowhere(_kept: Mapping[str, Any]) -> None:
    """Keep nothing beyond this window."""


class Shelf:
    """Named things of text, numbers and lists, written down at each change."""

    def __init__(
        self,
        read: Callable[[], Mapping[str, Any]] = dict,
        write: Callable[[Mapping[str, Any]], object] = _nowhere,
    ) -> None:
        self._read, self._write = read, write
        self._known: dict[str, Any] | None = None

    @property
    def _kept(self) -> dict[str, Any]:
        """What is there: read when it is first asked for."""
        if self._known is None:
            self._known = dict(self._read())
        return self._known

    def get(self, name: str) -> Any:
        """Give what is kept under a name; None for nothing."""
        return deepcopy(self._kept.get(name))

    def names(self) -> list[str]:
        """Name all that is kept."""
        return list(self._kept)

    def put(self, name: str, value: Any) -> None:
        """Keep something under a name; None takes it away."""
        if self._kept.get(name) == value:
            return
        if value is None:
            self._kept.pop(name, None)
        else:
            self._kept[name] = deepcopy(value)
        self._write(self._kept)
