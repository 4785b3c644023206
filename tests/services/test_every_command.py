"""What holds for every command of the desk, today's and tomorrow's."""

from __future__ import annotations

import inspect
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

import pytest

import commune_desk.exchange.importing
import commune_desk.tables
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import Text
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Remove, Revise

if TYPE_CHECKING:
    from collections.abc import Iterator

assert commune_desk.exchange.importing


def commands(of: type[Command[Any]] = Command) -> Iterator[type[Command[Any]]]:
    for command in of.__subclasses__():
        own = command.__module__.startswith("commune_desk.")
        if own and command not in {Add, Revise, Remove} and hasattr(command, "label"):
            yield command
        yield from commands(command)


EVERY = sorted(set(commands()), key=lambda command: command.__name__)


def test_there_are_commands() -> None:
    assert len(EVERY) > 25


@pytest.mark.parametrize("command", EVERY, ids=lambda c: c.__name__)
def test_it_is_frozen_and_knows_its_name_and_its_right(
    command: type[Command[Any]],
) -> None:
    assert is_dataclass(command)
    assert command.__dataclass_params__.frozen  # type: ignore[attr-defined]  # set by dataclass
    assert isinstance(command.label, Text)
    assert isinstance(command.needs, Permission)
    assert inspect.getdoc(command)
