"""Figures of the papers of the budget, made again from exported tables alone.

- budget-years: each chapter, part and side over five years, with what changes;
- cash-plan: each side month by month, and the year;
- budget-crossed: each part by division of functions;
- budget-note, budget-debate: both sections and the whole, with last year’s;
- budget-poster: the whole, without teachers’ pay, what each village is to receive;
- budget-staff, budget-tariffs, budget-investments: the total of their lines;
- budget-deliberation, budget-letter: both sections and the whole;
- budget-additional, -authorisation, -transfer, -change-deliberations: what is moved;
- conversion: what each list comes to, part by part.

`test_budget_papers.py` has the primitive budget by nature, crossed, summary, balance.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from recounted import grouped, lines, percent, plain, row, text_of
from sample import DATA, FRENCH

from commune_desk.domain.roles import Role
from commune_desk.exchange.founding import EARLIER, load_working_lists
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.desk import Desk, User
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.scope import Scope
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES
from commune_desk.tables.budget import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Line = dict[str, Any]

BY_NAME = {table.name: table for table in TABLES}
PARTS = {
    ("fonctionnement", "recette"): "Total recettes de fonctionnement",
    ("fonctionnement", "dépense"): "Total dépenses de fonctionnement",
    ("investissement", "recette"): "Total recettes d’investissement",
    ("investissement", "dépense"): "Total dépenses d’investissement",
}
MONTHS = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
NOW, BEFORE = "Proposé 2026", "Prévu 2025"
TEACHERS = {"7312", "6613"}


@pytest.fixture(scope="module")
def demo(demonstration: Path) -> Iterator[Store]:
    store = Store(demonstration)
    store.open()
    yield store
    store.close()


@pytest.fixture(scope="module")
def budget(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    return lines(demo, BUDGET, tmp_path_factory.mktemp("budget"))


def said(store: Store, name: str, year: int) -> str:
    """Read the words of a paper of another year."""
    with store.reading() as session:
        telling = Telling(session, scope_for(session, year), FRENCH, Silence())
        pdf = pypdfium2.PdfDocument(printed(document(name), telling, ".pdf"))
    text = " ".join(plain(page.get_textpage().get_text_range()) for page in pdf)
    pdf.close()
    return text


def chapter(code: str) -> str:
    return code[:3] if code.startswith("0") else code[:2]


def total(rows: list[Line], head: str = NOW, **wanted: str) -> int:
    return sum(
        line[head] or 0
        for line in rows
        if all(line[key] == value for key, value in wanted.items())
    )


def signed(francs: int) -> str:
    return grouped(francs).replace("-", "−")


def compared(*amounts: int) -> str:
    """Write years, the gap of the last two, and its share."""
    gap, before = amounts[-1] - amounts[-2], amounts[-2]
    share = percent(abs(gap), before) if before else None
    if share is not None and gap < 0:
        share = f"−{share}"
    told = [*(signed(amount) for amount in amounts), signed(gap), share]
    return " ".join(each for each in told if each is not None)


def realised(
    store: Store, budget: list[Line], year: int, folder: Path
) -> Iterator[tuple[Line, int | None]]:
    """Give a closed year by its account."""
    account = lines(store, BY_NAME["administrative_account"], folder, year=year)
    closed = {line["Code"]: line["Titré ou mandaté"] for line in account}
    assert len(closed) == len(account)
    first = {line["Code"]: line for line in reversed(budget)}
    yield from ((line, closed.get(code)) for code, line in first.items())


def headed(part: tuple[str, ...]) -> str:
    """Give what stands before the figures of a total; chapters stand without."""
    if len(part) == 2:
        return f"{PARTS[part]} "
    if len(part) == 1:
        name = {"recette": "Recettes", "dépense": "Dépenses"}[part[0]]
        return f"Total général, {name} "
    return ""


def test_five_years_add_up_chapter_by_chapter(
    demo: Store, budget: list[Line], tmp_path: Path
) -> None:
    """2022 was forecast, 2023 realised; 2024 and 2025 are closed, with accounts."""
    past = lines(demo, BY_NAME["past_figures"], tmp_path)
    text = text_of(demo, "budget-years")
    found: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * 5)

    def add(line: Line, place: int, francs: int | None) -> None:
        half = line["Section"], line["Sens"]
        for part in (half, (*half, chapter(line["Code"])), (line["Sens"],)):
            found[part][place] += francs or 0

    for line in past:
        known = {2022: "Prévisions", 2023: "Réalisations"}
        add(line, line["Année"] - 2022, line[known[line["Année"]]])
    for place, year in ((2, 2024), (3, 2025)):
        assert f"Réalisé {year}" in text
        for line, francs in realised(demo, budget, year, tmp_path):
            add(line, place, francs)
    for line in budget:
        add(line, 4, line[NOW])
    seen = 0
    for part, amounts in found.items():
        if not any(amounts):
            continue
        wanted = f"{headed(part)}{compared(*amounts)}"
        assert wanted in text, (part, wanted)
        seen += 1
    assert seen > 20


def test_the_cash_plan_adds_up_month_by_month(
    demo: Store, budget: list[Line], tmp_path: Path
) -> None:
    profiles = lines(demo, BY_NAME["monthly"], tmp_path)
    chapters = lines(demo, BY_NAME["cash"], tmp_path)
    text = text_of(demo, "cash-plan")
    for side in ("recette", "dépense"):
        own = {chapter(x["Code"]) for x in budget if x["Sens"] == side and x[NOW]}
        listed = [x for x in chapters if x["Chapitre"].split()[0] in own]
        sums = [sum(x[month] for x in listed) for month in MONTHS]
        whole = sum(x["Année"] for x in profiles if x["Sens"] == side)
        assert sum(sums) == whole
        assert row(*sums, whole) in text, side
        mine = [x for x in profiles if x["Sens"] == side]
        for at, month in enumerate(MONTHS):
            shares = [float(str(x[month] or 0).replace(",", ".")) for x in mine]
            wanted = sum(
                x["Année"] * share / 100 for x, share in zip(mine, shares, strict=True)
            )
            # shares are shown in hundredths: twelfths are 8,33 % or 8,34 %
            assert abs(sums[at] - wanted) <= whole / 10_000 + len(mine), (side, month)


def test_each_part_adds_up_by_division_of_functions(
    demo: Store, budget: list[Line], tmp_path: Path
) -> None:
    accounts = lines(demo, BY_NAME["accounts"], tmp_path)
    head = next(h for h in accounts[0] if h.startswith("Fonction"))
    proposed = {(a["Section"], a["Sens"], a["Code"]): a[head] for a in accounts}
    sums: dict[tuple[str, str], dict[str, int]] = {
        part: defaultdict(int) for part in PARTS
    }
    for line in budget:
        part = line["Section"], line["Sens"]
        own = str(line["Fonction"] or proposed[*part, line["Code"]] or "")
        if line[NOW] is not None:
            sums[part][own[:2]] += line[NOW]
    text = text_of(demo, "budget-crossed")
    for part, by_division in sums.items():
        ordered = sorted(by_division, key=lambda code: (not code, code))
        cells = [by_division[code] for code in ordered]
        whole = [sum(cells)] if len(cells) > 1 else []
        assert f"{PARTS[part]} {row(*cells, *whole)}" in text, part


@pytest.mark.parametrize("name", ["budget-note", "budget-debate"])
def test_note_and_minutes_add_up_both_sections(
    demo: Store, budget: list[Line], name: str
) -> None:
    text = text_of(demo, name)
    sections = ("fonctionnement", "investissement")
    titles = ("Section de fonctionnement", "Section d’investissement")
    sides = ("recette", "dépense")
    if name == "budget-debate":
        for section, title in zip(sections, titles, strict=True):
            both = [total(budget, Section=section, Sens=side) for side in sides]
            assert f"{title} {row(*both)}" in text
        whole = [total(budget, Sens=side) for side in sides]
        assert f"Total général {row(*whole)}" in text
        return
    for side in sides:
        pairs = [
            [total(budget, head, Section=s, Sens=side) for head in (BEFORE, NOW)]
            for s in sections
        ]
        for title, pair in zip(titles, pairs, strict=True):
            assert f"{title} {compared(*pair)} %" in text
        both = [sum(each) for each in zip(*pairs, strict=True)]
        assert f"Total général {compared(*both)} %" in text
    whole_sum = total(budget, Sens="recette")
    for code in sorted({chapter(line["Code"]) for line in budget}):
        for section in sections:
            own = [x for x in budget if chapter(x["Code"]) == code]
            francs = total(own, Section=section, Sens="recette")
            if francs:
                wanted = f"{grouped(francs)} F, soit {percent(francs, whole_sum)} %"
                assert wanted in text, code


def test_the_poster_adds_up(demo: Store, budget: list[Line]) -> None:
    text = text_of(demo, "budget-poster")
    whole = total(budget, Sens="dépense")
    teachers = sum(x[NOW] or 0 for x in budget if x["Code"] in TEACHERS) // 2
    works = total(budget, Section="investissement", Sens="dépense")
    for francs in (whole, whole - teachers, teachers, works):
        assert f"{grouped(francs)} F" in text
    by_place: dict[str, int] = defaultdict(int)
    for line in budget:
        if (line["Section"], line["Sens"]) == ("investissement", "dépense"):
            by_place[line["Village"] or "Toute la commune"] += line[NOW] or 0
    assert sum(by_place.values()) == works
    for place, francs in by_place.items():
        if place != "Toute la commune":
            assert f"{place} {grouped(francs)} F" in text


def test_the_annexes_add_up(demo: Store, budget: list[Line]) -> None:
    for name, picked in (
        ("budget-staff", [x for x in budget if x["Code"].startswith("66")]),
        ("budget-tariffs", [x for x in budget if x["Code"].startswith("71")]),
    ):
        pair = row(total(picked, BEFORE), total(picked, NOW))
        assert f"Total {pair}" in text_of(demo, name), name
    assert not [x for x in budget if x["Code"].startswith(("16", "67")) and x[NOW]]
    assert "Aucun emprunt" in text_of(demo, "budget-debt")
    works = total(budget, Section="investissement", Sens="dépense")
    assert grouped(works) in text_of(demo, "budget-investments")


@pytest.mark.parametrize("name", ["budget-deliberation", "budget-letter"])
def test_acts_name_both_sections_and_the_whole(
    demo: Store, budget: list[Line], name: str
) -> None:
    text = text_of(demo, name)
    assert grouped(total(budget, Sens="dépense")) in text
    if name == "budget-deliberation":
        for section in ("fonctionnement", "investissement"):
            assert grouped(total(budget, Section=section, Sens="recette")) in text


def test_changes_print_what_their_table_says(demo: Store, tmp_path: Path) -> None:
    listed = lines(demo, BY_NAME["budget_documents"], tmp_path, year=2025)
    papers = {
        "Budget additionnel": "budget-additional",
        "Autorisation spéciale": "budget-authorisation",
        "Virement": "budget-transfer",
    }
    seen = set()
    acts = said(demo, "budget-change-deliberations", 2025)
    for line in listed:
        kind = next((k for k in papers if line["Document"].startswith(k)), None)
        if kind is None:
            continue
        assert grouped(line["Montant"]) in said(demo, papers[kind], 2025), kind
        assert grouped(line["Montant"]) in acts, kind
        seen.add(kind)
    assert seen == set(papers)


def test_the_conversion_report_keeps_every_part(tmp_path: Path) -> None:
    store = Store()
    store.open()
    desk = Desk(store, User("secrétaire", Role.SECRETARY))
    load_working_lists(desk, FRENCH)
    grid = read_grid(DATA / "budget_demo_rural.csv")
    matching = propose(BUDGET, Scope(2026), grid.headings, FRENCH)
    fixed = {"nomenclature": EARLIER}
    request = Request(BUDGET, Scope(2026), grid, matching, FRENCH, "rural.csv", fixed)
    command = prepare(store, request).command
    assert command is not None
    desk.do(command)
    text = text_of(store, "conversion")
    rows = lines(store, BUDGET, tmp_path)
    for section, side in PARTS:
        francs = total(rows, Section=section, Sens=side)
        assert grouped(francs) in text, (section, side)
    store.close()


def test_the_cash_plan_stands_beside_what_moved(demo: Store, tmp_path: Path) -> None:
    """The demonstration looks at 31 October: ten months are over."""
    entries = lines(demo, BY_NAME["ledger"], tmp_path)
    whole = {"Recouvré": "Recettes", "Payé": "Dépenses"}
    text = text_of(demo, "cash-plan")
    months: dict[str, list[int]] = {head: [0] * 10 for head in whole}
    for line in entries:
        day, month, year = str(line["Date"]).split("/")
        if year == "2026" and not line["Annulé le"] and int(month) <= 10:
            assert int(day) <= 31
            for head in whole:
                months[head][int(month) - 1] += line[head] or 0
    for head, title in whole.items():
        assert f"{title} {row(*months[head], sum(months[head]))}" in text
