"""The announced totals of the plan of Commune V (`planning.md` T5 to T7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import DATA, FRENCH

from commune_desk.domain.money import Money, Share
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Prepared, Request
from commune_desk.services.announced import ALL, Announce, announced_totals
from commune_desk.services.plans import AddPlan, AddSector, scope_for
from commune_desk.services.review import findings
from commune_desk.tables.programming import ANNOUNCED

if TYPE_CHECKING:
    from pathlib import Path

    import sample

    from commune_desk.domain.issues import Issue

DOMAINS = DATA / "commune_v_domains_2016.csv"
FUNDING = DATA / "commune_v_funding_2016_2020.csv"


@pytest.fixture
def commune(small: sample.Sample) -> sample.Sample:
    small.desk.do(AddPlan({"title": "PDESC 2016-2020", "first_year": 2016}))
    for number, line in enumerate(read_grid(DOMAINS).lines, start=50):
        small.desk.do(AddSector({"code": str(number), "title": line[1][0]}))
    return small


def brought(made: sample.Sample, path: Path, fixed: dict[str, str]) -> Prepared:
    with made.store.reading() as session:
        scope = scope_for(session, 2016)
    grid = read_grid(path)
    matching = propose(ANNOUNCED, scope, grid.headings, FRENCH)
    assert len(matching) == len(grid.headings)
    request = Request(ANNOUNCED, scope, grid, matching, FRENCH, path.name, fixed)
    prepared = prepare(made.store, request)
    assert prepared.refused == ()
    assert prepared.command is not None
    made.desk.do(prepared.command)
    return prepared


def found(made: sample.Sample, code: str) -> list[Issue]:
    with made.store.reading() as session:
        issues = findings(session, scope_for(session, 2016))
    return [issue for issue in issues if issue.code == code]


def facts(issues: list[Issue], name: str) -> list[object]:
    return [dict(issue.text.facts).get(name) for issue in issues]


def test_the_domains_exceed_the_annual_plan_that_was_announced(
    commune: sample.Sample,
) -> None:
    brought(commune, DOMAINS, {"year": "2016"})
    with commune.store.reading() as session:
        scope = scope_for(session, 2016)
    whole = {"subject": ALL, "year": 2016, "amount": Money(8_983_033_334)}
    commune.desk.do(Announce(scope.plan_id, whole))
    issues = found(commune, "PLAN-07")
    (gap,) = [i for i in issues if dict(i.text.facts).get("whole") is not None]
    told = dict(gap.text.facts)
    assert told["total"] == Money(27_240_940_000)
    assert told["whole"] == Money(8_983_033_334)
    assert told["gap"] == Money(18_257_906_666)
    wanted = facts(issues, "wanted")
    assert Money(15_024_240_000) in wanted  # no action of the sector was typed
    assert Money(8_983_033_334) in wanted


def test_the_parts_of_the_commune_come_in_too(commune: sample.Sample) -> None:
    brought(commune, DOMAINS, {"year": "2016"})
    with commune.store.reading() as session:
        lines = announced_totals(session, scope_for(session, 2016))
    assert Money.total(line.commune for line in lines) == Money(211_940_000)


def test_the_shares_of_the_funders_make_less_than_the_whole(
    commune: sample.Sample,
) -> None:
    brought(commune, FUNDING, {})
    (issue,) = found(commune, "PLAN-66")
    told = dict(issue.text.facts)
    assert (told["total"], told["gap"]) == (Share(9986), Share(14))
    with commune.store.reading() as session:
        lines = announced_totals(session, scope_for(session, 2016))
    assert Money.total(line.amount for line in lines) == Money(71_406_895_000)


def test_an_amount_with_a_wrong_number_of_digits_is_refused(
    commune: sample.Sample, tmp_path: Path
) -> None:
    path = tmp_path / "domaines.csv"
    text = DOMAINS.read_text("utf-8").replace(";3 000 000;", ";3 000 0000;")
    path.write_text(text, "utf-8")
    with commune.store.reading() as session:
        scope = scope_for(session, 2016)
    grid = read_grid(path)
    matching = propose(ANNOUNCED, scope, grid.headings, FRENCH)
    fixed = {"year": "2016"}
    request = Request(ANNOUNCED, scope, grid, matching, FRENCH, path.name, fixed)
    (refused,) = prepare(commune.store, request).refused
    assert "n’est pas groupé par trois" in FRENCH.say(refused.issues[0].text)
