"""What accounts were forecast and realised in years before the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import PastFigure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side
    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

KEY = ("year", "section", "side", "code")


def _rules(unit: Unit, row: PastFigure) -> Iterator[Issue]:
    key = tuple(getattr(row, name) for name in KEY)
    if taken(unit, PastFigure, KEY, key, row.id):
        text = N_(
            "{code}: the figures of {year} are there already.",
            code=row.code,
            year=str(row.year),
        )
        yield Issue(Severity.ERROR, text, field="code")
    for name in ("forecast", "realised"):
        amount = getattr(row, name)
        if amount is not None and amount.francs < 0:
            text = N_("{code}: {amount} F is below zero.", code=row.code, amount=amount)
            yield Issue(Severity.ERROR, text, "BUDGET-N4", field=name)


PAST = Entity(
    PastFigure,
    N_("figures of {title}"),
    lambda row: f"{row.code} {row.year}",
    {
        "year": N_("Year"),
        "section": N_("Section"),
        "side": N_("Side"),
        "code": N_("Code"),
        "forecast": N_("Forecast"),
        "realised": N_("Realised"),
    },
    _rules,
    frozenset(KEY),
)


@dataclass(frozen=True)
class AddPastFigure(Add):
    """Enter what an account was in a year before the dossier."""

    label: ClassVar[Text] = N_("Add figures of an earlier year")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = PAST


@dataclass(frozen=True)
class RevisePastFigure(Revise):
    """Correct a figure of an earlier year."""

    label: ClassVar[Text] = N_("Correct a figure of an earlier year")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = PAST


@dataclass(frozen=True)
class RemovePastFigures(Remove):
    """Remove figures of earlier years."""

    label: ClassVar[Text] = N_("Remove figures of earlier years")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = PAST


class PastRow(NamedTuple):
    """An account in a year, as a table sees it."""

    id: int
    year: int
    section: Section
    side: Side
    code: str
    forecast: Money | None
    realised: Money | None


def past_figures(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[PastRow]:
    """List them by year, then in the order of a budget."""
    query = select(
        PastFigure.id,
        PastFigure.year,
        PastFigure.section,
        PastFigure.side,
        PastFigure.code,
        PastFigure.forecast,
        PastFigure.realised,
    )
    if ids is not None:
        query = query.where(PastFigure.id.in_(ids))
    rows = [PastRow._make(row) for row in session.execute(query)]
    return sorted(rows, key=_order)


def _order(row: PastRow) -> tuple[int, int, int, str]:
    return row.year, SECTIONS.index(row.section), SIDES.index(row.side), row.code
