"""Who gives money: the partners, their kind and whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.agreements import CLASS_OF, PartnerKind
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.fund_terms import lines_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import (
    Action,
    AgreementFunding,
    AgreementParty,
    Contribution,
    FundUse,
    MicroProject,
    Partner,
    Tranche,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def class_of(kind: PartnerKind) -> FunderClass | None:
    """Give the class of the plan’s papers; None for a kind that leaves it open."""
    if kind is PartnerKind.OTHER:
        return None
    return CLASS_OF.get(kind, FunderClass.PARTNER)


def _rules(unit: Unit, partner: Partner) -> Iterator[Issue]:
    known = _known_partners(unit)
    holder = known.get(fold(partner.name))
    if holder is not None and holder != partner.id:
        text = N_("There is already a partner named “{name}”.", name=partner.name)
        yield Issue(Severity.ERROR, text, field="name")
    kind = partner.kind or PartnerKind.OTHER
    of_kind = class_of(kind)
    own = partner.funder_class or FunderClass.PARTNER
    if of_kind is not None and own is not of_kind:
        text = N_(
            "Partner “{name}”: the kind “{kind}” stands in the class “{right}” of the"
            " plan, not in “{wrong}”.",
            name=partner.name,
            kind=NAMES[kind],
            right=NAMES[of_kind],
            wrong=NAMES[own],
        )
        yield Issue(Severity.ERROR, text, "FUND-12", field="funder_class")


PARTNER = Entity(
    Partner,
    N_("partner “{title}”"),
    lambda row: row.name,
    {
        "name": N_("Partner"),
        "kind": N_("Kind of partner"),
        "funder_class": N_("Class"),
        "country": N_("Country"),
        "contact": N_("Contact person"),
        "contact_post": N_("Post of the contact"),
        "phone": N_("Telephone"),
        "email": N_("E-mail"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"name"}),
    {
        "contributions": (Contribution, "partner_id"),
        "agreement_fundings": (AgreementFunding, "partner_id"),
        "agreement_parties": (AgreementParty, "partner_id"),
        "micro_projects": (MicroProject, "partner_id"),
        "tranches": (Tranche, "partner_id"),
        "fund_uses": (FundUse, "partner_id"),
    },
)


@dataclass(frozen=True)
class AddPartner(Add):
    """Add a funder; its class follows from its kind where none is given."""

    label: ClassVar[Text] = N_("Add a partner")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PARTNER

    def apply(self, unit: Unit) -> int:
        """Complete the class, then add it."""
        values = dict(self.values)
        kind = values.get("kind")
        if kind is not None and values.get("funder_class") is None:
            values["funder_class"] = class_of(kind) or FunderClass.PARTNER
        return Add.apply(AddPartner(values), unit)


@dataclass(frozen=True)
class RevisePartner(Revise):
    """Correct a funder; its class follows its kind."""

    label: ClassVar[Text] = N_("Correct a partner")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PARTNER

    def apply(self, unit: Unit) -> None:
        """Change the field, and the class with the kind."""
        if self.field == "kind" and self.value is not None:
            of_kind = class_of(self.value)
            if of_kind is not None:
                unit.find(Partner, self.id).funder_class = of_kind
        Revise.apply(self, unit)


@dataclass(frozen=True)
class RemovePartners(Remove):
    """Remove funders who give nothing."""

    label: ClassVar[Text] = N_("Remove partners")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PARTNER


def partner_named(unit: Unit, name: str, funder_class: FunderClass) -> int | None:
    """Find a partner by any spelling of its name, or enrol it; None for no name."""
    if not name.strip():
        return None
    known = _known_partners(unit)
    found = known.get(fold(name))
    if found is None:
        partner = Partner(name=" ".join(name.split()), funder_class=funder_class)
        unit.session.add(partner)
        unit.session.flush()
        found = known[fold(name)] = partner.id
    return found


def _known_partners(unit: Unit) -> dict[str, int]:
    def read() -> dict[str, int]:
        rows = unit.session.execute(select(Partner.name, Partner.id))
        return {fold(name): row_id for name, row_id in rows}

    return unit.once("partners.names", read)


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A funder, with what it gives to the plan in view, in francs."""

    id: int
    name: str
    kind: PartnerKind
    funder_class: FunderClass
    country: str
    contact: str
    contact_post: str
    phone: str
    email: str
    note: str
    given: Money


def partners(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[PartnerRow]:
    """List the funders by name, with what they give to the plan."""
    given = (
        select(Contribution.partner_id, func.sum(Contribution.amount).label("given"))
        .join(Action, Action.id == Contribution.action_id)
        .where(Action.plan_id == scope.plan_id)
        .group_by(Contribution.partner_id)
        .subquery()
    )
    sums = func.coalesce(given.c.given, 0)
    table = Partner.__table__.c
    own = [table[name] for name in PartnerRow.__dataclass_fields__ if name != "given"]
    query = select(*own, sums).join_from(
        Partner, given, given.c.partner_id == Partner.id, isouter=True
    )
    if ids is not None:
        query = query.where(Partner.id.in_(ids))
    rows = [PartnerRow(*row) for row in lines_of(session, query)]
    return sorted(rows, key=lambda row: fold(row.name))
