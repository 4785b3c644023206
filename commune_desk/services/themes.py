"""Themes, policies and goals, and what serves them: commands and queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.strategy import Marker, Tag, Tags, ThemeKind
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import Action, ActionTheme, ObjectiveTheme, Theme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

_ORDER = {ThemeKind.THEME: 0, ThemeKind.POLICY: 1, ThemeKind.SDG: 2}


def _rules(unit: Unit, row: Theme) -> Iterator[Issue]:
    if taken(unit, Theme, ("code",), (row.code,), row.id):
        text = N_("The code {code} is already that of another theme.", code=row.code)
        yield Issue(Severity.ERROR, text, field="code")
    if ";" in row.title:
        text = N_("“{title}”: a semicolon stands between themes.", title=row.title)
        yield Issue(Severity.ERROR, text, field="title")


THEME = Entity(
    Theme,
    N_("theme “{title}”"),
    lambda row: row.title,
    {
        "code": N_("Code"),
        "title": N_("Theme"),
        "kind": N_("Kind"),
        "source": N_("Source"),
    },
    _rules,
    frozenset({"code", "title"}),
    {"actions": (ActionTheme, "theme_id"), "objectives": (ObjectiveTheme, "theme_id")},
)


@dataclass(frozen=True)
class AddTheme(Add):
    """Add a theme, a policy or a goal."""

    label: ClassVar[Text] = N_("Add a theme")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = THEME


@dataclass(frozen=True)
class ReviseTheme(Revise):
    """Correct a theme."""

    label: ClassVar[Text] = N_("Correct a theme")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = THEME


@dataclass(frozen=True)
class RemoveThemes(Remove):
    """Remove themes that nothing serves."""

    label: ClassVar[Text] = N_("Remove themes")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = THEME


@dataclass(frozen=True)
class TagAction(Command[None]):
    """Say all that an action serves; a theme without a marker is a principal one."""

    label: ClassVar[Text] = N_("Themes of an action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    tags: Tags

    def apply(self, unit: Unit) -> None:
        """Replace the themes of the action."""
        query = select(ActionTheme).where(ActionTheme.action_id == self.id)
        kept = {row.theme_id: row for row in unit.session.scalars(query)}
        wanted = {tag.theme: tag.marker or Marker.PRINCIPAL for tag in self.tags.tags}
        for theme, row in kept.items():
            if theme not in wanted:
                unit.session.delete(row)
        for theme, marker in wanted.items():
            if theme in kept:
                kept[theme].marker = marker
            else:
                row = ActionTheme(action_id=self.id, theme_id=theme, marker=marker)
                unit.session.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the action."""
        return N_("Themes of action {code}", code=unit.find(Action, self.id).code)


@dataclass(frozen=True)
class MarkAction(Command[None]):
    """Say how much an action serves one theme; None where it does not."""

    label: ClassVar[Text] = N_("Theme of an action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    theme: int
    marker: Marker | None

    def apply(self, unit: Unit) -> None:
        """Change one theme, and leave the others."""
        query = select(ActionTheme).where(ActionTheme.action_id == self.id)
        tags = {
            row.theme_id: Tag(row.theme_id, "", row.marker)
            for row in unit.session.scalars(query)
        }
        tags.pop(self.theme, None)
        if self.marker is not None:
            tags[self.theme] = Tag(self.theme, "", self.marker)
        TagAction(self.id, Tags(tuple(tags.values()))).apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the theme and the action."""
        return N_(
            "Theme “{theme}”, action {code}",
            theme=unit.find(Theme, self.theme).title,
            code=unit.find(Action, self.id).code,
        )


@dataclass(frozen=True)
class TagObjective(Command[None]):
    """Say which policies and goals an objective carries out."""

    label: ClassVar[Text] = N_("Policies of an objective")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    tags: Tags

    def apply(self, unit: Unit) -> None:
        """Replace the policies of the objective."""
        query = select(ObjectiveTheme).where(ObjectiveTheme.objective_id == self.id)
        kept = {row.theme_id: row for row in unit.session.scalars(query)}
        wanted = [tag.theme for tag in self.tags.tags]
        for theme, row in kept.items():
            if theme not in wanted:
                unit.session.delete(row)
        for theme in wanted:
            if theme not in kept:
                row = ObjectiveTheme(objective_id=self.id, theme_id=theme)
                unit.session.add(row)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme, and how many actions of the plan in view serve it."""

    id: int
    code: str
    title: str
    kind: ThemeKind
    source: str
    actions: int


def themes(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ThemeRow]:
    """List themes, then policies, then goals, each by its code."""
    count = (
        select(func.count())
        .select_from(ActionTheme)
        .join(Action, Action.id == ActionTheme.action_id)
        .where(ActionTheme.theme_id == Theme.id, Action.plan_id == scope.plan_id)
        .scalar_subquery()
    )
    query = select(Theme.id, Theme.code, Theme.title, Theme.kind, Theme.source, count)
    if ids is not None:
        query = query.where(Theme.id.in_(ids))
    rows = [ThemeRow(*row) for row in session.execute(query.order_by(Theme.code))]
    return sorted(rows, key=lambda row: _ORDER[row.kind])


def all_themes(session: Session) -> Sequence[Theme]:
    """Give every theme, in the order of the list."""
    rows = session.scalars(select(Theme).order_by(Theme.code))
    return sorted(rows, key=lambda row: _ORDER[row.kind])


def action_tags(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> dict[int, Tags]:
    """Map each action of the plan to what it serves, the principal themes first."""
    table, theme = ActionTheme.__table__.c, Theme.__table__.c
    query = (
        select(table.action_id, theme.id, theme.title, table.marker)
        .join_from(ActionTheme, Theme, theme.id == table.theme_id)
        .order_by(table.marker, theme.kind.desc(), theme.code)
    )
    if ids is None:
        ours = select(Action.id).where(Action.plan_id == scope.plan_id)
        query = query.where(table.action_id.in_(ours))
    else:
        query = query.where(table.action_id.in_(ids))
    found: dict[int, list[Tag]] = {}
    for action, *facts in session.connection().execute(query):
        found.setdefault(action, []).append(Tag(*facts))
    return {action: Tags(tuple(tags)) for action, tags in found.items()}


def policies(session: Session) -> dict[int, Tags]:
    """Map each objective to the policies that it carries out."""
    query = (
        select(ObjectiveTheme.objective_id, Theme.id, Theme.title)
        .join(Theme, Theme.id == ObjectiveTheme.theme_id)
        .order_by(Theme.kind, Theme.code)
    )
    found: dict[int, list[Tag]] = {}
    for objective, theme, title in session.execute(query):
        found.setdefault(objective, []).append(Tag(theme, title))
    return {objective: Tags(tuple(tags)) for objective, tags in found.items()}
