"""The micro-projects, and the steps that they have taken."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.micro_projects import (
    MICRO_PROJECT,
    AddMicroProject,
    RemoveMicroProjects,
    ReviseMicroProject,
)
from commune_desk.services.micro_rows import micro_projects
from commune_desk.services.micro_steps import (
    MICRO_STEP,
    AddMicroStep,
    RemoveMicroSteps,
    ReviseMicroStep,
    micro_steps,
)
from commune_desk.services.portfolios import portfolio_steps
from commune_desk.tables.agreements import agreement_choices, partner_choices
from commune_desk.tables.cents import amount_column, in_cents, units
from commune_desk.tables.choices import (
    action_choices,
    sector_choices,
    village_choices,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.portfolios import MICRO_STATES, portfolio_choices
from commune_desk.tables.table import (
    Choice,
    Column,
    Kind,
    Level,
    Table,
    Written,
    always,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.services.micro_steps import MicroStepRow
    from commune_desk.services.scope import Scope

_project = fields_of(MICRO_PROJECT, ReviseMicroProject)
_step = fields_of(MICRO_STEP, ReviseMicroStep)
_READS = ("portfolios", "portfolio_steps", "micro_steps", "micro_tranches",
          "micro_expenses", "sectors", "villages", "partners", "committees", "actions",
          "agreements")  # fmt: skip


def micro_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the micro-projects: “DCC 1 – Puits maraîcher”."""
    return [
        Choice(row.id, f"{row.reference} – {row.title}", (row.reference,))
        for row in micro_projects(session)
    ]


def tied_actions(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the actions of the plan, and those of earlier plans that projects name."""
    choices = {each.value: each for each in action_choices(session, scope)}
    for row in micro_projects(session):
        if row.action_id is not None:
            choices.setdefault(row.action_id, Choice(row.action_id, row.action))
    return list(choices.values())


def _rate(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _add(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = in_cents(values, "cost", "cash", "kind")
    if "rate" in given:
        given["rate"] = _rate(given["rate"])
    return AddMicroProject(given)


def _amount(key: str, **facts: Any) -> Column[MicroRow]:
    return amount_column(MICRO_PROJECT, ReviseMicroProject, key, **facts)


MICRO_PROJECTS: Table[MicroRow] = Table(
    name="micro_projects",
    title=N_("Micro-projects"),
    purpose=N_("Small projects of villages, by portfolio, and how far each is."),
    rows=micro_projects,
    reads={"micro_projects": "id", **dict.fromkeys(_READS)},
    columns=always(
        _project("portfolio_id", Kind.CHOICE, width=30, choices=portfolio_choices,
                 shown=False),
        _project("number", Kind.CODE, width=8),
        _project("title", width=40, also=("Projet", "Intitulé")),
        Column("where", N_("Place"), lambda row: row.where, width=18),
        _project("state", Kind.CHOICE, width=16, choices=MICRO_STATES),
        Column("next", N_("Next step"), lambda row: row.next_step, width=26),
        _amount("cost", width=14, written=Written("currency", "read_as"),
                also=("Montant", "Budget")),
        _project("currency", Kind.CODE, width=7),
        Column("came", N_("Received"), lambda row: units(row.came), Kind.DECIMAL, 13,
               cents=True),
        Column("went", N_("Spent"), lambda row: units(row.went), Kind.DECIMAL, 13,
               cents=True),
        _project("projects", Kind.INTEGER, width=8, shown=False, adds=True,
                 note=N_("How many projects the line stands for.")),
        Column("francs", N_("Cost in francs"), lambda row: row.francs, Kind.MONEY, 14,
               adds=True, shown=False,
               note=N_("At the rate of the line; empty where none is known.")),
        Column(
            "rate",
            MICRO_PROJECT.fields["rate"],
            lambda row: Decimal(row.rate) if row.rate else None,
            Kind.DECIMAL,
            9,
            edit=lambda row, value: ReviseMicroProject(row.id, "rate", _rate(value)),
            shown=False,
            note=N_("Francs for one unit of the currency."),
        ),
        _amount("cash", width=14, shown=False),
        _amount("kind", width=14, shown=False),
        _project("sector_id", Kind.CHOICE, width=24, choices=sector_choices,
                 shown=False),
        _project("village_id", Kind.CHOICE, width=18, choices=village_choices,
                 shown=False),
        _project("place", width=24, shown=False),
        _project("region", width=14, shown=False),
        _project("need_rank", Kind.INTEGER, width=8, shown=False),
        _project("sponsor", width=20, shown=False),
        _project("executing", width=24, shown=False),
        _project("partner_id", Kind.CHOICE, width=30, choices=partner_choices,
                 shown=False, also=("Bailleur",)),
        _project("agreement_id", Kind.CHOICE, width=18, choices=agreement_choices,
                 shown=False),
        _project("committee_id", Kind.CHOICE, width=30, choices=committee_choices,
                 shown=False),
        _project("action_id", Kind.CHOICE, width=30, choices=tied_actions,
                 shown=False),
        _project("starts_on", Kind.DATE, width=12, shown=False),
        _project("ends_on", Kind.DATE, width=12, shown=False),
        _project("women", Kind.INTEGER, width=10, shown=False),
        _project("men", Kind.INTEGER, width=10, shown=False),
        _project("read_as", width=18, shown=False),
        _project("source", width=30, shown=False),
        _project("note", width=30, shown=False),
    ),
    levels=(
        Level(lambda row: row.portfolio_id, lambda row: row.portfolio.title),
    ),
    identity=("portfolio_id", "number"),
    likeness=("portfolio_id", "title"),
    add=_add,
    remove=lambda rows: RemoveMicroProjects(tuple(row.id for row in rows)),
    record="micro_projects",
    required=frozenset({"portfolio_id", "title"}),
    carries=("portfolio_id", "currency"),
    row_title=lambda row: f"{row.reference} – {row.title}",
    empty=N_("No micro-project yet."),
    fills=("micro-bulletin", "micro-sheet", "micro-list"),
)  # fmt: skip


def taken_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the steps of all cycles: “DCC 3 Décision du comité régional”."""
    return [
        Choice(row.id, f"{row.short} – {row.position} {row.title}")
        for row in portfolio_steps(session)
    ]


MICRO_STEPS: Table[MicroStepRow] = Table(
    name="micro_steps",
    title=N_("Steps taken"),
    purpose=N_("What each micro-project has gone through, with its day and its paper."),
    rows=micro_steps,
    reads={"micro_steps": "id", **dict.fromkeys(
        ("micro_projects", "portfolios", "portfolio_steps"))},
    columns=always(
        _step("project_id", Kind.CHOICE, width=40, choices=micro_choices, shown=False),
        _step("step_id", Kind.CHOICE, width=44, choices=taken_choices),
        _step("done_on", Kind.DATE, width=12),
        _step("women", Kind.INTEGER, width=9),
        _step("men", Kind.INTEGER, width=9),
        _step("young", Kind.INTEGER, width=9),
        _step("reference", width=20),
        _step("note", width=34),
    ),
    levels=(Level(lambda row: row.order, lambda row: row.project),),
    identity=("project_id", "step_id"),
    add=lambda _, values: AddMicroStep(known(values)),
    remove=lambda rows: RemoveMicroSteps(tuple(row.id for row in rows)),
    record="micro_steps",
    required=frozenset({"project_id", "step_id", "done_on"}),
    carries=("project_id",),
    row_title=lambda row: row.step,
    empty=N_("No step taken yet."),
    begins="micro_projects",
    fills=("micro-sheet",),
)  # fmt: skip
