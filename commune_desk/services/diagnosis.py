"""What villages say: their assemblies and their problems, as commands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.answers import answer_with
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import Assembly, Problem, Village

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit

COUNTS = ("men", "women", "young_men", "young_women")
RANKS = ("rank_men", "rank_women", "rank_youth", "rank_kept")


def _assembly_rules(unit: Unit, row: Assembly) -> Iterator[Issue]:
    plan_of(unit, row.plan_id)
    for name in COUNTS:
        count = getattr(row, name)
        if count is not None and count < 0:
            text = N_(
                "{field}: {count} persons cannot be; type 0 or more.",
                field=ASSEMBLY.fields[name],
                count=count,
            )
            yield Issue(Severity.ERROR, text, field=name)


ASSEMBLY = Entity(
    Assembly,
    N_("assembly of {title}"),
    lambda row: str(row.held_on.strftime("%d/%m/%Y")) if row.held_on else "…",
    {
        "village_id": N_("Village"),
        "held_on": N_("Date"),
        "place": N_("Place"),
        "men": N_("Men"),
        "women": N_("Women"),
        "young_men": N_("Young men"),
        "young_women": N_("Young women"),
        "facilitator": N_("Facilitator"),
        "note": N_("Note"),
    },
    _assembly_rules,
    frozenset({"village_id"}),
)


def _problem_rules(unit: Unit, row: Problem) -> Iterator[Issue]:
    plan_of(unit, row.plan_id)
    for name in RANKS:
        rank = getattr(row, name)
        if rank is not None and rank < 1:
            text = N_(
                "“{title}”: {field} {rank} refused; ranks begin at 1.",
                title=row.title,
                field=PROBLEM.fields[name],
                rank=rank,
            )
            yield Issue(Severity.ERROR, text, field=name)
    yield from _alone_at_its_rank(unit, row)


def _alone_at_its_rank(unit: Unit, row: Problem) -> Iterator[Issue]:
    def read() -> dict[tuple[int, int, int], tuple[int, str]]:
        ranked = select(
            Problem.plan_id,
            Problem.village_id,
            Problem.rank_kept,
            Problem.id,
            Problem.title,
        ).where(Problem.rank_kept.is_not(None))
        return {
            (plan, village, rank or 0): (row_id, title)
            for plan, village, rank, row_id, title in unit.session.execute(ranked)
        }

    held = unit.once("problems.ranks", read)
    for key in [k for k, (holder, _) in held.items() if row.id and holder == row.id]:
        del held[key]
    if row.rank_kept is None:
        return
    key = (row.plan_id, row.village_id, row.rank_kept)
    if key in held:
        text = N_(
            "{village}: the retained rank {rank} of “{title}” is already that of"
            " “{other}”.",
            village=_village(unit, row.village_id),
            rank=row.rank_kept,
            title=row.title,
            other=held[key][1],
        )
        yield Issue(Severity.ERROR, text, "PLAN-42", field="rank_kept")
    else:
        held[key] = (row.id or -1, row.title)


def _village(unit: Unit, village_id: int) -> str:
    return unit.find(Village, village_id).name


PROBLEM = Entity(
    Problem,
    N_("problem “{title}”"),
    lambda row: row.title,
    {
        "village_id": N_("Village"),
        "sector_id": N_("Sector"),
        "title": N_("Problem"),
        "causes": N_("Causes"),
        "consequences": N_("Consequences"),
        "assets": N_("Assets"),
        "solutions": N_("Solutions"),
        "rank_men": N_("Rank of the men"),
        "rank_women": N_("Rank of the women"),
        "rank_youth": N_("Rank of the youth"),
        "rank_kept": N_("Retained rank"),
        "note": N_("Note"),
    },
    _problem_rules,
    frozenset({"village_id", "sector_id", "title"}),
)


@dataclass(frozen=True)
class AddAssembly(Add):
    """Note the assembly of a village."""

    label: ClassVar[Text] = N_("Add an assembly")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = ASSEMBLY


@dataclass(frozen=True)
class ReviseAssembly(Revise):
    """Correct what is said of an assembly."""

    label: ClassVar[Text] = N_("Correct an assembly")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = ASSEMBLY


@dataclass(frozen=True)
class RemoveAssemblies(Remove):
    """Remove assemblies."""

    label: ClassVar[Text] = N_("Remove assemblies")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = ASSEMBLY


@dataclass(frozen=True)
class AddProblem(Add):
    """Add a line to the sheet of a village, perhaps with the actions that answer it."""

    label: ClassVar[Text] = N_("Add a problem")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PROBLEM

    def apply(self, unit: Unit) -> int:
        """Add it, then link the actions that `answers` names by their numbers."""
        values: dict[str, Any] = dict(self.values)
        codes = values.pop("answers", "") or ""
        problem = Add.apply(replace(self, values=values), unit)
        answer_with(unit, values["plan_id"], problem, codes)
        return problem

    def describe(self, unit: Unit) -> Text:
        """Name the problem."""
        del unit
        return N_("Problem “{title}” added", title=self.values["title"])


@dataclass(frozen=True)
class ReviseProblem(Revise):
    """Correct one field of a problem."""

    label: ClassVar[Text] = N_("Correct a problem")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PROBLEM


@dataclass(frozen=True)
class RemoveProblems(Remove):
    """Remove problems; the actions that answered them stay."""

    label: ClassVar[Text] = N_("Remove problems")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PROBLEM
