"""Figures of the papers of money, made again from the spreadsheets of the tables.

Only sums, shares and roundings written here and in `tests/recounted.py` are used; the
tables give actions, contributions, lines of annual plans, villages. What is looked for
in the printed paper, figure after figure as one row:

- pia: the total of each sector, of all sectors, each class with its share;
- pip: the total of each sector, its sources, what is to be found, its secured share;
- pip-villages: each village’s part by year, its share and its cost by inhabitant, the
  total of its own table, and the overall total;
- costs: each sector and the whole by year, with shares, sources, what is to be found;
- financing: each class, each sector, each partner, each state of the money, by year;
- project-sheets: cost, sources and gap of each project, with their shares;
- versions: each sector before and after, and the gap;
- village-sheets: what was planned before the year, what is planned from it on;
- the formulas of every spreadsheet of these papers and of those of follow-up, worked
  out, against the rows of the same paper in PDF.

`test_every_document.py` has the whole of the plan by year, the follow-up has a module
of its own, `test_diagnosis_papers.py` the grid and the whole part of a village.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from recounted import (
    CLASSES,
    FIRM,
    YEAR,
    YEARS,
    Evaluated,
    Plan,
    grouped,
    known,
    lines,
    pages,
    paper,
    percent,
    row,
    split,
    text_of,
)
from sqlalchemy import select

from commune_desk.storage.models import Plan as PlanRecord
from commune_desk.storage.store import Store
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.annual import ANNUAL_LINES
from commune_desk.tables.funding import CONTRIBUTIONS
from commune_desk.tables.plan import SECTORS
from commune_desk.tables.territory import VILLAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

WHOLE_COMMUNE = "Commune"


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


@pytest.fixture(scope="module")
def plan(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return Plan(demo, tmp_path_factory.mktemp("plan"))


def share(part: int | None, whole: int) -> str | None:
    return None if part is None or not whole else percent(part, whole)


def by_year(plan: Plan, codes: Sequence[str]) -> list[int | None]:
    return [known(plan.cost(codes, [year])) for year in YEARS]


def costs_of_year(store: Store, folder: Path) -> dict[str, int]:
    """Read the annual plan: the numbers of its actions, each with its cost."""
    return {
        line["Action"].split(" ")[0]: line["Coût au PIA"]
        for line in lines(store, ANNUAL_LINES, folder)
        if line["Année"] == YEAR
    }


def test_the_annual_plan_adds_up_sector_by_sector(
    demo: Store, plan: Plan, tmp_path: Path
) -> None:
    ticked, text = costs_of_year(demo, tmp_path), text_of(demo, "pia")
    pairs = (("Commune",), ("État", "ANICT"), ("Partenaires", "Diaspora"))
    assert plan.given(ticked, [YEAR], "Population", "Autres") is not None

    def figures(codes: Sequence[str]) -> str:
        cost = sum(ticked[code] for code in codes)
        cells: list[int | str | None] = [cost]
        for classes in pairs:
            given = plan.given(codes, [YEAR], *classes)
            cells += [share(given, cost), given]
        people = plan.given(codes, [YEAR], "Population", "Autres")
        given = plan.given(codes, [YEAR], *CLASSES) or 0
        return row(*cells, people, known(max(0, cost - given)))

    sectors = plan.by_sector(ticked)
    for code, codes in sectors.items():
        assert f"Total {plan.sectors[code]} ({len(codes)} action" in text
        assert text.count(figures(codes)) >= 2, plan.sectors[code]
    assert row("Total général", len(ticked), figures(list(ticked))) in text


def test_the_five_year_plan_adds_up_sector_by_sector(demo: Store, plan: Plan) -> None:
    text = text_of(demo, "pip")
    found = {**plan.by_sector(plan.actions), "": list(plan.actions)}
    for sector, codes in found.items():
        cost = plan.cost(codes)
        assert row(*by_year(plan, codes), cost) in text, sector
        firm = sum(
            gift["Montant"]
            for code in codes
            for gift in plan.gifts[code]
            if gift["État"] in FIRM
        )
        given = [plan.given(codes, YEARS, who) for who in CLASSES]
        missing = known(plan.missing(codes))
        assert row(cost, *given, missing, percent(firm, cost)) in text, sector


def parts(plan: Plan) -> dict[str, dict[str, list[int]]]:
    """Share each action among its villages: village, action, francs by year."""
    found: dict[str, dict[str, list[int]]] = {}
    for code in plan.actions:
        places = plan.places(code)
        shares = [split(plan.cost([code], [year]), len(places)) for year in YEARS]
        for number, place in enumerate(places):
            found.setdefault(place, {})[code] = [one[number] for one in shares]
    return found


def test_the_plan_by_village_shares_costs_equally(
    demo: Store, plan: Plan, tmp_path: Path
) -> None:
    people = {v["Village"]: v["Population"] for v in lines(demo, VILLAGES, tmp_path)}
    text, whole = text_of(demo, "pip-villages"), plan.cost(plan.actions)
    seen = 0
    for place, actions in parts(plan).items():
        sums = [sum(year) for year in zip(*actions.values(), strict=True)]
        total = sum(sums)
        name = "Toute la commune" if place == WHOLE_COMMUNE else place
        heads = people.get(place)
        each = round(total / heads) if heads else None
        years = [known(s) for s in sums]
        cells = (len(actions), *years, total, percent(total, whole), each)
        assert row(name, *cells) in text, place
        count = f"Total ({len(actions)} action"
        assert row(*years, total) in text.split(count, 1)[1], place
        seen += total
    assert seen == whole
    cells = (len(plan.actions), *by_year(plan, list(plan.actions)), whole, "100,00")
    assert row("Total général", *cells) in text


def test_the_synthesis_of_costs_adds_up_sector_by_sector(
    demo: Store, plan: Plan
) -> None:
    text, whole = text_of(demo, "costs"), plan.cost(plan.actions)
    groups = (
        ("Commune",), ("État",), ("ANICT",), ("Partenaires", "Diaspora"),
        ("Population", "Autres"),
    )  # fmt: skip
    for sector, codes in {
        **plan.by_sector(plan.actions), "": list(plan.actions)
    }.items():  # fmt: skip
        cost = plan.cost(codes)
        given = [plan.given(codes, YEARS, *classes) for classes in groups]
        figures = row(
            len(codes),
            *by_year(plan, codes),
            cost,
            percent(cost, whole),
            *given,
            known(plan.missing(codes)),
        )
        assert figures in text, sector


def test_the_financing_scheme_adds_up_four_times(
    demo: Store, plan: Plan, tmp_path: Path
) -> None:
    text, every = text_of(demo, "financing"), list(plan.actions)
    cost = plan.cost(every)
    for who in CLASSES:
        total = plan.given(every, YEARS, who)
        if total is not None:
            years = [plan.given(every, [year], who) for year in YEARS]
            assert row(who, *years, total, percent(total, cost)) in text
    gaps = [
        plan.cost(every, [year]) - (plan.given(every, [year], *CLASSES) or 0)
        for year in YEARS
    ]
    assert min(gaps) >= 0
    found = row("À trouver", *gaps, sum(gaps), percent(sum(gaps), cost))
    assert found in text
    assert row(*(plan.cost(every, [year]) for year in YEARS), cost, "100,00") in text
    for sector, codes in plan.by_sector(every).items():
        given = [plan.given(codes, YEARS, who) for who in CLASSES]
        missing = known(plan.missing(codes))
        assert row(len(codes), plan.cost(codes), *given, missing) in text, sector
    gifts = lines(demo, CONTRIBUTIONS, tmp_path)
    for head, empty in (("Partenaire", True), ("État", False)):
        for name in {gift[head] for gift in gifts if gift[head]}:
            some = [gift for gift in gifts if gift[head] == name]
            sums = [
                sum(g["Montant"] or 0 for g in some if g["Année"] == year)
                for year in YEARS
            ]
            shown = [known(s) if empty else s for s in sums]
            assert row(*shown, sum(sums)) in text, name


def test_each_project_sheet_adds_up(demo: Store, plan: Plan, tmp_path: Path) -> None:
    plan = plan.in_year(YEAR, costs_of_year(demo, tmp_path))
    texts = pages(paper(demo, "project-sheets"))
    assert texts
    for text in texts:
        code = text.split("Projet ", 1)[1].split(" ", 1)[0]
        years = [
            year
            for year in YEARS
            if plan.actions[code][str(year)]
            or any(gift["Année"] == year for gift in plan.gifts[code])
        ]
        costs = [plan.cost([code], [year]) for year in years]
        whole = sum(costs)
        assert row("Coût du projet", *costs, whole, "100,00") in text, code
        for who in CLASSES:
            total = plan.given([code], years, who)
            if total is not None:
                given = [plan.given([code], [year], who) for year in years]
                figures = row(*given, total, percent(total, whole))
                assert figures in text, (code, who)
        missing = plan.missing([code])
        if missing:
            gaps = [known(plan.missing([code], [year])) for year in years]
            figures = row("À trouver", *gaps, missing, percent(missing, whole))
            assert figures in text, code


def test_the_comparison_adds_up_sector_by_sector(demo: Store, tmp_path: Path) -> None:
    with demo.reading() as session:
        query = select(PlanRecord.id).where(PlanRecord.first_year == YEARS[0])
        ids = list(session.scalars(query.order_by(PlanRecord.version)))
    titles = {str(s["Code"]): s["Secteur"] for s in lines(demo, SECTORS, tmp_path)}
    counts: dict[str, list[int]] = {}
    for at, plan_id in enumerate(ids[-2:]):
        for action in lines(demo, ACTIONS, tmp_path, plan_id):
            code = str(action["Secteur"])[:2]
            sums = counts.setdefault(code, [0, 0, 0, 0])
            sums[at * 2] += 1
            sums[at * 2 + 1] += action["Total"] or 0
    text = text_of(demo, "versions")
    whole = [sum(column) for column in zip(*counts.values(), strict=True)]
    assert whole[1] != whole[3]
    for code, sums in [*counts.items(), ("", whole)]:
        old, before, new, after = sums
        gap = f"−{grouped(before - after)}" if after < before else after - before
        title = titles.get(code, "Total général")
        figures = row(str(old), before, str(new), after, gap)
        assert f"{title} {figures}" in text, code


def test_each_village_sheet_adds_up_before_and_after(
    demo: Store, plan: Plan, tmp_path: Path
) -> None:
    earlier: dict[str, int] = {}
    for action in lines(demo, ACTIONS, tmp_path, year=YEARS[0] - 1):
        places = [place.strip() for place in action["Lieu"].split(",")]
        for year in range(YEARS[0] - 5, YEARS[0]):
            shares = split(action[str(year)] or 0, len(places))
            for place, part in zip(places, shares, strict=True):
                earlier[place] = earlier.get(place, 0) + part
    shared = parts(plan)
    at = YEARS.index(YEAR)
    for text in pages(paper(demo, "village-sheets")):
        name = max((n for n in shared if f"{n} PDSEC" in text), key=len)
        own = shared[name].values()
        done = sum(sum(years[:at]) for years in own) + earlier.get(name, 0)
        ahead = [sum(years[n] for years in own) for n in range(at, len(YEARS))]
        if done:
            assert f"Total {grouped(done)} " in text, name
        if sum(ahead):
            assert re.search(rf"actions? : {grouped(sum(ahead))} F\b", text), name
            assert row("Total", *ahead, sum(ahead)) in text, name


WITH_FORMULAS = {
    "pia": 40, "pip": 190, "pip-villages": 60, "costs": 140, "financing": 25,
    "project-sheets": 10, "versions": 5, "village-sheets": 20, "tracking": 40,
    "stocktaking": 8, "previous-plan": 8, "equity": 6, "priority-grid": 2,
}  # fmt: skip
"""Papers whose spreadsheets add up by themselves, and how many formulas at least."""


@pytest.mark.parametrize("name", WITH_FORMULAS)
def test_formulas_give_what_is_printed(demo: Store, name: str) -> None:
    text = text_of(demo, name)
    totals = Evaluated(paper(demo, name, ".xlsx")).totals()
    assert sum(count for _, count in totals) >= WITH_FORMULAS[name]
    unseen = [figures for figures, _ in totals if figures not in text]
    assert not unseen
