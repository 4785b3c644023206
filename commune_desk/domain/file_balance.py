"""Why the lines of a budget that comes from a file do not balance.

A gap that is, to the franc, the amount of one line is most often that line entered
twice or left out: the published budget of a public body shows it (`budget.md` 9).
Nothing is corrected; the sentence gives code, lines of the file and arithmetic.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text

MOST = 5
"""Lines with the amount of the gap that a sentence names."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A line of the file as it was read."""

    number: int
    """Its line in the file."""

    section: Section | None
    side: Side | None
    code: str
    amount: Money
    taken: bool
    """Whether the import takes it; a refused line goes back."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A total that the file prints."""

    number: int
    amount: Money


@dataclass(frozen=True, slots=True)
class _Gap:
    """Receipts and expenditure of some lines, which differ."""

    name: Text
    """The section, or the whole file."""

    lines: tuple[Entered, ...]
    revenue: Money
    expenditure: Money

    @property
    def amount(self) -> Money:
        return Money(abs(self.revenue.francs - self.expenditure.francs))

    @property
    def heavier(self) -> Side:
        more = self.revenue.francs > self.expenditure.francs
        return Side.REVENUE if more else Side.EXPENDITURE


def gaps_explained(
    lines: Sequence[Entered], printed: Sequence[Printed] = ()
) -> Iterator[Issue]:
    """Say where the file is out of balance, and which line has the amount of the gap.

    A file that holds one side only has no balance. Sections are looked at where each
    has both sides; else the whole.
    """
    as_written = list(_gaps(lines))
    for gap in as_written:
        yield _told(gap, _having(gap, gap.heavier, gap.lines))
    taken = [line for line in lines if line.taken]
    if not as_written and len(taken) < len(lines):
        for gap in _gaps(taken):
            other = Side.EXPENDITURE if gap.heavier is Side.REVENUE else Side.REVENUE
            refused = [line for line in lines if not line.taken]
            yield _left_out(gap, _having(gap, other, refused))
    yield from _totals(lines, printed)


SECTIONS = {
    Section.OPERATING: N_("Operating section"),
    Section.INVESTMENT: N_("Investment section"),
}


def _gaps(lines: Sequence[Entered]) -> Iterator[_Gap]:
    parts = [_sums(name, [x for x in lines if x.section is section])
             for section, name in SECTIONS.items()]  # fmt: skip
    if not all(part.revenue and part.expenditure for part in parts):
        parts = [_sums(N_("Whole file"), lines)]
    for part in parts:
        if part.amount and part.revenue and part.expenditure:
            yield part


def _sums(name: Text, lines: Sequence[Entered]) -> _Gap:
    sums = [
        Money.total(line.amount for line in lines if line.side is side)
        for side in (Side.REVENUE, Side.EXPENDITURE)
    ]
    return _Gap(name, tuple(lines), *sums)


def _having(gap: _Gap, side: Side, lines: Sequence[Entered]) -> list[Entered]:
    return [x for x in lines if x.side is side and x.amount == gap.amount]


def _told(gap: _Gap, found: list[Entered]) -> Issue:
    facts = _facts(gap)
    groups: dict[str, list[Entered]] = defaultdict(list)
    for line in found:
        groups[line.code].append(line)
    doubled = [code for code, own in groups.items() if len(own) > 1]
    if len(groups) == 1 and doubled:
        text = N_(
            "{where}: receipts {revenue} F, expenditure {expenditure} F, gap {gap} F:"
            " account {code} stands at lines {rows} of the file with {amount} F each"
            " time, exactly the gap. It looks entered twice.",
            code=doubled[0],
            rows=_rows(groups[doubled[0]]),
            amount=gap.amount,
            **facts,
        )
    elif len(groups) == 1:
        (line,) = found
        text = N_(
            "{where}: receipts {revenue} F, expenditure {expenditure} F, gap {gap} F:"
            " account {code}, line {row} of the file, has exactly this amount; it may"
            " be one line too many.",
            code=line.code,
            row=str(line.number),
            **facts,
        )
    elif groups:
        text = N_(
            "{where}: receipts {revenue} F, expenditure {expenditure} F, gap {gap} F:"
            " several lines have exactly this amount: {lines}. Look which of them is"
            " too many.",
            lines=_named(found),
            **facts,
        )
    else:
        text = N_(
            "{where}: receipts {revenue} F, expenditure {expenditure} F, gap {gap} F;"
            " no line of the file has this amount.",
            **facts,
        )
    return Issue(Severity.WARNING, text, "BUDGET-F1", amount=gap.amount)


def _left_out(gap: _Gap, found: list[Entered]) -> Issue:
    facts = _facts(gap)
    if found:
        text = N_(
            "{where}: without the refused lines, receipts {revenue} F, expenditure"
            " {expenditure} F, gap {gap} F: exactly the amount of {lines}.",
            lines=_named(found),
            **facts,
        )
    else:
        text = N_(
            "{where}: without the refused lines, receipts {revenue} F, expenditure"
            " {expenditure} F, gap {gap} F.",
            **facts,
        )
    return Issue(Severity.WARNING, text, "BUDGET-F2", amount=gap.amount)


def _facts(gap: _Gap) -> dict[str, object]:
    return {
        "where": gap.name,
        "revenue": gap.revenue,
        "expenditure": gap.expenditure,
        "gap": gap.amount,
    }


def _rows(lines: Sequence[Entered]) -> tuple[str, ...]:
    return tuple(str(line.number) for line in lines)


def _named(lines: Sequence[Entered]) -> tuple[Text, ...]:
    named = [
        N_("{code} (line {row})", code=line.code, row=str(line.number))
        for line in lines[:MOST]
    ]
    return (*named, *([N_("others")] if len(lines) > MOST else []))


def _totals(lines: Sequence[Entered], printed: Sequence[Printed]) -> Iterator[Issue]:
    """Compare each printed total with what stands above it."""
    above = 0
    for total in printed:
        before = [line for line in lines if line.number < total.number]
        own = [line for line in before if line.number > above]
        above = total.number
        if not own or total.amount in _usual(before, own):
            continue
        made = Money.total(line.amount for line in own)
        gap = Money(abs(made.francs - total.amount.francs))
        found = [line for line in own if line.amount == gap]
        facts = {
            "row": str(total.number),
            "printed": total.amount,
            "made": made,
            "gap": gap,
        }
        text = (
            N_(
                "Line {row} prints a total of {printed} F; its lines make {made} F, gap"
                " {gap} F: exactly the amount of {lines}.",
                lines=_named(found),
                **facts,
            )
            if found
            else N_(
                "Line {row} prints a total of {printed} F; its lines make {made} F, gap"
                " {gap} F.",
                **facts,
            )
        )
        yield Issue(Severity.WARNING, text, "BUDGET-F3", amount=gap)


def _usual(before: Sequence[Entered], own: Sequence[Entered]) -> set[Money]:
    """Give the sums that a total may stand for: its block, a side, a section, all."""
    kinds: dict[object, int] = defaultdict(int)
    for line in before:
        for key in (None, line.side, line.section, (line.section, line.side)):
            kinds[key] += line.amount.francs
    return {Money.total(x.amount for x in own), *map(Money, kinds.values())}
