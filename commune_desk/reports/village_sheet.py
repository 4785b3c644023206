"""The sheet of a village: one page for each chef de village, made to be read aloud."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commune_desk.domain.lifecycle import stage_of
from commune_desk.domain.money import Money
from commune_desk.domain.priorities import Decision
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    Figure,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
    Voice,
)
from commune_desk.reports.diagnosis import DIAGNOSIS
from commune_desk.reports.document import Document
from commune_desk.reports.village_tables import (
    Part,
    asked,
    done_table,
    needs_table,
    planned_table,
    shared_room,
)
from commune_desk.services.jobs import told
from commune_desk.services.plans import scope_for
from commune_desk.services.programming import actions
from commune_desk.services.settings import preference, preferences
from commune_desk.services.village_shares import village_shares
from commune_desk.services.village_sheets import problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.village_shares import VillageShare
    from commune_desk.services.village_sheets import ProblemRow

UNKNOWN = "–"
ROOMY = 9
"""Lines of all tables up to which a page has room for every sentence."""

LAST = 10_000
"""Above every year."""


@dataclass(frozen=True, slots=True)
class _Plans:
    """What all sheets are drawn from."""

    needs: dict[int, list[ProblemRow]]
    now: dict[int, VillageShare]
    rows: dict[int, ActionRow]
    before: dict[int, VillageShare]
    rows_before: dict[int, ActionRow]
    shared: Text
    """How costs are parted, and which are not."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell each village what it asked, what was done, and what is planned."""
    plans = _plans(telling)
    villages = list(plans.now.values())
    label = preference(telling.session, "plan.label")
    if not villages:
        yield Title(VILLAGE_SHEETS.title, N_("No village yet."))
    for number, village in enumerate(
        told(villages, N_("Printing the sheets of the villages"), telling.progress)
    ):
        if number:
            yield PageBreak()
        yield Title(
            N_("The village of {name}", name=village.name),
            N_(
                "{plan} {years} – sheet given to the chef de village, to be read to the"
                " assembly",
                plan=label,
                years=_span(telling.scope),
            ),
            headed=True,
        )
        yield from _sheet(telling, plans, village)


def _span(scope: Scope) -> str:
    return f"{scope.years[0]}-{scope.years[-1]}" if scope.years else str(scope.year)


def _plans(telling: Telling) -> _Plans:
    session, scope = telling.session, telling.scope
    needs: dict[int, list[ProblemRow]] = defaultdict(list)
    for need in problems(session, scope):
        needs[need.village_id].append(need)
    rows = actions(session, scope)
    earlier: list[ActionRow] = []
    if scope.years:
        past = scope_for(session, scope.years[0] - 1)
        earlier = actions(session, past) if past.plan_id != scope.plan_id else []
    return _Plans(
        needs,
        village_shares(session, rows),
        {row.id: row for row in rows},
        village_shares(session, earlier),
        {row.id: row for row in earlier},
        _shared([row for row in rows if not row.places.villages], telling),
    )


def _shared(rows: Sequence[ActionRow], telling: Telling) -> Text:
    cost = Money.total(amount for row in rows for amount in row.costs.values())
    return P_(
        "Village’s part: the cost of an action of several villages is parted evenly"
        " among them; {count} action of the whole commune ({cost}) is not parted.",
        "Village’s part: the cost of an action of several villages is parted evenly"
        " among them; {count} actions of the whole commune ({cost}) are not parted.",
        count=len(rows),
        cost=telling.words.francs(cost),
    )


def _sheet(telling: Telling, plans: _Plans, village: VillageShare) -> Iterator[Block]:
    parts = _parts(plans.now[village.id], plans.rows)
    year = telling.scope.year
    done = [
        *_parts(plans.before[village.id], plans.rows_before),
        *_within(parts, range(year)),
    ]
    planned = _within(parts, range(year, LAST))
    yield KeyFigures(_figures(telling, village, parts))
    needs = plans.needs[village.id]
    most = shared_room(len(needs), len(done), len(planned))
    crowded = len(needs) + len(done) + len(planned) > ROOMY
    yield Heading(N_("1. What the village asked"), 2)
    yield _aloud(*_said_of(needs, short=crowded))
    if needs:
        yield needs_table(needs, plans.rows, most[0])
    yield Heading(N_("2. What was planned before {year}, and its state", year=year), 2)
    if done:
        yield done_table(done, most[1], payers=not crowded)
    else:
        yield _aloud(Run(N_("Nothing is noted before {year}.", year=year)))
    title = N_("3. What is planned from {year} on", year=year)
    if crowded:
        yield Heading(title, 2, _short_sum(telling, planned))
    else:
        yield Heading(title, 2)
        yield _aloud(*_ahead(telling, planned))
    if planned:
        ahead = [each for each in telling.scope.years if each >= year]
        yield planned_table(planned, ahead, most[2], payers=not crowded)
    yield Note(plans.shared)
    yield _signatures(telling)


def _aloud(*runs: Run) -> Prose:
    return Prose((Paragraph(runs),), Voice.ALOUD)


def _parts(share: VillageShare, rows: dict[int, ActionRow]) -> list[Part]:
    """List in the order of the plan what a village has a part of."""
    return [
        Part(row, share.parts[row_id], stage_of(row.state))
        for row_id, row in rows.items()
        if row_id in share.parts
    ]


def _within(parts: Sequence[Part], years: range) -> list[Part]:
    """Keep the years asked for, and what has a cost in them; the earliest first."""
    found = [
        Part(
            part.action, {y: m for y, m in part.years.items() if y in years}, part.stage
        )
        for part in parts
    ]
    return sorted((p for p in found if p.years), key=lambda part: min(part.years))


def _figures(
    telling: Telling, village: VillageShare, parts: Sequence[Part]
) -> tuple[Figure, ...]:
    year = village.population_year
    people: Any = UNKNOWN if village.population is None else village.population
    count = len(parts)
    a_head: Any = UNKNOWN
    if village.a_head is not None:
        a_head = telling.words.francs(Money(round(village.a_head)))
    known = village.population is not None
    of_year: Text | str = N_("population of {year}", year=year) if year else ""
    return (
        Figure(
            people,
            N_("inhabitants"),
            (N_("in {year}", year=year) if year else N_("year unknown"))
            if known
            else N_("population unknown"),
        ),
        Figure(
            UNKNOWN if village.households is None else village.households,
            N_("households"),
        ),
        Figure(
            village.cost,
            P_("for {count} action", "for {count} actions", count=count),
            N_("the village’s part of the plan"),
        ),
        Figure(
            a_head,
            N_("by inhabitant"),
            of_year if known else N_("population unknown"),
        ),
    )


def _said_of(needs: Sequence[ProblemRow], *, short: bool) -> tuple[Run, ...]:
    if not needs:
        return (Run(N_("The village has not told its problems yet.")),)
    first = next((need for need in needs if need.rank_kept == 1), None)
    yes = sum(asked(need) is Decision.KEPT for need in needs)
    answer = N_("The commune says yes to {yes} of {asked}.", yes=yes, asked=len(needs))
    if first is None:
        return (Run(answer, bold=True),)
    return (
        Run(N_("The first need is:")),
        Run(" "),
        Run(first.title, bold=True),
        Run("."),
        *(() if short else (Run(" "), Run(answer, bold=True))),
    )


def _ahead(telling: Telling, planned: Sequence[Part]) -> tuple[Run, ...]:
    return (Run(_sum_of(telling, planned), bold=bool(planned)),)


def _sum_of(telling: Telling, planned: Sequence[Part]) -> Text:
    if not planned:
        return N_("Nothing is planned for the village itself.")
    cost = Money.total(part.money for part in planned)
    return P_(
        "{count} action: {cost} for the village.",
        "{count} actions: {cost} for the village.",
        count=len(planned),
        cost=telling.words.francs(cost),
    )


def _short_sum(telling: Telling, planned: Sequence[Part]) -> Text:
    """Say it beside a heading, with the unit of the table at the end of its line."""
    cost = Money.total(part.money for part in planned)
    return P_(
        "{count} action: {cost}",
        "{count} actions: {cost}",
        count=len(planned),
        cost=telling.words.francs(cost),
    )


def _signatures(telling: Telling) -> Signatures:
    settings = preferences(telling.session)
    return Signatures(
        (
            Signature(
                N_("Given by the commune: {title}", title=settings["executive.title"])
            ),
            Signature(N_("Received by the chef de village"), thumb=True),
        )
    )


VILLAGE_SHEETS = Document(
    "village-sheets",
    N_("Sheets of the villages"),
    story,
    group=DIAGNOSIS,
    over=lambda scope: str(scope.year),
    purpose=N_(
        "One page for each chef de village: asked, done, planned, and its part."
    ),
)
