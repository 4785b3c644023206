"""Annual plans, carry-over, envelopes, works, shares and versions at the desk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import FRENCH, build, content
from sqlalchemy import select

from commune_desk.domain.errors import DeskError, Rejected, Unreadable
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.services.actions import (
    AddAction,
)
from commune_desk.services.annual import (
    AddToYear,
    CostInYear,
    SetAnnualAmount,
    TickActions,
    UntickActions,
)
from commune_desk.services.annual_lines import (
    candidates,
)
from commune_desk.services.carrying import CarryOver
from commune_desk.services.envelopes import ExplainEnvelope, SetEnvelope, envelopes
from commune_desk.services.plans import (
    scope_for,
)
from commune_desk.services.programming import actions, drawn_up, programmed
from commune_desk.services.review import findings
from commune_desk.services.settings import SetPreference
from commune_desk.services.shares import AddShare, shares
from commune_desk.services.sustainability import DescribeAfterWorks, sheets
from commune_desk.services.territory import AddCommune
from commune_desk.services.version_copy import NewVersion
from commune_desk.storage.models import (
    AnnualLine,
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


def test_a_factor_of_unit_costs_that_is_no_number_is_refused(small: Sample) -> None:
    with pytest.raises(Unreadable) as told:
        small.desk.do(SetPreference("unit_cost.factor", "deux"))
    assert "deux" in FRENCH.say(told.value.text)
    small.desk.do(SetPreference("unit_cost.factor", "1,5"))
    with small.store.reading() as session:
        assert findings(session, small.scope)
