"""Hand back the lines an import refused, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.exchange.workbook import write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.exchange.prepared import Prepared
    from commune_desk.l10n.words import Words

REASON = N_("Reason for the refusal")


def write_rejects(path: Path, prepared: Prepared, words: Words) -> int:
    """Write them as they came, so that they can be mended and imported again."""
    lines = [
        (*line.texts, " ".join(words.say(issue.text) for issue in line.issues))
        for line in prepared.refused
    ]
    write_lines(path, (*prepared.headings, words.say(REASON)), lines)
    return len(lines)
