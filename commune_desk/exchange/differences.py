"""A computed figure that a file says otherwise: a share, a total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Share
from commune_desk.domain.text import N_

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """What the file says and what its amounts make."""

    said: Any
    made: Any
    text: str
    """As the file writes it: its decimals tell how far it was rounded."""


def differing(key: str, title: str, figures: Figures) -> Issue | None:
    """Say where they differ; nothing where one is the other, rounded."""
    if figures.said == figures.made or _rounds_to(figures):
        return None
    if figures.made is None:
        told = N_(
            "{column}: the file says {said}, without an amount.",
            column=title,
            said=figures.said,
        )
    else:
        told = N_(
            "{column}: the file says {said}, the amounts make {made}.",
            column=title,
            said=figures.said,
            made=figures.made,
        )
    return Issue(Severity.WARNING, told, "IMPORT-01", field=key)


def _rounds_to(figures: Figures) -> bool:
    """Tell whether a share printed without decimals is the computed one, rounded."""
    said, made, text = figures.said, figures.made, figures.text
    if not isinstance(said, Share) or not isinstance(made, Share):
        return False
    step = 1 if "," in text or "." in text else HUNDRED
    return abs(said.basis_points - made.basis_points) * 2 <= step
