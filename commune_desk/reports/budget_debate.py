"""Minutes of the public debate: a form to fill, with the figures that are presented.

Its four points are those that were seen in practice (`texts-and-codes.md` 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    BOX,
    Heading,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.budget_acts import paper, sums
from commune_desk.reports.budget_balance import effort
from commune_desk.reports.budget_council import act, day
from commune_desk.reports.budget_note import equality
from commune_desk.reports.grids import Align, Room, Row, TableBlock, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet

QUESTIONS = 16
"""Lines left for questions and proposals."""


def minutes(sheet: Sheet) -> Iterator[Block]:
    """Print the form."""
    yield Title(
        N_("Minutes of the public debate on the draft budget {year}", year=sheet.label)
    )
    yield act(
        Run(
            N_(
                "On {date}, at ………… h, at ……………………, the public debate on the draft"
                " primitive budget of the {commune}, year {year}, was held, chaired by"
                " ……………………………………",
                date=day(sheet, sheet.document.debated_on),
                commune=sheet.commune,
                year=sheet.label,
            )
        )
    )
    yield _people()
    yield Heading(N_("What was presented"))
    points = (
        N_("progress of the {plan}", plan=sheet.settings["plan.label"]),
        N_("administrative account of the past year"),
        N_("working of the organs of the commune"),
        N_("draft budget of the year"),
    )
    yield Prose(tuple(Paragraph((Run(point),), BOX) for point in points))
    yield sums(sheet)
    yield say_prose(equality(sheet), effort(sheet))
    yield Heading(N_("Questions, answers and proposals"))
    heads = (
        (N_("No."), 6),
        (N_("Village, name"), 34),
        (N_("Question or proposal"), 60),
        (N_("Answer"), 60),
        (N_("Kept by the council"), 18),
    )
    rows = (Row((str(n), "", "", "", "")) for n in range(1, QUESTIONS + 1))
    yield TableBlock(
        tuple(TableColumn(title, wide, ruled=True) for title, wide in heads),
        tuple(rows),
        room=Room.PEN,
    )
    yield act(
        Run(
            N_(
                "Proposals are weighed by the council when it adopts the budget. The"
                " debate was closed at ………… h."
            )
        )
    )
    yield Signatures(
        (
            Signature(N_("The rapporteur")),
            Signature(N_("For the population"), thumb=True),
            Signature(sheet.settings["executive.title"], stamp=True),
        )
    )


def _people() -> TableBlock:
    heads = (
        N_("Women"), N_("Men"), N_("of which young people"), N_("Total"),
        N_("Villages represented"),
    )  # fmt: skip
    columns = tuple(TableColumn(title, 10, Align.CENTRE, ruled=True) for title in heads)
    return TableBlock(
        columns,
        (Row(("",) * len(heads)),),
        title=N_("People present"),
        room=Room.PEN,
    )


MINUTES = paper(
    "budget-debate",
    N_("Minutes of the public debate"),
    minutes,
    N_("Filled in at the debate that must come before the vote."),
)
