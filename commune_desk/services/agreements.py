"""Agreements with partners: commands and queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.agreement_money import Terms
from commune_desk.domain.agreement_rules import (
    agreement_refusals,
    refused,
    year_refusals,
)
from commune_desk.domain.errors import Rejected
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.fund_balance import check_balance
from commune_desk.services.fund_terms import lines_of, terms_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    Agreement,
    AgreementFunding,
    FundReport,
    FundUse,
    MicroProject,
    Partner,
    Tranche,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.agreements import AgreementState
    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

MOST_MONTHS = 60
"""Months between two reports at most."""


def _rules(unit: Unit, row: Agreement) -> Iterator[Issue]:
    terms = terms_of(row)
    if taken(unit, Agreement, ("reference",), (row.reference,), row.id):
        text = N_(
            "There is already an agreement with the number {reference}.",
            reference=row.reference,
        )
        yield refused(text, "reference", "FUND-09")
    yield from agreement_refusals(terms)
    months = row.report_months
    if months is not None and not 1 <= months <= MOST_MONTHS:
        text = N_(
            "Agreement {reference}: a report every {months} months is none of 1 to"
            " {most}.",
            reference=row.reference,
            months=months,
            most=MOST_MONTHS,
        )
        yield refused(text, "report_months", "FUND-09")
    if row.id is not None:
        yield from _kept(unit, row, terms)


def _kept(unit: Unit, row: Agreement, terms: Terms) -> Iterator[Issue]:
    """Hold a change against the years that are noted already."""
    lines = unit.session.execute(
        select(AgreementFunding.year, Partner.name)
        .join(Partner, Partner.id == AgreementFunding.partner_id)
        .where(AgreementFunding.agreement_id == row.id)
        .order_by(AgreementFunding.year)
    )
    for year, name in lines:
        found = list(year_refusals(name, terms, year))
        if found:
            yield found[0]
            return


AGREEMENT = Entity(
    Agreement,
    N_("agreement “{title}”"),
    lambda row: row.reference,
    {
        "reference": N_("Agreement no."),
        "title": N_("Title"),
        "state": N_("State"),
        "currency": N_("Currency"),
        "rate": N_("Francs for one unit"),
        "rate_on": N_("Rate of the day"),
        "begins_on": N_("Begins on"),
        "ends_on": N_("Ends on"),
        "signed_on": N_("Signed on"),
        "first_signed": N_("Year of the first signature"),
        "form": N_("Form"),
        "context": N_("Context"),
        "history": N_("History"),
        "aim": N_("Aims"),
        "description": N_("Description"),
        "beneficiaries": N_("Beneficiaries"),
        "women": N_("Women"),
        "men": N_("Men"),
        "evaluation": N_("Evaluation"),
        "communication": N_("Communication"),
        "volunteers": N_("Volunteers"),
        "outlook": N_("Outlook"),
        "report_months": N_("Months between two reports"),
        "source": N_("Source"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"reference", "title", "begins_on"}),
    {
        "tranches": (Tranche, "agreement_id"),
        "fund_uses": (FundUse, "agreement_id"),
        "fund_reports": (FundReport, "agreement_id"),
        "micro_projects": (MicroProject, "agreement_id"),
    },
)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write currency and rate as they are kept."""
    found = {key: value for key, value in values.items() if value is not None}
    if "currency" in found:
        found["currency"] = found["currency"].strip().upper()
    return found


@dataclass(frozen=True)
class AddAgreement(Add):
    """Enter an agreement."""

    label: ClassVar[Text] = N_("Add an agreement")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = AGREEMENT

    def apply(self, unit: Unit) -> int:
        """Add it, with its currency in capitals."""
        row = Agreement(**{"currency": "", **_plain(self.values)})
        with unit.session.no_autoflush:
            AGREEMENT.check(unit, row)
        return unit.add(row)


@dataclass(frozen=True)
class ReviseAgreement(Revise):
    """Correct an agreement; its currency stays once amounts are noted in it."""

    label: ClassVar[Text] = N_("Correct an agreement")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = AGREEMENT

    def apply(self, unit: Unit) -> None:
        """Change the field, and weigh the money again where it moves."""
        value = self.value
        if self.field == "currency":
            value = (value or "").strip().upper()
            self._amounts(unit, value)
        if self.field in {"currency", "rate"}:
            check_balance(unit, self.id)
        Revise.apply(type(self)(self.id, self.field, value), unit)

    def _amounts(self, unit: Unit, currency: str) -> None:
        row = unit.find(Agreement, self.id)
        if currency == row.currency:
            return
        count = sum(
            unit.session.scalar(select(func.count()).where(m.agreement_id == self.id))
            or 0
            for m in (AgreementFunding, Tranche, FundUse)
        )
        if count:
            text = P_(
                "Agreement {reference}: {count} amount is noted in {currency}; it would"
                " mean something else in {other}.",
                "Agreement {reference}: {count} amounts are noted in {currency}; they"
                " would mean something else in {other}.",
                count=count,
                reference=row.reference,
                currency=row.currency,
                other=currency or "…",
            )
            raise Rejected([refused(text, "currency", "FUND-01")])


@dataclass(frozen=True)
class RemoveAgreements(Remove):
    """Remove agreements of which no money was noted."""

    label: ClassVar[Text] = N_("Remove agreements")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = AGREEMENT


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as tables and papers see it."""

    id: int
    reference: str
    title: str
    currency: str
    begins_on: dt.date
    ends_on: dt.date | None
    signed_on: dt.date | None
    first_signed: int | None
    rate: str
    rate_on: dt.date | None
    form: str
    state: AgreementState
    context: str
    history: str
    aim: str
    description: str
    beneficiaries: str
    women: int | None
    men: int | None
    evaluation: str
    communication: str
    volunteers: str
    outlook: str
    report_months: int | None
    source: str
    note: str

    @property
    def terms(self) -> Terms:
        """What its money depends on."""
        return Terms(
            self.reference,
            self.currency,
            self.begins_on,
            self.ends_on,
            self.signed_on,
            self.rate,
        )


FIELDS = tuple(AgreementRow.__dataclass_fields__)


def agreements(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[AgreementRow]:
    """List the agreements, the latest first."""
    table = Agreement.__table__.c
    query = select(*(table[name] for name in FIELDS)).order_by(
        table.begins_on.desc(), table.reference
    )
    if ids is not None:
        query = query.where(table.id.in_(ids))
    return [AgreementRow(*row) for row in lines_of(session, query)]
