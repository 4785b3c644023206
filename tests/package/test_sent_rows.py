"""What goes into a package: every table has its lines, those of the desk."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH, build
from sending_hands import DAY, Opened, desk_on, drafted, ready

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.names import NAMES
from commune_desk.domain.package.format import BY_NAME, RESOURCES
from commune_desk.domain.package.manifest import Period, Privacy
from commune_desk.exchange.workbook import write_table
from commune_desk.services.agreements import AddAgreement
from commune_desk.services.complaints import AddComplaint
from commune_desk.services.plans import scope_for
from commune_desk.services.scope import Scope
from commune_desk.services.sent.exercise import cut, exercise, plain
from commune_desk.services.sent.fit import misfits
from commune_desk.services.sent.life import grievances
from commune_desk.services.sent.plan import keys
from commune_desk.services.sent.rows import ROWS, tables
from commune_desk.services.sent.territory import published
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import SetPreference
from commune_desk.services.today import look_back
from commune_desk.services.version_copy import NewVersion
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.desk import Desk

ALL = tuple(resource.name for resource in RESOURCES)


@pytest.fixture(scope="module")
def desk(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    with desk_on(demonstration, tmp_path_factory.mktemp("rows")) as made:
        yield made


def test_every_table_of_the_format_has_its_rows() -> None:
    assert tuple(sorted(ROWS)) == tuple(sorted(ALL))


@pytest.mark.parametrize("name", ALL)
def test_the_demonstration_fills_every_table(desk: Desk, name: str) -> None:
    with desk.store.reading() as session:
        told = exercise(session, 2026, DAY, Privacy.PHONES)
        found = tables(told, [name])[name]
    assert found
    assert {len(row) for row in found} == {len(BY_NAME[name].fields)}


@pytest.mark.parametrize(
    ("year", "until"),
    [
        (2022, dt.date(2022, 12, 31)),
        (2024, dt.date(2024, 12, 31)),
        (2025, dt.date(2025, 6, 30)),
        (2025, dt.date(2026, 2, 28)),
        (2026, DAY),
    ],
)
def test_all_values_are_those_of_the_format(
    desk: Desk, year: int, until: dt.date
) -> None:
    with desk.store.reading() as session:
        told = exercise(session, year, until, Privacy.PHONES)
        found = tables(told, ALL)
    assert not list(misfits(found))


def test_what_does_not_fit_is_found() -> None:
    village = ("V-1", "", "Essai", "BOURG", -1, None, None, 91.0, None)
    twice = ("P-1", 2026, 10), ("P-1", 2026, 20)
    found = list(misfits({"villages": [village], "projet_couts": list(twice)}))
    named = [(each.resource.name, each.field.name) for each in found]
    assert named == [
        ("villages", "nature"),
        ("villages", "population"),
        ("villages", "latitude"),
        ("projet_couts", "annee"),
    ]


def written(desk: Desk, name: str, year: int, folder: Path) -> list[dict[str, str]]:
    """Write a table of the desk as its users do, and read it back as a text."""
    table: Any = next(each for each in TABLES if each.name == name)
    path = folder / f"{name}.csv"
    with desk.store.reading() as session:
        scope = look_back(session, scope_for(session, year), DAY)
        write_table(session, table, scope, FRENCH, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def francs(text: str) -> int:
    plain_ = text.replace("\u202f", "").replace("\u00a0", "").replace("−", "-")
    return int(plain_.lstrip("'") or 0)


def added(rows: list[dict[str, str]], head: str, **where: str) -> int:
    return sum(
        francs(row[head])
        for row in rows
        if all(row[key] == value for key, value in where.items())
    )


def test_plan_and_its_money_are_those_of_the_exported_tables(
    desk: Desk, tmp_path: Path
) -> None:
    package = Opened(ready(desk).data)
    listed = written(desk, "actions", 2026, tmp_path)
    years = [head for head in listed[0] if head.isdecimal()]
    whole = sum(added(listed, year) for year in years)
    inside = package.sum("projets", "cout_total_fcfa", hors_plan="0")
    assert whole == inside > 0
    gifts = written(desk, "contributions", 2026, tmp_path)
    for kind, code in zip(FunderClass, ("COMMUNE", "ETAT", "ANICT", "PTF",
                                        "POPULATION", "DIASPORA", "AUTRE"),
                          strict=True):  # fmt: skip
        name = FRENCH.say(NAMES[kind])
        listed_of = added(gifts, "Montant", Catégorie=name)
        told = package.sum("projet_financements", "montant_fcfa", classe=code)
        assert told == listed_of, name


def test_budget_and_execution_are_those_of_the_situation(
    desk: Desk, tmp_path: Path
) -> None:
    package = Opened(ready(desk).data)
    spent = written(desk, "situation_expenditure", 2026, tmp_path)
    got = written(desk, "situation_revenue", 2026, tmp_path)
    for side, rows, pairs in (
        ("D", spent, {"engage_fcfa": "Engagé", "mandate_fcfa": "Mandaté",
                      "paye_fcfa": "Payé"}),
        ("R", got, {"titre_fcfa": "Titres", "recouvre_fcfa": "Recouvré"}),
    ):  # fmt: skip
        heads = rows[0]
        for column, head in pairs.items():
            found = next(h for h in heads if h.startswith(head))
            assert package.sum("budget_execution", column, sens=side) == added(
                rows, found
            )
        final = next(h for h in heads if "définiti" in h)
        told = package.sum("budget_lignes", "credit_fcfa", sens=side)
        assert told == added(rows, final)


def test_tdrl_is_that_of_its_table(desk: Desk, tmp_path: Path) -> None:
    package = Opened(ready(desk).data)
    rows = written(desk, "tdrl-recovery", 2026, tmp_path)
    heads = list(rows[0])
    due = next(h for h in heads if h.startswith("Rôle") or "dû" in h.lower())
    paid = next(h for h in heads if "ecouvr" in h or "ayé" in h)
    assert package.sum("tdrl_villages", "emis_fcfa") == added(rows, due)
    assert package.sum("tdrl_villages", "recouvre_fcfa") == added(rows, paid)


def test_declared_totals_are_those_of_the_lines(desk: Desk) -> None:
    package = Opened(ready(desk).data)
    for part, sums in package.own["control_totals"].items():
        name, _, key = part.partition("/")
        rows = package.table(name)
        if key:
            columns = BY_NAME[name].parts
            rows = [r for r in rows if ".".join(r[c] for c in columns) == key]
        assert sums.pop("lignes") == len(rows)
        for column, francs_ in sums.items():
            assert francs_ == sum(int(row[column] or 0) for row in rows), part


def test_both_halves_make_the_year_and_the_first_stops_in_june(desk: Desk) -> None:
    whole = Opened(ready(desk, Wish(2025)).data)
    half = Opened(ready(desk, Wish(2025, Period.FIRST_HALF)).data)
    assert half.own["arrete_au"] == "2025-06-30"
    assert {row["semestre"] for row in half.table("budget_execution")} == {"1"}
    for column in ("mandate_fcfa", "titre_fcfa"):
        first = whole.sum("budget_execution", column, semestre="1")
        assert half.sum("budget_execution", column) == first
        assert first < whole.sum("budget_execution", column)


def test_keys_of_actions_stay_when_a_version_is_archived(desk: Desk) -> None:
    with desk.store.reading() as session:
        told = exercise(session, 2026, DAY)
        before = set(keys(told).values())
        plan = told.scope.plan_id or 0
    copy = desk.do(NewVersion(plan, "Essai de version"))
    with desk.store.reading() as session:
        told = exercise(session, 2026, DAY)
        assert set(keys(told).values()) == before
        of_copy = replace(told, scope=Scope(2026, copy))
        assert set(keys(of_copy).values()) == before
    desk.undo()


@pytest.mark.parametrize(
    ("persons", "told"), [(0, 0), (1, None), (4, None), (5, 5), (60, 60)]
)
def test_a_count_that_would_name_somebody_is_left_out(
    persons: int, told: int | None
) -> None:
    assert published(persons) == told


def test_texts_are_made_to_fit_and_amounts_are_not() -> None:
    assert plain("a\tb\u202e\nc  E\u0301 ") == "a b c É"
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"


def test_no_person_at_the_first_level_and_no_telephone_at_the_second(
    desk: Desk,
) -> None:
    for privacy, there in ((Privacy.NONE, False), (Privacy.NAMES, True)):
        package = Opened(ready(desk, Wish(2026, privacy=privacy, reason="x")).data)
        assert ("data/responsables.csv" in package.members) is there
    rows = package.table("responsables")
    assert rows
    assert not any(row["telephone"] for row in rows)


def test_a_currency_without_a_rate_makes_no_francs(tmp_path: Path) -> None:
    small = build(tmp_path / "petit.commune")
    values = {"reference": "E-1", "title": "Essai", "currency": "EUR", "rate": "656"}
    small.desk.do(AddAgreement({**values, "begins_on": dt.date(2024, 1, 1)}))
    with small.store.writing("test") as unit:  # as an older dossier may have it
        unit.session.connection().exec_driver_sql("UPDATE agreements SET rate = ''")
        unit.label = AddAgreement.label
    package = Opened(ready(small.desk, Wish(2024)).data)
    (row,) = package.table("conventions")
    assert (row["devise"], row["montant_fcfa"]) == ("EUR", "")
    small.store.close()


def test_complaints_made_in_confidence_do_not_stand_alone(tmp_path: Path) -> None:
    small = build(tmp_path / "plaintes.commune")
    small.desk.do(SetPreference("situation.date", "31/12/2024"))
    for number in range(7):
        values = {"received_on": dt.date(2024, 3, 1 + number), "subject": "x"}
        category = "eau" if number < 5 else ("argent", "terre")[number % 2]
        secret = number >= 5
        small.desk.do(
            AddComplaint(
                {**values, "year": 2024, "category": category, "confidential": secret}
            )
        )
    with small.store.reading() as session:
        told = exercise(session, 2024, dt.date(2024, 12, 31))
        found = list(grievances(told))
    assert [row[:2] for row in found] == [
        ("eau", 5),
        ("Autres catégories, regroupées", 2),
    ]
    assert found[1][2:] == (None, None)
    small.store.close()


def test_lines_of_the_year_alone(desk: Desk) -> None:
    found = drafted(desk, Wish(2025)).tables
    at = BY_NAME["budget_lignes"].at["exercice"]
    assert {row[at] for row in found["budget_lignes"]} == {2025}
