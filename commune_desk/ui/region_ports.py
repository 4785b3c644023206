"""What the screens of a region ask of the rest of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.ui.ports import Ports

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.jobs import Progress
    from commune_desk.ui.states import State

    Session = Any


@dataclass(frozen=True)
class Arrival:
    """What became of one file."""

    file: str
    told: Text
    state: State
    answers: Callable[[Path], object] | None = None
    """Writes the answer to the sender into a folder; None where there is none."""


@dataclass(frozen=True)
class Reception:
    """What came of a round of files."""

    arrivals: tuple[Arrival, ...]
    changes: tuple[Any, ...]
    """The row changes that the screens have to hear of."""


@dataclass(frozen=True)
class RegionPorts(Ports):
    """What a region’s window may do besides."""

    receive: Callable[[Sequence[Path], Progress], Reception] | None = None
    """Takes files and folders in; runs on the worker."""

    list_communes: Callable[[Path], Command[Any]] | None = None
    """Reads the list of the communes of a region out of a file."""

    export: Callable[[Path, Progress], int] | None = None
    """Writes the roll-ups into a folder; gives how many files."""
