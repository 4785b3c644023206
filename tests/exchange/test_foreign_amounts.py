"""A spreadsheet with amounts of many writings: read, told, or asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import FRENCH

from commune_desk.domain.roles import Role
from commune_desk.exchange.founding import found
from commune_desk.exchange.grid import Grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request, Verdict
from commune_desk.l10n.amounts import Habit
from commune_desk.services.desk import Desk, User
from commune_desk.services.micro_rows import micro_projects
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commune_desk.exchange.prepared import Prepared

HEADS = ("Portefeuille", "N°", "Microprojet", "Montant")
SURE = (
    ("FF", "1", "Maraîchage", "26.534.100 FCFA"),
    ("FF", "2", "Irrigation", "191,817,697 FCFA"),
    ("FF", "3", "Lampadaires", "181.136,217 USD"),
    ("FF", "4", "École", "24 752 766 FCFA"),
)
DOUBT = ("FF", "5", "Clôture", "191,817 USD")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "new.commune"
    found(path, "test", FRENCH, name="Essai", code="ML0001", first_year=2026)
    store = Store(path)
    store.open()
    yield Desk(store, User("test", Role.SECRETARY))
    store.close()


def tried(
    desk: Desk,
    lines: tuple[tuple[str, ...], ...],
    habits: Mapping[str, Habit] | None = None,
    heads: tuple[str, ...] = HEADS,
) -> Prepared:
    table = TABLES.named("micro_projects")
    grid = Grid(heads, tuple(enumerate(lines, start=2)))
    with desk.store.reading() as session:
        scope = scope_for(session, 2026)
    matching = propose(table, scope, heads, FRENCH)
    assert len(matching) == len(heads)
    request = Request(table, scope, grid, matching, FRENCH, "f.csv", {}, habits or {})
    return prepare(desk.store, request)


def test_each_row_says_how_its_amount_was_read_and_keeps_it(desk: Desk) -> None:
    prepared = tried(desk, SURE)
    assert prepared.count(Verdict.NEW) == 4
    told = [FRENCH.say(i.text) for line in prepared.lines for i in line.issues]
    assert "26\u202f534\u202f100" in told[0]
    assert "191\u202f817\u202f697" in told[1]
    assert "181\u202f136,22\u00a0USD" in told[2]
    assert "181\u202f136,217" in told[2]
    assert prepared.command is not None
    desk.do(prepared.command)
    with desk.store.reading() as session:
        rows = {row.number: row for row in micro_projects(session)}
    assert rows["1"].cost_cents == 26_534_100 * 100
    assert (rows["3"].cost_cents, rows["3"].currency) == (18_113_622, "USD")
    assert rows["3"].read_as == "181.136,217 USD"


def test_one_amount_in_doubt_holds_the_whole_file_back(desk: Desk) -> None:
    prepared = tried(desk, (*SURE, DOUBT))
    assert prepared.command is None
    (finding,) = prepared.findings
    said = FRENCH.say(finding.text)
    assert "191,817" in said
    assert "191\u202f817" in said
    assert "rien n’est importé" in said


@pytest.mark.parametrize(
    ("habit", "cents"), [(Habit.COMMA, 19_182), (Habit.POINT, 19_181_700)]
)
def test_one_choice_for_the_column_lets_it_in(
    desk: Desk, habit: Habit, cents: int
) -> None:
    prepared = tried(desk, (*SURE, DOUBT), {"cost": habit})
    assert prepared.command is not None
    desk.do(prepared.command)
    with desk.store.reading() as session:
        row = next(r for r in micro_projects(session) if r.number == "5")
    assert row.cost_cents == cents


def test_two_currencies_for_one_amount_are_refused(desk: Desk) -> None:
    line = ("FF", "1", "École", "24 752 766 FCFA", "USD")
    prepared = tried(desk, (line,), heads=(*HEADS, "Monnaie"))
    (issue,) = prepared.refused[0].issues
    said = FRENCH.say(issue.text)
    assert "XOF" in said
    assert "USD" in said


def test_a_project_above_the_ceiling_is_refused_in_a_file(desk: Desk) -> None:
    prepared = tried(desk, (("QIP", "1", "École", "50.000,01 USD"),))
    (line,) = prepared.refused
    assert "50\u202f000,00\u00a0USD" in FRENCH.say(line.issues[-1].text)
