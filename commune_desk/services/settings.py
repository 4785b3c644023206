"""Settings that belong to the commune: who signs, how the plan is called, matchings.

`preferences` gives each its name, its default and its meaning; what the file holds is
only what was changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.memory import read_once
from commune_desk.services.preferences import BY_NAME, PREFERENCES
from commune_desk.storage.models import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class SetPreference(Command[None]):
    """Change one setting of the commune."""

    label: ClassVar[Text] = N_("Change a setting")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS

    name: str
    value: str

    def apply(self, unit: Unit) -> None:
        """Keep the value, if it can be read as one."""
        BY_NAME[self.name].reads(self.value)
        keep(unit, self.name, self.value)

    def describe(self, unit: Unit) -> Text:
        """Name the setting."""
        del unit
        return N_("Setting: {title}", title=BY_NAME[self.name].title)


@dataclass(frozen=True, slots=True)
class Found(Command[None]):
    """End the making of a dossier: what the program put in is not undone."""

    label: ClassVar[Text] = N_("Dossier founded")
    needs: ClassVar[Permission] = Permission.EDIT_SETTINGS
    final: ClassVar[bool] = True

    demonstration: str = ""
    """What marks every screen and paper of a demonstration."""

    def apply(self, unit: Unit) -> None:
        """Keep the mark."""
        keep(unit, "demonstration", self.demonstration)


@dataclass(frozen=True, slots=True)
class RememberMatching(Command[None]):
    """Remember which heading of a file went to which column."""

    label: ClassVar[Text] = N_("Remember the columns of an import")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    table: str
    matching: Mapping[str, str]

    def apply(self, unit: Unit) -> None:
        """Add the headings to those known."""
        name = _matching(self.table)
        keep(unit, name, {**(kept(unit.session, name) or {}), **self.matching})


def preference(session: Session, name: str) -> str:
    """Read a setting, or its default."""
    found = kept(session, name)
    return BY_NAME[name].default if found is None else str(found)


def whole_number(session: Session, name: str, least: int, most: int) -> int:
    """Read a setting that is a number; raise `Rejected` where it is none in range."""
    typed = preference(session, name).strip()
    if not typed.isdecimal() or not least <= int(typed) <= most:
        text = N_(
            "Setting “{title}”: “{typed}” is not a number from {least} to {most}.",
            title=BY_NAME[name].title,
            typed=typed,
            least=least,
            most=most,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return int(typed)


def preferences(session: Session) -> dict[str, str]:
    """Read all settings at once."""

    def read() -> dict[str, str]:
        rows = session.execute(select(Setting.name, Setting.value))
        told = {name: json.loads(value) for name, value in rows}
        return {p.name: str(told.get(p.name, p.default)) for p in PREFERENCES}

    return read_once(session, "preferences", read)


def remembered_matching(session: Session, table: str) -> dict[str, str]:
    """Tell to which columns headings went in earlier imports."""
    return kept(session, _matching(table)) or {}


def _matching(table: str) -> str:
    return f"matching.{table}"


def kept(session: Session, name: str) -> Any:
    """Read a value that the file keeps under a name; None where it keeps none."""
    value = session.scalar(select(Setting.value).where(Setting.name == name))
    return None if value is None else json.loads(value)


def keep(unit: Unit, name: str, value: Any) -> None:
    """Keep a value under a name."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    row = unit.session.scalar(select(Setting).where(Setting.name == name))
    if row is None:
        unit.session.add(Setting(name=name, value=text))
    else:
        row.value = text
