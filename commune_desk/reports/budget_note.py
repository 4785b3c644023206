"""The presentation note: the budget in sentences, beside last year’s (`budget.md` 3.6).

Every sentence is made from the figures; none is typed.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money, Share
from commune_desk.domain.nomenclature import quieter
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    DASH,
    Heading,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.budget_acts import told
from commune_desk.reports.budget_annexes import by_place
from commune_desk.reports.budget_balance import OVERALL, effort, passing
from commune_desk.reports.budget_detail import SECTION_TITLES, SIDE_TITLES, forecast
from commune_desk.reports.budget_sheet import GROUP, over, standing
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.services.budget_lines import BudgetRow

MOST = 5
"""Sentences on the changes that weigh most."""


def note(sheet: Sheet) -> Iterator[Block]:
    """Tell the budget in sentences, each with its figures."""
    year = sheet.label
    yield Title(
        N_("Presentation note of the primitive budget {year}", year=year),
        sheet.commune,
    )
    yield Heading(N_("1. The budget as a whole"))
    yield say_prose(equality(sheet), compared(sheet))
    yield _sections(sheet)
    yield Heading(N_("2. Without teachers’ pay"))
    yield say_prose(_through(sheet))
    yield passing(sheet)
    yield Heading(N_("3. Receipts"))
    yield _shares(sheet, Side.REVENUE)
    yield Heading(N_("4. Expenditure"))
    yield _shares(sheet, Side.EXPENDITURE)
    yield Heading(N_("5. What changes most"))
    yield _changes(sheet)
    yield Heading(N_("6. Investments"))
    yield say_prose(effort(sheet))
    yield _places(sheet)
    yield Signatures((Signature(sheet.settings["executive.title"], stamp=True),))


def equality(sheet: Sheet) -> Text:
    """Say what the budget comes to, in words and figures."""
    into, out = sheet.side(Side.REVENUE), sheet.side(Side.EXPENDITURE)
    words = sheet.telling.words
    if into != out:
        return N_(
            "The draft is not in balance yet: receipts {receipts}, expenditure"
            " {expenditure}.",
            receipts=words.francs(into),
            expenditure=words.francs(out),
        )
    return N_(
        "The primitive budget {year} is in balance in receipts and in expenditure at"
        " the sum of {letters} ({figures} CFA).",
        year=sheet.label,
        letters=words.in_letters(out),
        figures=words.francs(out),
    )


def compared(sheet: Sheet) -> Text:
    """Say how much more or less that is than last year."""
    before = Money.total(sheet.before(section, Side.REVENUE) for section in Section)
    return change(sheet, N_("The whole"), before, sheet.side(Side.REVENUE))


def change(sheet: Sheet, name: Text | str, before: Money, now: Money) -> Text:
    """Compare a figure with last year’s, in amount and per cent."""
    words, last = sheet.telling.words, str(sheet.year.year - 1)
    facts = {
        "name": name,
        "now": words.francs(now),
        "before": words.francs(before),
        "last": last,
    }
    if not before:
        return N_("{name}: {now}; nothing is known of {last}.", **facts)
    gap = now - before
    facts |= {
        "gap": words.francs(Money(abs(gap.francs))),
        "share": words.say(Share.of(Money(abs(gap.francs)), before)),
    }
    if not gap:
        return N_("{name}: {now}, as in {last}.", **facts)
    if gap.francs > 0:
        return N_(
            "{name}: {now} against {before} in {last}, that is a rise of {gap}"
            " ({share}).",
            **facts,
        )
    return N_(
        "{name}: {now} against {before} in {last}, that is a fall of {gap} ({share}).",
        **facts,
    )


def _sections(sheet: Sheet) -> TableBlock:
    year = sheet.year.year
    columns = (
        TableColumn(N_("Section"), 40),
        forecast(year - 1, 22),
        forecast(year, 22),
        TableColumn(N_("Difference"), 22, Align.RIGHT, adds=True),
        TableColumn(N_("Difference in %"), 16, Align.RIGHT, ratio=(3, 1)),
    )  # fmt: skip
    rows: list[Row] = []
    for side in Side:
        pairs = [
            (section, sheet.before(section, side), sheet.of(section, side))
            for section in Section
        ]
        rows.append(_across(SIDE_TITLES[side], len(columns)))
        rows += [Row((SECTION_TITLES[s], *_gap(a, b))) for s, a, b in pairs]
        before = Money.total(a for _, a, _ in pairs)
        now = Money.total(b for _, _, b in pairs)
        rows.append(Row((OVERALL, *_gap(before, now)), Role.TOTAL))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _gap(before: Money, now: Money) -> tuple[object, ...]:
    return before, now, now - before, Share.of(now - before, before)


def _across(text: object, wide: int) -> Row:
    return Row((text, *(None,) * (wide - 1)), Role.CHAPTER, (Span(0, wide - 1),))


def _through(sheet: Sheet) -> Text:
    words = sheet.telling.words
    through = sheet.passing(Section.OPERATING, Side.REVENUE)
    whole = sheet.side(Side.REVENUE)
    if not through:
        return N_("No teachers’ pay passes through this budget.")
    return N_(
        "Teachers’ pay, which the State gives and the commune passes on, comes to"
        " {through}: {share} of the whole. Without it the budget comes to {rest}.",
        through=words.francs(through),
        share=Share.of(through, whole),
        rest=words.francs(whole - through),
    )


def _shares(sheet: Sheet, side: Side) -> Prose:
    whole, words = sheet.side(side), sheet.telling.words
    rows = [row for row in sheet.lines if row.side is side]
    paragraphs = []
    for section in Section:
        own = [row for row in rows if row.section is section]
        for chapter, group in groupby(own, lambda row: row.account.chapter):
            lines = list(group)
            now = sheet.sum(lines)
            if not now:
                continue
            text = N_(
                "{chapter} {title}: {amount}, that is {share} of the whole",
                chapter=chapter,
                title=quieter(lines[0].account.chapter_title),
                amount=words.francs(now),
                share=Share.of(now, whole),
            )
            paragraphs.append(Paragraph((Run(text),), DASH))
    return Prose(tuple(paragraphs))


def _changes(sheet: Sheet) -> Prose:
    pairs = _by_account(sheet)
    moved = [(name, a, b) for name, a, b in pairs if a and a != b]
    moved.sort(key=lambda each: -abs((each[2] - each[1]).francs))
    sentences = [change(sheet, name, a, b) for name, a, b in moved[:MOST]]
    if not sentences:
        sentences = [N_("Nothing of last year is known to compare with.")]
    return Prose(tuple(Paragraph((Run(text),), DASH) for text in sentences))


def _by_account(sheet: Sheet) -> Sequence[tuple[str, Money, Money]]:
    def key(row: BudgetRow) -> int:
        return row.account.id

    found = []
    for _, group in groupby(sheet.lines, key):
        lines = list(group)
        name = f"{lines[0].code} {lines[0].title}"
        before = Money.total(row.forecast for row in lines)
        found.append((name, before, sheet.sum(lines)))
    return found


def _places(sheet: Sheet) -> Prose:
    words = sheet.telling.words
    return Prose(
        tuple(
            Paragraph(
                (Run(N_("{place}: {amount}", place=place, amount=words.francs(sum_))),),
                DASH,
            )
            for place, sum_ in by_place(sheet)
        )
    )


NOTE = Document(
    "budget-note",
    N_("Presentation note of the budget"),
    partial(told, N_("Presentation note of the budget"), note),
    group=GROUP,
    over=over,
    purpose=N_(
        "Read before the vote: the budget in sentences, compared with last year."
    ),
    standing=standing,
)
