"""What the rules of agreements say of all their findings together."""

from __future__ import annotations

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import P_, Text

_W, _I = Severity.WARNING, Severity.INFORMATION

OF_AGREEMENTS: dict[tuple[str, Severity], Text] = {
    ("FUND-20", _W): P_(
        "{count} tranche of an agreement is late, {amount} F.",
        "{count} tranches of agreements are late, {amount} F in all.",
        count=0,
    ),
    ("FUND-21", _W): P_(
        "{count} agreement is past its end and still in force.",
        "{count} agreements are past their end and still in force.",
        count=0,
    ),
    ("FUND-22", _W): P_(
        "{count} report to a funder is late.",
        "{count} reports to funders are late.",
        count=0,
    ),
    ("FUND-23", _W): P_(
        "{count} agreement is over and {amount} F are not spent.",
        "{count} agreements are over and {amount} F are not spent.",
        count=0,
    ),
    ("FUND-23", _I): P_(
        "{count} agreement has {amount} F in hand.",
        "{count} agreements have {amount} F in hand.",
        count=0,
    ),
    ("FUND-24", _W): P_(
        "{count} use of an agreement’s money has no voucher, {amount} F.",
        "{count} uses of agreements’ money have no voucher, {amount} F in all.",
        count=0,
    ),
}
"""By rule and severity; `count` is put in."""
