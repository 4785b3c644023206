"""What an agreement is made of: themes, parties, what each funder gives in a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.agreement_money import HUNDRED, Terms
from commune_desk.domain.agreement_rules import (
    amount_refusals,
    refused,
    year_refusals,
)
from commune_desk.domain.agreements import Route
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.fund_terms import TERMS, lines_of, terms_in
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    Agreement,
    AgreementFunding,
    AgreementParty,
    AgreementTheme,
    Partner,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.agreements import PartyRole
    from commune_desk.domain.funding import FunderClass
    from commune_desk.domain.issues import Issue
    from commune_desk.domain.money import Foreign, Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _theme_rules(unit: Unit, row: AgreementTheme) -> Iterator[Issue]:
    key = (row.agreement_id, row.priority)
    if row.priority is not None and row.priority < 0:
        text = N_("Theme “{theme}”: a priority is 0 or more.", theme=row.theme)
        yield refused(text, "priority", "FUND-09")
    if taken(unit, AgreementTheme, ("agreement_id", "priority"), key, row.id):
        text = N_(
            "Agreement {reference}: priority {priority} is already that of another"
            " theme.",
            reference=terms_in(unit, row.agreement_id).reference,
            priority=row.priority,
        )
        yield refused(text, "priority", "FUND-09")


THEME = Entity(
    AgreementTheme,
    N_("theme “{title}”"),
    lambda row: row.theme,
    {
        "agreement_id": N_("Agreement"),
        "priority": N_("Priority"),
        "theme": N_("Theme of the agreement"),
        "sub_theme": N_("Sub-theme"),
        "detail": N_("Detail"),
    },
    _theme_rules,
    frozenset({"agreement_id", "priority", "theme"}),
)


def _party_rules(unit: Unit, row: AgreementParty) -> Iterator[Issue]:
    key = (row.agreement_id, row.role, row.name)
    if taken(unit, AgreementParty, ("agreement_id", "role", "name"), key, row.id):
        text = N_(
            "Agreement {reference}: {name} is already named as {role}.",
            reference=terms_in(unit, row.agreement_id).reference,
            name=row.name,
            role=NAMES[row.role],
        )
        yield refused(text, "name", "FUND-09")


PARTY = Entity(
    AgreementParty,
    N_("party “{title}”"),
    lambda row: row.name,
    {
        "agreement_id": N_("Agreement"),
        "role": N_("Part taken"),
        "name": N_("Party to the agreement"),
        "country": N_("Country"),
        "commune_id": N_("Commune of the dossier"),
        "partner_id": N_("Partner"),
        "contact": N_("Contact person"),
        "contact_post": N_("Post of the contact"),
        "email": N_("E-mail"),
        "note": N_("Note"),
    },
    _party_rules,
    frozenset({"agreement_id", "role", "name"}),
)


def _funding_rules(unit: Unit, row: AgreementFunding) -> Iterator[Issue]:
    terms = terms_in(unit, row.agreement_id)
    funder = unit.find(Partner, row.partner_id).name
    name = N_(
        "Agreement {reference}, {funder}, {year}",
        reference=terms.reference,
        funder=funder,
        year=str(row.year),
    )
    yield from year_refusals(name, terms, row.year)
    for field in ("amount_cents", "water_cents", "water_other_cents"):
        cents = getattr(row, field)
        yield from amount_refusals(name, terms.currency, cents, field)
    columns = ("agreement_id", "partner_id", "year", "way")
    way = row.way or Route.BESIDE
    key = (row.agreement_id, row.partner_id, row.year, way)
    if taken(unit, AgreementFunding, columns, key, row.id):
        text = N_(
            "{name}: this line is noted already ({way}).", name=name, way=NAMES[way]
        )
        yield refused(text, "year", "FUND-09")
    told = (row.water_cents or 0) + (row.water_other_cents or 0)
    if row.amount_cents is not None and told > row.amount_cents:
        text = N_(
            "{name}: {water} told apart as 1 % water, more than the {amount} given.",
            name=name,
            water=terms.amount(told),
            amount=terms.amount(row.amount_cents),
        )
        yield refused(text, "water_cents", "FUND-04")


FUNDING = Entity(
    AgreementFunding,
    N_("funding of {title}"),
    lambda row: str(row.year),
    {
        "agreement_id": N_("Agreement"),
        "partner_id": N_("Funder"),
        "year": N_("Year"),
        "amount_cents": N_("Amount in the currency"),
        "way": N_("Way of the money"),
        "water_cents": N_("1 % water"),
        "water_other_cents": N_("1 % water (second column)"),
        "note": N_("Note"),
    },
    _funding_rules,
    frozenset({"agreement_id", "partner_id", "year", "amount_cents"}),
)


@dataclass(frozen=True)
class AddAgreementTheme(Add):
    """Name a theme of an agreement."""

    label: ClassVar[Text] = N_("Add a theme of an agreement")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = THEME


@dataclass(frozen=True)
class ReviseAgreementTheme(Revise):
    """Correct a theme of an agreement."""

    label: ClassVar[Text] = N_("Correct a theme of an agreement")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = THEME


@dataclass(frozen=True)
class RemoveAgreementThemes(Remove):
    """Take themes off an agreement."""

    label: ClassVar[Text] = N_("Remove themes of agreements")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = THEME


@dataclass(frozen=True)
class AddAgreementParty(Add):
    """Name who has a part in an agreement."""

    label: ClassVar[Text] = N_("Add a party")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PARTY


@dataclass(frozen=True)
class ReviseAgreementParty(Revise):
    """Correct who has a part in an agreement."""

    label: ClassVar[Text] = N_("Correct a party")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PARTY


@dataclass(frozen=True)
class RemoveAgreementParties(Remove):
    """Take parties off an agreement."""

    label: ClassVar[Text] = N_("Remove parties")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = PARTY


@dataclass(frozen=True)
class AddFunding(Add):
    """Note what a funder gives in a year."""

    label: ClassVar[Text] = N_("Note a funding")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = FUNDING


@dataclass(frozen=True)
class ReviseFunding(Revise):
    """Correct what a funder gives in a year."""

    label: ClassVar[Text] = N_("Correct a funding")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = FUNDING


@dataclass(frozen=True)
class RemoveFundings(Remove):
    """Take fundings off an agreement."""

    label: ClassVar[Text] = N_("Remove fundings")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = FUNDING


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of an agreement."""

    id: int
    agreement_id: int
    reference: str
    priority: int
    theme: str
    sub_theme: str
    detail: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Who has a part in an agreement; contact and e-mail are private."""

    id: int
    agreement_id: int
    reference: str
    role: PartyRole
    name: str
    country: str
    commune_id: int | None
    partner_id: int | None
    contact: str
    contact_post: str
    email: str
    note: str


@dataclass(frozen=True, slots=True)
class FundingRow:
    """What a funder gives to an agreement in a year."""

    id: int
    agreement_id: int
    terms: Terms
    partner_id: int
    partner: str
    funder_class: FunderClass
    year: int
    amount_cents: int
    way: Route
    water_cents: int | None
    water_other_cents: int | None
    note: str

    @property
    def reference(self) -> str:
        """The number of the agreement."""
        return self.terms.reference

    @property
    def currency(self) -> str:
        """The currency of the agreement."""
        return self.terms.currency

    @property
    def amount(self) -> Foreign | Money:
        """The amount as the agreement writes it."""
        return self.terms.amount(self.amount_cents)

    @property
    def francs(self) -> Money | None:
        """The amount at the rate of the agreement, to the nearest franc."""
        return self.terms.francs(self.amount_cents)


def decimals(cents: int | None) -> Decimal | None:
    """Write hundredths as people type them."""
    return None if cents is None else Decimal(cents) / HUNDRED


def themes(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ThemeRow]:
    """List the themes, agreement by agreement, the main one first."""
    t = AgreementTheme
    query = (
        select(t.id, t.agreement_id, Agreement.reference, t.priority, t.theme,
               t.sub_theme, t.detail)
        .join(Agreement, Agreement.id == t.agreement_id)
        .order_by(Agreement.begins_on.desc(), Agreement.reference, t.priority)
    )  # fmt: skip
    if ids is not None:
        query = query.where(t.id.in_(ids))
    return [ThemeRow(*row) for row in lines_of(session, query)]


def parties(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PartyRow]:
    """List the parties, agreement by agreement, in the order of entry."""
    p = AgreementParty
    query = (
        select(p.id, p.agreement_id, Agreement.reference, p.role, p.name, p.country,
               p.commune_id, p.partner_id, p.contact, p.contact_post, p.email, p.note)
        .join(Agreement, Agreement.id == p.agreement_id)
        .order_by(Agreement.begins_on.desc(), Agreement.reference, p.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(p.id.in_(ids))
    return [PartyRow(*row) for row in lines_of(session, query)]


def fundings(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[FundingRow]:
    """List the fundings, agreement by agreement, in the order of entry."""
    f = AgreementFunding
    query = (
        select(f.id, f.agreement_id, *TERMS, f.partner_id, Partner.name,
               Partner.funder_class, f.year, f.amount_cents, f.way, f.water_cents,
               f.water_other_cents, f.note)
        .join(Agreement, Agreement.id == f.agreement_id)
        .join(Partner, Partner.id == f.partner_id)
        .order_by(Agreement.begins_on.desc(), Agreement.reference, f.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(f.id.in_(ids))
    at = 2 + len(TERMS)
    return [
        FundingRow(*(*row[:2], Terms(*row[2:at]), *row[at:]))
        for row in lines_of(session, query)
    ]
