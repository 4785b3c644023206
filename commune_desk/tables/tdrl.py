"""The tables of the TDRL: rolls, exemptions, recovery, arrears, shares, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.exemption_reasons import (
    REASON,
    AddReason,
    RemoveReasons,
    ReviseReason,
    exemption_reasons,
)
from commune_desk.services.sharing import (
    KEY,
    AddKey,
    RemoveKeys,
    ReviseKey,
    sharing_keys,
)
from commune_desk.services.tdrl_payments import roll_arrears, standings
from commune_desk.services.tdrl_rolls import (
    EXEMPTION,
    ROLL,
    AddExemption,
    AddRoll,
    RemoveExemptions,
    RemoveRolls,
    ReviseExemption,
    ReviseRoll,
    exemptions,
    rolls,
)
from commune_desk.tables.choices import village_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.regie import roll_choices
from commune_desk.tables.revenue import given
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.exemption_reasons import ReasonRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.sharing import KeyRow
    from commune_desk.services.tdrl_payments import Standing
    from commune_desk.services.tdrl_rolls import ExemptionRow, RollRow

_roll = fields_of(ROLL, ReviseRoll)
_exemption = fields_of(EXEMPTION, ReviseExemption)
_key = fields_of(KEY, ReviseKey)
_reason = fields_of(REASON, ReviseReason)
PAID = {
    "tdrl_rolls": None,
    "receipts": None,
    "ledger_entries": None,
    "sharing_keys": None,
    "villages": None,
    "operations": None,
}


def reason_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the reasons of exemption: “2 Indigents”."""
    return [
        Choice(row.id, f"{row.code} {row.title}", (row.code, row.title))
        for row in exemption_reasons(session, scope)
    ]


TDRL_ROLLS: Table[RollRow] = Table(
    name="tdrl-rolls",
    title=N_("TDRL rolls"),
    purpose=N_("Who is liable in each village this year, at which rate."),
    rows=rolls,
    reads={"tdrl_rolls": "id", "tdrl_exemptions": None, "villages": None},
    columns=always(
        _roll("village_id", Kind.CHOICE, width=20, choices=village_choices),
        _roll("families", Kind.INTEGER, width=9, adds=True),
        _roll("population", Kind.INTEGER, width=10, adds=True),
        _roll("over_14", Kind.INTEGER, width=9, adds=True),
        _roll("liable", Kind.INTEGER, width=10, adds=True),
        Column("exempt", N_("Exempt"), lambda x: x.exempt, Kind.INTEGER, 9, adds=True),
        Column(
            "neither",
            N_("Not settled"),
            lambda x: x.neither,
            Kind.INTEGER,
            9,
            adds=True,
            note=N_("Over 14, and neither liable nor exempt: to be looked at."),
        ),
        _roll("rate", Kind.MONEY, width=8),
        Column("amount", N_("Roll"), lambda x: x.amount, Kind.MONEY, 12, adds=True),
        _roll("note", width=24, shown=False),
        Column("year", N_("Year"), lambda x: x.year, Kind.YEAR, 7, shown=False),
    ),
    identity=("village_id",),
    add=lambda scope, values: AddRoll({"year": scope.year, **given(values)}),
    remove=lambda rows: RemoveRolls(tuple(row.id for row in rows)),
    record="tdrl_rolls",
    required=frozenset({"village_id"}),
    row_title=lambda row: row.title,
    empty=N_("No roll of this year yet."),
    fills=("tdrl-roll", "tdrl-recovery", "tdrl-sharing"),
    year_bound=True,
)

TDRL_EXEMPTIONS: Table[ExemptionRow] = Table(
    name="tdrl-exemptions",
    title=N_("Exemptions"),
    purpose=N_("How many persons of each roll are exempt, and why."),
    rows=exemptions,
    reads={"tdrl_exemptions": "id", "tdrl_rolls": None, "exemption_reasons": None},
    columns=always(
        _exemption("roll_id", Kind.CHOICE, width=24, choices=roll_choices),
        _exemption("reason_id", Kind.CHOICE, width=50, choices=reason_choices),
        _exemption("persons", Kind.INTEGER, width=10, adds=True),
        Column("legal", N_("Text"), lambda x: x.legal, width=40),
    ),
    levels=(Level(lambda x: x.village, lambda x: x.village),),
    identity=("roll_id", "reason_id"),
    add=lambda _, values: AddExemption(given(values)),
    remove=lambda rows: RemoveExemptions(tuple(row.id for row in rows)),
    record="tdrl_exemptions",
    required=frozenset({"roll_id", "reason_id", "persons"}),
    carries=("roll_id",),
    row_title=lambda row: f"{row.village} {row.reason}",
    empty=N_("No exemption is noted for this year’s rolls."),
    fills=("tdrl-roll",),
    year_bound=True,
)

_RECOVERY: tuple[Column[Standing], ...] = (
    Column("rank", N_("Rank"), lambda x: x.rank, Kind.INTEGER, 7),
    Column("village", N_("Village"), lambda x: x.village, width=22),
    Column("amount", N_("Roll"), lambda x: x.amount, Kind.MONEY, 12, adds=True),
    Column("paid", N_("Paid"), lambda x: x.paid, Kind.MONEY, 12, adds=True),
    Column("left", N_("Left"), lambda x: x.left, Kind.MONEY, 12, adds=True),
    Column(
        "rate", N_("Recovery"), lambda x: x.rate, Kind.PROGRESS, 14,
        ratio=("paid", "amount"),
    ),
    Column("last_on", N_("Last payment"), lambda x: x.last_on, Kind.DATE, 12),
    Column(
        "due_to_chief", N_("Due to the chief"), lambda x: x.due_to_chief,
        Kind.MONEY, 12, adds=True,
    ),
    Column(
        "paid_to_chief", N_("Given to the chief"), lambda x: x.paid_to_chief,
        Kind.MONEY, 12, adds=True,
    ),
    Column(
        "left_to_chief", N_("Left for the chief"), lambda x: x.left_to_chief,
        Kind.MONEY, 12, adds=True, shown=False,
    ),
)  # fmt: skip

TDRL_RECOVERY: Table[Standing] = Table(
    name="tdrl-recovery",
    title=N_("Recovery by village"),
    purpose=N_("What each village paid of its roll, read out at the restitution."),
    rows=standings,
    reads=PAID,
    columns=always(*_RECOVERY),
    identity=("village",),
    row_title=lambda row: row.village,
    empty=N_("No roll of this year yet."),
    fills=("tdrl-recovery", "tdrl-late", "tdrl-sharing"),
    year_bound=True,
)

TDRL_ARREARS: Table[Standing] = Table(
    name="tdrl-arrears",
    title=N_("Arrears of the rolls"),
    purpose=N_("What villages owe of earlier years’ rolls, and paid of it this year."),
    rows=roll_arrears,
    reads=PAID,
    columns=always(
        Column("year", N_("Year"), lambda x: x.year, Kind.YEAR, 8),
        Column("village", N_("Village"), lambda x: x.village, width=22),
        Column("amount", N_("Roll"), lambda x: x.amount, Kind.MONEY, 13, adds=True),
        Column(
            "before", N_("Paid before"), lambda x: x.before, Kind.MONEY, 13, adds=True
        ),
        Column(
            "paid_now",
            N_("Paid this year"),
            lambda x: x.paid - x.before,
            Kind.MONEY,
            13,
            adds=True,
        ),
        Column("left", N_("Left"), lambda x: x.left, Kind.MONEY, 13, adds=True),
    ),
    levels=(Level(lambda x: x.year, lambda x: str(x.year)),),
    identity=("year", "village"),
    row_title=lambda row: row.roll.title,
    empty=N_("Earlier years’ rolls left nothing to pay."),
    fills=("revenue-arrears",),
    year_bound=True,
)

SHARING_KEYS: Table[KeyRow] = Table(
    name="sharing-keys",
    title=N_("Shares and rates"),
    purpose=N_("Which part of a tax each level has, and what chiefs have, with dates."),
    rows=sharing_keys,
    reads={"sharing_keys": "id"},
    columns=always(
        _key("tax", width=24, also=("Impôt",)),
        _key("level", width=20),
        _key("share", Kind.SHARE, width=9),
        _key("takes_rest", Kind.FLAG, width=14),
        _key("valid_from", Kind.DATE, width=12),
        _key("sure", Kind.FLAG, width=9, also=("Sûr",), shown=False),
        _key("legal", width=24),
    ),
    identity=("tax", "level", "valid_from"),
    likeness=("tax", "level"),
    add=lambda _, values: AddKey(given(values)),
    remove=lambda rows: RemoveKeys(tuple(row.id for row in rows)),
    record="sharing_keys",
    required=frozenset({"tax", "level", "share"}),
    row_title=lambda row: f"{row.tax} {row.level}",
    empty=N_("No share yet."),
    fills=("tdrl-sharing",),
)

EXEMPTION_REASONS: Table[ReasonRow] = Table(
    name="exemption-reasons",
    title=N_("Reasons of exemption"),
    purpose=N_("Why a person is exempt from the TDRL, and by which text."),
    rows=exemption_reasons,
    reads={"exemption_reasons": "id"},
    columns=always(
        _reason("code", Kind.CODE, width=7),
        _reason("title", width=50),
        _reason("legal", width=50),
        _reason("sure", Kind.FLAG, width=9, also=("Sûr",)),
        _reason("active", Kind.FLAG, width=9),
    ),
    identity=("code",),
    add=lambda _, values: AddReason(given(values)),
    remove=lambda rows: RemoveReasons(tuple(row.id for row in rows)),
    record="exemption_reasons",
    required=frozenset({"code", "title"}),
    row_title=lambda row: row.title,
    empty=N_("No reason yet."),
    fills=("tdrl-roll",),
)
