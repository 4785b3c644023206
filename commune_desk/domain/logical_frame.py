"""What must hold for the logical frame: objectives, indicators and their values.

Rules of our own beside the twenty-five of `planning.md` 7: `PLAN-50` and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RATES = ("%", "/", "‰", " par ", "taux", "ratio", "indice")
"""Signs in a unit of what is divided: women and men then add up to nothing."""

FOUR_FIGURES = range(1900, 2101)
"""Years that are no slip of a key."""


class Measured(Protocol):
    """A value of one year, as the rules see it."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def value(self) -> float | None:
        """The whole."""

    @property
    def women(self) -> float | None:
        """Women and girls."""

    @property
    def men(self) -> float | None:
        """Men and boys."""


class Indicated(Protocol):
    """What the rules need to know of an indicator."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def title(self) -> str:
        """What is measured."""

    @property
    def objective_id(self) -> int | None:
        """What it measures; None for an indicator of the commune."""

    @property
    def by_sex(self) -> bool:
        """Whether women and men are told apart."""

    @property
    def baseline(self) -> float | None:
        """Where it started."""

    @property
    def baseline_year(self) -> int | None:
        """When."""

    @property
    def target(self) -> float | None:
        """Where it is to go."""

    @property
    def target_year(self) -> int | None:
        """By when."""

    @property
    def values(self) -> Sequence[Measured]:
        """What was measured, by year."""


def counted(unit: str) -> bool:
    """Tell whether a unit counts heads or things, rather than divides them."""
    words = f" {unit.lower()} "
    return not any(sign in words for sign in RATES)


def figure(value: float) -> str:
    """Write a measure: 13 061, 62,5."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    thin = "\u202f"
    return text.replace(",", thin).replace(".", ",").replace("-", "−")


def divided(indicator: str, unit: str, measured: Measured) -> Iterator[Issue]:
    """PLAN-50: women and men make the whole where all three are counted."""
    value, women, men = measured.value, measured.women, measured.men
    if value is None or women is None or men is None or not counted(unit):
        return
    both = float(women) + float(men)
    if round(both - float(value), 6):
        text = N_(
            "“{indicator}”, {year}: women {women} + men {men} = {both}, not {value}."
            " To type another figure, first empty one of the three.",
            indicator=indicator,
            year=str(measured.year),
            women=figure(women),
            men=figure(men),
            both=figure(both),
            value=figure(value),
        )
        yield Issue(Severity.ERROR, text, "PLAN-50", field="value")


def dated(year: int) -> Iterator[Issue]:
    """Refuse a year that is a slip of a key."""
    if year not in FOUR_FIGURES:
        text = N_("{year} is no year: type four figures.", year=str(year))
        yield Issue(Severity.ERROR, text, field="year")


def aimed(
    first: int, title: str, baseline_year: int | None, target_year: int | None
) -> Iterator[Issue]:
    """PLAN-51: the target lies inside the plan or after it, and after the baseline."""
    for field, year in (("baseline_year", baseline_year), ("target_year", target_year)):
        if year is not None:
            for issue in dated(year):
                yield Issue(issue.severity, issue.text, field=field)
    if target_year is None:
        return
    if target_year < first:
        text = N_(
            "“{title}”: the target is set for {year}, the plan begins in {first}.",
            title=title,
            year=str(target_year),
            first=str(first),
        )
        yield Issue(Severity.ERROR, text, "PLAN-51", field="target_year")
    elif baseline_year is not None and target_year < baseline_year:
        text = N_(
            "“{title}”: the target of {year} comes before the baseline of {baseline}.",
            title=title,
            year=str(target_year),
            baseline=str(baseline_year),
        )
        yield Issue(Severity.ERROR, text, "PLAN-51", field="target_year")


def indicated(
    indicators: Iterable[Indicated], first: int, oldest: int
) -> Iterator[Issue]:
    """PLAN-52, 53, 56: old baselines, one sex without the other, no target.

    `oldest` years before the `first` of the plan a baseline is old (`planning.md` 7).
    """
    for each in indicators:
        about, title = Record("indicators", each.id), each.title
        year = each.baseline_year
        if each.baseline is not None and year is not None and first - year > oldest:
            text = N_(
                "“{title}”: the baseline of {year} is {age} years older than the plan"
                " ({first}); {oldest} years at most are usual.",
                title=title,
                year=str(year),
                age=first - year,
                first=str(first),
                oldest=oldest,
            )
            yield Issue(Severity.WARNING, text, "PLAN-52", about, "baseline_year")
        if each.objective_id is not None and each.target is None:
            text = N_("“{title}”: no target.", title=title)
            yield Issue(Severity.WARNING, text, "PLAN-56", about, "target")
        if each.by_sex:
            yield from _one_sex(each)


def _one_sex(each: Indicated) -> Iterator[Issue]:
    for measured in each.values:
        facts = {"title": each.title, "year": str(measured.year)}
        match measured.women, measured.men:
            case None, None:
                text = N_("“{title}”, {year}: women and men are not told.", **facts)
            case women, None:
                said = figure(women) if women is not None else ""
                text = N_(
                    "“{title}”, {year}: women {women}, men not told.",
                    **facts,
                    women=said,
                )
            case None, men:
                said = figure(men) if men is not None else ""
                text = N_(
                    "“{title}”, {year}: men {men}, women not told.", **facts, men=said
                )
            case _:
                continue
        about = Record("indicators", each.id)
        yield Issue(Severity.WARNING, text, "PLAN-53", about, "by_sex")


class Titled(Protocol):
    """A record with a title."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def title(self) -> str:
        """Its words."""


def pursued(
    axes: Iterable[Titled],
    objectives: Iterable[tuple[int, Titled]],
    with_actions: frozenset[int | None],
) -> Iterator[Issue]:
    """PLAN-54, 55: an objective has an action, an axis has an objective.

    `objectives` come with the id of their axis.
    """
    aimed_at: set[int] = set()
    for axis_id, objective in objectives:
        aimed_at.add(axis_id)
        if objective.id not in with_actions:
            text = N_("Objective “{title}”: no action.", title=objective.title)
            about = Record("objectives", objective.id)
            yield Issue(Severity.WARNING, text, "PLAN-54", about, "title")
    for axis in axes:
        if axis.id not in aimed_at:
            text = N_("Axis “{title}”: no objective.", title=axis.title)
            about = Record("axes", axis.id)
            yield Issue(Severity.WARNING, text, "PLAN-55", about, "title")
