"""The sentence that closes an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import DASH, Paragraph, Prose, Run, Voice
from commune_desk.reports.cells import said

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import ClosingFormula


def closing_prose(block: ClosingFormula, words: Words) -> Prose:
    """Say the sum in letters, bold, then in figures."""
    figures = words.francs(block.amount) + "\u00a0CFA"
    end = "." if not block.parts else ","
    runs = [
        Run(f"{said(block.before, words)} "),
        Run(words.in_letters(block.amount), bold=True),
        Run(" ("),
        Run(figures, bold=True),
        Run(f"){end}"),
    ]
    if block.parts:
        runs += (Run(" "), Run(N_("that is:")))
    paragraphs = [Paragraph(tuple(runs))]
    for index, (title, amount) in enumerate(block.parts, 1):
        stop = "." if index == len(block.parts) else "\u00a0;"
        text = N_(
            "{title}: {letters} ({figures} CFA)",
            title=title,
            letters=words.in_letters(amount),
            figures=words.francs(amount),
        )
        paragraphs.append(Paragraph((Run(text), Run(stop)), DASH))
    return Prose(tuple(paragraphs), Voice.ACT)
