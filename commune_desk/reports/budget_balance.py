"""Summary, balance, closing sentence and signatures of a budget (`budget.md` 3.5)."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from commune_desk.domain.balance import Applied, balanced, handed_over
from commune_desk.domain.budget import DocumentKind, DocumentState, Section, Side
from commune_desk.domain.issues import Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.nomenclature import quieter
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    TO_DATE,
    ClosingFormula,
    Findings,
    Heading,
    Signature,
    Signatures,
    say_prose,
)
from commune_desk.reports.budget_detail import SECTION_TITLES, TOTALS, forecast
from commune_desk.reports.budget_sheet import BLANK
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.carried_results import affected
from commune_desk.tables.nomenclature import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.grids import Said
    from commune_desk.services.budget_lines import BudgetRow

SHOWN = Applied(Severity.ERROR)
"""How the checks of the paper are told, whatever the dossier makes of them."""

WITHOUT = N_("Without teachers’ pay")
TEACHERS = N_("of which teachers’ pay")
OVERALL = N_("Overall total")


def summary(sheet: Sheet) -> Iterator[Block]:
    """Sum each part up by chapter, with the year before."""
    yield Heading(N_("General summary"))
    yield _chapters(sheet)
    yield Heading(N_("Totals with and without teachers’ pay"), 2)
    yield passing(sheet)


def _chapters(sheet: Sheet) -> TableBlock:
    year = sheet.year.year
    columns = (
        TableColumn(N_("Chap."), 8),
        TableColumn(N_("Designation"), 70),
        forecast(year - 1, 26),
        forecast(year, 26),
        TableColumn(N_("% of the part"), 14, Align.RIGHT),
    )  # fmt: skip
    rows: list[Row] = []
    for (section, side), title in PARTS.items():
        lines = sheet.part(section, side)
        whole = sheet.sum(lines)
        rows.append(_across(title, len(columns)))
        for chapter, group in groupby(lines, lambda row: row.account.chapter):
            own = list(group)
            now = sheet.sum(own)
            name = own[0].account.chapter_title
            before = Money.total(row.forecast for row in own)
            rows.append(Row((chapter, name, before, now, Share.of(now, whole))))
        cells = (TOTALS[section, side], None, sheet.before(section, side), whole,
                 Share.of(whole, whole))  # fmt: skip
        rows.append(Row(cells, Role.TOTAL, (Span(0, 1, Align.RIGHT),)))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _across(text: object, wide: int) -> Row:
    return Row((text, *(None,) * (wide - 1)), Role.CHAPTER, (Span(0, wide - 1),))


def passing(sheet: Sheet) -> TableBlock:
    """Print totals beside those without the money that only passes through."""
    heads = (N_("Everything"), TEACHERS, WITHOUT)
    columns = (
        TableColumn(N_("Section"), 30),
        *(
            TableColumn(name, 20, Align.RIGHT, head, adds=True)
            for head in heads
            for name in (N_("Receipts"), N_("Expenditure"))
        ),
    )
    rows = []
    for section in Section:
        every = [sheet.of(section, side) for side in Side]
        through = [sheet.passing(section, side) for side in Side]
        rest = [a - b for a, b in zip(every, through, strict=True)]
        rows.append(Row((SECTION_TITLES[section], *every, *through, *rest)))
    sums = [Money.total(row.cells[at] for row in rows) for at in range(1, len(columns))]
    rows.append(Row((OVERALL, *sums), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


HALF_SPANS = (Span(0, 1, Align.RIGHT), Span(3, 4, Align.RIGHT))
Half = tuple[str, object, Money | None]
NOTHING: Half = ("", "", None)


def balance(sheet: Sheet) -> Iterator[Block]:
    """Print expenditure beside receipts, each section and the whole."""
    yield Heading(N_("Table of balance"))
    yield _two_sided(sheet)
    yield _checks(sheet)


def effort(sheet: Sheet) -> Text:
    """Say what part of the operating revenue goes to investment."""
    return N_(
        "Investment effort (transfer ÷ operating receipts): {share}; without teachers’"
        " pay: {without}.",
        share=sheet.effort(without_passing=False) or "–",
        without=sheet.effort(without_passing=True) or "–",
    )


def _halves(out: Said, into: Said) -> tuple[TableColumn, ...]:
    one = (
        TableColumn(N_("Chap."), 7, group=out),
        TableColumn(N_("Designation"), 76, group=out),
        TableColumn(N_("Forecast"), 14, Align.RIGHT, out, adds=True),
    )
    other = (
        TableColumn(N_("Chap."), 7, group=into, ruled=True),
        TableColumn(N_("Designation"), 76, group=into),
        TableColumn(N_("Forecast"), 14, Align.RIGHT, into, adds=True),
    )
    return (*one, *other)


def _two_sided(sheet: Sheet) -> TableBlock:
    heads = (N_("EXPENDITURE, in CFA francs"), N_("RECEIPTS, in CFA francs"))
    columns = _halves(*heads)
    rows: list[Row] = []
    for section in Section:
        out = sheet.part(section, Side.EXPENDITURE)
        into = sheet.part(section, Side.REVENUE)
        rows.append(_pair((SECTION_TITLES[section], None, None) * 2, Role.CHAPTER))
        rows += _beside(_real(sheet, out), _real(sheet, into))
        real = [sheet.sum(r for r in rows_ if not r.order) for rows_ in (out, into)]
        names = (N_("Total real expenditure"), N_("Total real receipts"))
        rows.append(
            _pair((names[0], None, real[0], names[1], None, real[1]), Role.SUBTOTAL)
        )
        rows += _beside(_order(sheet, out), _order(sheet, into))
        ends = (TOTALS[section, Side.EXPENDITURE], TOTALS[section, Side.REVENUE])
        sums = (sheet.sum(out), sheet.sum(into))
        cells = (ends[0], None, sums[0], ends[1], None, sums[1])
        rows.append(_pair(cells, Role.TOTAL))
    rows += _whole(sheet)
    return TableBlock(columns, tuple(rows))


def _pair(cells: tuple[object, ...], role: Role) -> Row:
    if role is Role.CHAPTER:
        return Row(cells, role, (Span(0, 2), Span(3, 5)))
    return Row(cells, role, HALF_SPANS)


def _real(sheet: Sheet, rows: list[BudgetRow]) -> list[Half]:
    real = [row for row in rows if not row.order]
    return [
        (chapter, quieter(own[0].account.chapter_title), sheet.sum(own))
        for chapter, group in groupby(real, lambda row: row.account.chapter)
        if sheet.sum(own := list(group))
    ]


def _order(sheet: Sheet, rows: list[BudgetRow]) -> list[Half]:
    return [
        (row.code, row.title, sheet.amount(row))
        for row in rows
        if row.order and sheet.amount(row)
    ]


def _beside(out: list[Half], into: list[Half]) -> list[Row]:
    return [Row((*a, *b)) for a, b in zip_longest(out, into, fillvalue=NOTHING)]


def _whole(sheet: Sheet) -> Iterator[Row]:
    """Bring both sections together; the transfer between them counts twice."""
    yield _pair((N_("BOTH SECTIONS"), None, None) * 2, Role.CHAPTER)
    for section in Section:
        name = SECTION_TITLES[section]
        out = sheet.of(section, Side.EXPENDITURE)
        yield Row(("", name, out, "", name, sheet.of(section, Side.REVENUE)))
    out, into = sheet.side(Side.EXPENDITURE), sheet.side(Side.REVENUE)
    ends = Row((OVERALL, None, out, OVERALL, None, into), Role.GRAND, HALF_SPANS, 2)
    yield ends
    twice = N_("of which the transfer between sections, counted twice")
    yield Row(("", twice, sheet.handed_over, "", twice, sheet.handed_over))


def _checks(sheet: Sheet) -> Findings:
    """Show that receipts equal expenditure, or by how much they do not."""
    rules = dict.fromkeys(("B1", "B2", "B4"), SHOWN)
    lines = [_Counted(row, sheet.amount(row)) for row in sheet.lines]
    given = affected(sheet.telling.session, sheet.year.year)
    issues = (*balanced(lines, rules), *handed_over(lines, rules, given))  # type: ignore[arg-type]  # what both rules read of a line
    codes = {issue.code for issue in issues}
    held = {
        "BUDGET-B1": N_("Operating: receipts equal expenditure, to the franc."),
        "BUDGET-B2": N_("Investment: receipts equal expenditure, to the franc."),
        "BUDGET-B4": N_("What operating hands over is what investment receives."),
    }
    confirmed = tuple(s for c, s in held.items() if c not in codes)
    return Findings(issues, confirmed, sentence=effort(sheet))


class _Counted:
    """A line as the rules of balance read it, with the figure that counts."""

    def __init__(self, row: BudgetRow, amount: Money | None) -> None:
        self.section, self.side, self.order = row.section, row.side, row.order
        self.amount = amount


def closing(sheet: Sheet) -> Iterator[Block]:
    """Close the budget in words, then leave room to sign."""
    yield Heading(N_("Closing of the budget"))
    yield formula(sheet)
    if sheet.side(Side.REVENUE) != sheet.side(Side.EXPENDITURE):
        yield say_prose(
            N_(
                "Receipts are {receipts} F: the budget does not balance yet.",
                receipts=sheet.side(Side.REVENUE),
            )
        )
    yield say_prose(
        N_(
            "Enclosed: deliberation, minutes of the public debate, presentation note,"
            " annual investment plan {year}.",
            year=sheet.label,
        )
    )
    yield signatures(sheet)


def formula(sheet: Sheet) -> ClosingFormula:
    """Give the sentence that closes the budget, in words and figures."""
    facts = {"commune": sheet.commune, "year": sheet.label}
    if sheet.document.kind is DocumentKind.PRIMITIVE:
        before = N_(
            "This budget of the {commune}, year {year}, is closed in receipts and in"
            " expenditure at the sum of",
            **facts,
        )
    else:
        before = N_(
            "This document of the {commune}, year {year}, is closed in receipts and in"
            " expenditure at the sum of",
            **facts,
        )
    parts = tuple(
        (SECTION_TITLES[section], sheet.of(section, Side.EXPENDITURE))
        for section in Section
    )
    return ClosingFormula(before, sheet.side(Side.EXPENDITURE), parts)


def signatures(sheet: Sheet) -> Signatures:
    """Leave room for who prepared, who voted, who approves."""
    document, words = sheet.document, sheet.telling.words
    settings = sheet.settings
    voted = document.voted_on if sheet.voted else None
    vote = N_(
        "Deliberation no. {number} of {date}",
        number=(document.deliberation if sheet.voted else "") or BLANK,
        date=words.long_date(voted) if voted else BLANK,
    )
    approved = document.state is DocumentState.APPROVED
    on = document.approved_on if approved else None
    seal = N_(
        "No. {number} of {date}",
        number=(document.approval if approved else "") or BLANK,
        date=words.long_date(on) if on else BLANK,
    )
    return Signatures(
        (
            Signature(
                N_("Drawn up by: {executive}", executive=settings["executive.title"]),
                (TO_DATE,),
                stamp=True,
            ),
            Signature(
                N_("Voted by: {council}", council=settings["council.title"]),
                (vote, N_("The secretary of the session, the chair")),
            ),
            Signature(
                N_("Seen and approved: {state}", state=settings["state.title"]),
                (seal,),
                stamp=True,
                framed=True,
            ),
        )
    )
