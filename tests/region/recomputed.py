"""The kept sums, worked out again from the rows, line by line and in Python alone."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.package.format import BUDGET, EXECUTION
from commune_desk.storage.region.own import CURRENT
from commune_desk.storage.region.sent import SENT
from commune_desk.storage.region.sums import SUMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    Row = dict[str, Any]
    Key = tuple[Any, ...]


def recomputed(session: Session) -> dict[str, list[str]]:
    """Give what `hands.sums` reads."""
    kept: dict[str, dict[Key, Row]] = {table.name: {} for table in SUMS}
    current: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for row in session.execute(select(CURRENT)).mappings():
        current[row["commune_code"], row["year"]][row["resource"]] = row["package"]
    for of, tables in current.items():
        here = _Year(session, of, tables, kept)
        for part in (_budget, _projects, _committees, _own, _life):
            part(here)
    return {
        name: sorted(json.dumps(row, sort_keys=True) for row in rows.values())
        for name, rows in kept.items()
    }


class _Year:
    """One commune's year: its rows, and the sums that they go into."""

    def __init__(
        self,
        session: Session,
        of: tuple[str, int],
        tables: dict[str, int],
        kept: dict[str, dict[Key, Row]],
    ) -> None:
        self.session, self.of, self.tables, self.kept = session, of, tables, kept

    def rows(self, name: str) -> Iterator[Row]:
        if name in self.tables:
            table = SENT[name]
            asked = select(table).where(
                table.c.commune_code == self.of[0],
                table.c.package == self.tables[name],
            )
            for row in self.session.execute(asked).mappings():
                yield dict(row)

    def sums(self, name: str, **parts: str) -> Row:
        table = next(each for each in SUMS if each.name == name)
        code, year = self.of
        key = (code, year, *parts.values())
        if key not in self.kept[name]:
            zeros = {c.name: 0 for c in table.columns if not c.primary_key}
            whose = {"commune_code": code, "year": year, **parts}
            self.kept[name][key] = {**whose, **zeros}
        return self.kept[name][key]


def _budget(here: _Year) -> None:
    for row in here.rows("budget_lignes"):
        sums = here.sums("sum_budget", section=row["section"], side=row["sens"])
        sums["lines"] += 1
        for name in BUDGET.amounts:
            sums[name] += row[name]
        if row["ordre"]:
            sums["order_fcfa"] += row["credit_fcfa"]
    for row in here.rows("budget_execution"):
        sums = here.sums("sum_budget", section=row["section"], side=row["sens"])
        for name in EXECUTION.amounts:
            sums[f"s{row['semestre']}_{name}"] += row[name]


def _projects(here: _Year) -> None:
    last: dict[str, Row] = {}
    for row in here.rows("projet_avancement"):
        before = last.get(row["projet_id"])
        if before is None or before["semestre"] < row["semestre"]:
            last[row["projet_id"]] = row
    for row in here.rows("projets"):
        sums = here.sums("sum_projects", sector=row["secteur"], state=row["statut"])
        told = last.get(row["projet_id"], {})
        _add(sums, projects=1, beyond_plan=row["hors_plan"])
        _add(sums, cost_fcfa=row["cout_total_fcfa"])
        _add(sums, year_fcfa=row["cout_exercice_fcfa"])
        _add(sums, engaged_fcfa=told.get("engage_fcfa"))
        _add(sums, paid_fcfa=told.get("paye_fcfa"))
        _add(sums, women=row["femmes"], men=row["hommes"])
    for row in here.rows("projet_financements"):
        sums = here.sums("sum_funding", kind=row["classe"], state=row["statut"])
        _add(sums, contributions=1, amount_fcfa=row["montant_fcfa"])
        if row["annee"] == here.of[1]:
            _add(sums, year_fcfa=row["montant_fcfa"])


def _committees(here: _Year) -> None:
    books: dict[str, list[Row]] = defaultdict(list)
    for row in here.rows("comite_bilans"):
        books[row["comite_id"]].append(row)
    for row in here.rows("comites"):
        sums = here.sums("sum_committees", kind=row["type"], light=row["feu"])
        own = books[row["comite_id"]]
        _add(sums, committees=1, active=int(row["etat"] == "ACTIF"))
        _add(sums, with_receipt=row["recepisse"], members=row["membres"])
        _add(sums, women=row["femmes"], young=row["jeunes"])
        _add(sums, posts=row["postes"], vacant=row["postes_vacants"])
        for each in own:
            _add(sums, income_fcfa=each["recettes_fcfa"])
            _add(sums, spending_fcfa=each["depenses_fcfa"])
        _add(sums, dues_fcfa=_most(own, "redevances_dues_fcfa"))
        _add(sums, dues_paid_fcfa=_most(own, "redevances_payees_fcfa"))


def _own(here: _Year) -> None:
    sums = here.sums("sum_commune")
    for row in here.rows("villages"):
        _add(sums, villages=1, population=row["population"], households=row["menages"])
    for row in here.rows("tdrl_villages"):
        _add(sums, tax_villages=1, liable=row["imposables"])
        _add(sums, tax_due_fcfa=row["emis_fcfa"], tax_paid_fcfa=row["recouvre_fcfa"])
        _add(sums, arrears_fcfa=row["arrieres_fcfa"])
        _add(sums, arrears_paid_fcfa=row["arrieres_recouvres_fcfa"])


def _life(here: _Year) -> None:
    sums = here.sums("sum_commune")
    for row in here.rows("conventions"):
        _add(sums, agreements=1, agreed_fcfa=row["montant_fcfa"])
        _add(sums, used_fcfa=row["utilise_fcfa"])
    for row in here.rows("convention_tranches"):
        _add(sums, instalments=1, instalments_fcfa=row["prevu_fcfa"])
        _add(sums, instalments_received_fcfa=row["recu_fcfa"])
    for row in here.rows("indicateurs"):
        _add(sums, indicators=1, indicators_told=int(row["valeur"] is not None))
    for row in here.rows("restitutions"):
        _add(sums, sessions=1, session_women=row["femmes"], session_men=row["hommes"])
    for row in here.rows("plaintes"):
        _add(sums, complaints=row["recues"], complaints_answered=row["repondues"])
        _add(sums, complaints_late=row["hors_delai"])


def _add(sums: Row, **amounts: int | None) -> None:
    for name, amount in amounts.items():
        sums[name] += amount or 0


def _most(rows: list[Row], name: str) -> int:
    return max((row[name] or 0 for row in rows), default=0)
