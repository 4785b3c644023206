"""Communes beside each other, by a measure that the reader chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.services.region.queries.figures import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.region.queries.communes import Place
    from commune_desk.services.region.queries.figures import Figures

    Parts = tuple[int, int]


class Unit(Enum):
    """What a measure is told in."""

    PERCENT = "percent"
    FRANCS_A_HEAD = "francs a head"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure by which communes are compared: a part, divided by a whole."""

    key: str
    title: Text
    unit: Unit
    parts: Callable[[Figures], Parts]


@dataclass(frozen=True, slots=True)
class Compared:
    """One commune in a comparison."""

    id: int
    place: Place
    rank: int | None
    """1 for the highest; None where there is nothing to divide by."""

    part: int
    whole: int
    value: float | None
    """Percent, francs a head, or a number; rounded to hundredths."""


def _people(each: Figures) -> int:
    return each.own.get("population", 0)


def _ordered(section: str = "") -> Callable[[Figures], Parts]:
    return lambda each: (each.realised("D", section), each.credit("D", section))


def _own(part: str, whole: str) -> Callable[[Figures], Parts]:
    return lambda each: (each.own.get(part, 0), each.own.get(whole, 0))


def _committees(part: str, whole: str) -> Callable[[Figures], Parts]:
    return lambda each: (each.committees.get(part, 0), each.committees.get(whole, 0))


def _projects(part: str, whole: str) -> Callable[[Figures], Parts]:
    return lambda each: (each.projects.get(part, 0), each.projects.get(whole, 0))


P, F, C = Unit.PERCENT, Unit.FRANCS_A_HEAD, Unit.COUNT
MEASURES: tuple[Measure, ...] = (
    Measure("execution", N_("Expenditure ordered ÷ credits"), P, _ordered()),
    Measure(
        "investment-execution",
        N_("Investment ordered ÷ credits of investment"),
        P,
        _ordered("INV"),
    ),
    Measure(
        "revenue",
        N_("Revenue titled ÷ forecast"),
        P,
        lambda each: (each.realised("R"), each.credit("R")),
    ),
    Measure(
        "investment-share",
        N_("Credits of investment ÷ all credits of expenditure"),
        P,
        lambda each: (each.credit("D", "INV"), each.credit("D")),
    ),
    Measure(
        "budget-a-head",
        N_("Credits of expenditure for each inhabitant"),
        F,
        lambda each: (each.credit("D"), _people(each)),
    ),
    Measure(
        "investment-a-head",
        N_("Investment ordered for each inhabitant"),
        F,
        lambda each: (each.realised("D", "INV"), _people(each)),
    ),
    Measure(
        "tax", N_("TDRL collected ÷ due"), P, _own("tax_paid_fcfa", "tax_due_fcfa")
    ),
    Measure(
        "tax-a-head",
        N_("TDRL collected for each inhabitant"),
        F,
        _own("tax_paid_fcfa", "population"),
    ),
    Measure("projects-done", N_("Projects finished"), P, _projects("done", "projects")),
    Measure(
        "projects-paid",
        N_("Paid on projects ÷ cost in the year"),
        P,
        _projects("paid_fcfa", "year_fcfa"),
    ),
    Measure(
        "committees-receipt",
        N_("Committees with a receipt of declaration"),
        P,
        _committees("with_receipt", "committees"),
    ),
    Measure(
        "committees-women",
        N_("Women among members of committees"),
        P,
        _committees("women", "members"),
    ),
    Measure(
        "complaints",
        N_("Complaints answered"),
        P,
        _own("complaints_answered", "complaints"),
    ),
    Measure(
        "sessions",
        N_("Public restitutions held"),
        C,
        lambda each: (each.own.get("sessions", 0), 1),
    ),
)
BY_KEY = {measure.key: measure for measure in MEASURES}


def compare(session: Session, year: int, measure: Measure) -> list[Compared]:
    """Rank the communes that sent something for a year, the highest first."""
    return ranked(figures(session, year), measure)


def ranked(all_figures: Mapping[str, Figures], measure: Measure) -> list[Compared]:
    """Rank communes whose figures were read already."""
    told = []
    for each in all_figures.values():
        part, whole = measure.parts(each)
        told.append((each.place, part, whole, value_of(measure, part, whole)))
    told.sort(key=lambda each: (each[3] is None, -(each[3] or 0), each[0].order))
    values = [value for *_, value in told if value is not None]
    return [
        Compared(
            place.id,
            place,
            None if value is None else values.index(value) + 1,
            part,
            whole,
            value,
        )
        for place, part, whole, value in told
    ]


def value_of(measure: Measure, part: int, whole: int) -> float | None:
    """Divide as the unit of the measure wants; None where there is no whole."""
    if whole <= 0:
        return None
    return round((100 if measure.unit is P else 1) * part / whole, 2)
