"""Roll-ups of a region as spreadsheets, for whoever opens Excel.

The heads are codes in French, as those of the packages: the sheets are read by people
and by other programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.format import BUDGET, EXECUTION
from commune_desk.domain.package.region import Level
from commune_desk.exchange.workbook import write_lines
from commune_desk.services.region.queries import totals
from commune_desk.storage.region.sums import HALVES, half_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    Getter = Callable[[Any], Any]

FORMATS = (".csv", ".xlsx")
LEVELS = {Level.COMMUNE: "communes", Level.CERCLE: "cercles", Level.REGION: "region"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One roll-up: what asks for its lines, and its columns after the group."""

    name: str
    ask: Callable[[Session, int, Level], list[Any]]
    columns: tuple[tuple[str, Getter], ...]


def _named(**heads: str) -> tuple[tuple[str, Getter], ...]:
    """Pair French heads with attributes of a line."""
    return tuple((head, _getter(name)) for head, name in heads.items())


def _getter(name: str) -> Getter:
    return lambda row: getattr(row, name)


def _nth(place: int) -> Getter:
    return lambda row: row.amounts[place]


def _half(name: str, half: int) -> Getter:
    return lambda row: row.done(name, half)


SHEETS = (
    Sheet(
        "budget",
        totals.budget,
        (
            *_named(section="section", sens="side", lignes="lines"),
            *((name, _nth(place)) for place, name in enumerate(BUDGET.amounts)),
            *_named(ordre_fcfa="order"),
            *(
                (half_column(half, name), _half(name, half))
                for half in HALVES
                for name in EXECUTION.amounts
            ),
            *_named(taux_execution_pct="rate", taux_paiement_pct="moved_rate"),
        ),
    ),
    Sheet(
        "plan",
        totals.plan,
        _named(
            secteur="sector",
            statut="state",
            projets="projects",
            hors_plan="beyond_plan",
            cout_total_fcfa="cost",
            cout_exercice_fcfa="year_cost",
            engage_fcfa="engaged",
            paye_fcfa="paid",
            femmes="women",
            hommes="men",
        ),
    ),
    Sheet(
        "financements",
        totals.funding,
        _named(
            classe="kind",
            statut="state",
            contributions="contributions",
            montant_fcfa="amount",
            montant_exercice_fcfa="year_amount",
        ),
    ),
    Sheet(
        "comites",
        totals.committees,
        _named(
            type="kind",
            feu="light",
            comites="committees",
            actifs="active",
            recepisses="with_receipt",
            membres="members",
            femmes="women",
            jeunes="young",
            postes="posts",
            postes_vacants="vacant",
            recettes_fcfa="income",
            depenses_fcfa="spending",
            redevances_dues_fcfa="dues",
            redevances_payees_fcfa="dues_paid",
        ),
    ),
    Sheet(
        "communes",
        totals.communes,
        _named(
            villages="villages",
            population="population",
            menages="households",
            villages_tdrl="tax_villages",
            imposables="liable",
            tdrl_emis_fcfa="tax_due",
            tdrl_recouvre_fcfa="tax_paid",
            tdrl_taux_pct="tax_rate",
            arrieres_fcfa="arrears",
            arrieres_recouvres_fcfa="arrears_paid",
            conventions="agreements",
            conventions_fcfa="agreed",
            utilise_fcfa="used",
            tranches="instalments",
            tranches_prevu_fcfa="instalments_planned",
            tranches_recu_fcfa="instalments_received",
            indicateurs="indicators",
            indicateurs_renseignes="indicators_told",
            restitutions="sessions",
            restitutions_femmes="session_women",
            restitutions_hommes="session_men",
            plaintes="complaints",
            plaintes_repondues="complaints_answered",
            plaintes_hors_delai="complaints_late",
        ),
    ),
)
GROUP = ("exercice", "cercle", "commune_code", "commune_nom", "communes")


def head(sheet: Sheet) -> list[str]:
    """Name the columns."""
    return [*GROUP, *(name for name, _ in sheet.columns)]


def rows(
    session: Session, sheet: Sheet, years: Iterable[int], level: Level
) -> list[list[str | float]]:
    """Give the lines of a roll-up, francs and per cents as numbers."""
    found: list[list[str | float]] = []
    for year in years:
        for row in sheet.ask(session, year, level):
            group = row.group
            name = group.name if level is Level.COMMUNE else ""
            whose = (year, group.cercle, group.code, name, row.communes)
            cells = (_plain(get(row)) for _, get in sheet.columns)
            found.append([*whose, *cells])
    return found


def write_sheets(session: Session, years: Iterable[int], folder: Path) -> list[Path]:
    """Write all roll-ups at every level, each as CSV and as workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen, written = list(years), []
    for sheet in SHEETS:
        for level, name in LEVELS.items():
            lines = rows(session, sheet, chosen, level)
            for suffix in FORMATS:
                path = folder / f"{sheet.name}-{name}{suffix}"
                write_lines(path, head(sheet), lines)
                written.append(path)
    return written


def _plain(value: Any) -> str | float:
    match value:
        case Money():
            return value.francs
        case Share():
            return value.basis_points / 100
        case None:
            return ""
    plain: str | float = value
    return plain
