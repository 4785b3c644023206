"""Add up what is current of a commune's year, in the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, cast, func, select

from commune_desk.domain.package.format import BUDGET, EXECUTION
from commune_desk.storage.region.columns import AMOUNT
from commune_desk.storage.region.sent import SENT
from commune_desk.storage.region.sums import (
    BUDGETS,
    COMMITTEES,
    COMMUNE,
    FUNDING,
    HALVES,
    PROJECTS,
    SUMS,
    half_column,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Executable, Table

    from commune_desk.storage.region.unit import RegionUnit

    Row = dict[str, Any]

NOWHERE = -1
"""Package of a table that nobody sent."""

_COUNT = func.count


class _Place:
    """A commune's year, and in which package each table of it is read."""

    def __init__(self, commune: str, year: int, tables: Mapping[str, int]) -> None:
        self.commune, self.year, self.tables = commune, year, tables

    def here(self, resource: str) -> ColumnElement[bool]:
        """Choose the lines of a table."""
        table = SENT[resource]
        return and_(
            table.c.commune_code == self.commune,
            table.c.package == self.tables.get(resource, NOWHERE),
        )


def sum_up(
    unit: RegionUnit, commune: str, year: int, tables: Mapping[str, int]
) -> None:
    """Write the sums of a commune's year anew, and no others."""
    for table in SUMS:
        here = (table.c.commune_code == commune) & (table.c.year == year)
        unit.execute(table.delete().where(here))
    place = _Place(commune, year, tables)
    _write(unit, BUDGETS, _budget(unit, place), place)
    _write(unit, PROJECTS, _rows(unit, _projects(place)), place)
    _write(unit, FUNDING, _rows(unit, _funding(place)), place)
    _write(unit, COMMITTEES, _rows(unit, _committees(place)), place)
    if tables:
        _write(unit, COMMUNE, [_commune(unit, place)], place)
    unit.touch(*SUMS)


def _write(unit: RegionUnit, table: Table, rows: list[Row], place: _Place) -> None:
    if rows:
        whole = [
            {"commune_code": place.commune, "year": place.year, **row} for row in rows
        ]
        unit.connection.execute(table.insert(), whole)


def _rows(unit: RegionUnit, asked: Executable) -> list[Row]:
    return [dict(row) for row in unit.execute(asked).mappings()]


def total(value: Any, name: str) -> ColumnElement[int]:
    """Add up; nothing makes 0. PostgreSQL would answer a decimal."""
    return cast(func.coalesce(func.sum(value), 0), AMOUNT).label(name)


def _where(condition: Any, value: Any = 1) -> ColumnElement[Any]:
    return case((condition, value), else_=0)


def _budget(unit: RegionUnit, place: _Place) -> list[Row]:
    lines, done = SENT[BUDGET.name], SENT[EXECUTION.name]
    voted = (
        select(
            lines.c.section,
            lines.c.sens.label("side"),
            _COUNT().label("lines"),
            *(total(lines.c[name], name) for name in BUDGET.amounts),
            total(_where(lines.c.ordre == 1, lines.c.credit_fcfa), "order_fcfa"),
        )
        .where(place.here(BUDGET.name))
        .group_by(lines.c.section, lines.c.sens)
    )
    executed = (
        select(
            done.c.section,
            done.c.sens.label("side"),
            *(
                total(_where(done.c.semestre == half, done.c[n]), half_column(half, n))
                for half in HALVES
                for n in EXECUTION.amounts
            ),
        )
        .where(place.here(EXECUTION.name))
        .group_by(done.c.section, done.c.sens)
    )
    amounts = [c.name for c in BUDGETS.columns if not c.primary_key]
    found: dict[tuple[str, str], Row] = {}
    for row in (*_rows(unit, voted), *_rows(unit, executed)):
        part = str(row["section"]), str(row["side"])
        found[part] = {**found.get(part, dict.fromkeys(amounts, 0)), **row}
    return list(found.values())


def _projects(place: _Place) -> Executable:
    projects, told = SENT["projets"], SENT["projet_avancement"]
    last = (
        select(told.c.projet_id, func.max(told.c.semestre).label("half"))
        .where(place.here("projet_avancement"))
        .group_by(told.c.projet_id)
        .subquery()
    )
    progress = (
        select(told.c.projet_id, told.c.engage_fcfa, told.c.paye_fcfa)
        .join(
            last,
            (last.c.projet_id == told.c.projet_id) & (last.c.half == told.c.semestre),
        )
        .where(place.here("projet_avancement"))
        .subquery()
    )
    return (
        select(
            projects.c.secteur.label("sector"),
            projects.c.statut.label("state"),
            _COUNT().label("projects"),
            total(projects.c.hors_plan, "beyond_plan"),
            total(projects.c.cout_total_fcfa, "cost_fcfa"),
            total(projects.c.cout_exercice_fcfa, "year_fcfa"),
            total(progress.c.engage_fcfa, "engaged_fcfa"),
            total(progress.c.paye_fcfa, "paid_fcfa"),
            total(projects.c.femmes, "women"),
            total(projects.c.hommes, "men"),
        )
        .outerjoin(progress, progress.c.projet_id == projects.c.projet_id)
        .where(place.here("projets"))
        .group_by(projects.c.secteur, projects.c.statut)
    )


def _funding(place: _Place) -> Executable:
    given = SENT["projet_financements"]
    return (
        select(
            given.c.classe.label("kind"),
            given.c.statut.label("state"),
            _COUNT().label("contributions"),
            total(given.c.montant_fcfa, "amount_fcfa"),
            total(
                _where(given.c.annee == place.year, given.c.montant_fcfa), "year_fcfa"
            ),
        )
        .where(place.here("projet_financements"))
        .group_by(given.c.classe, given.c.statut)
    )


def _committees(place: _Place) -> Executable:
    table, books = SENT["comites"], SENT["comite_bilans"]
    money = (
        select(
            books.c.comite_id,
            total(books.c.recettes_fcfa, "income"),
            total(books.c.depenses_fcfa, "spending"),
            func.max(books.c.redevances_dues_fcfa).label("dues"),
            func.max(books.c.redevances_payees_fcfa).label("paid"),
        )
        .where(place.here("comite_bilans"))
        .group_by(books.c.comite_id)
        .subquery()
    )
    return (
        select(
            table.c.type.label("kind"),
            table.c.feu.label("light"),
            _COUNT().label("committees"),
            total(_where(table.c.etat == "ACTIF"), "active"),
            total(table.c.recepisse, "with_receipt"),
            total(table.c.membres, "members"),
            total(table.c.femmes, "women"),
            total(table.c.jeunes, "young"),
            total(table.c.postes, "posts"),
            total(table.c.postes_vacants, "vacant"),
            total(money.c.income, "income_fcfa"),
            total(money.c.spending, "spending_fcfa"),
            total(money.c.dues, "dues_fcfa"),
            total(money.c.paid, "dues_paid_fcfa"),
        )
        .outerjoin(money, money.c.comite_id == table.c.comite_id)
        .where(place.here("comites"))
        .group_by(table.c.type, table.c.feu)
    )


def _commune(unit: RegionUnit, place: _Place) -> Row:
    found: Row = {}
    for asked in (
        _territory(place),
        _tax(place),
        _agreements(place),
        _instalments(place),
        _indicators(place),
        _sessions(place),
        _complaints(place),
    ):
        found |= _rows(unit, asked)[0]
    return found


def _territory(place: _Place) -> Executable:
    columns = SENT["villages"].c
    return select(
        _COUNT().label("villages"),
        total(columns.population, "population"),
        total(columns.menages, "households"),
    ).where(place.here("villages"))


def _tax(place: _Place) -> Executable:
    columns = SENT["tdrl_villages"].c
    return select(
        _COUNT().label("tax_villages"),
        total(columns.imposables, "liable"),
        total(columns.emis_fcfa, "tax_due_fcfa"),
        total(columns.recouvre_fcfa, "tax_paid_fcfa"),
        total(columns.arrieres_fcfa, "arrears_fcfa"),
        total(columns.arrieres_recouvres_fcfa, "arrears_paid_fcfa"),
    ).where(place.here("tdrl_villages"))


def _agreements(place: _Place) -> Executable:
    columns = SENT["conventions"].c
    return select(
        _COUNT().label("agreements"),
        total(columns.montant_fcfa, "agreed_fcfa"),
        total(columns.utilise_fcfa, "used_fcfa"),
    ).where(place.here("conventions"))


def _instalments(place: _Place) -> Executable:
    columns = SENT["convention_tranches"].c
    return select(
        _COUNT().label("instalments"),
        total(columns.prevu_fcfa, "instalments_fcfa"),
        total(columns.recu_fcfa, "instalments_received_fcfa"),
    ).where(place.here("convention_tranches"))


def _indicators(place: _Place) -> Executable:
    columns = SENT["indicateurs"].c
    return select(
        _COUNT().label("indicators"), _COUNT(columns.valeur).label("indicators_told")
    ).where(place.here("indicateurs"))


def _sessions(place: _Place) -> Executable:
    columns = SENT["restitutions"].c
    return select(
        _COUNT().label("sessions"),
        total(columns.femmes, "session_women"),
        total(columns.hommes, "session_men"),
    ).where(place.here("restitutions"))


def _complaints(place: _Place) -> Executable:
    columns = SENT["plaintes"].c
    return select(
        total(columns.recues, "complaints"),
        total(columns.repondues, "complaints_answered"),
        total(columns.hors_delai, "complaints_late"),
    ).where(place.here("plaintes"))
