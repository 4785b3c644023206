"""The tables of agreements: what they are, their themes, parties and fundings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.agreement_money import HUNDRED
from commune_desk.domain.agreements import AgreementState, PartyRole, Route
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.services.agreement_parts import (
    FUNDING,
    PARTY,
    THEME,
    AddAgreementParty,
    AddAgreementTheme,
    AddFunding,
    RemoveAgreementParties,
    RemoveAgreementThemes,
    RemoveFundings,
    ReviseAgreementParty,
    ReviseAgreementTheme,
    ReviseFunding,
    decimals,
    fundings,
    parties,
    themes,
)
from commune_desk.services.agreement_sums import overviews
from commune_desk.services.agreements import (
    AGREEMENT,
    AddAgreement,
    RemoveAgreements,
    ReviseAgreement,
    agreements,
)
from commune_desk.services.partners import partners
from commune_desk.services.territory import communes
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.agreement_parts import FundingRow, PartyRow, ThemeRow
    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.command import Command
    from commune_desk.services.records import Entity, Revise
    from commune_desk.services.scope import Scope

_agreement = fields_of(AGREEMENT, ReviseAgreement)
_theme = fields_of(THEME, ReviseAgreementTheme)
_party = fields_of(PARTY, ReviseAgreementParty)
_funding = fields_of(FUNDING, ReviseFunding)
ROUTES = members(Route)


def agreement_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the agreements by their numbers."""
    return [Choice(row.id, row.reference, (row.title,)) for row in agreements(session)]


def partner_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the partners by their names."""
    return [Choice(row.id, row.name) for row in partners(session, scope)]


def commune_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the communes of the dossier."""
    return [Choice(row.id, row.name) for row in communes(session, scope)]


def cents_of(amount: Decimal | None, title: Text) -> int | None:
    """Keep an amount in hundredths; refuse what is finer."""
    if amount is None:
        return None
    cents = amount * HUNDRED
    if cents != cents.to_integral_value():
        text = N_(
            "{field}: {amount} has more than two decimals.",
            field=title,
            amount=str(amount).replace(".", ","),
        )
        raise Rejected([Issue(Severity.ERROR, text, "FUND-04")])
    return int(cents)


def in_currency(
    entity: Entity, revise: type[Revise], key: str, width: int = 14, **facts: Any
) -> Column[Any]:
    """Describe an amount in the agreement’s currency, kept in hundredths."""
    field = f"{key}_cents" if key != "cents" else key
    title = entity.fields[field]
    return Column(
        key,
        title,
        lambda row: decimals(getattr(row, field)),
        Kind.DECIMAL,
        width,
        edit=lambda row, value: revise(row.id, field, cents_of(value, title)),
        cents=True,
        **facts,
    )


def taking(
    entity: Entity, add: Callable[[Mapping[str, Any]], Command[int]], *keys: str
) -> Callable[[Scope, Mapping[str, Any]], Command[int]]:
    """Add a record whose `keys` were typed as decimals and are kept in hundredths."""

    def made(_: Scope, values: Mapping[str, Any]) -> Command[int]:
        given = known(values)
        for key in keys:
            field = f"{key}_cents" if key != "cents" else key
            if key in given:
                given[field] = cents_of(given.pop(key), entity.fields[field])
        if isinstance(given.get("rate"), Decimal):
            given["rate"] = str(given["rate"])
        return add(given)

    return made


def rate_column(entity: Entity, revise: type[Revise], **facts: Any) -> Column[Any]:
    """Describe a rate, which is kept as it was typed."""
    return Column(
        "rate",
        entity.fields["rate"],
        lambda row: Decimal(row.rate) if row.rate else None,
        Kind.DECIMAL,
        10,
        edit=lambda row, value: revise(
            row.id, "rate", "" if value is None else str(value)
        ),
        **facts,
    )


def _prose(key: str) -> Column[Overview]:
    return _agreement(key, Kind.PROSE, width=30, shown=False)


def _reckoned(
    key: str, title: Text, cents: Callable[[Overview], int | None]
) -> Column[Overview]:
    return Column(
        key, title, lambda row: decimals(cents(row)), Kind.DECIMAL, 12, cents=True
    )


AGREEMENTS: Table[Overview] = Table(
    name="agreements",
    title=N_("Agreements"),
    purpose=N_("What was agreed with partners: how much, what came, what it paid."),
    rows=overviews,
    reads={
        "agreements": "id",
        "agreement_fundings": "agreement_id",
        "tranches": "agreement_id",
        "fund_uses": "agreement_id",
        "partners": None,
        "settings": None,
    },
    columns=always(
        _agreement("reference", Kind.CODE, width=13),
        _agreement("title", width=38),
        _agreement("state", Kind.CHOICE, width=18, choices=members(AgreementState)),
        _agreement("currency", Kind.CODE, width=8),
        _reckoned("agreed", N_("Agreed"), lambda row: row.agreed),
        _reckoned("received", N_("Received"), lambda row: row.received),
        Column("spent", N_("Spent in francs"), lambda x: x.spent, Kind.MONEY, 14),
        _agreement("begins_on", Kind.DATE, width=12, shown=False),
        _agreement("ends_on", Kind.DATE, width=12),
        _agreement("signed_on", Kind.DATE, width=12, shown=False),
        _agreement("first_signed", Kind.YEAR, width=8, shown=False),
        rate_column(AGREEMENT, ReviseAgreement, shown=False),
        _agreement("rate_on", Kind.DATE, width=12, shown=False),
        _agreement("form", width=30, shown=False),
        _agreement("report_months", Kind.INTEGER, width=8, shown=False),
        _prose("context"),
        _prose("history"),
        _prose("aim"),
        _prose("description"),
        _prose("beneficiaries"),
        _agreement("women", Kind.INTEGER, width=8, shown=False),
        _agreement("men", Kind.INTEGER, width=8, shown=False),
        _prose("evaluation"),
        _prose("communication"),
        _prose("volunteers"),
        _prose("outlook"),
        _agreement("source", width=30, shown=False),
        _agreement("note", width=30, shown=False),
    ),
    identity=("reference",),
    add=taking(AGREEMENT, AddAgreement),
    remove=lambda rows: RemoveAgreements(tuple(row.id for row in rows)),
    record="agreements",
    required=frozenset({"reference", "title", "begins_on"}),
    row_title=lambda row: f"{row.reference}  {row.title}",
    empty=N_("No agreement yet: who gave the commune money, and for what?"),
    fills=("partnership-sheet", "agreement-money", "funder-report"),
    one_sum=False,
)

AGREEMENT_THEMES: Table[ThemeRow] = Table(
    name="agreement_themes",
    title=N_("Themes of agreements"),
    purpose=N_("What an agreement is about, by priority; 0 is the main theme."),
    rows=themes,
    reads={"agreement_themes": "id", "agreements": None},
    columns=always(
        _theme(
            "agreement_id",
            Kind.CHOICE,
            width=20,
            choices=agreement_choices,
            shown=False,
        ),
        _theme("priority", Kind.INTEGER, width=8),
        _theme("theme", width=36),
        _theme("sub_theme", width=40),
        _theme("detail", width=30),
    ),
    levels=(Level(lambda row: row.agreement_id, lambda row: row.reference),),
    identity=("agreement_id", "priority"),
    add=lambda _, values: AddAgreementTheme(known(values)),
    remove=lambda rows: RemoveAgreementThemes(tuple(row.id for row in rows)),
    record="agreement_themes",
    required=frozenset({"agreement_id", "priority", "theme"}),
    carries=("agreement_id",),
    row_title=lambda row: row.theme,
    empty=N_("No theme yet."),
    fills=("partnership-sheet",),
)

AGREEMENT_PARTIES: Table[PartyRow] = Table(
    name="agreement_parties",
    title=N_("Parties to agreements"),
    purpose=N_("Communes of both countries, masters of works and of execution."),
    rows=parties,
    reads={"agreement_parties": "id", "agreements": None},
    columns=always(
        _party(
            "agreement_id",
            Kind.CHOICE,
            width=20,
            choices=agreement_choices,
            shown=False,
        ),
        _party("role", Kind.CHOICE, width=22, choices=members(PartyRole)),
        _party("name", width=40),
        _party("country", width=14),
        _party(
            "commune_id", Kind.CHOICE, width=24, choices=commune_choices, shown=False
        ),
        _party(
            "partner_id", Kind.CHOICE, width=30, choices=partner_choices, shown=False
        ),
        _party("contact", width=24, shown=False, private=True),
        _party("contact_post", width=24, shown=False, private=True),
        _party("email", width=24, shown=False, private=True),
        _party("note", width=24, shown=False),
    ),
    levels=(Level(lambda row: row.agreement_id, lambda row: row.reference),),
    identity=("agreement_id", "role", "name"),
    add=lambda _, values: AddAgreementParty(known(values)),
    remove=lambda rows: RemoveAgreementParties(tuple(row.id for row in rows)),
    record="agreement_parties",
    required=frozenset({"agreement_id", "role", "name"}),
    carries=("agreement_id", "role"),
    row_title=lambda row: row.name,
    empty=N_("No party yet."),
    fills=("partnership-sheet",),
)

AGREEMENT_FUNDINGS: Table[FundingRow] = Table(
    name="agreement_fundings",
    title=N_("Funders by year"),
    purpose=N_("What each funder gives in each year, as the agreement says."),
    rows=fundings,
    reads={"agreement_fundings": "id", "agreements": None, "partners": None},
    columns=always(
        _funding(
            "agreement_id",
            Kind.CHOICE,
            width=20,
            choices=agreement_choices,
            shown=False,
        ),
        _funding("partner_id", Kind.CHOICE, width=38, choices=partner_choices),
        _funding("year", Kind.YEAR, width=8),
        in_currency(FUNDING, ReviseFunding, "amount", adds=True),
        Column("currency", N_("Currency"), lambda x: x.currency, Kind.CODE, 8),
        Column("francs", N_("In francs"), lambda x: x.francs, Kind.MONEY, 15,
               adds=True),
        _funding("way", Kind.CHOICE, width=18, choices=ROUTES),
        in_currency(FUNDING, ReviseFunding, "water", 12, shown=False),
        in_currency(FUNDING, ReviseFunding, "water_other", 12, shown=False),
        _funding("note", width=24, shown=False),
    ),
    levels=(Level(lambda row: row.agreement_id, lambda row: row.reference),),
    identity=("agreement_id", "partner_id", "year", "way"),
    add=taking(FUNDING, AddFunding, "amount", "water", "water_other"),
    remove=lambda rows: RemoveFundings(tuple(row.id for row in rows)),
    record="agreement_fundings",
    required=frozenset({"agreement_id", "partner_id", "year", "amount"}),
    carries=("agreement_id", "way"),
    row_title=lambda row: f"{row.partner}  {row.year}",
    empty=N_("No funding yet."),
    fills=("partnership-sheet", "agreement-money"),
    one_sum=False,
)  # fmt: skip
