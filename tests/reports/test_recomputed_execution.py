"""Papers of execution, made again from the journal of entries as a spreadsheet has it.

Credits come from the exported table of credits by document, entries from the exported
livre-journal; sums, shares and order are made here. What is looked for in the printed
papers is whole rows, figure after figure.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from played import YEAR, played
from recounted import Evaluated, day, pages, percent, plain, row
from sample import FRENCH

from commune_desk.domain.money import Money
from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.services.remainders import remainders
from commune_desk.tables.budget_papers import CREDITS
from commune_desk.tables.ledger import LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.desk import Desk
    from commune_desk.services.scope import Scope

    Line = dict[str, Any]

END = dt.date(2027, 2, 28)
ACTS = ("Engagé", "Liquidé", "Mandaté", "Payé", "Titres", "Recouvré")
WHOLE = {
    ("fonctionnement", "recette"): "Total recettes de fonctionnement",
    ("fonctionnement", "dépense"): "Total dépenses de fonctionnement",
    ("investissement", "recette"): "Total recettes d’investissement",
    ("investissement", "dépense"): "Total dépenses d’investissement",
}


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    made = played()
    yield made
    made.store.close()


def scope(desk: Desk, until: dt.date = END) -> Scope:
    with desk.store.reading() as session:
        return replace(scope_for(session, YEAR), until=until)


def exported(desk: Desk, table: Any, folder: Path, until: dt.date = END) -> list[Line]:
    path = folder / f"{table.name}.xlsx"
    with desk.store.reading() as session:
        write_table(session, table, replace(scope_for(session, YEAR), until=until),
                    FRENCH, path)  # fmt: skip
    head, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    heads = [plain(str(title)) for title in head]
    return [dict(zip(heads, values, strict=True)) for values in rows]


def said(desk: Desk, name: str, until: dt.date = END) -> str:
    with desk.store.reading() as session:
        told = replace(scope_for(session, YEAR), until=until)
        telling = Telling(session, told, FRENCH, Silence())
        return " ".join(pages(printed(document(name), telling, ".pdf")))


class Books:
    """Entries and credits by account, read from spreadsheets."""

    def __init__(self, desk: Desk, folder: Path, until: dt.date = END) -> None:
        self.entries = exported(desk, LEDGER, folder, until)
        self.credits = {
            (str(line["Code"]), line["Intitulé"]): line
            for line in exported(desk, CREDITS, folder)
        }
        self.sums: dict[tuple[str, ...], dict[str, int]] = defaultdict(
            lambda: defaultdict(int)
        )
        for entry in self.entries:
            key = (entry["Section"], entry["Sens"], str(entry["Compte"]))
            for act in ACTS:
                self.sums[key][act] += entry[act] or 0

    def part(self, section: str, side: str) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for key, acts in self.sums.items():
            if key[:2] == (section, side):
                for act, francs in acts.items():
                    found[act] += francs
        return found


@pytest.fixture(scope="module")
def books(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Books:
    return Books(desk, tmp_path_factory.mktemp("books"))


def test_each_account_of_the_administrative_account(desk: Desk, books: Books) -> None:
    text = said(desk, "administrative-account")
    seen = 0
    for (_, side, code), acts in books.sums.items():
        titles = [t for c, t in books.credits if c == code]
        credit = books.credits[code, titles[0]]
        primitive, additional = credit["Primitif"] or 0, credit["Additionnel"] or 0
        changes = credit["Virements"] or 0
        final = primitive + additional + changes
        assert final == (credit["Prévision définitive"] or 0)
        if side == "recette":
            done, left = acts["Titres"], acts["Titres"] - acts["Recouvré"]
            figures = (done, acts["Recouvré"], left)
        else:
            done = acts["Mandaté"]
            left = done - acts["Payé"]
            figures = (acts["Engagé"], done, acts["Payé"], left)
        printed_changes = row(changes) if changes >= 0 else f"−{row(-changes)}"
        wanted = (
            f"{row(primitive, additional)} {printed_changes} {row(final, *figures)}"
            f" {percent(done, final)} %"
        )
        assert wanted in text, (code, wanted)
        seen += 1
    assert seen == len(books.sums) >= 9


def test_the_totals_of_the_administrative_account(desk: Desk, books: Books) -> None:
    text = said(desk, "administrative-account")
    results = []
    for section, name in (
        ("fonctionnement", "Section de fonctionnement"),
        ("investissement", "Section d’investissement"),
    ):
        into, out = books.part(section, "recette"), books.part(section, "dépense")
        result = into["Titres"] - out["Mandaté"]
        assert (
            f"{name} {row(into['Titres'], out['Mandaté'], result, 0, result)}" in text
        )
        cash = into["Recouvré"] - out["Payé"]
        assert f"{name} {row(into['Recouvré'], out['Payé'], 0, 0, cash)}" in text
        results.append(result)
        left = out["Mandaté"] - out["Payé"], into["Titres"] - into["Recouvré"]
        number = {"fonctionnement": (2, 1), "investissement": (4, 3)}[section]
        shown = "de fonctionnement" if number[0] == 2 else "d’investissement"
        pair = (
            f"Total dépenses {shown} ({number[0]})"
            f" {row(out['Mandaté'], out['Payé'], left[0])}"
            f" Total recettes {shown} ({number[1]})"
            f" {row(into['Titres'], into['Recouvré'], left[1])}"
        )
        assert pair in text
    assert f"Résultat global {row(sum(results))}" in text or row(sum(results)) in text
    for result in results:
        letters = plain(FRENCH.in_letters(Money(result)))
        assert f"{letters} ({row(result)} F CFA)" in text


@pytest.mark.parametrize("until", [dt.date(2026, 3, 31), dt.date(2026, 10, 31), END])
def test_the_situation_of_a_day(desk: Desk, tmp_path: Path, until: dt.date) -> None:
    books = Books(desk, tmp_path, until)
    assert all(day(entry["Date"]) <= until for entry in books.entries)
    text = said(desk, "situation", until)
    for (section, side), title in WHOLE.items():
        acts = books.part(section, side)
        if not any(acts.values()):
            continue
        found = text.split(title)[-1]
        if side == "dépense":
            wanted = row(acts["Engagé"], acts["Liquidé"], acts["Mandaté"], acts["Payé"])
        else:
            left = acts["Titres"] - acts["Recouvré"]
            wanted = row(acts["Titres"], acts["Recouvré"], left)
        assert wanted in found[:200], (title, wanted, found[:200])
    months: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in books.entries:
        made = day(entry["Date"])
        period = made.month if made.year == YEAR else 13
        for act in ACTS:
            months[period][act] += entry[act] or 0
    order = ("Titres", "Recouvré", "Engagé", "Liquidé", "Mandaté", "Payé")
    for period, acts in months.items():
        sums = row(*(acts[act] for act in order))
        assert f"{period}. " in text
        assert sums in text, (period, sums)


def test_each_remainder_is_printed(desk: Desk, books: Books) -> None:
    text = said(desk, "remainders")
    left: dict[tuple[str, str], int] = defaultdict(int)
    for entry in books.entries:
        key = (entry["Objet"], str(entry["Compte"]))
        side = entry["Sens"]
        if side == "recette":
            left[key] += (entry["Titres"] or 0) - (entry["Recouvré"] or 0)
        else:
            left[key] += (entry["Mandaté"] or 0) - (entry["Payé"] or 0)
    open_ = {key: francs for key, francs in left.items() if francs}
    assert len(open_) == 4
    for (object_, code), francs in open_.items():
        assert f"{code} {object_}" in text
        assert row(francs) in text
    with desk.store.reading() as session:
        listed = remainders(session, scope(desk))
    assert sum(r.left.francs for r in listed) == sum(open_.values())


@pytest.mark.parametrize(
    "name", ["administrative-account", "situation", "remainders", "concordance",
             "administrative-account-crossed"],
)  # fmt: skip
def test_the_formulas_of_its_spreadsheet_give_what_is_printed(
    desk: Desk, name: str
) -> None:
    with desk.store.reading() as session:
        told = replace(scope_for(session, YEAR), until=END)
        telling = Telling(session, told, FRENCH, Silence())
        sheet = printed(document(name), telling, ".xlsx")
    totals = Evaluated(sheet).totals()
    assert totals
    text = said(desk, name)
    for shown, count in totals:
        found = shown.replace("-", "−")
        if found in text:
            continue
        # the balance has words between its halves of three figures each
        assert count == 6, shown
        words = found.split()
        halves = ((words[:at], words[at:]) for at in range(3, len(words) - 2))
        assert any(
            " ".join(left) in text and " ".join(right) in text for left, right in halves
        ), shown
