"""Rates and sums of the papers of follow-up, made again sector by sector.

From the spreadsheets of actions, states and progress and from the journals of the
books, by arithmetic written here; of what was typed and what the books say of an
amount, the greater counts:

- tracking: for each sector of the plan, planned, committed, paid and both rates;
- stocktaking: for each sector, how many actions in each state, both rates and costs of
  the year; the whole of them;
- restitution: planned and spent by sector and by village of the year, both together,
  and the people served by what is done;
- officials: how sure the money of the plan is;
- equity: for each village its share, cost by inhabitant, payments and people served.

`test_followup_papers.py` has the three rates of the plan and of the year.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from recounted import (
    FIRM,
    YEAR,
    YEARS,
    Plan,
    day,
    entered,
    grouped,
    in_books,
    lines,
    percent,
    row,
    split,
    text_of,
)

from commune_desk.services.today import today
from commune_desk.storage.store import Store
from commune_desk.tables.followup import PROGRESS_TABLE, TRANSITIONS
from commune_desk.tables.territory import VILLAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SITUATION = dt.date(YEAR, 10, 31)
"""The day of which the papers of 2026 speak."""

LAST_YEAR = dt.date(YEAR - 1, 12, 31)
DONE, UNDER_WAY, WAITING, PUT_OFF, GIVEN_UP = range(5)
STAGES = {
    "réalisée": DONE,
    "réceptionnée provisoirement": DONE,
    "marché, appel d’offres": UNDER_WAY,
    "en cours": UNDER_WAY,
    "suspendue": UNDER_WAY,
    "reportée": PUT_OFF,
    "abandonnée": GIVEN_UP,
}
MOST = 9
"""Bars of the poster; above it the smallest stand together."""


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


class Followed(Plan):
    """The plan with what was noted of it up to a day."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store, folder)
        self.seen: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in sorted(lines(store, PROGRESS_TABLE, folder), key=_on):
            self.seen[line["Action"].split(" ")[0]].append(line)
        self.books = entered(store, folder)
        self.turns: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in sorted(lines(store, TRANSITIONS, folder), key=_on):
            self.turns[line["Action"].split(" ")[0]].append(line)

    def amount(self, code: str, head: str, until: dt.date = SITUATION) -> int:
        """Take the greater of the latest figure of a column and of the books."""
        known = [
            line[head]
            for line in self.seen[code]
            if _on(line) <= until and line[head] is not None
        ]
        typed = known[-1] if known else 0
        return max(typed, in_books(self.books, code, head, until))

    def paid(self, code: str, until: dt.date = SITUATION) -> int:
        return self.amount(code, "Payé", until)

    def paid_here(self, code: str) -> int:
        return self.paid(code) - self.paid(code, LAST_YEAR)

    def stage(self, code: str, until: dt.date = SITUATION) -> int:
        reached = [t["État"] for t in self.turns[code] if _on(t) <= until]
        return STAGES.get(reached[-1], WAITING) if reached else WAITING

    def points(self, code: str) -> int:
        """Say in hundredths of a per cent how far the works are."""
        for line in reversed(self.seen[code]):
            if _on(line) > SITUATION:
                continue
            if line["Travaux en %"] is not None:
                return int(line["Travaux en %"] * 100)
            done = line["Quantité réalisée"]
            if done is not None:
                whole = self.actions[code]["Quantité"]
                part = Fraction(10_000 * min(done, whole), whole)
                return int(part + Fraction(1, 2))
        return 0

    def physical(self, costs: dict[str, int]) -> str:
        """Weight the works by costs."""
        made = sum(cost * self.points(code) for code, cost in costs.items())
        return percent(made, 10_000 * sum(costs.values()))

    def of_year(self) -> list[str]:
        return [code for code in self.actions if self.cost([code], [YEAR])]


def _on(line: dict[str, Any]) -> dt.date:
    return day(line["Date"])


@pytest.fixture(scope="module")
def plan(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Followed:
    return Followed(demo, tmp_path_factory.mktemp("followed"))


def test_the_tracking_table_adds_up_sector_by_sector(
    demo: Store, plan: Followed
) -> None:
    text = text_of(demo, "tracking")
    due = [c for c in plan.actions if plan.cost([c], range(YEARS[0], YEAR + 1))]
    for sector, codes in plan.by_sector(due).items():
        costs = {code: plan.cost([code]) for code in codes}
        cost, paid = sum(costs.values()), sum(map(plan.paid, codes))
        committed = sum(plan.amount(code, "Engagé") for code in codes)
        rates = (plan.physical(costs), percent(paid, cost))
        figures = row(cost, committed, paid, *rates)
        assert f"Total {plan.sectors[sector]} {figures}" in text


def test_the_yearly_stock_taking_adds_up_sector_by_sector(
    demo: Store, plan: Followed
) -> None:
    text, here = text_of(demo, "stocktaking"), plan.of_year()
    for sector, codes in [*plan.by_sector(here).items(), ("", here)]:
        costs = {code: plan.cost([code], [YEAR]) for code in codes}
        cost, paid = sum(costs.values()), sum(map(plan.paid_here, codes))
        stages = [sum(plan.stage(c) == stage for c in codes) for stage in range(5)]
        figures = row(
            str(len(codes)),
            *map(str, stages),
            plan.physical(costs),
            cost,
            paid,
            percent(paid, cost),
        )
        assert figures in text, sector


def test_the_books_move_what_the_tracking_table_prints(plan: Followed) -> None:
    """Action 1.9 is committed beyond what was typed: the demonstration tells both."""
    typed = [line["Engagé"] for line in plan.seen["1.9"] if line["Engagé"]]
    assert plan.amount("1.9", "Engagé") == 13_900_000 > max(typed)
    assert in_books(plan.books, "1.9", "Payé", SITUATION) == 4_170_000
    assert plan.paid("1.9") == 6_300_000


def said(part: int, whole: int) -> str:
    return f"{grouped(part) if part else 0} sur {grouped(whole) if whole else 0} F"


def test_the_poster_adds_up_by_sector_and_by_village(
    demo: Store, plan: Followed
) -> None:
    text, here = text_of(demo, "restitution"), plan.of_year()
    sectors = [
        (sum(map(plan.paid_here, codes)), plan.cost(codes, [YEAR]))
        for codes in plan.by_sector(here).values()
    ]
    villages: dict[str, list[int]] = {}
    for code in here:
        places = plan.places(code)
        paid = split(plan.paid_here(code), len(places))
        cost = split(plan.cost([code], [YEAR]), len(places))
        for number, place in enumerate(places):
            sums = villages.setdefault(place, [0, 0])
            sums[0] += paid[number]
            sums[1] += cost[number]
    whole = (sum(map(plan.paid_here, here)), plan.cost(here, [YEAR]))
    for bars in (sectors, [(paid, cost) for paid, cost in villages.values()]):
        for pair in shown(bars):
            assert said(*pair) in text
    assert text.count(said(*whole)) >= 2
    done = [code for code in here if plan.stage(code) == DONE]
    women, men = (
        sum(plan.actions[code][f"{who} bénéficiaires"] or 0 for code in done)
        for who in ("Femmes", "Hommes")
    )
    assert grouped(women + men) in text
    assert f"{grouped(women)}" in text


def shown(bars: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the largest bars; the others make one."""
    if len(bars) <= MOST:
        return list(bars)
    ordered = sorted(bars, key=lambda bar: -bar[1])
    kept, rest = ordered[: MOST - 1], ordered[MOST - 1 :]
    return [*kept, (sum(b[0] for b in rest), sum(b[1] for b in rest))]


def test_the_dashboard_says_how_sure_the_money_is(demo: Store, plan: Followed) -> None:
    text = text_of(demo, "officials")
    gifts = [gift for some in plan.gifts.values() for gift in some]
    firm = sum(g["Montant"] or 0 for g in gifts if g["État"] in FIRM)
    hoped = sum(g["Montant"] or 0 for g in gifts if g["État"] == "promis")
    cost = plan.cost(plan.actions)
    for amount in (firm, hoped, cost - firm - hoped):
        assert f"{grouped(amount)} F" in text
        assert f"{percent(amount, cost)} %" in text


def test_equity_adds_up_village_by_village(
    demo: Store, plan: Followed, tmp_path: Path
) -> None:
    people = {v["Village"]: v["Population"] for v in lines(demo, VILLAGES, tmp_path)}
    with demo.reading() as session:
        now = today(session)
    text, whole = text_of(demo, "equity"), plan.cost(plan.actions)
    found: dict[str, list[int]] = {}
    for code in plan.actions:
        places, action = plan.places(code), plan.actions[code]
        one = (
            plan.cost([code]),
            plan.paid(code, now),
            action["Femmes bénéficiaires"] or 0,
            action["Hommes bénéficiaires"] or 0,
        )
        parts = [split(amount, len(places)) for amount in one]
        for number, place in enumerate(places):
            sums = found.setdefault(place, [0] * 6)
            sums[0] += 1
            sums[1] += plan.stage(code, now) == DONE
            for at, shares in enumerate(parts, 2):
                sums[at] += shares[number]
    for place, (count, done, cost, paid, women, men) in found.items():
        heads = people.get(place)
        name = "Toute la commune" if place == "Commune" else place
        figures = row(
            name,
            heads,
            str(count),
            str(done),
            cost,
            percent(cost, whole),
            round(cost / heads) if heads else None,
            paid,
            percent(paid, cost),
            grouped(women) if women else "0",
            grouped(men) if men else "0",
        )
        assert figures in text, place
