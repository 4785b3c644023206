"""One line of the page of settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.tables.table import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text
    from commune_desk.tables.table import Choice


@dataclass(frozen=True)
class Preference:
    """One setting, read and written by the program around the screens."""

    key: str
    title: Text
    read: Callable[[], Any]
    write: Callable[[Any], None]
    kind: Kind = Kind.TEXT
    note: Text | None = None
    choices: tuple[Choice, ...] = ()
