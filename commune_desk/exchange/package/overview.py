"""`apercu.xlsx`: the package in one sheet with charts, for people; never read back."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill

from commune_desk.domain.package.format import (
    BUDGET,
    COMMITTEES,
    EXECUTION,
    LIGHTS,
    PROJECTS,
)
from commune_desk.domain.package.totals import totals_of
from commune_desk.domain.text import N_
from commune_desk.exchange.package.build import STAMP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.manifest import Manifest, Tables
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

PARTS = (
    ("FONC", "R", N_("Operating revenue")),
    ("FONC", "D", N_("Operating expenditure")),
    ("INV", "R", N_("Investment revenue")),
    ("INV", "D", N_("Investment expenditure")),
)
LIGHT_WORDS = dict(
    zip(
        LIGHTS,
        (N_("in order"), N_("to be watched"), N_("to be put right"), N_("not known")),
        strict=True,
    )
)
MOST = 12
"""Sectors that are told one by one."""

GROUPED, WIDE, TALL = "# ##0", 15, 7.5
HEAD = PatternFill("solid", fgColor="E8EEF4")
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_SAME = rb"\g<1>2000-01-01T00:00:00Z"


def overview(manifest: Manifest, tables: Tables, words: Words) -> bytes:
    """Write the workbook: three small tables, each with its chart."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = words.say(N_("Overview"))[:31]
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCDEF", (38, 18, 18, 10, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    _Sheet(sheet, words).fill(manifest, tables)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return _same_bytes(out.getvalue())


class _Sheet:
    """Writes from top to bottom; texts are always texts."""

    def __init__(self, sheet: Worksheet, words: Words) -> None:
        self.sheet, self.words, self.row = sheet, words, 1

    def fill(self, manifest: Manifest, tables: Tables) -> None:
        told, say = manifest, self.words.say
        self.line(told.commune, bold=True, size=14)
        subject = N_(
            "Year {year}, sending no. {number}, as of {day}: {stage}, {standing}",
            year=str(told.year),
            number=told.sequence,
            day=told.until,
            stage=told.stage,
            standing=told.standing,
        )
        self.line(say(subject))
        if told.demonstration:
            self.line(say(N_("DEMONSTRATION: nothing in it is real.")), bold=True)
        self._budget(tables)
        self._sectors(tables)
        self._committees(tables)

    def _budget(self, tables: Tables) -> None:
        heads = (N_("Budget, CFA francs"), N_("Forecast"), N_("Carried out"))
        lines = [
            (self.words.say(title), *_part(tables, section, side))
            for section, side, title in PARTS
        ]
        first = self.table(heads, lines)
        chart = BarChart()
        self.chart(chart, first, len(lines), 2, N_("Budget and its execution"))

    def _sectors(self, tables: Tables) -> None:
        costs: dict[str, int] = defaultdict(int)
        count: Counter[str] = Counter()
        for sector, amount in _two(tables, PROJECTS, "secteur", "cout_total_fcfa"):
            costs[str(sector)] += int(amount)
            count[str(sector)] += 1
        order = sorted(costs, key=lambda sector: (-costs[sector], sector))
        lines = [(sector, costs[sector], count[sector]) for sector in order[:MOST]]
        if order[MOST:]:
            rest = order[MOST:]
            lines.append(
                (
                    self.words.say(N_("other sectors")),
                    sum(costs[sector] for sector in rest),
                    sum(count[sector] for sector in rest),
                )
            )
        heads = (N_("Sectors of the plan"), N_("Cost, CFA francs"), N_("Actions"))
        first = self.table(heads, lines)
        if lines:
            chart = BarChart()
            chart.type = "bar"
            self.chart(chart, first, len(lines), 1, N_("Cost of the plan by sector"))

    def _committees(self, tables: Tables) -> None:
        place = COMMITTEES.at["feu"]
        lights = Counter(row[place] for row in tables.get(COMMITTEES.name, ()))
        if not lights:
            return
        say = self.words.say
        lines = [(say(LIGHT_WORDS[light]), lights[light]) for light in LIGHTS]
        first = self.table((N_("Management committees"), N_("Number")), lines)
        pie = PieChart()
        self.chart(pie, first, len(lines), 1, N_("State of the committees"))

    def line(self, text: str, *, bold: bool = False, size: int = 11) -> None:
        self.put(1, text, bold=bold, size=size)
        self.row += 1

    def put(
        self, column: int, value: str | int, *, bold: bool = False, size: int = 11
    ) -> Any:
        """Write one cell; what begins like a formula stays a text."""
        cell: Any = self.sheet.cell(self.row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        else:
            cell.number_format = GROUPED
        cell.font = Font(name="Calibri", bold=bold, size=size)
        return cell

    def table(
        self, heads: Sequence[Text], lines: Sequence[tuple[str | int, ...]]
    ) -> int:
        """Write a table; give the row of its head, which charts refer to."""
        self.row += 1
        first = self.row
        for column, head in enumerate(heads, 1):
            cell = self.put(column, self.words.say(head), bold=True)
            cell.fill = HEAD
            cell.alignment = Alignment(
                wrap_text=True, horizontal="left" if column == 1 else "right"
            )
        self.row += 1
        for line in lines:
            for column, value in enumerate(line, 1):
                self.put(column, value)
            self.row += 1
        return first

    def chart(
        self, chart: Any, first: int, count: int, series: int, title: Text
    ) -> None:
        """Draw what a table says, under it."""
        data = Reference(
            self.sheet,
            min_col=2,
            max_col=1 + series,
            min_row=first,
            max_row=first + count,
        )
        names = Reference(
            self.sheet, min_col=1, min_row=first + 1, max_row=first + count
        )
        chart.add_data(data, titles_from_data=True)
        chart.set_categories(names)
        chart.title = self.words.say(title)
        chart.width, chart.height = WIDE, TALL
        if isinstance(chart, BarChart):
            chart.x_axis.delete = chart.y_axis.delete = False
            chart.y_axis.numFmt = GROUPED
            chart.legend = chart.legend if series > 1 else None
        self.row += 1
        self.sheet.add_chart(chart, f"A{self.row}")
        self.row += 16


def _part(tables: Tables, section: str, side: str) -> tuple[int, int]:
    """Add up what one part of the budget forecasts, and what was carried out of it."""
    done = "titre_fcfa" if side == "R" else "mandate_fcfa"
    own = f"{section}.{side}"

    def total(resource: Resource, column: str) -> int:
        sums = totals_of(resource, tables.get(resource.name, ()))
        return sums.get(f"{resource.name}/{own}", {}).get(column, 0)

    return total(BUDGET, "credit_fcfa"), total(EXECUTION, done)


def _two(
    tables: Tables, resource: Resource, first: str, second: str
) -> Iterator[tuple[Any, Any]]:
    for row in tables.get(resource.name, ()):
        yield row[resource.at[first]], row[resource.at[second]]


def _same_bytes(data: bytes) -> bytes:
    """Take the hour out of a workbook: what is the same has the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            held = old.read(name)
            if name == "docProps/core.xml":
                held = _DATES.sub(_SAME, held)
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, held)
    return out.getvalue()
