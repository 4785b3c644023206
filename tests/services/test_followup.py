"""States and progress: what may follow, what is refused, what is found."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import sample
from sample import FRENCH

from commune_desk.domain.errors import DeskError, Rejected, Unreadable
from commune_desk.domain.lifecycle import NEXT, ActionState, Stage
from commune_desk.domain.money import Money, Share
from commune_desk.services.actions import AddAction
from commune_desk.services.boundary import SetBoundary
from commune_desk.services.equity import equity, split
from commune_desk.services.followup import (
    AddOutsideAction,
    AddProgress,
    ChangeState,
    NoteProgress,
    RemoveProgress,
    RemoveTransitions,
    ReviseProgress,
    ReviseTransition,
)
from commune_desk.services.programming import actions
from commune_desk.services.review import findings
from commune_desk.services.settings import SetPreference
from commune_desk.services.today import today
from commune_desk.services.tracking import FollowRow, rates_of_year, rates_to, tracked

if TYPE_CHECKING:
    from commune_desk.domain.issues import Issue

S = ActionState
NOW = dt.date(2026, 10, 31)


@pytest.fixture
def dossier(small: sample.Sample) -> sample.Sample:
    small.desk.do(SetPreference("situation.date", "31/10/2026"))
    return small


def reach(made: sample.Sample, state: S, day: str, **facts: Any) -> int:
    own = {"action_id": made.action, "state": state}
    reached = {"reached_on": dt.date.fromisoformat(day)}
    return made.desk.do(ChangeState({**own, **reached, **facts}))


def see(made: sample.Sample, day: str, **facts: Any) -> int:
    own = {"action_id": made.action, "seen_on": dt.date.fromisoformat(day)}
    return made.desk.do(AddProgress({**own, **facts}))


def only(made: sample.Sample) -> FollowRow:
    with made.store.reading() as session:
        return tracked(session, made.scope)[0]


def found(made: sample.Sample) -> list[Issue]:
    with made.store.reading() as session:
        return findings(session, made.scope)


def codes(made: sample.Sample) -> set[str]:
    return {issue.code for issue in found(made)}


def said(refused: pytest.ExceptionInfo[Any]) -> str:
    text = FRENCH.say(refused.value.text)
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_day_of_the_situation_is_that_of_the_settings(
    dossier: sample.Sample,
) -> None:
    with dossier.store.reading() as session:
        assert today(session) == NOW
    with pytest.raises(Unreadable):
        dossier.desk.do(SetPreference("situation.date", "demain"))


def test_every_state_may_be_reached_and_only_the_end_has_no_next() -> None:
    reached = {state for following in NEXT.values() for state in following}
    assert reached | {S.IDEA} == set(S)
    assert {state for state, following in NEXT.items() if not following} == {S.DONE}


def test_what_may_not_follow_is_refused_with_what_may(dossier: sample.Sample) -> None:
    reach(dossier, S.ANNUAL, "2024-01-10")
    with pytest.raises(Rejected) as refused:
        reach(dossier, S.HANDED_OVER, "2024-05-01")
    assert "ne peut pas suivre « inscrite au PIA »" in said(refused)
    assert "en cours" in said(refused)
    assert only(dossier).state is S.ANNUAL


def test_a_date_before_the_last_state_or_to_come_is_refused(
    dossier: sample.Sample,
) -> None:
    reach(dossier, S.ANNUAL, "2024-03-10")
    with pytest.raises(Rejected) as refused:
        reach(dossier, S.POSTPONED, "2024-03-09", to_year=2025, reason="crue")
    assert "10/03/2024" in said(refused)
    with pytest.raises(Rejected) as refused:
        reach(dossier, S.UNDER_WAY, "2026-11-01")
    assert "01/11/2026" in said(refused)
    assert "31/10/2026" in said(refused)


@pytest.mark.parametrize(
    ("state", "facts", "part"),
    [
        (S.POSTPONED, {"to_year": 2027}, "motif est obligatoire"),
        (S.POSTPONED, {"to_year": 2027, "reason": "  "}, "motif est obligatoire"),
        (S.ABANDONED, {}, "motif est obligatoire"),
        (S.POSTPONED, {"reason": "crue"}, "quelle année"),
        (S.POSTPONED, {"reason": "crue", "to_year": 2025}, "déjà passée"),
        (S.UNDER_WAY, {"to_year": 2027}, "reportée"),
    ],
)
def test_rule_16_and_its_kin(
    dossier: sample.Sample, state: S, facts: dict[str, Any], part: str
) -> None:
    before = sample.content(dossier.store)
    with pytest.raises(Rejected) as refused:
        reach(dossier, state, "2026-05-01", **facts)
    assert part in said(refused)
    assert sample.content(dossier.store) == before


def test_an_abandoned_action_without_deliberation_is_named(
    dossier: sample.Sample,
) -> None:
    turn = reach(dossier, S.ABANDONED, "2026-05-01", reason="terrain disputé")
    assert "PLAN-16" in codes(dossier)
    dossier.desk.do(ReviseTransition(turn, "deliberation", "2026-07"))
    assert "PLAN-16" not in codes(dossier)


def test_rule_15_done_only_when_all_is_done(dossier: sample.Sample) -> None:
    reach(dossier, S.UNDER_WAY, "2024-03-10")
    with pytest.raises(Rejected) as refused:
        reach(dossier, S.DONE, "2024-12-01")
    assert "aucun avancement" in said(refused)
    entry = see(dossier, "2024-11-30", percent=67)
    with pytest.raises(Rejected) as refused:
        reach(dossier, S.DONE, "2024-12-01")
    assert "67,00" in said(refused)
    dossier.desk.do(ReviseProgress(entry, "percent", 100))
    reach(dossier, S.DONE, "2024-12-01")
    assert only(dossier).stage is Stage.DONE
    assert "PLAN-15" not in codes(dossier)
    dossier.desk.do(ReviseProgress(entry, "percent", 90))
    assert "PLAN-15" in codes(dossier)


def test_a_state_in_the_middle_is_not_taken_out(dossier: sample.Sample) -> None:
    reach(dossier, S.FUNDED, "2024-01-10")
    middle = reach(dossier, S.UNDER_WAY, "2024-03-10")
    last = reach(dossier, S.SUSPENDED, "2024-06-10", reason="pluies")
    with pytest.raises(Rejected):
        dossier.desk.do(RemoveTransitions((middle,)))
    assert len(only(dossier).turns) == 3
    dossier.desk.do(RemoveTransitions((last,)))
    assert only(dossier).state is S.UNDER_WAY
    dossier.desk.undo()
    assert only(dossier).state is S.SUSPENDED


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({"percent": 101}, "101"),
        ({"paid": Money(5), "committed": Money(3)}, "2 F payés sans engagement"),
        ({}, "rien"),
    ],
)
def test_progress_that_is_refused(
    dossier: sample.Sample, facts: dict[str, Any], part: str
) -> None:
    with pytest.raises(DeskError) as refused:
        see(dossier, "2024-05-01", **facts)
    assert part in said(refused)


def test_progress_to_come_or_twice_a_day_is_refused(dossier: sample.Sample) -> None:
    with pytest.raises(Rejected) as refused:
        see(dossier, "2026-11-01", percent=5)
    assert "31/10/2026" in said(refused)
    see(dossier, "2024-05-01", percent=5)
    with pytest.raises(Rejected):
        see(dossier, "2024-05-01", percent=6)


def test_figures_that_go_back_overspending_and_gaps_are_named(
    dossier: sample.Sample,
) -> None:
    reach(dossier, S.UNDER_WAY, "2026-03-10")
    see(dossier, "2026-05-01", percent=50, paid=Money(11_000_000))
    assert "PLAN-15" not in codes(dossier)
    see(dossier, "2026-10-01", percent=40, paid=Money(11_000_001))
    assert {"PLAN-15", "PLAN-72", "PLAN-74"} <= codes(dossier)
    assert "PLAN-14" not in codes(dossier)
    dossier.desk.do(SetPreference("followup.overspend", "20"))
    assert "PLAN-15" not in codes(dossier)
    dossier.desk.do(SetPreference("followup.gap", "80"))
    assert "PLAN-74" not in codes(dossier)


def test_rule_14_counts_months_of_silence(dossier: sample.Sample) -> None:
    reach(dossier, S.UNDER_WAY, "2026-05-01")
    assert "PLAN-14" not in codes(dossier)
    dossier.desk.do(SetPreference("followup.silence", "5"))
    assert "PLAN-14" in codes(dossier)
    see(dossier, "2026-06-01", percent=10)
    assert "PLAN-14" not in codes(dossier)


def test_a_figure_typed_for_a_day_takes_the_others_over(dossier: sample.Sample) -> None:
    see(dossier, "2024-05-01", percent=20, committed=Money(900), paid=Money(100))
    dossier.desk.do(NoteProgress(dossier.action, "percent", 30, dt.date(2024, 6, 1)))
    dossier.desk.do(
        NoteProgress(dossier.action, "paid", Money(300), dt.date(2024, 6, 1))
    )
    first, second = only(dossier).entries
    assert (first.percent, first.paid) == (20, Money(100))
    assert (second.percent, second.committed, second.paid) == (
        30,
        Money(900),
        Money(300),
    )
    dossier.desk.do(NoteProgress(dossier.action, "percent", 40))
    assert only(dossier).entries[-1].seen_on == NOW
    dossier.desk.do(RemoveProgress((second.id,)))
    assert len(only(dossier).entries) == 2


def test_the_rates_of_the_plan_and_of_a_year(dossier: sample.Sample) -> None:
    see(dossier, "2024-11-01", percent=30, paid=Money(2_000_000))
    see(dossier, "2025-11-01", percent=60, paid=Money(5_000_000))
    with dossier.store.reading() as session:
        rows = tracked(session, dossier.scope)
        before = tracked(session, dossier.scope, on=dt.date(2024, 12, 31))
    plan = rates_to(rows, 2026)
    assert plan.cost == Money(10_000_000)
    assert plan.financial == Share(5_000)
    assert plan.physical == Share(6_000)
    year = rates_of_year(rows, 2025)
    assert (year.cost, year.paid) == (Money(4_000_000), Money(3_000_000))
    assert rates_of_year(before, 2024).physical == Share(3_000)


def test_what_was_noted_later_is_left_out_of_an_earlier_situation(
    dossier: sample.Sample,
) -> None:
    reach(dossier, S.UNDER_WAY, "2025-03-10")
    see(dossier, "2025-11-01", percent=60)
    with dossier.store.reading() as session:
        (row,) = tracked(session, dossier.scope, on=dt.date(2025, 1, 1))
    assert (row.state, row.physical) == (S.PROGRAMMED, None)


def test_an_action_outside_the_plan_is_counted_apart(dossier: sample.Sample) -> None:
    inner = AddAction(dossier.plan, {"title": "Toit", "sector_id": dossier.sector})
    dossier.desk.do(AddOutsideAction(inner, dossier.plan))
    dossier.desk.do(AddOutsideAction(inner, dossier.plan))
    with dossier.store.reading() as session:
        assert [row.code for row in actions(session, dossier.scope)] == ["1.1"]
        rows = tracked(session, dossier.scope)
    assert [row.code for row in rows] == ["1.1", "H.1", "H.2"]
    assert rates_to(rows, 2028).count == 1


def test_equity_shares_every_franc_out(dossier: sample.Sample) -> None:
    assert split(10, (7, 8, 9)) == {7: 4, 8: 3, 9: 3}
    with dossier.store.reading() as session:
        rows = equity(session, dossier.scope)
    assert sum(row.cost.francs for row in rows) == 10_000_000
    assert rows[0].share == Share(10_000)
    assert rows[0].per_head is None


def test_the_boundary_is_kept_taken_away_and_refused(dossier: sample.Sample) -> None:
    ring = b"[[-6.5,11.6],[-6.2,11.6],[-6.2,11.9],[-6.5,11.6]]"
    good = b'{"type":"Polygon","coordinates":[' + ring + b"]}"
    empty = sample.content(dossier.store)
    dossier.desk.do(SetBoundary(good))
    kept = sample.content(dossier.store)
    assert kept["communes"] != empty["communes"]
    with pytest.raises(Unreadable):
        dossier.desk.do(SetBoundary(b"{}"))
    assert sample.content(dossier.store) == kept
    dossier.desk.do(SetBoundary(None))
    assert sample.content(dossier.store)["communes"] == empty["communes"]
