"""What the rules of accountability and micro-projects say of their findings."""

from __future__ import annotations

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import P_, Text

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFORMATION

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

OF_MICRO_PROJECTS: dict[tuple[str, Severity], Text] = {
    ("MICRO-01", _E): P_(
        "{count} micro-project costs more than its portfolio allows.",
        "{count} micro-projects cost more than their portfolio allows.",
        count=0,
    ),
    ("MICRO-02", _W): P_(
        "{count} micro-project lacks the part that its community must bring.",
        "{count} micro-projects lack the part that their communities must bring.",
        count=0,
    ),
    ("MICRO-03", _W): P_(
        "{count} micro-project lasts longer than its portfolio allows.",
        "{count} micro-projects last longer than their portfolio allows.",
        count=0,
    ),
    ("MICRO-04", _W): P_(
        "{count} micro-project is past its end and not handed over.",
        "{count} micro-projects are past their end and not handed over.",
        count=0,
    ),
    ("MICRO-05", _W): P_(
        "{count} micro-project waits longer than usual for its next step.",
        "{count} micro-projects wait longer than usual for their next step.",
        count=0,
    ),
    ("MICRO-06", _W): P_(
        "{count} micro-project holds money that did not move for long.",
        "{count} micro-projects hold money that did not move for long.",
        count=0,
    ),
    ("MICRO-07", _W): P_(
        "{count} micro-project was handed over and no committee runs it.",
        "{count} micro-projects were handed over and no committee runs them.",
        count=0,
    ),
    ("MICRO-09", _I): P_(
        "{count} micro-project is not compared with its ceiling: no rate is known.",
        "{count} micro-projects are not compared with their ceiling: no rate is known.",
        count=0,
    ),
}
"""The same, for micro-projects."""
