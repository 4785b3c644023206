"""The money of micro-projects: tranches that come, purchases with their vouchers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.currencies import FRANCS, HUNDREDTHS
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.micro_checks import check_purse
from commune_desk.services.micro_steps import called
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import (
    MicroExpense,
    MicroProject,
    MicroTranche,
    Portfolio,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _whole(unit: Unit, project_id: int, key: str, cents: int | None) -> Iterator[Issue]:
    """Refuse parts of a franc."""
    francs = unit.find(MicroProject, project_id).currency == FRANCS
    if cents is not None and francs and cents % HUNDREDTHS:
        text = N_(
            "{project}: {amount} has decimals, and francs are whole.",
            project=called(unit, project_id),
            amount=f"{cents / HUNDREDTHS:.2f}".replace(".", ","),
        )
        yield Issue(Severity.ERROR, text, field=key)


def _tranche_rules(unit: Unit, row: MicroTranche) -> Iterator[Issue]:
    name = called(unit, row.project_id)
    facts = {"project": name, "number": row.number}
    own = (row.project_id, row.number)
    if taken(unit, MicroTranche, ("project_id", "number"), own, row.id):
        text = N_("{project}: there is already a tranche {number}.", **facts)
        yield Issue(Severity.ERROR, text, field="number")
    for key, cents in (
        ("forecast", row.forecast_cents),
        ("received", row.received_cents),
    ):
        yield from _whole(unit, row.project_id, key, cents)
        if cents is not None and cents < 0:
            text = N_("{project}, tranche {number}: an amount below zero.", **facts)
            yield Issue(Severity.ERROR, text, field=key)
    if (row.received_on is None) != (row.received_cents is None):
        text = N_(
            "{project}, tranche {number}: what was received and its day go together.",
            **facts,
        )
        key = "received_on" if row.received_on is None else "received"
        yield Issue(Severity.ERROR, text, field=key)
    day = today(unit.session)
    if row.received_on is not None and row.received_on > day:
        text = N_(
            "{project}, tranche {number}: received on {date}, after the day of the"
            " situation, {today}.",
            date=row.received_on,
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="received_on")


PROJECT = "project_id"
"""The field that says whose money it is."""

MICRO_TRANCHE = Entity(
    MicroTranche,
    N_("tranche {title} of a micro-project"),
    lambda row: str(row.number),
    {
        "project_id": N_("Micro-project"),
        "number": N_("Tranche"),
        "forecast_on": N_("Awaited on"),
        "forecast_cents": N_("Awaited"),
        "received_on": N_("Came in on"),
        "received_cents": N_("Received"),
        "reference": N_("Reference"),
        "note": N_("Note"),
    },
    _tranche_rules,
    frozenset({"project_id", "forecast_on", "forecast_cents"}),
)


@dataclass(frozen=True)
class AddMicroTranche(Add):
    """Note a tranche; it takes the next number of its project."""

    label: ClassVar[Text] = N_("Note a tranche of a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_TRANCHE

    def apply(self, unit: Unit) -> int:
        """Number it; what is received without a forecast was awaited that day."""
        values = dict(self.values)
        project = values.get("project_id")
        if project is None:
            raise MICRO_TRANCHE.lacks(PROJECT)
        if values.get("number") is None:
            unit.settle()
            last = select(func.max(MicroTranche.number)).where(
                MicroTranche.project_id == project
            )
            values["number"] = (unit.session.scalar(last) or 0) + 1
        for awaited, came in (
            ("forecast_on", "received_on"),
            ("forecast_cents", "received_cents"),
        ):
            if values.get(awaited) is None and values.get(came) is not None:
                values[awaited] = values[came]
        row = MicroTranche(**values)
        with unit.session.no_autoflush:
            MICRO_TRANCHE.check(unit, row)
        check_purse(unit, project)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Name the project."""
        project = called(unit, self.values["project_id"])
        return N_("Tranche of {project}", project=project)


@dataclass(frozen=True)
class ReviseMicroTranche(Revise):
    """Correct a tranche; its receipt is typed day and amount, in any order."""

    label: ClassVar[Text] = N_("Correct a tranche of a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_TRANCHE

    def apply(self, unit: Unit) -> None:
        """Correct it; a day of receipt alone takes the amount that was awaited."""
        row = MICRO_TRANCHE.get(unit, self.id)
        if self.field == "received_on":
            if self.value is None:
                row.received_cents = None
            elif row.received_cents is None:
                row.received_cents = row.forecast_cents
        elif self.field == "received_cents":
            if self.value is None:
                row.received_on = None
            elif row.received_on is None:
                row.received_on = min(row.forecast_on, today(unit.session))
        check_purse(unit, row.project_id)
        super().apply(unit)


@dataclass(frozen=True)
class RemoveMicroTranches(Remove):
    """Remove tranches whose money was not spent."""

    label: ClassVar[Text] = N_("Remove tranches of micro-projects")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_TRANCHE

    def apply(self, unit: Unit) -> None:
        """Remove them, then weigh what is left."""
        for row_id in self.ids:
            check_purse(unit, MICRO_TRANCHE.get(unit, row_id).project_id)
        super().apply(unit)


def _expense_rules(unit: Unit, row: MicroExpense) -> Iterator[Issue]:
    name, day = called(unit, row.project_id), today(unit.session)
    if row.amount_cents <= 0:
        text = N_("{project}, “{title}”: an expense is above zero.", project=name,
                  title=row.title)  # fmt: skip
        yield Issue(Severity.ERROR, text, field="amount")
    yield from _whole(unit, row.project_id, "amount", row.amount_cents)
    if row.made_on > day:
        text = N_(
            "{project}, “{title}”: made on {date}, after the day of the situation,"
            " {today}.",
            project=name,
            title=row.title,
            date=row.made_on,
            today=day,
        )
        yield Issue(Severity.ERROR, text, field="made_on")


MICRO_EXPENSE = Entity(
    MicroExpense,
    N_("expense “{title}”"),
    lambda row: row.title,
    {
        "project_id": N_("Micro-project"),
        "made_on": N_("Bought on"),
        "title": N_("Purchase"),
        "amount_cents": N_("Amount spent"),
        "supplier": N_("Seller"),
        "voucher": N_("Supporting document"),
        "note": N_("Note"),
    },
    _expense_rules,
    frozenset({"project_id", "made_on", "title", "amount_cents"}),
)


@dataclass(frozen=True)
class AddMicroExpense(Add):
    """Note a purchase of a project, with its voucher."""

    label: ClassVar[Text] = N_("Note a purchase of a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_EXPENSE

    def apply(self, unit: Unit) -> int:
        """Add it, then weigh the purse."""
        for name in ("project_id", "made_on", "title", "amount_cents"):
            if self.values.get(name) in {None, ""}:
                raise MICRO_EXPENSE.lacks(name)
        check_purse(unit, self.values["project_id"])
        return super().apply(unit)


@dataclass(frozen=True)
class ReviseMicroExpense(Revise):
    """Correct a purchase."""

    label: ClassVar[Text] = N_("Correct a purchase of a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_EXPENSE

    def apply(self, unit: Unit) -> None:
        """Correct it, then weigh the purse."""
        check_purse(unit, MICRO_EXPENSE.get(unit, self.id).project_id)
        super().apply(unit)


@dataclass(frozen=True)
class RemoveMicroExpenses(Remove):
    """Remove purchases that were noted by mistake."""

    label: ClassVar[Text] = N_("Remove purchases of micro-projects")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_EXPENSE


@dataclass(frozen=True, slots=True)
class TrancheRow:
    """A tranche as tables see it."""

    id: int
    project_id: int
    number: int
    forecast_on: dt.date
    forecast_cents: int
    received_on: dt.date | None
    received_cents: int | None
    reference: str
    note: str
    project: str
    currency: str
    order: tuple[int, str, int]


def micro_tranches(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[TrancheRow]:
    """List the tranches, project by project."""
    query = (
        select(MicroTranche, MicroProject, Portfolio)
        .join(MicroProject, MicroProject.id == MicroTranche.project_id)
        .join(Portfolio, Portfolio.id == MicroProject.portfolio_id)
        .order_by(Portfolio.id, MicroProject.number, MicroTranche.number)
    )
    if ids is not None:
        query = query.where(MicroTranche.id.in_(ids))
    keys = MicroTranche.__table__.columns.keys()
    return [
        TrancheRow(
            **{key: getattr(row, key) for key in keys},
            project=f"{portfolio.short} {project.number} – {project.title}",
            currency=project.currency,
            order=(portfolio.id, project.number, project.id),
        )
        for row, project, portfolio in session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """A purchase as tables see it."""

    id: int
    project_id: int
    made_on: dt.date
    title: str
    amount_cents: int
    supplier: str
    voucher: str
    note: str
    project: str
    currency: str
    order: tuple[int, str, int]


def micro_expenses(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ExpenseRow]:
    """List the purchases, project by project, day by day."""
    query = (
        select(MicroExpense, MicroProject, Portfolio)
        .join(MicroProject, MicroProject.id == MicroExpense.project_id)
        .join(Portfolio, Portfolio.id == MicroProject.portfolio_id)
        .order_by(
            Portfolio.id, MicroProject.number, MicroExpense.made_on, MicroExpense.id
        )
    )
    if ids is not None:
        query = query.where(MicroExpense.id.in_(ids))
    keys = MicroExpense.__table__.columns.keys()
    return [
        ExpenseRow(
            **{key: getattr(row, key) for key in keys},
            project=f"{portfolio.short} {project.number} – {project.title}",
            currency=project.currency,
            order=(portfolio.id, project.number, project.id),
        )
        for row, project, portfolio in session.execute(query)
    ]
