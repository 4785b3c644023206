"""What the rules of accountability say of all their findings together."""

from __future__ import annotations

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import P_, Text

PUBLIC: dict[tuple[str, Severity], Text] = {
    ("PUB-01", Severity.WARNING): P_(
        "{count} closed year was not told to the public.",
        "{count} closed years were not told to the public.",
        count=0,
    ),
    ("PUB-02", Severity.WARNING): P_(
        "{count} recommendation is late.", "{count} recommendations are late.", count=0
    ),
    ("PUB-03", Severity.WARNING): P_(
        "{count} complaint waits for its next step.",
        "{count} complaints wait for their next step.",
        count=0,
    ),
    ("PUB-04", Severity.INFORMATION): P_(
        "{count} record lacks papers that its procedure asks for.",
        "{count} records lack papers that their procedure asks for.",
        count=0,
    ),
}
"""By rule and severity."""
