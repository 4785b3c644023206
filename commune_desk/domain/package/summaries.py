"""What the rules of a region say of their findings, all together."""

from __future__ import annotations

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import P_, Text

_W, _I = Severity.WARNING, Severity.INFORMATION

OF_REGIONS: dict[tuple[str, Severity], Text] = {
    ("REG-01", _W): P_(
        "{count} commune ordered a small part of its credits.",
        "{count} communes ordered a small part of their credits.",
        count=0,
    ),
    ("REG-02", _W): P_(
        "{count} commune gives investment a small part of its credits.",
        "{count} communes give investment a small part of their credits.",
        count=0,
    ),
    ("REG-03", _W): P_(
        "{count} commune collected a small part of its TDRL.",
        "{count} communes collected a small part of their TDRL.",
        count=0,
    ),
    ("REG-04", _W): P_(
        "{count} commune has few committees with a receipt of declaration.",
        "{count} communes have few committees with a receipt of declaration.",
        count=0,
    ),
    ("REG-05", _W): P_(
        "{count} document has not come although it was due.",
        "{count} documents have not come although they were due.",
        count=0,
    ),
    ("REG-06", _W): P_(
        "{count} commune sends from two databases: choose which is its own.",
        "{count} communes send from two databases: choose which are their own.",
        count=0,
    ),
    ("REG-07", _I): P_(
        "{count} commune sent a package that follows another that never came.",
        "{count} communes sent packages that follow others that never came.",
        count=0,
    ),
    ("REG-08", _W): P_(
        "{count} commune that sent is not in the region’s list.",
        "{count} communes that sent are not in the region’s list.",
        count=0,
    ),
    ("REG-09", _W): P_(
        "{count} village stands several times in a package.",
        "{count} villages stand several times in a package.",
        count=0,
    ),
    ("REG-10", _W): P_(
        "{count} code of a village is told by two communes.",
        "{count} codes of villages are told by two communes.",
        count=0,
    ),
    ("REG-11", _W): P_(
        "{count} sending contradicts the journal of the one before.",
        "{count} sendings contradict the journals of those before.",
        count=0,
    ),
}
"""By rule and severity."""
