"""What the page of settings of a commune shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.app import taste_choices
from commune_desk.domain.text import N_
from commune_desk.services.preferences import PREFERENCES
from commune_desk.services.settings import SetPreference, preferences
from commune_desk.tables.table import Kind
from commune_desk.ui.first_year_habit import HABIT
from commune_desk.ui.preference import Preference

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.services.desk import Desk
    from commune_desk.ui.ports import Habits

    GetDesk = Callable[[], Desk]


def of_a_commune(desk: GetDesk, habits: Habits) -> list[Preference]:
    """Give the choices of this computer, then those of the dossier."""
    return [
        *taste_choices.preferences(),
        _guide(habits),
        *(_preference(desk, p.name, p.title, p.note) for p in PREFERENCES),
    ]


def _preference(desk: GetDesk, name: str, title: Any, note: Any) -> Preference:
    def read() -> str:
        with desk().store.reading() as session:
            return str(preferences(session)[name])

    def write(value: str | None) -> None:
        desk().do(SetPreference(name, value or ""))

    return Preference(name, title, read, write, note=note)


def _guide(habits: Habits) -> Preference:
    return Preference(
        HABIT,
        N_("Show the guide of the first year"),
        partial(habits.on, HABIT),
        lambda on: habits.turn(HABIT, on=bool(on)),
        kind=Kind.FLAG,
    )
