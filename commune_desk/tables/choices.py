"""The values that columns take: enumerations, and records that others refer to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.names import NAMES
from commune_desk.domain.places import VillageKind
from commune_desk.domain.plan import ActionKind
from commune_desk.domain.priorities import Decision
from commune_desk.domain.strategy import Direction, ThemeKind
from commune_desk.services import plan_lists as plans
from commune_desk.services import strategy_lists as lists
from commune_desk.services.programming import action_titles
from commune_desk.services.territory import villages
from commune_desk.services.themes import all_themes
from commune_desk.tables.table import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import Enum

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


def members(
    kind: type[Enum], also: dict[Enum, tuple[str, ...]] | None = None
) -> Callable[[Session, Scope], Sequence[Choice]]:
    """Offer the members of an enumeration under their names."""
    others = also or {}
    choices = [
        Choice(member, NAMES[member], (str(member.value), *others.get(member, ())))
        for member in kind
    ]
    return lambda _session, _scope: choices


FUNDER_CLASSES = members(
    FunderClass,
    {
        FunderClass.STATE: ("Etat", "État"),
        FunderClass.PARTNER: ("PTF", "Partenaire", "Coopération"),
        FunderClass.OTHER: ("Autre",),
    },
)
DECISIONS = members(
    Decision,
    {
        Decision.KEPT: ("Retenu", "Oui"),
        Decision.LATER: ("Reporté",),
        Decision.REJECTED: ("Écarté", "Non"),
    },
)
DIRECTIONS = members(
    Direction,
    {Direction.RISES: ("hausse", "augmente"), Direction.FALLS: ("baisse", "diminue")},
)
THEME_KINDS = members(
    ThemeKind,
    {ThemeKind.POLICY: ("politique",), ThemeKind.SDG: ("ODD",)},
)
STATUSES = members(FundingStatus)
ACTION_KINDS = members(ActionKind)
VILLAGE_KINDS = members(VillageKind)


def village_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the villages, under all their spellings."""
    return [
        Choice(
            row.id, row.name, tuple(filter(None, (*row.aliases.split(";"), row.code)))
        )
        for row in villages(session, scope)
    ]


def sector_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer sectors and sub-sectors: “11 Santé, nutrition”."""
    return [
        Choice(row.id, f"{row.code} {row.title}", (row.code, row.title))
        for row in plans.sectors(session, scope)
    ]


def head_sector_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the sectors that stand under no other."""
    return [
        Choice(row.id, f"{row.code} {row.title}", (row.code, row.title))
        for row in plans.sectors(session, scope)
        if row.parent_id is None
    ]


def objective_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the objectives of the plan."""
    return [Choice(row.id, row.title) for row in plans.objectives(session, scope)]


def axis_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the axes of the plan: “1 Services sociaux de base”."""
    return [
        Choice(row.id, f"{row.number} {row.title}", (str(row.number), row.title))
        for row in plans.axes(session, scope)
    ]


def theme_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer themes, policies and goals: “Genre”, “ODD 6 …”."""
    return [Choice(row.id, row.title, (row.code,)) for row in all_themes(session)]


def result_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the results of the plan; the objective tells those of one title apart."""
    return _told_apart(
        [(row.id, row.title, row.objective) for row in lists.results(session, scope)]
    )


def indicator_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the indicators; the objective tells those of one title apart."""
    rows = lists.indicators(session, scope)
    return _told_apart([(row.id, row.title, row.objective) for row in rows])


def _told_apart(rows: Sequence[tuple[int, str, str]]) -> Sequence[Choice]:
    often = Counter(title for _, title, _ in rows)
    return [
        Choice(row_id, f"{title} – {above}" if often[title] > 1 and above else title)
        for row_id, title, above in rows
    ]


def action_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the actions of the plan: “1.3 Trois salles de classe”."""
    return [
        Choice(row_id, f"{code} {title}", (code, title))
        for row_id, code, title in action_titles(session, scope)
    ]
