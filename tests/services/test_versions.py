"""Versions of a plan: frozen, compared, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH, content
from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import FunderClass
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
    SetAnnualAmount,
    TickActions,
    UntickActions,
)
from commune_desk.services.annual_lines import (
    AddAnnualLine,
    RemoveAnnualLines,
)
from commune_desk.services.carrying import CarryOver
from commune_desk.services.envelopes import SetEnvelope
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
from commune_desk.services.programming import actions
from commune_desk.services.scope import Scope
from commune_desk.services.shares import AddShare
from commune_desk.services.sustainability import DescribeAfterWorks
from commune_desk.services.version_copy import NewVersion
from commune_desk.services.versions import compare, versions_of
from commune_desk.storage.models import (
    Action,
    AnnualLine,
    Axis,
    Contribution,
    Objective,
    Plan,
)

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.command import Command


def refused(made: Sample, command: Command[Any]) -> str:
    before = content(made.store)
    with pytest.raises(Rejected) as told:
        made.desk.do(command)
    assert content(made.store) == before
    return FRENCH.say(told.value.text).replace("\u202f", " ").replace("\u00a0", " ")


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
