"""The chapters of the manual in their order; a new task joins by standing in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.manual.beginning import BEGINNING
from commune_desk.ui.manual.keeping import EVERY_DAY, KEEPING
from commune_desk.ui.manual.money import MONEY
from commune_desk.ui.manual.people import PEOPLE
from commune_desk.ui.manual.planning import PLANNING

if TYPE_CHECKING:
    from commune_desk.ui.manual.steps import Chapter, Task

CHAPTERS: tuple[Chapter, ...] = (
    BEGINNING, PLANNING, MONEY, PEOPLE, EVERY_DAY, KEEPING,
)  # fmt: skip


def tasks() -> list[Task]:
    """List all tasks."""
    return [task for chapter in CHAPTERS for task in chapter.tasks]
