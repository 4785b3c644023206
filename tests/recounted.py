"""Papers and spreadsheets of the demonstration, read again without our own code."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import defaultdict
from copy import copy
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pypdfium2
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from sample import FRENCH

from commune_desk.exchange.workbook import write_table
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.funding import CONTRIBUTIONS
from commune_desk.tables.ledger import LEDGER
from commune_desk.tables.plan import SECTORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from commune_desk.storage.store import Store

    Line = dict[str, Any]

YEAR = 2026
YEARS = range(2024, 2029)
ABOUT_FRANCS = "#,##0;"
"""How the number format of an amount begins, unlike that of a count."""


def plain(text: str) -> str:
    """Make every space a common one."""
    return " ".join(re.sub(r"[\u202f\u00a0\u2009]", " ", text).split())


def lines(
    store: Store,
    table: Any,
    folder: Path,
    plan: int | None = None,
    year: int = YEAR,
) -> list[Line]:
    """Read the lines of a table from the spreadsheet it is written to."""
    path = folder / f"{table.name}.xlsx"
    with store.reading() as session:
        scope = scope_for(session, year)
        if plan is not None:
            scope = replace(scope, plan_id=plan)
        write_table(session, table, scope, FRENCH, path)
    head, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    heads = [plain(str(title)) for title in head]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def paper(store: Store, name: str, suffix: str = ".pdf") -> bytes:
    """Print a paper of the year."""
    with store.reading() as session:
        telling = Telling(session, scope_for(session, YEAR), FRENCH, Silence())
        return printed(document(name), telling, suffix)


def pages(pdf: bytes) -> list[str]:
    """Read the words of each page, their spaces made common."""
    opened = pypdfium2.PdfDocument(pdf)
    found = [plain(page.get_textpage().get_text_range()) for page in opened]
    opened.close()
    return found


def text_of(store: Store, name: str) -> str:
    """Read the words of a paper."""
    return " ".join(pages(paper(store, name)))


def grouped(number: int) -> str:
    """Write a figure in groups of three; nothing is a dash."""
    return f"{number:,}".replace(",", " ") if number else "–"


def percent(part: int, whole: int) -> str:
    """Write a share with two decimals, half a hundredth rounded up."""
    points = int(Fraction(part * 10_000, whole) + Fraction(1, 2))
    return f"{points // 100},{points % 100:02d}"


def row(*cells: int | str | None) -> str:
    """Write the cells of a printed row one after the other, empty ones left out."""
    said = (grouped(c) if isinstance(c, int) else c for c in cells if c is not None)
    return " ".join(said)


def known(amount: int) -> int | None:
    """Leave the cell of a sum empty where there is nothing."""
    return amount or None


def sums(rows: Iterable[Line], key: Callable[[Line], Any], head: str) -> dict[Any, int]:
    """Add up a column by a key."""
    found: dict[Any, int] = defaultdict(int)
    for line in rows:
        found[key(line)] += line[head] or 0
    return found


class Evaluated:
    """A printed spreadsheet whose formulas are worked out here."""

    def __init__(self, content: bytes) -> None:
        self.sheets = load_workbook(io.BytesIO(content)).worksheets

    def totals(self) -> list[tuple[str, int]]:
        """Give the figures of each row with formulas as print has them, and how many.

        What neither adds up nor divides in the row stands among them as typed.
        """
        found = []
        for sheet in self.sheets:
            for cells in sheet.iter_rows():
                count = sum(c.data_type == "f" for c in cells)
                if count:
                    numbers = [
                        self._shown(sheet, cell)
                        for cell in cells
                        if isinstance(cell.value, int | float) or cell.data_type == "f"
                    ]
                    found.append((" ".join(numbers), count))
        return found

    def _shown(self, sheet: Worksheet, cell: Any) -> str:
        value = self._value(sheet, cell.value)
        if "%" in cell.number_format:
            value *= 100
        if "0.00" in cell.number_format:
            places = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
            sign = " %" if "%" in cell.number_format else ""
            return str(places).replace(".", ",") + sign
        whole = int(value)
        is_amount = ABOUT_FRANCS in cell.number_format
        return grouped(whole) if whole or is_amount else "0"

    def _value(self, sheet: Worksheet, value: Any) -> Decimal:
        if value is None:
            return Decimal(0)
        if isinstance(value, int | float):
            return Decimal(str(value))
        if found := re.fullmatch(r"=SUM\((.*)\)", value):
            return sum(
                (self._range(sheet, each) for each in found[1].split(",")), Decimal(0)
            )
        if found := re.fullmatch(r"=ROUND\((100\*)?(\w+)/(\w+),(\d)\)", value):
            part, whole = (self._value(sheet, sheet[found[n]].value) for n in (2, 3))
            exact = Fraction(part) / Fraction(whole) * (100 if found[1] else 1)
            size = 10 ** int(found[4])
            return Decimal(int(exact * size + Fraction(1, 2))) / size
        message = f"no formula of ours: {value}"
        raise AssertionError(message)

    def _range(self, sheet: Worksheet, cells: str) -> Decimal:
        left, top, right, foot = range_boundaries(cells)
        block = sheet.iter_rows(top, foot, left, right, values_only=True)
        return sum((self._value(sheet, v) for line in block for v in line), Decimal(0))


def day(value: Any) -> dt.date:
    """Read the date of a cell."""
    if isinstance(value, dt.datetime):
        return value.date()
    return dt.datetime.strptime(value, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def entered(store: Store, folder: Path) -> list[Line]:
    """Read what the books of all years hold for actions, from their journals."""
    return [
        line
        for year in YEARS
        for line in lines(store, LEDGER, folder, year=year)
        if line["Action"]
    ]


def in_books(entries: Iterable[Line], code: str, head: str, until: dt.date) -> int:
    """Add up one act of an action up to a day; reversals take away."""
    return sum(
        line[head] or 0
        for line in entries
        if str(line["Action"]) == code and day(line["Date"]) <= until
    )


FIRM = ("acquis", "versé")
CLASSES = (
    "Commune",
    "État",
    "ANICT",
    "Partenaires",
    "Diaspora",
    "Population",
    "Autres",
)


class Plan:
    """The actions of a plan, their costs by year and who gives, from spreadsheets."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.actions = {str(a["N°"]): a for a in lines(store, ACTIONS, folder)}
        self.gifts: dict[str, list[Line]] = defaultdict(list)
        for gift in lines(store, CONTRIBUTIONS, folder):
            self.gifts[gift["Action"].split(" ")[0]].append(gift)
        self.sectors = {
            str(s["Code"]): s["Secteur"] for s in lines(store, SECTORS, folder)
        }

    def sector(self, code: str) -> str:
        """Name the sector, not the sub-sector, of an action by its number."""
        return str(self.actions[code]["Secteur"]).split(" ")[0][:2]

    def by_sector(self, codes: Iterable[str]) -> dict[str, list[str]]:
        """Put actions under the numbers of their sectors."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in codes:
            found[self.sector(code)].append(code)
        return dict(sorted(found.items()))

    def cost(self, codes: Iterable[str], years: Iterable[int] = YEARS) -> int:
        """Add up costs."""
        wanted = [str(year) for year in years]
        return sum(self.actions[c][year] or 0 for c in codes for year in wanted)

    def given(
        self, codes: Iterable[str], years: Iterable[int], *classes: str
    ) -> int | None:
        """Add up what classes give; None where they give nothing."""
        wanted = set(years)
        amounts = [
            gift["Montant"]
            for code in codes
            for gift in self.gifts[code]
            if gift["Année"] in wanted
            and gift["Catégorie"] in classes
            and gift["Montant"] is not None
        ]
        return sum(amounts) if amounts else None

    def missing(self, codes: list[str], years: Iterable[int] = YEARS) -> int:
        """Take what nobody gives off the cost."""
        years = list(years)
        given = self.given(codes, years, *CLASSES) or 0
        return max(0, self.cost(codes, years) - given)

    def in_year(self, year: int, costs: dict[str, int]) -> Plan:
        """Give the plan as an annual plan has it: other costs in that year."""
        other = copy(self)
        other.actions = dict(self.actions)
        for code, cost in costs.items():
            other.actions[code] = {**self.actions[code], str(year): cost}
        return other

    def places(self, code: str) -> list[str]:
        """Name the places of an action."""
        return [place.strip() for place in self.actions[code]["Lieu"].split(",")]


def split(amount: int, count: int) -> list[int]:
    """Share francs equally; those left over go to the first ones."""
    each, rest = divmod(amount, count)
    return [each + (place < rest) for place in range(count)]
