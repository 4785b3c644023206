"""The tables of the diagnosis: assemblies, problems, sheets, syntheses.

Columns of `planning.md` T1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.answers import AnswerWith
from commune_desk.services.diagnosis import (
    ASSEMBLY,
    PROBLEM,
    AddAssembly,
    AddProblem,
    RemoveAssemblies,
    RemoveProblems,
    ReviseAssembly,
    ReviseProblem,
)
from commune_desk.services.syntheses import synthesis
from commune_desk.services.village_sheets import (
    assemblies,
    problems,
    sheets,
)
from commune_desk.tables.choices import sector_choices, village_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope
    from commune_desk.services.syntheses import SynthesisRow
    from commune_desk.services.village_sheets import (
        AssemblyRow,
        ProblemRow,
        SheetRow,
    )

_assembly = fields_of(ASSEMBLY, ReviseAssembly)
_problem = fields_of(PROBLEM, ReviseProblem)


def _rank(key: str, title: Text, *also: str) -> Column[ProblemRow]:
    column: Column[ProblemRow] = _problem(key, Kind.INTEGER, width=5, also=also)
    return replace(column, title=title, group=N_("Rank"))


def _known(scope: Scope, values: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: value for key, value in values.items() if value is not None}
    return {"plan_id": scope.plan_id or 0, **known}


def _add_assembly(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddAssembly(_known(scope, values))


def _add_problem(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddProblem(_known(scope, values))


ASSEMBLIES: Table[AssemblyRow] = Table(
    name="assemblies",
    title=N_("Assemblies"),
    purpose=N_("When each village met, and how many men, women and youth were there."),
    rows=assemblies,
    reads={"assemblies": "id", "villages": None},
    columns=always(
        _assembly(
            "village_id",
            Kind.CHOICE,
            width=22,
            choices=village_choices,
            also=("Lieu-dit",),
        ),
        _assembly("held_on", Kind.DATE, width=11),
        _assembly("place", width=20),
        _assembly("men", Kind.INTEGER, width=8, adds=True),
        _assembly("women", Kind.INTEGER, width=8, adds=True),
        _assembly("young_men", Kind.INTEGER, width=10, adds=True),
        _assembly("young_women", Kind.INTEGER, width=10, adds=True),
        Column(
            "present", N_("Present"), lambda x: x.present, Kind.INTEGER, 9, adds=True
        ),
        _assembly("facilitator", width=20),
        _assembly("note", width=24, shown=False),
    ),
    identity=("village_id", "held_on"),
    add=_add_assembly,
    remove=lambda rows: RemoveAssemblies(tuple(row.id for row in rows)),
    record="assemblies",
    required=frozenset({"village_id"}),
    row_title=lambda row: row.village,
    empty=N_("No assembly in this plan yet."),
    fills=("village-sheets",),
)

PROBLEMS: Table[ProblemRow] = Table(
    name="problems",
    title=N_("Diagnosis"),
    purpose=N_("What each village said, with the ranks of men, women and youth."),
    rows=problems,
    reads={
        "problems": "id",
        "answers": "problem_id",
        "actions": None,
        "sectors": None,
        "transitions": None,
        "villages": None,
    },
    columns=always(
        _problem("village_id", Kind.CHOICE, width=16, choices=village_choices),
        _problem("sector_id", Kind.CHOICE, width=10, choices=sector_choices),
        _problem("title", width=20, also=("Problème/contrainte", "Contrainte")),
        _problem("causes", width=13),
        _problem("consequences", width=16, shown=False),
        _problem("assets", width=13, also=("Potentialités/atouts", "Potentialités")),
        _problem("solutions", width=15, also=("Solutions proposées",)),
        _rank("rank_men", N_("Men"), "Hommes"),
        _rank("rank_women", N_("Women"), "Femmes"),
        _rank("rank_youth", N_("Youth"), "Jeunes"),
        _rank("rank_kept", N_("Retained"), "Rang"),
        Column(
            "answers",
            N_("Actions"),
            lambda x: x.answers,
            Kind.TEXT,
            8,
            edit=lambda row, codes: AnswerWith(row.id, codes or ""),
            also=("Réponse", "Actions qui répondent"),
            note=N_("Numbers of the actions that answer, separated by commas."),
        ),
        _problem("note", width=20, shown=False),
    ),
    levels=(Level(lambda x: x.sector_code, lambda x: f"{x.sector_code} {x.sector}"),),
    identity=("village_id", "title"),
    add=_add_problem,
    remove=lambda rows: RemoveProblems(tuple(row.id for row in rows)),
    record="problems",
    required=frozenset({"village_id", "sector_id", "title"}),
    carries=("village_id", "sector_id"),
    row_title=lambda row: row.title,
    empty=N_("No problem told yet."),
    fills=("village-sheets", "diagnosis-synthesis"),
)

SHEETS: Table[SheetRow] = Table(
    name="sheets",
    title=N_("Sheets"),
    purpose=N_(
        "Which villages have told their problems, and whether women were there."
    ),
    rows=sheets,
    reads=dict.fromkeys(("villages", "assemblies", "problems", "answers", "actions")),
    columns=always(
        Column("name", N_("Village"), lambda x: x.name, Kind.TEXT, 22),
        Column("zone", N_("Zone"), lambda x: x.zone, Kind.TEXT, 14),
        Column("state", N_("Sheet"), lambda x: x.state, Kind.TEXT, 16),
        Column("held_on", N_("Assembly"), lambda x: x.held_on, Kind.DATE, 11),
        Column(
            "present", N_("Present"), lambda x: x.present, Kind.INTEGER, 9, adds=True
        ),
        Column(
            "women", N_("Of which women"), lambda x: x.women, Kind.INTEGER, 9, adds=True
        ),
        Column(
            "problems", N_("Problems"), lambda x: x.problems, Kind.INTEGER, 9, adds=True
        ),
        Column(
            "answered",
            N_("With an action"),
            lambda x: x.answered,
            Kind.INTEGER,
            9,
            adds=True,
        ),
        Column("first", N_("First problem"), lambda x: x.first, Kind.TEXT, 34),
    ),
    row_title=lambda row: row.name,
    empty=N_("No village yet."),
)

SYNTHESIS: Table[SynthesisRow] = Table(
    name="synthesis",
    title=N_("Synthesis"),
    purpose=N_("What villages say, merged by sector and by zone."),
    rows=synthesis,
    reads=dict.fromkeys(("villages", "problems", "answers", "actions", "sectors")),
    columns=always(
        Column("zone", N_("Zone"), lambda x: x.zone, Kind.TEXT, 12),
        Column("count", N_("Villages"), lambda x: len(x.villages), Kind.INTEGER, 8),
        Column("firsts", N_("First problem of"), lambda x: x.firsts, Kind.INTEGER, 8),
        Column("best", N_("Best rank"), lambda x: x.best, Kind.INTEGER, 8),
        Column("problems", N_("Problems"), lambda x: x.problems, Kind.TEXT, 28),
        Column("causes", N_("Causes"), lambda x: x.causes, Kind.TEXT, 22),
        Column("assets", N_("Assets"), lambda x: x.assets, Kind.TEXT, 22),
        Column("solutions", N_("Solutions"), lambda x: x.solutions, Kind.TEXT, 24),
        Column("actions", N_("Actions"), lambda x: x.actions, Kind.TEXT, 12),
        Column(
            "consequences",
            N_("Consequences"),
            lambda x: x.consequences,
            Kind.TEXT,
            22,
            shown=False,
        ),
        Column(
            "villages",
            N_("Names of the villages"),
            lambda x: ", ".join(x.villages),
            Kind.TEXT,
            24,
            shown=False,
        ),
    ),
    levels=(Level(lambda x: x.sector_code, lambda x: f"{x.sector_code} {x.sector}"),),
    row_title=lambda row: row.sector,
    empty=N_("No problem told yet."),
    fills=("diagnosis-synthesis",),
)
