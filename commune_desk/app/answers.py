"""The answer to a sender, written beside each other for a machine and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.exchange.package.answer import report
from commune_desk.reports.region.verdict import verdict_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.domain.package.verdict import Verdict
    from commune_desk.l10n.words import Words


def write_answer(verdict: Verdict, folder: Path, words: Words) -> tuple[Path, Path]:
    """Write `…-rapport.json` and `…-rapport.pdf`; raise `OSError` where that fails."""
    stem = verdict.file_name.split(".")[0]
    machine = folder / f"{stem}-rapport.json"
    machine.write_bytes(report(verdict, words))
    paper = folder / f"{stem}-rapport.pdf"
    paper.write_bytes(verdict_pdf(verdict, words))
    return machine, paper
