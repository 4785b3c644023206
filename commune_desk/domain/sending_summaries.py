"""What the rules of a sending say of all their findings together."""

from __future__ import annotations

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import P_, Text

_E, _W = Severity.ERROR, Severity.WARNING

OF_SENDINGS: dict[tuple[str, Severity], Text] = {
    ("SEND-05", _E): P_(
        "{count} section of a voted budget does not balance, by {amount} F.",
        "{count} sections of a voted budget do not balance, by {amount} F.",
        count=0,
    ),
    ("SEND-10", _W): P_(
        "{count} village has no position: the map of the region will lack it.",
        "{count} villages have no position: the map of the region will lack them.",
        count=0,
    ),
    ("SEND-11", _E): P_(
        "{count} village has the code of another.",
        "{count} villages have the code of another.",
        count=0,
    ),
    ("SEND-12", _W): P_(
        "{count} village has no code.", "{count} villages have no code.", count=0
    ),
    ("SEND-16", _W): P_(
        "{count} amount of a currency has no rate, and so no francs.",
        "{count} amounts of currencies have no rate, and so no francs.",
        count=0,
    ),
}
"""By rule and severity."""
