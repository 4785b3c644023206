"""The list of themes, national policies and goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.names import NAMES
from commune_desk.domain.strategy import ThemeKind
from commune_desk.domain.text import N_
from commune_desk.services.themes import (
    THEME,
    AddTheme,
    RemoveThemes,
    ReviseTheme,
    themes,
)
from commune_desk.tables.choices import THEME_KINDS
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.services.themes import ThemeRow

_theme = fields_of(THEME, ReviseTheme)
_RANK = {ThemeKind.THEME: 0, ThemeKind.POLICY: 1, ThemeKind.SDG: 2}

THEMES: Table[ThemeRow] = Table(
    name="themes",
    title=N_("Themes and policies"),
    purpose=N_(
        "What cuts across the sectors: themes, national policies (a list to be"
        " verified), goals of sustainable development."
    ),
    rows=themes,
    reads={"themes": None, "action_themes": "theme_id", "actions": None},
    columns=always(
        _theme("code", Kind.CODE, width=8),
        _theme("title", width=50),
        _theme("kind", Kind.CHOICE, width=20, choices=THEME_KINDS, shown=False),
        _theme("source", width=36),
        Column("actions", N_("Actions"), lambda x: x.actions, Kind.INTEGER, 8),
    ),
    levels=(Level(lambda row: _RANK[row.kind], lambda row: NAMES[row.kind]),),
    identity=("code",),
    add=lambda _, values: AddTheme(
        {key: value for key, value in values.items() if value is not None}
    ),
    remove=lambda rows: RemoveThemes(tuple(row.id for row in rows)),
    record="themes",
    required=frozenset({"code", "title"}),
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No theme yet."),
    fills=("themes-report",),
)
