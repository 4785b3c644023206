"""The tables of money from others: partners, contributions."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.agreements import PartnerKind
from commune_desk.domain.text import N_
from commune_desk.services.funders import (
    CONTRIBUTION_FIELDS,
    AddContribution,
    RemoveContributions,
    ReviseContribution,
    contributions,
)
from commune_desk.services.partners import (
    PARTNER,
    AddPartner,
    RemovePartners,
    RevisePartner,
    partners,
)
from commune_desk.services.programming import code_key
from commune_desk.tables.choices import (
    FUNDER_CLASSES,
    STATUSES,
    action_choices,
    members,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.services.command import Command
    from commune_desk.services.funders import ContributionRow
    from commune_desk.services.partners import PartnerRow
    from commune_desk.services.scope import Scope

_partner = fields_of(PARTNER, RevisePartner)
PARTNER_KINDS = members(PartnerKind)


def _add_partner(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddPartner({k: v for k, v in values.items() if v is not None})


PARTNERS: Table[PartnerRow] = Table(
    name="partners",
    title=N_("Partners"),
    purpose=N_("Who gives money to the commune, and how much to this plan."),
    rows=partners,
    reads={"partners": "id", "contributions": "partner_id"},
    columns=always(
        _partner("name", width=44),
        _partner("kind", Kind.CHOICE, width=24, choices=PARTNER_KINDS),
        _partner("funder_class", Kind.CHOICE, width=16, choices=FUNDER_CLASSES),
        _partner("country", width=16),
        Column(
            "given",
            N_("Given to the plan"),
            lambda x: x.given,
            Kind.MONEY,
            18,
            adds=True,
        ),
        _partner("contact", width=24, shown=False, private=True),
        _partner("contact_post", width=24, shown=False, private=True),
        _partner("phone", width=16, shown=False, private=True),
        _partner("email", width=24, shown=False, private=True),
        _partner("note", width=30, shown=False),
    ),
    identity=("name",),
    add=_add_partner,
    remove=lambda rows: RemovePartners(tuple(row.id for row in rows)),
    record="partners",
    required=frozenset({"name"}),
    row_title=lambda row: row.name,
    empty=N_("No partner yet."),
    fills=("financing",),
)


def _field(key: str, kind: Kind = Kind.TEXT, **facts: Any) -> Column[ContributionRow]:
    return Column(
        key,
        CONTRIBUTION_FIELDS[key],
        lambda row: getattr(row, key),
        kind,
        edit=lambda row, value: ReviseContribution(row.id, key, value),
        **facts,
    )


def _foreign(row: ContributionRow) -> Decimal | None:
    return None if row.foreign_cents is None else Decimal(row.foreign_cents) / 100


def _add_contribution(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = {k: v for k, v in values.items() if v is not None}
    action = given.pop("action_id")
    given["rate"] = _exact(given.get("rate"))
    given["foreign_cents"] = _cents(given.pop("foreign", None))
    return AddContribution(action, given)


def _exact(rate: Decimal | None) -> str:
    return "" if rate is None else str(rate)


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


CONTRIBUTIONS: Table[ContributionRow] = Table(
    name="contributions",
    title=N_("Contributions"),
    purpose=N_("Who pays what, for which action, in which year, and how sure it is."),
    rows=contributions,
    reads={"contributions": "id", "actions": None, "partners": None},
    columns=always(
        Column(
            "action_id",
            N_("Action"),
            lambda x: x.action_id,
            Kind.CHOICE,
            34,
            choices=action_choices,
            shown=False,  # the group above the row says it
        ),
        _field("year", Kind.YEAR, width=7),
        _field("funder_class", Kind.CHOICE, width=14, choices=FUNDER_CLASSES),
        _field("partner", width=30),
        _field("amount", Kind.MONEY, width=15, adds=True),
        _field("status", Kind.CHOICE, width=10, choices=STATUSES),
        _field("currency", Kind.CODE, width=8, shown=False),
        Column(
            "foreign",
            CONTRIBUTION_FIELDS["foreign_cents"],
            _foreign,
            Kind.DECIMAL,
            14,
            edit=lambda row, v: ReviseContribution(row.id, "foreign_cents", _cents(v)),
            shown=False,
            cents=True,
        ),
        Column(
            "rate",
            CONTRIBUTION_FIELDS["rate"],
            lambda x: Decimal(x.rate) if x.rate else None,
            Kind.DECIMAL,
            9,
            edit=lambda row, v: ReviseContribution(row.id, "rate", _exact(v)),
            shown=False,
        ),
        _field("note", width=24, shown=False),
    ),
    levels=(
        Level(
            lambda x: code_key(x.action_code), lambda x: f"{x.action_code}  {x.action}"
        ),
    ),
    identity=("action_id", "year", "funder_class", "partner"),
    add=_add_contribution,
    remove=lambda rows: RemoveContributions(tuple(row.id for row in rows)),
    record="contributions",
    required=frozenset({"action_id", "year", "funder_class"}),
    row_title=lambda row: f"{row.action_code}  {row.year}",
    empty=N_("No contribution yet."),
    fills=("pia", "financing"),
)
