"""Charts: each figure made again from exported tables, and what each drawing keeps."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from recounted import YEAR, YEARS, Plan, day, grouped, lines, pages, paper
from sample import FRENCH

from commune_desk.domain.charts import (
    BUDGET,
    CASH,
    COVERED,
    LIGHTS,
    MISSING,
    RATES,
    TDRL,
    Chart,
    ChartKind,
    Fill,
)
from commune_desk.paths import RESOURCES
from commune_desk.reports.charts.drawing import drawn
from commune_desk.reports.charts.look import ON_PAPER, Texture, on_screen
from commune_desk.reports.charts.printed import pictures, svg
from commune_desk.services.charts import CHARTS, charts
from commune_desk.services.plans import scope_for
from commune_desk.tables import TABLES
from commune_desk.tables.ledger import LEDGER

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.store import Store

FINAL = "Prévision définitive"
STATES = ("à jour", "à surveiller", "à corriger", "inconnu")
GRAVEST = ("à corriger", "à surveiller", "inconnu", "à jour")
COLUMNS = {
    "Existence": ("Récépissé", "Statuts, règlement", "Convention", "Bureau"),
    "Vie": ("Mandats", "Assemblée", "Réunions", "Femmes"),
    "Argent": ("Cahier de caisse", "Comptes en AG", "Renouvellement", "Redevance"),
    "Service": (
        "Installation",
        "Eau vendue",
        "Cotisations",
        "Réparateur",
        "Analyse d’eau",
        "Visite de la commune",
    ),
}


@pytest.fixture(scope="module")
def told(store: Store) -> dict[str, Chart]:
    """Read the charts of the demonstration, in French."""
    with store.reading() as session:
        found = charts(session, scope_for(session, YEAR))
    return {chart.key: chart.said(FRENCH.say) for chart in found}


def test_the_demonstration_fills_every_chart(told: dict[str, Chart]) -> None:
    assert list(told) == list(CHARTS)


def test_an_empty_dossier_has_none(empty: Store) -> None:
    with empty.reading() as session:
        assert charts(session, scope_for(session, YEAR)) == []


def test_the_league_is_that_of_the_table(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    found = lines(store, TABLES.named("tdrl-recovery"), tmp_path)
    chart = told[TDRL]
    assert [(m.label, *m.parts, m.whole, m.beside) for m in chart.rows[:-1]] == [
        (each["Village"], each["Payé"], each["Rôle"], each["Reste"]) for each in found
    ]
    total = chart.rows[-1]
    paid, roll = (sum(each[head] for each in found) for head in ("Payé", "Rôle"))
    assert (*total.parts, total.whole) == (paid, roll)
    assert total.share is not None
    assert total.share.basis_points == (paid * 10_000 * 2 + roll) // (roll * 2)


def test_the_budget_is_that_of_the_situation(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    into, out = (
        lines(store, TABLES.named(f"situation_{side}"), tmp_path)
        for side in ("revenue", "expenditure")
    )
    sections = {
        str(line["Compte"]): line["Section"] for line in lines(store, LEDGER, tmp_path)
    }
    chart = told[BUDGET]
    assert [mark.name.sentence for mark in chart.rows if not isinstance(mark.name, str)]  # type: ignore[union-attr]  # said words stay apart
    receipts = [mark for mark in chart.rows if mark.label == "Recettes"]
    spent = [mark for mark in chart.rows if mark.label == "Dépenses"]
    for marks, rows, heads in (
        (receipts, into, ("Recouvré",)),
        (spent, out, ("Payé", "Mandaté", "Engagé")),
    ):
        assert sum(m.whole or 0 for m in marks) == sum(row[FINAL] for row in rows)
        cut = [sum(m.parts[at] or 0 for m in marks) for at in range(3)]
        assert [*accumulate(cut)][: len(heads)] == [
            sum(row[head] for row in rows) for head in heads
        ]
    operating = sum(
        row["Recouvré"]
        for row in into
        if sections.get(str(row["Code"]), "") == "fonctionnement"
    )
    assert receipts[0].done == operating


def test_the_lights_are_counted_from_their_table(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    found = lines(store, TABLES.named("lights"), tmp_path)
    for mark in told[LIGHTS].rows:
        worst: Counter[str] = Counter()
        for each in found:
            cells = [each[head] or "" for head in COLUMNS[str(mark.label)]]
            lit = [s for s in GRAVEST if any(cell.startswith(s) for cell in cells)]
            worst.update(lit[:1])
        assert mark.parts == tuple(worst[state] for state in STATES)


def test_the_money_of_the_plan_is_counted_from_costs_and_gifts(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    plan = Plan(store, tmp_path)
    covered, missing = told[COVERED], told[MISSING]
    lacks = {mark.label: mark.parts[0] or 0 for mark in missing.rows[:-1]}
    seen = 0
    for year, mark in zip(YEARS, covered.rows, strict=False):
        cost = plan.cost(plan.actions, [year])
        gifts = [
            gift
            for code in plan.actions
            for gift in plan.gifts[code]
            if gift["Année"] == year and gift["Montant"]
        ]
        firm = sum(g["Montant"] for g in gifts if g["État"] in {"acquis", "versé"})
        promised = sum(g["Montant"] for g in gifts if g["État"] == "promis")
        assert (mark.label, mark.whole) == (str(year), cost)
        assert mark.parts == (firm, promised)
        assert lacks.get(str(year), 0) == max(0, cost - firm - promised)
        assert str(year) in lacks or year < YEAR
        seen += lacks.get(str(year), 0)
    assert missing.rows[-1].parts == (seen,) == (sum(lacks.values()),)


def test_works_and_realisation_are_those_of_the_tracking(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    plan = Plan(store, tmp_path)
    costs = {c: a[str(YEAR)] for c, a in plan.actions.items() if a[str(YEAR)]}
    followed = {
        str(each["N°"]): each
        for each in lines(store, TABLES.named("tracking"), tmp_path)
    }
    done = sum(followed[code]["Étape"] == "Réalisé" for code in costs)
    made = sum(cost * (followed[c]["Travaux en %"] or 0) for c, cost in costs.items())
    realised, physical, _ = told[RATES].rows
    assert realised.parts == ((done * 20_000 + len(costs)) // (2 * len(costs)),)
    whole = sum(costs.values())
    assert abs((physical.parts[0] or 0) - 100 * made / whole) < 1


def test_the_money_of_the_months_is_counted_from_plan_and_books(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    chart = told[CASH]
    months = [str(mark.label) for mark in chart.rows]
    planned = lines(store, TABLES.named("cash"), tmp_path)
    moves = [
        sum(
            (1 if str(each["Chapitre"])[0] in "17" else -1) * each[month]
            for each in planned
        )
        for month in months
    ]
    expected = [mark.parts[0] or 0 for mark in chart.rows]
    assert [b - a for a, b in pairwise(expected)] == moves[1:]
    books = [
        line
        for line in lines(store, LEDGER, tmp_path)
        if line["Recouvré"] or line["Payé"]
    ]
    flows = [
        sum(
            (line["Recouvré"] or 0) - (line["Payé"] or 0)
            for line in books
            if day(line["Date"]).month == number
        )
        for number in range(1, 13)
    ]
    seen = [mark.parts[1] for mark in chart.rows if mark.parts[1] is not None]
    assert len(seen) > 6
    found = [b - a for a, b in pairwise(seen)]
    assert found == flows[1 : len(seen)]


def test_a_chart_is_kept_and_taken_up_again(told: dict[str, Chart]) -> None:
    for chart in told.values():
        kept = json.loads(json.dumps(chart.plain(), default=lambda value: value.value))
        assert Chart.of_plain(kept) == chart


def tokens(theme: str) -> dict[str, str]:
    text = (RESOURCES / "themes" / "tokens.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return dict(found["color"][theme])


@pytest.mark.parametrize("width", [420, 460, 900])
def test_the_svg_holds_each_figure_as_a_text_within_its_edges(
    told: dict[str, Chart], width: int
) -> None:
    look = on_screen(tokens("dark"), 13, 12)
    for chart in told.values():
        drawing = ET.fromstring(svg(chart, FRENCH, width, look))  # noqa: S314  our own
        assert "clip" not in ET.tostring(drawing).decode().replace('clip="0', "")
        texts = [each for each in drawing.iter() if each.tag.endswith("text")]
        words = " ".join(each.text or "" for each in texts)
        if chart.kind in {ChartKind.BARS, ChartKind.STACKED}:
            for mark in chart.rows:
                share = mark.share
                if share is not None:
                    assert FRENCH.share(share, 0) in words
                if chart.rated and share is not None and chart.beside:
                    assert not mark.beside or FRENCH.number(mark.beside) in words
        assert all(0 <= float(each.get("x", "")) <= width for each in texts)
        assert "Noto Sans" in ET.tostring(drawing).decode()
        assert str(chart.rows[-1].label).split()[-1] in words


def test_paper_knows_three_textures_and_no_colour(told: dict[str, Chart]) -> None:
    for chart in told.values():
        seen = [ON_PAPER.texture(one.fill, chart) for one in chart.series]
        if chart.kind is ChartKind.STACKED:
            textures = [texture for texture, _ in seen]
            assert len(set(textures)) == len(textures)
        assert all(c.red == c.green == c.blue for _, c in seen)
    assert ON_PAPER.texture(Fill.SOUGHT, told[MISSING])[0] is Texture.OUTLINE


def test_the_mayors_page_says_and_draws_each_chart(
    store: Store, told: dict[str, Chart]
) -> None:
    text = " ".join(pages(paper(store, "mayor-page")))
    for chart in told.values():
        assert re.sub(r"\s", " ", str(chart.says)) in text
    assert grouped(told[MISSING].rows[-1].beside) in text


def test_a_workbook_lists_the_figures_of_each_chart(
    store: Store, told: dict[str, Chart], tmp_path: Path
) -> None:
    path = tmp_path / "page.xlsx"
    path.write_bytes(paper(store, "mayor-page", ".xlsx"))
    cells = {
        cell.value
        for sheet in load_workbook(path).worksheets
        for line in sheet.iter_rows()
        for cell in line
    }
    for key in (TDRL, COVERED, MISSING, CASH):
        for mark in told[key].rows:
            assert {part for part in mark.parts if part} <= cells


def test_a_long_league_is_drawn_in_parts_that_fit_a_page(
    told: dict[str, Chart],
) -> None:
    chart = told[TDRL]
    many = Chart.of_plain({
        **json.loads(json.dumps(chart.plain(), default=lambda v: v.value)),
        "rows": [chart.plain()["rows"][0]] * 60,
    })  # fmt: skip
    parts = list(pictures(many, FRENCH))
    assert len(parts) == 3
    assert max(each.height for each in parts) < 150
    assert [bool(each.caption) for each in parts] == [False, False, True]
    assert drawn(many, FRENCH, 500).height > 900
