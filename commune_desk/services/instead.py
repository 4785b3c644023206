"""What can be done where undo stops at an act with legal effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    ReturnBudget,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.services.settings import Found

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHERWISE = N_("Only another act changes it.")
_CHANGES = N_("To change it: transfer, additional budget or authorisation.")

_WAYS: Mapping[str, Text] = {
    VoteBudget.label.sentence: N_(
        "To change it: return by the State, additional budget or transfer."
    ),
    TransmitBudget.label.sentence: N_(
        "Note the approval, or the return, which opens the figures again."
    ),
    ReturnBudget.label.sentence: N_("Correct the figures, then note a second vote."),
    ApproveBudget.label.sentence: _CHANGES,
    "New recovery phrase of the copies": N_("To change it: make another phrase."),
    "{period} {year} closed": N_("To change it: reopen the period with a reason."),
}
"""By the name of the act, which is all that the journal keeps of it."""

_OF_THE_PROGRAM = frozenset(
    {
        Found.label.sentence,
        "Dossier brought to layout {number}",
        "Salvaged from a damaged dossier",
    }
)
"""Acts by which nobody meant anything: undo says nothing of them."""


def instead(act: Text) -> Text:
    """Say what to do instead of taking an act back, named as in the journal."""
    return _WAYS.get(_name(act), _OTHERWISE)


def of_the_program(act: Text) -> bool:
    """Tell whether the program, not a person, did an act that undo stops at."""
    return _name(act) in _OF_THE_PROGRAM


def _name(act: Text) -> str:
    named = dict(act.facts).get("act")
    return named.sentence if isinstance(named, Text) else act.sentence
