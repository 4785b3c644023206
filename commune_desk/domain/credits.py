"""Changes of credits during the year: transfers (virements) and their limits.

`budget.md` 5.3, M1 to M5: within a chapter after a deliberation; between chapters of
one part, and from unforeseen expenditure, after a deliberation and approval; never
across sections; never more than a share above the initial credit of an article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.budget import Section
    from commune_desk.domain.text import Text


NOTHING = Money(0)
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of expenditure as a transfer sees it, in francs."""

    id: int
    code: str
    title: str
    section: Section
    chapter: str
    initial: Money
    """What the council voted first."""

    present: Money
    """What all approved documents make."""

    committed: Money
    """What is already engaged: the line may not fall below it."""

    raised: Money = NOTHING
    """What earlier transfers already added."""

    unforeseen: bool = False
    leaf: bool = True
    """Whether it takes amounts; an account above others is their sum."""


@dataclass(frozen=True, slots=True)
class Move:
    """A line and what the transfer adds to it (`+`) or takes from it (`−`)."""

    credit: Credit
    amount: Money


@dataclass(frozen=True, slots=True)
class Terms:
    """What the texts of the day ask for; data, with its source."""

    cap: int | None
    """Per cent by which an article may rise; None: no limit."""

    legal: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """Which acts a transfer needs before it can be carried out."""

    deliberation: bool
    approval: bool


def needs(moves: Sequence[Move]) -> Needs:
    """Tell which acts are needed: M3 (a) within a chapter, (b) between chapters."""
    chapters = {move.credit.chapter for move in moves}
    from_unforeseen = any(
        move.credit.unforeseen and move.amount.francs < 0 for move in moves
    )
    return Needs(deliberation=True, approval=len(chapters) > 1 or from_unforeseen)


def most(credit: Credit, terms: Terms) -> Money | None:
    """Give the most that a transfer may still add to an article (M4)."""
    if terms.cap is None:
        return None
    return Money(credit.initial.francs * terms.cap // HUNDRED) - credit.raised


def transfer(moves: Sequence[Move], terms: Terms) -> Iterator[Issue]:
    """Check a transfer: M4, M5; each refusal shows its arithmetic."""
    yield from _even(moves)
    yield from _one_section(moves)
    for move in moves:
        if move.amount.francs < 0:
            yield from _taken(move)
        else:
            yield from _capped(move, terms)


def _refuse(text: Text, code: str, move: Move | None = None) -> Issue:
    record = Record("budget_lines", move.credit.id) if move else None
    return Issue(Severity.ERROR, text, f"BUDGET-{code}", record)


def _even(moves: Sequence[Move]) -> Iterator[Issue]:
    into = sum(m.amount.francs for m in moves if m.amount.francs > 0)
    out = -sum(m.amount.francs for m in moves if m.amount.francs < 0)
    if into != out or not into:
        text = N_(
            "Transfer refused: {out} taken, {into} given, gap {gap} F.",
            out=Money(out),
            into=Money(into),
            gap=Money(abs(into - out)),
        )
        yield _refuse(text, "M5")


def _one_section(moves: Sequence[Move]) -> Iterator[Issue]:
    sections = {move.credit.section for move in moves}
    if len(sections) > 1:
        names = tuple(f"{move.credit.code} {move.credit.title}" for move in moves)
        text = N_("Transfer refused: it crosses sections ({lines}).", lines=names)
        yield _refuse(text, "M5")


def _taken(move: Move) -> Iterator[Issue]:
    credit, asked = move.credit, Money(-move.amount.francs)
    free = credit.present - credit.committed
    if asked.francs > free.francs:
        text = N_(
            "Transfer refused on {code}: credit {present} − committed {committed} ="
            " {free} F; {asked} F asked, {missing} F are missing.",
            code=credit.code,
            present=credit.present,
            committed=credit.committed,
            free=free,
            asked=asked,
            missing=asked - free,
        )
        yield _refuse(text, "M5", move)


def _capped(move: Move, terms: Terms) -> Iterator[Issue]:
    if terms.cap is None:
        return
    credit = move.credit
    most = Money(credit.initial.francs * terms.cap // HUNDRED)
    raised = credit.raised + move.amount
    if raised.francs > most.francs:
        text = N_(
            "Transfer refused: {initial} × {cap} % = {most} F at most on {code};"
            " {raised} F asked in all, {excess} F too much.",
            initial=credit.initial,
            cap=terms.cap,
            most=most,
            code=credit.code,
            raised=raised,
            excess=raised - most,
        )
        yield _refuse(text, "M4", move)
