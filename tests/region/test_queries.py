"""What the region's screens ask, counted again by hand from the packages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import parcels
import pytest
from hands import take

from commune_desk.domain.money import Share
from commune_desk.domain.package.manifest import Stage
from commune_desk.domain.package.region import Level, SendingState
from commune_desk.exchange.package.read import read
from commune_desk.exchange.region_lists import shipped
from commune_desk.services.region.lists import (
    Expected,
    ListCommunes,
    Remark,
    RemoveCommune,
    SettleRemark,
)
from commune_desk.services.region.queries import totals
from commune_desk.services.region.queries.acts import acts, remarks_of
from commune_desk.services.region.queries.board import board, sendings
from commune_desk.services.region.queries.communes import cercles, places, years
from commune_desk.services.region.queries.comparison import BY_KEY, MEASURES, compare
from commune_desk.services.region.queries.findings import findings, thresholds
from commune_desk.services.region.queries.lines import lines
from commune_desk.services.region.receiving import Receive

if TYPE_CHECKING:
    from commune_desk.domain.issues import Issue
    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.region.desk import RegionDesk

END = dt.date(2026, 12, 31)
CERCLES = ("Kadiolo", "Sikasso", "Koutiala")


def code(seed: int) -> str:
    return f"ML99{seed:06d}"


@pytest.fixture
def known(desk: RegionDesk) -> RegionDesk:
    """Four communes of three cercles in the list; three sent, and one that is not."""
    desk.do(shipped())
    communes = (
        Expected(code(n), f"Commune {n}", CERCLES[n % 3], code_list="essai-2026")
        for n in range(4)
    )
    desk.do(ListCommunes(tuple(communes)))
    for seed in (0, 1, 2, 9):
        take(desk, parcels.package(seed, until=END))
    return desk


def rows(name: str, *seeds: int) -> list[tuple[Cell, ...]]:
    return [row for seed in seeds for row in parcels.tables(seed)[name]]


def test_budgets_add_up_at_every_level(known: RegionDesk) -> None:
    with known.store.reading() as session:
        region = totals.budget(session, 2026, Level.REGION)
        by_cercle = totals.budget(session, 2026, Level.CERCLE)
        by_commune = totals.budget(session, 2026, Level.COMMUNE)
    assert [(row.section, row.side) for row in region] == [
        ("FONC", "D"), ("FONC", "R"), ("INV", "D"), ("INV", "R"),
    ]  # fmt: skip
    assert [row.id for row in by_commune] == list(range(1, 17))
    for row in region:
        part = (row.section, row.side)
        sent = [r for r in rows("budget_lignes", 0, 1, 2, 9) if r[2:4] == part]
        assert (row.lines, row.communes) == (len(sent), 4)
        assert row.credit.francs == sum(r[-1] for r in sent)
        place = {"D": 6, "R": 8}[row.side]
        done = [r for r in rows("budget_execution", 0, 1, 2, 9) if r[2:4] == part]
        assert row.realised.francs == sum(r[place] for r in done)
        first = [r[place] for r in done if r[1] == 1]
        name = {"D": "mandate_fcfa", "R": "titre_fcfa"}[row.side]
        assert row.done(name, 1).francs == sum(first)
        assert row.rate == Share.of(row.realised, row.credit)
        for level in (by_cercle, by_commune):
            own = [each for each in level if (each.section, each.side) == part]
            assert sum(each.credit.francs for each in own) == row.credit.francs
            assert sum(each.moved.francs for each in own) == row.moved.francs
    groups = list(dict.fromkeys(row.group.name for row in by_cercle))
    assert groups == [
        "Kadiolo",
        "Koutiala",
        "Sikasso",
        "",
    ]  # those of no list come last


def test_plans_funding_and_committees_add_up(known: RegionDesk) -> None:
    with known.store.reading() as session:
        plan = totals.plan(session, 2026, Level.REGION)
        funding = totals.funding(session, 2026, Level.REGION)
        committees = totals.committees(session, 2026, Level.REGION)
        (own,) = totals.communes(session, 2026, Level.REGION)
    sent = Counter((r[3], r[9]) for r in rows("projets", 0, 1, 2, 9))
    assert {(row.sector, row.state): row.projects for row in plan} == sent
    given = Counter((r[3], r[5]) for r in rows("projet_financements", 0, 1, 2, 9))
    assert {(row.kind, row.state): row.contributions for row in funding} == given
    lit = Counter((r[1], r[-1]) for r in rows("comites", 0, 1, 2, 9))
    assert {(row.kind, row.light): row.committees for row in committees} == lit
    assert own.communes == 4
    taxes = rows("tdrl_villages", 0, 1, 2, 9)
    assert own.tax_due.francs == sum(row[5] for row in taxes)
    assert own.tax_rate == Share.of(own.tax_paid, own.tax_due)


def test_nothing_came_is_nothing(desk: RegionDesk) -> None:
    with desk.store.reading() as session:
        for level in Level:
            assert totals.budget(session, 2026, level) == []
            assert totals.communes(session, 2026, level) == []
        assert compare(session, 2026, MEASURES[0]) == []
        assert findings(session, 2026, END) == []
        assert years(session) == ()


def test_the_board_says_who_sent_and_who_is_late(known: RegionDesk) -> None:
    for seed, now in ((0, dt.date(2026, 8, 31)), (1, dt.date(2026, 9, 1))):
        data = parcels.package(
            seed, sequence=2, stage=Stage.EXECUTION, until=dt.date(2026, 6, 30),
            year=2026, source="b3b1f7c2",
        )  # fmt: skip
        at = dt.datetime(now.year, now.month, now.day, 12, tzinfo=dt.UTC)
        known.do(Receive(read(data), data, "essai", at))
    data = parcels.package(2, sequence=2, stage=Stage.PRIMITIVE, year=2027,
                           until=dt.date(2027, 1, 15),
                           rows=parcels.tables(2, year=2027))  # fmt: skip
    at = dt.datetime(2027, 1, 20, tzinfo=dt.UTC)
    known.do(Receive(read(data), data, "essai", at))
    with known.store.reading() as session:
        owed = [each.title for each in sendings(session, 2027)]
        assert owed[0] == "Budget primitif"
        rows_2027 = {
            row.place.code: [due.state for due in row.dues]
            for row in board(session, 2027, dt.date(2027, 9, 1))
        }
        rows_2026 = board(session, 2026, dt.date(2026, 9, 1))
    S = SendingState  # noqa: N806  short in the tables below
    assert rows_2027[code(2)] == [S.ON_TIME, S.OVERDUE, S.WAITED, S.WAITED]
    assert rows_2027[code(3)] == [S.OVERDUE, S.OVERDUE, S.WAITED, S.WAITED]
    assert code(9) not in rows_2027
    assert [row.place.name for row in rows_2026][:2] == ["Commune 0", "Commune 3"]
    assert rows_2026[-1].place.id < 0
    assert not rows_2026[-1].place.listed


def test_a_package_after_the_deadline_is_late(desk: RegionDesk) -> None:
    desk.do(shipped())
    facts = {"stage": Stage.EXECUTION, "until": dt.date(2026, 6, 30)}
    for seed, day in ((0, 31), (1, 32)):
        data = parcels.package(seed, **facts)
        at = dt.datetime(2026, 8, 1, tzinfo=dt.UTC) + dt.timedelta(days=day - 1)
        desk.do(Receive(read(data), data, "essai", at))
    with desk.store.reading() as session:
        states = {
            row.place.code: row.dues[1].state
            for row in board(session, 2026, dt.date(2026, 9, 30))
        }
    assert states == {code(0): SendingState.ON_TIME, code(1): SendingState.LATE}


def test_communes_are_ranked_by_what_is_chosen(known: RegionDesk) -> None:
    with known.store.reading() as session:
        ranked = {m.key: compare(session, 2026, m) for m in MEASURES}
    for rows_ in ranked.values():
        values = [row.value for row in rows_ if row.value is not None]
        assert values == sorted(values, reverse=True)
        assert len(rows_) == 4
    assert len(BY_KEY) == len(MEASURES)
    tax = {row.place.code: row for row in ranked["tax"]}
    own = parcels.tables(1)["tdrl_villages"]
    due, paid = (sum(r[n] for r in own) for n in (5, 6))
    assert (tax[code(1)].part, tax[code(1)].whole) == (paid, due)
    assert tax[code(1)].value == round(100 * paid / due, 2)


def of(found: list[Issue], rule: str) -> list[Issue]:
    return [issue for issue in found if issue.code == rule]


def test_what_strikes_is_told_with_its_figures(known: RegionDesk) -> None:
    with known.store.reading() as session:
        least = thresholds(session, 2026)
        found = findings(session, 2026, END)
    low = {str(dict(i.text.facts)["commune"]) for i in of(found, "REG-01")}
    assert "Commune 1" in low  # invented execution is some per cent of the credits
    assert dict(of(found, "REG-01")[0].text.facts)["least"] == least["execution-year"]
    assert len(of(found, "REG-08")) == 1  # the one of no list
    assert of(found, "REG-05")  # Commune 3 sent nothing
    doubled = {
        (seed, row[2], row[3])
        for seed in (0, 1, 2, 9)
        for row, times in Counter(
            (0, 0, str(r[2]).lower(), r[3]) for r in rows("villages", seed)
        ).items()
        if times > 1
    }
    assert len(of(found, "REG-09")) == len(doubled)
    assert not of(found, "REG-11")


def test_a_history_written_anew_is_seen(desk: RegionDesk) -> None:
    for number, seal, sequence in ((900, "a", 1), (950, "b", 2), (920, "c", 3)):
        facts = {"journal_number": number, "journal_seal": seal * 64}
        take(desk, parcels.package(1, sequence=sequence, **facts))
    take(
        desk, parcels.package(1, sequence=4, journal_number=920, journal_seal="d" * 64)
    )
    with desk.store.reading() as session:
        found = of(findings(session, 2026, END), "REG-11")
    assert [dict(i.text.facts)["after"] for i in found] == [3, 4]


def test_the_same_village_of_two_communes_is_seen(desk: RegionDesk) -> None:
    for seed in (1, 2):
        told = parcels.tables(seed)
        first = told["villages"][0]
        told["villages"][0] = (first[0], "ML99V001", *first[2:])
        take(desk, parcels.package(seed, rows=told))
    with desk.store.reading() as session:
        assert len(of(findings(session, 2026, END), "REG-10")) == 1


def test_the_lines_of_a_commune_are_those_it_sent(known: RegionDesk) -> None:
    with known.store.reading() as session:
        for name, sent in parcels.tables(2).items():
            found = lines(session, name, code(2), 2026)
            assert [line.id for line in found] == list(range(1, len(sent) + 1))
            assert len(found[0].cells) == len(sent[0])


def test_the_list_of_communes_is_kept(known: RegionDesk) -> None:
    known.do(ListCommunes((Expected(code(1), "Nom nouveau", "Sikasso"),)))
    known.do(RemoveCommune(code(3)))
    key = known.do(Remark(code(1), 2026, "Chiffres à revoir", actor="essai"))
    known.do(SettleRemark(code(1), key))
    with known.store.reading() as session:
        found = places(session)
        (remark,) = remarks_of(session, code(1))
        assert (remark.words, remark.settled) == ("Chiffres à revoir", True)
        done = acts(session)
        assert [act.id for act in done] == list(range(len(done), 0, -1))
        assert {act.commune_code for act in acts(session, code(1))} == {code(1)}
        assert found[code(1)].name == "Nom nouveau"
        assert code(3) not in found
        assert cercles(session) == ("Cercle d’essai", "Kadiolo", "Koutiala", "Sikasso")
