"""How papers of the plan end: who adopts, who signs, who receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Signature, Signatures
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def adoption(session: Session) -> Signatures:
    """Leave room for the council, the executive and the State, in that order."""
    settings = preferences(session)
    return Signatures(
        (
            Signature(
                N_("Adopted by: {council}", council=settings["council.title"]),
                (N_("Deliberation no. …………… of …… / …… / …………"),),
            ),
            Signature(settings["executive.title"], stamp=True),
            Signature(
                N_("Received by: {state}", state=settings["state.title"]),
                (N_("No. …………… of …… / …… / …………"),),
            ),
        )
    )
