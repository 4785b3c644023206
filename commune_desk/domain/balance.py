"""What must hold for a budget as a whole (`budget.md` 5.1, 5.2, 5.5).

Rules read lines through `Line` and yield findings with their arithmetic; how severe
each is, and the text behind it, is data (`Applied`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


class Line(Protocol):
    """What the rules need to know of a budget line."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def section(self) -> Section:
        """Operating or investment."""

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""

    @property
    def code(self) -> str:
        """The code of its account."""

    @property
    def title(self) -> str:
        """The name of its account."""

    @property
    def amount(self) -> Money | None:
        """The figure of the stage that is checked; None where nothing was typed."""

    @property
    def order(self) -> bool:
        """Whether no money moves (opération d’ordre)."""

    @property
    def compulsory(self) -> bool:
        """Whether the law obliges the commune to it."""

    @property
    def action_id(self) -> int | None:
        """The action of the plan that it carries out."""

    @property
    def placed(self) -> bool:
        """Whether it names a village or the place of its action."""

    @property
    def outside_reason(self) -> str:
        """Why an investment stands outside the plan."""

    @property
    def restricted_id(self) -> int | None:
        """The receipt that pays it and nothing else."""

    @property
    def mean(self) -> Money | None:
        """What came in on the mean of the last three years, if it is known."""

    @property
    def forecast(self) -> Money | None:
        """The forecast of its account for last year; on the account’s first line."""

    @property
    def note(self) -> str:
        """Why its amount is what it is."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How a rule is applied: data of the dossier."""

    severity: Severity
    threshold: int | None = None
    """Per cent."""

    legal: str = ""


Settings = dict[str, Applied]

HALVES = (
    (Section.OPERATING, "B1", N_("Operating")),
    (Section.INVESTMENT, "B2", N_("Investment")),
)


@dataclass(frozen=True, slots=True)
class Balance:
    """Receipts against expenditure of one section, in francs."""

    revenue: Money
    expenditure: Money

    @property
    def gap(self) -> Money:
        """Receipts less expenditure; zero where they balance."""
        return self.revenue - self.expenditure


def balance_of(lines: Iterable[Line], section: Section) -> Balance:
    """Add up both sides of a section."""
    sums = {Side.REVENUE: 0, Side.EXPENDITURE: 0}
    for line in lines:
        if line.section is section and line.amount is not None:
            sums[line.side] += line.amount.francs
    return Balance(Money(sums[Side.REVENUE]), Money(sums[Side.EXPENDITURE]))


def _found(
    settings: Mapping[str, Applied],
    code: str,
    text: Text,
    record: Record | None,
    amount: Money | None = None,
) -> Iterator[Issue]:
    applied = settings.get(code)
    if applied is not None:
        yield Issue(
            applied.severity, text, f"BUDGET-{code}", record, "proposed", amount
        )


def _of(line: Line) -> Record:
    return Record("budget_lines", line.id)


def balanced(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """B1, B2, B3: receipts equal expenditure in each section, to the franc."""
    for section, code, name in HALVES:
        found = balance_of(lines, section)
        gap = found.gap.francs
        if not gap:
            continue
        facts = {
            "section": name,
            "revenue": found.revenue,
            "expenditure": found.expenditure,
            "gap": Money(abs(gap)),
        }
        text = (
            N_(
                "{section}: revenue {revenue} − expenditure {expenditure} ="
                " {gap} F to allot.",
                **facts,
            )
            if gap > 0
            else N_(
                "{section}: expenditure {expenditure} − revenue {revenue} ="
                " {gap} F to find.",
                **facts,
            )
        )
        yield from _found(settings, code, text, None)


def handed_over(
    lines: Sequence[Line], settings: Settings, given: Money
) -> Iterator[Issue]:
    """B4: what operating hands to investment is what investment receives.

    Investment may receive more by what it was given of the result of the year before.
    """
    out = Money.total(
        line.amount
        for line in lines
        if line.order
        and line.section is Section.OPERATING
        and line.side is Side.EXPENDITURE
    )
    into = Money.total(
        line.amount
        for line in lines
        if line.order
        and line.section is Section.INVESTMENT
        and line.side is Side.REVENUE
    )
    if into - out not in {Money(0), given}:
        text = N_(
            "Transfer to investment: {out} goes out of operating, {into} comes into"
            " investment, gap {gap} F.",
            out=out,
            into=into,
            gap=Money(abs(out.francs - into.francs)),
        )
        yield from _found(settings, "B4", text, None)


def restricted(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """B6: money given for a purpose is spent on it, no less and no more."""
    receipts = {line.id: line for line in lines if line.side is Side.REVENUE}
    spent: dict[int, int] = {}
    for line in lines:
        if line.restricted_id in receipts and line.amount is not None:
            spent[line.restricted_id or 0] = (
                spent.get(line.restricted_id or 0, 0) + line.amount.francs
            )
    for receipt_id, francs in spent.items():
        receipt = receipts[receipt_id]
        given = receipt.amount or Money(0)
        if given.francs != francs:
            facts = {
                "code": receipt.code,
                "title": receipt.title,
                "given": given,
                "spent": Money(francs),
                "gap": Money(abs(given.francs - francs)),
            }
            text = (
                N_(
                    "{code} {title}: received {given} − allotted {spent} ="
                    " {gap} F to allot.",
                    **facts,
                )
                if given.francs > francs
                else N_(
                    "{code} {title}: allotted {spent} − received {given} ="
                    " {gap} F too much.",
                    **facts,
                )
            )
            yield from _found(settings, "B6", text, _of(receipt))


def sincere(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """B8: a forecast far above what came in on the mean of three years."""
    applied = settings.get("B8")
    if applied is None or applied.threshold is None:
        return
    for line in lines:
        if line.side is not Side.REVENUE or not line.amount or not line.mean:
            continue
        most = line.mean.francs * (100 + applied.threshold) // 100
        if line.amount.francs > most:
            text = N_(
                "{code} {title}: forecast {amount}, mean of the last three years"
                " {mean}: {gap} F above.",
                code=line.code,
                title=line.title,
                amount=line.amount,
                mean=line.mean,
                gap=line.amount - line.mean,
            )
            yield from _found(settings, "B8", text, _of(line))


def obliged(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """5.2: a compulsory expenditure without a franc is to be confirmed."""
    for line in lines:
        if line.compulsory and not (line.amount and line.amount.francs):
            text = N_(
                "{code} {title}: compulsory, and nothing is provided for it.",
                code=line.code,
                title=line.title,
            )
            yield from _found(settings, "O1", text, _of(line))


def planned(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """N5, B7: an investment carries an action and a place, or says why not."""
    for line in lines:
        if (
            line.section is not Section.INVESTMENT
            or line.side is not Side.EXPENDITURE
            or not (line.amount and line.amount.francs)
            or line.outside_reason
        ):
            continue
        if line.action_id is None:
            text = N_(
                "{code} {title}: {amount} F have neither action of the plan nor a"
                " reason to stand outside it.",
                code=line.code,
                title=line.title,
                amount=line.amount,
            )
            yield from _found(settings, "N5", text, _of(line), line.amount)
        elif not line.placed:
            text = N_(
                "{code} {title}: {amount} F have no place; investments are to be told"
                " by sector and place.",
                code=line.code,
                title=line.title,
                amount=line.amount,
            )
            yield from _found(settings, "B7", text, _of(line), line.amount)


def positive(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """N4: whole francs, none negative."""
    for line in lines:
        if line.amount is not None and line.amount.francs < 0:
            text = N_(
                "{code} {title}: {amount} F is below zero.",
                code=line.code,
                title=line.title,
                amount=line.amount,
            )
            yield from _found(settings, "N4", text, _of(line))


def justified(lines: Sequence[Line], settings: Settings) -> Iterator[Issue]:
    """J1: an account that moves far from last year’s forecast says why in a note.

    One note speaks for all lines of an account; what moves no money needs none.
    """
    applied = settings.get("J1")
    if applied is None or applied.threshold is None:
        return
    asked = [line for line in lines if line.forecast and not line.order]
    if not asked:
        return
    by_code: dict[str, list[Line]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(line)
    for line in asked:
        own = [
            other
            for other in by_code[line.code]
            if other.side is line.side and other.section is line.section
        ]
        before = line.forecast or Money(0)
        now = Money.total(other.amount for other in own)
        gap = now.francs - before.francs
        near = abs(gap) * 100 <= applied.threshold * before.francs
        if near or any(other.note for other in own):
            continue
        facts = {
            "code": line.code,
            "title": line.title,
            "now": now,
            "before": before,
            "share": Share.of(Money(abs(gap)), before),
        }
        text = (
            N_(
                "{code} {title}: {now} against {before} last year, a rise of {share}:"
                " say why in the note.",
                **facts,
            )
            if gap > 0
            else N_(
                "{code} {title}: {now} against {before} last year, a fall of {share}:"
                " say why in the note.",
                **facts,
            )
        )
        yield Issue(applied.severity, text, "BUDGET-J1", _of(line), "note")


RULES: tuple[Callable[[Sequence[Line], Settings], Iterator[Issue]], ...] = (
    balanced,
    restricted,
    planned,
    obliged,
    sincere,
    justified,
    positive,
)


def check(
    lines: Sequence[Line], settings: Settings, given: Money | None = None
) -> list[Issue]:
    """Run every rule of the budget.

    `given` is what investment was given of the result of the year before.
    """
    found = [issue for rule in RULES for issue in rule(lines, settings)]
    return [*found, *handed_over(lines, settings, given or Money(0))]
