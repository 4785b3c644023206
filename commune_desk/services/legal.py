"""Legal texts that acts refer to: dated data, and how sure each is.

They are lines of `legal-texts.csv`: a law that changes is a line that ends and another
that begins. What was not read in the text itself is marked, on paper too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commune_desk.services.reference import is_sure, reference


@dataclass(frozen=True, slots=True)
class LegalText:
    """A text as an act names it: “la loi n° …”."""

    title: str
    sure: bool


def legal_texts(use: str, on: dt.date | None = None) -> list[LegalText]:
    """List the texts in force on a day, or today's where no day is known."""
    return [
        LegalText(line["Texte"], is_sure(line))
        for line in reference("legal-texts.csv")
        if use in line["Pour"].split(",") and _in_force(line, on)
    ]


def _in_force(line: dict[str, str], on: dt.date | None) -> bool:
    until = dt.date.fromisoformat(line["Au"]) if line["Au"] else None
    if on is None:
        return until is None
    since = dt.date.fromisoformat(line["Du"])
    return since <= on and (until is None or on <= until)
