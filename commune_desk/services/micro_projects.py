"""The micro-projects of villages: commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.currencies import FRANCS
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.micro_rules import Micro, micro_refusals
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.micro_checks import check_course, money_of, rates_of
from commune_desk.services.portfolios import pot_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import MicroProject, MicroStep, Portfolio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit


def _micro(unit: Unit, row: MicroProject) -> Micro:
    portfolio = unit.find(Portfolio, row.portfolio_id)
    return Micro(
        f"{portfolio.short} {row.number}",
        pot_of(portfolio),
        row.currency or FRANCS,
        row.cost_cents,
        row.rate or "",
        row.cash_cents,
        row.kind_cents,
        1 if row.projects is None else row.projects,
        row.starts_on,
        row.ends_on,
        row.women,
        row.men,
        row.need_rank,
        rates_of(unit, row.agreement_id),
    )


def _rules(unit: Unit, row: MicroProject) -> Iterator[Issue]:
    micro, own = _micro(unit, row), (row.portfolio_id, row.number)
    if taken(unit, MicroProject, ("portfolio_id", "number"), own, row.id):
        text = N_("There is already a project {reference}.", reference=micro.called)
        yield Issue(Severity.ERROR, text, field="number")
    yield from micro_refusals(micro)


OWNER = "portfolio_id"
"""The field that a project is numbered in."""

MICRO_PROJECT = Entity(
    MicroProject,
    N_("micro-project “{title}”"),
    lambda row: row.title,
    {
        "portfolio_id": N_("Portfolio"),
        "number": N_("No."),
        "title": N_("Micro-project"),
        "currency": N_("Currency"),
        "cost_cents": N_("Cost"),
        "rate": N_("Rate"),
        "cash_cents": N_("Community, in cash"),
        "kind_cents": N_("Community, in kind"),
        "state": N_("State"),
        "projects": N_("Projects"),
        "sector_id": N_("Sector"),
        "village_id": N_("Village"),
        "place": N_("Other place"),
        "region": N_("Region"),
        "need_rank": N_("Rank of the need"),
        "sponsor": N_("Sponsor"),
        "executing": N_("Executing partner"),
        "partner_id": N_("Funder"),
        "agreement_id": N_("Agreement"),
        "committee_id": N_("Committee in charge"),
        "action_id": N_("Action"),
        "starts_on": N_("Beginning"),
        "ends_on": N_("End planned"),
        "women": N_("Women who benefit"),
        "men": N_("Men who benefit"),
        "read_as": N_("Amount as written in the file"),
        "source": N_("Source"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"portfolio_id", "title"}),
    {},
)


@dataclass(frozen=True)
class AddMicroProject(Add):
    """Add a micro-project; it takes the next number of its portfolio."""

    label: ClassVar[Text] = N_("Add a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_PROJECT

    def apply(self, unit: Unit) -> int:
        """Number it where no number was typed."""
        values = dict(self.values)
        portfolio = values.get("portfolio_id")
        if portfolio is None:
            raise MICRO_PROJECT.lacks(OWNER)
        if not values.get("number"):
            unit.settle()
            own = select(MicroProject.number).where(
                MicroProject.portfolio_id == portfolio
            )
            numbers = [int(n) for n in unit.session.scalars(own) if n.isdecimal()]
            values["number"] = str(max(numbers, default=0) + 1)
        row = MicroProject(**values)
        with unit.session.no_autoflush:
            MICRO_PROJECT.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name it by its title: the number may be given only when it is added."""
        del unit
        return N_("micro-project “{title}” added", title=self.values.get("title") or "")


@dataclass(frozen=True)
class ReviseMicroProject(Revise):
    """Correct a micro-project; its state follows the steps, where it has taken some."""

    label: ClassVar[Text] = N_("Correct a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_PROJECT

    def apply(self, unit: Unit) -> None:
        """Refuse a currency once money moved, and a state that the steps deny."""
        row = MICRO_PROJECT.get(unit, self.id)
        before = getattr(row, self.field)
        if self.field in {"currency", "portfolio_id"} and before != self.value:
            unit.settle()
            self._refuse_moved(unit, row)
        super().apply(unit)
        if self.field == "state":
            check_course(unit, self.id, strict=True)

    def _refuse_moved(self, unit: Unit, row: MicroProject) -> None:
        called = _micro(unit, row).called
        received, spent = money_of(unit.session, [self.id])
        if self.field == "currency" and (received[self.id] or spent[self.id]):
            text = N_(
                "{project}: tranches and expenses are noted in {currency}; its currency"
                " no longer changes: two currencies never meet in one sum.",
                project=called,
                currency=row.currency,
            )
            raise Rejected([Issue(Severity.ERROR, text, field=self.field)])
        steps = select(func.count()).where(MicroStep.project_id == self.id)
        if self.field == "portfolio_id" and unit.session.scalar(steps):
            text = N_(
                "{project}: steps of its portfolio were taken; it cannot change to"
                " another cycle.",
                project=called,
            )
            raise Rejected([Issue(Severity.ERROR, text, field=self.field)])


@dataclass(frozen=True)
class RemoveMicroProjects(Remove):
    """Remove micro-projects, with their steps, tranches and expenses."""

    label: ClassVar[Text] = N_("Remove micro-projects")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_PROJECT
