"""Result by section on both bases, its allocation, and the closing in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.results import Results, proposed
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    DASH,
    ClosingFormula,
    Heading,
    Note,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Voice,
)
from commune_desk.reports.budget_balance import OVERALL
from commune_desk.reports.budget_detail import SECTION_TITLES
from commune_desk.reports.budget_sheet import commune_of
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.services.carried_results import allocation_of
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.results import SectionResult

NOTHING = Money(0)


def result_blocks(results: Sequence[SectionResult]) -> Iterator[Block]:
    """Print what was due and what moved, section by section."""
    yield Heading(N_("Result by section"))
    yield _table(
        N_("Base of rights (droits constatés)"),
        (
            (N_("Titles"), "titled"),
            (N_("Orders"), "ordered"),
            (N_("Result of the year"), "of_the_year"),
            (N_("Carried over from before"), "carried"),
            (N_("Result"), "result"),
        ),
        results,
    )
    yield _table(
        N_("Base of money (encaissements)"),
        (
            (N_("Collected"), "collected"),
            (N_("Paid"), "paid"),
            (N_("Earlier years, collected"), "earlier_in"),
            (N_("Earlier years, paid"), "earlier_out"),
            (N_("Result in money"), "in_cash"),
        ),
        results,
    )


def _table(
    title: Said,
    figures: tuple[tuple[Said, str], ...],
    results: Sequence[SectionResult],
) -> TableBlock:
    columns = (
        TableColumn(title, 40),
        *(TableColumn(name, 20, Align.RIGHT, adds=True) for name, _ in figures),
    )
    keys = [key for _, key in figures]
    rows = [
        Row((SECTION_TITLES[row.section], *(getattr(row, key) for key in keys)))
        for row in results
    ]
    sums = [Money.total(getattr(row, key) for row in results) for key in keys]
    rows.append(Row((OVERALL, *sums), Role.GRAND))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def closing(telling: Telling, results: Sequence[SectionResult]) -> Iterator[Block]:
    """Print the allocation, the sentence in words, and the places to sign."""
    session = telling.session
    yield from allocation(telling, results)
    yield Heading(N_("Closing of the account"))
    yield ClosingFormula(
        N_(
            "This administrative account of the {commune}, year {year}, is closed in"
            " receipts at the sum of",
            commune=commune_of(session),
            year=str(telling.scope.year),
        ),
        Money.total(row.titled for row in results),
        tuple((SECTION_TITLES[row.section], row.titled) for row in results),
    )
    yield ClosingFormula(
        N_("and in expenditure at the sum of"),
        Money.total(row.ordered for row in results),
        tuple((SECTION_TITLES[row.section], row.ordered) for row in results),
    )
    yield Prose(
        tuple(Paragraph((Run(_named(row, telling.words)),), DASH) for row in results),
        Voice.ACT,
    )
    settings = preferences(session)
    yield Signatures(
        (
            Signature(
                N_("Drawn up by: {executive}", executive=settings["executive.title"]),
                stamp=True,
            ),
            Signature(
                N_("Voted by: {council}", council=settings["council.title"]),
                (N_("The secretary of the session, the chair"),),
            ),
            Signature(
                N_("Seen and approved: {state}", state=settings["state.title"]),
                stamp=True,
                framed=True,
            ),
        )
    )


def _named(row: SectionResult, words: Words) -> Said:
    amount = Money(abs(row.result.francs))
    facts = {
        "section": SECTION_TITLES[row.section],
        "letters": words.in_letters(amount),
        "figures": words.francs(amount),
    }
    if row.result.francs < 0:
        return N_("{section}: a deficit of {letters} ({figures} CFA).", **facts)
    return N_("{section}: a surplus of {letters} ({figures} CFA).", **facts)


def allocation(
    telling: Telling, results: Sequence[SectionResult], *, level: int = 1
) -> Iterator[Block]:
    """Print what was decided of the result; else what the rule proposes."""
    year = telling.scope.year
    known = Results(year, *(row.result for row in results))
    kept = allocation_of(telling.session, year)
    decided = kept is not None and kept.carried_operating is not None
    yield Heading(N_("Allocation of the result"), level)
    least = proposed(known)
    to_investment, operating, investment = (
        least.to_investment, least.carried_operating, least.carried_investment
    )  # fmt: skip
    if kept is not None and decided:
        to_investment = kept.to_investment or NOTHING
        operating = kept.carried_operating or NOTHING
        investment = kept.carried_investment or NOTHING
    columns = (
        TableColumn(N_("What is made of the result"), 80),
        TableColumn(N_("Operating"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("Investment"), 24, Align.RIGHT, adds=True),
    )
    rows = (
        Row((N_("Allocated to the investment section (122)"), to_investment, None)),
        Row((N_("Carried over (121, 123)"), operating, investment)),
        Row(
            (N_("Result"), to_investment + operating, investment),
            Role.GRAND,
        ),
    )
    yield TableBlock(columns, rows, unit=IN_FRANCS)
    if decided:
        return
    yield Note(
        N_(
            "Proposal: the deficit of investment is covered first, the rest is carried"
            " over. The council decides."
        )
    )
