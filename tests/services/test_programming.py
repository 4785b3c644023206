"""Annual plans, carry-over, envelopes, works, shares and versions at the desk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import FRENCH, build, content
from sqlalchemy import select

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.versions import Change
from commune_desk.services.actions import (
    AddAction,
    CostAction,
    DuplicateAction,
    FundAction,
    NamePartners,
    PlaceAction,
    RemoveActions,
    ReviseAction,
)
from commune_desk.services.annual import (
    AddToYear,
    CostInYear,
    SetAnnualAmount,
    TickActions,
    UntickActions,
)
from commune_desk.services.annual_lines import (
    AddAnnualLine,
    RemoveAnnualLines,
    candidates,
)
from commune_desk.services.carrying import CarryOver
from commune_desk.services.envelopes import ExplainEnvelope, SetEnvelope, envelopes
from commune_desk.services.funders import AddContribution, RemoveContributions
from commune_desk.services.plans import (
    AddAxis,
    AddObjective,
    RemoveAxes,
    RemoveObjectives,
    RemovePlans,
    ReviseAxis,
    ReviseObjective,
    RevisePlan,
    scope_for,
)
from commune_desk.services.programming import actions, drawn_up, programmed
from commune_desk.services.scope import Scope
from commune_desk.services.shares import AddShare, shares
from commune_desk.services.sustainability import DescribeAfterWorks, sheets
from commune_desk.services.territory import AddCommune
from commune_desk.services.version_copy import NewVersion
from commune_desk.services.versions import compare, versions_of
from commune_desk.storage.models import (
    Action,
    AnnualLine,
    Axis,
    Contribution,
    Objective,
    Plan,
    Transition,
)

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.command import Command
    from commune_desk.services.programming import ActionRow

DAY = dt.date(2024, 12, 15)


def row_of(made: Sample, year: int = 2024) -> ActionRow:
    with made.store.reading() as session:
        (row,) = actions(session, scope_for(session, year), [made.action])
    return row


def refused(made: Sample, command: Command[Any]) -> str:
    before = content(made.store)
    with pytest.raises(Rejected) as told:
        made.desk.do(command)
    assert content(made.store) == before
    return FRENCH.say(told.value.text).replace("\u202f", " ").replace("\u00a0", " ")


def test_until_lines_are_ticked_a_year_has_its_slice(small: Sample) -> None:
    other = AddAction(small.plan, {"title": "Puits", "sector_id": small.sector})
    small.desk.do(other)
    with small.store.reading() as session:
        assert not drawn_up(session, small.scope)
        assert [r.id for r in programmed(session, small.scope)] == [small.action]
    small.desk.do(TickActions((small.action,), 2024))
    small.desk.do(SetAnnualAmount(small.action, 2024, Money(5_000_000)))
    with small.store.reading() as session:
        assert drawn_up(session, small.scope)
        (row,) = programmed(session, small.scope)
        (plain,) = actions(session, small.scope, [small.action])
    assert row.costs[2024] == Money(5_000_000)
    assert plain.costs[2024] == Money(6_000_000)


def test_ticking_notes_the_state_and_unticking_takes_it_back(small: Sample) -> None:
    small.desk.do(TickActions((small.action,), 2024))
    assert row_of(small).state is ActionState.ANNUAL
    small.desk.do(UntickActions((small.action,), 2024))
    assert row_of(small).state is ActionState.PROGRAMMED


def test_an_action_that_came_further_keeps_its_state(small: Sample) -> None:
    with small.store.writing("test") as unit:
        done = {"state": ActionState.DONE, "reached_on": DAY}
        unit.insert(Transition, {"action_id": small.action, **done})
    small.desk.do(TickActions((small.action,), 2024))
    assert row_of(small).state is ActionState.DONE


def test_ticking_many_is_one_step(small: Sample) -> None:
    costs = {2024: Money(1)}
    for title in ("Puits", "Forage"):
        values = {"title": title, "sector_id": small.sector}
        small.desk.do(AddAction(small.plan, values, costs=costs))
    before = content(small.store)
    with small.store.reading() as session:
        ids = tuple(row.id for row in candidates(session, small.scope))
    assert small.desk.do(TickActions(ids, 2024)) == len(ids) == 3
    small.desk.undo()
    assert content(small.store) == before


def test_an_action_without_cost_is_not_ticked(small: Sample) -> None:
    assert "n’a pas de coût en 2027" in refused(
        small, TickActions((small.action,), 2027)
    )
    assert "hors" in refused(small, TickActions((small.action,), 2031))


def test_the_cost_of_the_page_is_that_of_the_annual_plan_once_there_is_one(
    small: Sample,
) -> None:
    small.desk.do(CostInYear(small.action, 2024, Money(7_000_000)))
    assert row_of(small).costs[2024] == Money(7_000_000)
    small.desk.do(TickActions((small.action,), 2024))
    small.desk.do(CostInYear(small.action, 2024, Money(8_000_000)))
    row = row_of(small)
    assert (row.costs[2024], row.annual[2024]) == (Money(7_000_000), Money(8_000_000))
    values = {"title": "Puits", "sector_id": small.sector}
    add = AddAction(small.plan, values, costs={2024: Money(5)})
    new = small.desk.do(AddToYear(add, 2024))
    with small.store.reading() as session:
        assert new in {row.id for row in programmed(session, small.scope)}


def test_what_was_not_done_is_carried_over_with_its_reason(small: Sample) -> None:
    small.desk.do(CarryOver(small.action, 2025, 2026, Money(1_500_000), "pluie", DAY))
    row = row_of(small)
    assert row.costs == {
        2024: Money(6_000_000),
        2025: Money(2_500_000),
        2026: Money(1_500_000),
    }
    assert row.annual == {2026: Money(1_500_000)}
    assert row.state is ActionState.POSTPONED
    with small.store.reading() as session:
        line = session.scalars(select(AnnualLine)).one()
        change = session.scalars(select(Transition)).one()
    assert (line.carried_from, line.reason) == (2025, "pluie")
    assert (change.to_year, change.reached_on) == (2026, DAY)


@pytest.mark.parametrize(
    ("years", "francs", "reason", "words"),
    [
        ((2025, 2026), 4_000_000, " ", "Dites pourquoi"),
        ((2025, 2026), 4_000_001, "pluie", "elle coûte 4 000 000 F"),
        ((2025, 2024), 1, "pluie", "n’est pas postérieure"),
        ((2025, 2029), 1, "pluie", "2024-2028"),
        ((2024, 2026), 6_000_000, "pluie", "600 000 − coût restant 0 = 600 000 F"),
    ],
)
def test_a_carry_over_is_refused_with_its_figures(
    small: Sample, years: tuple[int, int], francs: int, reason: str, words: str
) -> None:
    deed = CarryOver(small.action, *years, Money(francs), reason)
    assert words in refused(small, deed)


def test_more_than_an_envelope_is_found_until_it_is_explained(small: Sample) -> None:
    who = FunderClass.COMMUNE
    assert "saisissez d’abord l’enveloppe" in refused(
        small, ExplainEnvelope(small.plan, 2024, who, "motif")
    )
    small.desk.do(SetEnvelope(small.plan, 2024, who, Money(500_000)))
    with small.store.reading() as session:
        row = envelopes(session, small.scope)[0]
    assert (row.over(2024), row.left(2024)) == (Money(100_000), None)
    small.desk.do(ExplainEnvelope(small.plan, 2024, who, "don annoncé"))
    small.desk.do(SetEnvelope(small.plan, 2024, who, Money(700_000)))
    with small.store.reading() as session:
        row = envelopes(session, small.scope)[0]
    assert (row.left(2024), row.reasons) == (Money(100_000), {2024: "don annoncé"})


def test_the_sheet_after_the_works_comes_and_goes_with_what_it_says(
    small: Sample,
) -> None:
    before = content(small.store)
    small.desk.do(DescribeAfterWorks(small.action, "operator", "comité"))
    small.desk.do(DescribeAfterWorks(small.action, "yearly_cost", Money(10)))
    with small.store.reading() as session:
        (sheet,) = sheets(session, small.scope)
    assert (sheet.operator, sheet.yearly_cost) == ("comité", Money(10))
    small.desk.do(DescribeAfterWorks(small.action, "operator", None))
    small.desk.do(DescribeAfterWorks(small.action, "yearly_cost", None))
    assert content(small.store) == before


def test_parts_of_communes_make_the_cost_and_never_more_than_all(
    small: Sample,
) -> None:
    other = small.desk.do(AddCommune({"name": "Tella"}))
    own = {"action_id": small.action, "commune_id": 1, "share": 3333}
    small.desk.do(AddShare(own))
    rest = {"action_id": small.action, "commune_id": other, "share": 6668}
    assert "33,33 % des autres communes + 66,68 % = 100,01 %" in refused(
        small, AddShare(rest)
    )
    small.desk.do(AddShare({**rest, "share": 6667}))
    with small.store.reading() as session:
        parts = shares(session, small.scope)
    assert Money.total(part.amount for part in parts) == Money(10_000_000)


def test_a_new_version_freezes_the_old_and_keeps_the_ids(small: Sample) -> None:
    small.desk.do(TickActions((small.action,), 2024))
    before = content(small.store)
    copy = small.desk.do(NewVersion(small.plan, "mi-parcours", "12/2026"))
    with small.store.reading() as session:
        assert scope_for(session, 2024).plan_id == small.plan
        living, frozen = session.get(Plan, small.plan), session.get(Plan, copy)
        assert living is not None
        assert frozen is not None
        assert (living.version, living.note, living.deliberation) == (
            2,
            "mi-parcours",
            "12/2026",
        )
        assert (frozen.version, frozen.archived) == (1, True)
        old = Scope(2024, copy, small.scope.years)
        (twin,), (own,) = actions(session, old), actions(session, small.scope)
        origin = session.get_one(Action, twin.id).origin_id
        assert compare(session, frozen, living).differences == ()
    assert origin == own.id == small.action
    assert (twin.costs, twin.annual, twin.given) == (own.costs, own.annual, own.given)
    assert (twin.places, twin.axis, twin.objective) == (
        own.places,
        own.axis,
        own.objective,
    )
    small.desk.undo()
    assert content(small.store) == before
    small.desk.redo()
    small.desk.undo()
    assert content(small.store) == before


def test_two_versions_are_compared_action_by_action(small: Sample) -> None:
    small.desk.do(NewVersion(small.plan, "révision"))
    small.desk.do(CostAction(small.action, 2026, Money(1)))
    values = {"title": "Puits", "sector_id": small.sector}
    small.desk.do(AddAction(small.plan, values, costs={2026: Money(5)}))
    with small.store.reading() as session:
        old, new = versions_of(session, small.plan)
        found = compare(session, old, new)
    assert [d.changes for d in found.differences] == [
        (Change.COST, Change.YEARS),
        (Change.ADDED,),
    ]
    (sector,) = found.sectors
    assert (sector.before, sector.after) == (Money(10_000_000), Money(10_000_006))
    assert (sector.actions_before, sector.actions_after) == (1, 2)


def test_no_command_changes_an_archived_version(small: Sample) -> None:
    small.desk.do(TickActions((small.action,), 2024))
    copy = small.desk.do(NewVersion(small.plan, "révision"))
    with small.store.reading() as session:

        def first(model: Any, **where: int) -> int:
            found = session.scalars(select(model).filter_by(**where)).first()
            return int(found.id)

        axis = first(Axis, plan_id=copy)
        aim = first(Objective, axis_id=axis)
        action = first(Action, plan_id=copy)
        gift = first(Contribution, action_id=action)
        line = first(AnnualLine, action_id=action)
    sector, who = small.sector, FunderClass.COMMUNE
    deeds: list[Command[Any]] = [
        RevisePlan(copy, "title", "Autre"),
        RemovePlans((copy,)),
        NewVersion(copy, "encore"),
        AddAxis({"plan_id": copy, "number": 9, "title": "Axe"}),
        ReviseAxis(axis, "title", "Autre"),
        RemoveAxes((axis,)),
        AddObjective({"axis_id": axis, "sector_id": sector, "title": "But"}),
        ReviseObjective(aim, "title", "Autre"),
        RemoveObjectives((aim,)),
        AddAction(copy, {"title": "Puits", "sector_id": sector}),
        ReviseAction(action, "title", "Autre"),
        PlaceAction(action, Places()),
        CostAction(action, 2024, Money(9_000_000)),
        FundAction(action, 2024, who, Money(1)),
        NamePartners(action, 2024, "Quelqu’un (exemple)"),
        DuplicateAction(action),
        RemoveActions((action,)),
        AddContribution(
            action, {"year": 2024, "funder_class": who, "amount": Money(1)}
        ),
        RemoveContributions((gift,)),
        UntickActions((action,), 2024),
        SetAnnualAmount(action, 2024, Money(3)),
        CarryOver(action, 2025, 2026, Money(1), "pluie"),
        AddAnnualLine({"action_id": action, "year": 2025, "amount": Money(1)}),
        RemoveAnnualLines((line,)),
        SetEnvelope(copy, 2024, who, Money(1)),
        DescribeAfterWorks(action, "operator", "comité"),
        AddShare({"action_id": action, "commune_id": 1, "share": 10}),
    ]
    for deed in deeds:
        said = refused(small, deed)
        assert said, type(deed).__name__


STEP = st.one_of(
    st.tuples(st.just("tick"), st.integers(2023, 2029)),
    st.tuples(st.just("untick"), st.integers(2024, 2028)),
    st.tuples(st.just("amount"), st.integers(2024, 2028), st.integers(0, 10**7)),
    st.tuples(
        st.just("carry"),
        st.integers(2024, 2028),
        st.integers(2024, 2029),
        st.integers(0, 7 * 10**6),
    ),
    st.tuples(st.just("version")),
    st.tuples(st.just("envelope"), st.integers(2024, 2028), st.integers(0, 10**7)),
    st.tuples(st.just("works"), st.integers(0, 10**6)),
)


def command_of(made: Sample, step: tuple[Any, ...]) -> Command[Any]:
    match step:
        case "tick", year:
            return TickActions((made.action,), year)
        case "untick", year:
            return UntickActions((made.action,), year)
        case "amount", year, francs:
            return SetAnnualAmount(made.action, year, Money(francs))
        case "carry", start, to, francs:
            return CarryOver(made.action, start, to, Money(francs), "motif", DAY)
        case "envelope", year, francs:
            return SetEnvelope(made.plan, year, FunderClass.ANICT, Money(francs))
        case "works", francs:
            return DescribeAfterWorks(made.action, "yearly_cost", Money(francs))
    return NewVersion(made.plan, "révision")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEP, max_size=7))
def test_whatever_was_done_undo_gives_the_dossier_back(
    steps: list[tuple[Any, ...]],
) -> None:
    made = build()
    try:
        seen = [content(made.store)]
        for step in steps:
            known = made.desk.undo_label(), len(made.desk.done)
            try:
                made.desk.do(command_of(made, step))
            except DeskError:
                assert content(made.store) == seen[-1]
            if len(made.desk.done) > known[1]:
                seen.append(content(made.store))
                cost = row_of(made).total
                assert cost == Money(10_000_000)
        for state in reversed(seen[:-1]):
            made.desk.undo()
            assert content(made.store) == state
        for state in seen[1:]:
            made.desk.redo()
            assert content(made.store) == state
    finally:
        made.store.close()
