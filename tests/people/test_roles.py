"""P3: each command, asked for in each role, is allowed or refused as the table says."""

from __future__ import annotations

from dataclasses import fields
from inspect import isabstract
from typing import TYPE_CHECKING, Any, cast

import pytest

import commune_desk.exchange.importing
import commune_desk.services.people.door
import commune_desk.services.region.lists
import commune_desk.services.region.receiving
import commune_desk.tables
from commune_desk.domain.errors import Forbidden, Locked
from commune_desk.domain.roles import GIVEN, Permission, Role, least
from commune_desk.domain.text import N_
from commune_desk.services.command import Command, Several
from commune_desk.services.desk import NOBODY, User
from commune_desk.services.people.users import AddUser
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.settings import SetPreference
from commune_desk.services.territory import AddVillage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk

assert commune_desk.exchange.importing
assert tuple(commune_desk.tables.TABLES)  # every description brings its commands in

P = Permission
LEAST = {
    P.SIT_DOWN: Role.NOBODY,
    P.PRINT: Role.READER,
    P.OWN_PASSWORD: Role.READER,
    P.EDIT_TERRITORY: Role.ENTRY,
    P.EDIT_PLAN: Role.ENTRY,
    P.EDIT_BUDGET: Role.ENTRY,
    P.EDIT_EXECUTION: Role.ENTRY,
    P.EDIT_COMMITTEES: Role.ENTRY,
    P.EDIT_FUNDING: Role.ENTRY,
    P.EDIT_PAPERS: Role.ENTRY,
    P.TAKE_BACK: Role.ENTRY,
    P.CLOSE_PERIODS: Role.VALIDATION,
    P.VALIDATE: Role.VALIDATION,
    P.SEND: Role.VALIDATION,
    P.EDIT_SETTINGS: Role.ADMINISTRATION,
    P.RECEIVE: Role.ADMINISTRATION,
    P.MANAGE_USERS: Role.ADMINISTRATION,
    P.TAKE_BACK_OTHERS: Role.ADMINISTRATION,
}
"""The table, written a second time by hand: from which role on each right is held."""

RANKS = (Role.NOBODY, *GIVEN)
VALIDATED = {
    "AdoptPlan", "VoteBudget", "TransmitBudget", "ApproveBudget", "ReturnBudget",
    "AllocateResult", "ClosePeriod", "ReopenPeriod", "RecordSending", "NoteAnswer",
}  # fmt: skip
"""What binds the commune: not for who only types."""

USER = 7


def commands(of: type[Command[Any]] = Command) -> Iterator[type[Command[Any]]]:
    for command in of.__subclasses__():
        if command.__module__.startswith("commune_desk.") and not isabstract(command):
            yield command
        yield from commands(command)


EVERY = sorted(
    {c for c in commands() if hasattr(c, "needs") and hasattr(c, "label")},
    key=lambda c: (c.__module__, c.__name__),
)


def test_the_table_names_every_right() -> None:
    assert set(LEAST) == set(Permission)
    for permission, first in LEAST.items():
        for role in RANKS:
            held = RANKS.index(role) >= RANKS.index(first)
            assert role.may(permission) is held, (role, permission)


def test_there_are_many_commands() -> None:
    assert len(EVERY) > 300
    assert {c.__name__ for c in EVERY} >= VALIDATED


def blank(command: type[Command[Any]], done: list[Any]) -> Command[Any]:
    """Make a command that only notes that it was let through."""
    kind = type(
        command.__name__,
        (command,),
        {
            "apply": lambda self, _: done.append(self),
            "describe": lambda self, _: self.label,
        },
    )
    made = object.__new__(kind)
    for each in fields(cast("Any", command)):
        object.__setattr__(made, each.name, USER if each.name == "id" else ())
    return cast("Command[Any]", made)


@pytest.mark.parametrize("role", RANKS, ids=lambda role: role.value)
def test_each_service_in_each_role(desk: Desk, role: Role) -> None:
    """Every command of the desk goes through `do` and `attempt`."""
    desk.sit(User("quelqu’un", role, USER))
    region = RegionDesk(cast("Any", None), desk.user)
    for command in EVERY:
        if command.__name__ == Several.__name__:
            continue  # needs what its parts need
        first = LEAST[command.needs]
        allowed = RANKS.index(role) >= RANKS.index(first)
        done: list[Any] = []
        asked = blank(command, done)
        for ask in (desk.do, desk.attempt):
            if allowed:
                ask(asked)
            else:
                with pytest.raises(Locked if role is Role.NOBODY else Forbidden):
                    ask(asked)
        assert len(done) == (2 if allowed else 0), (command, role)
        assert region.allows(asked) is allowed
        if not allowed:
            with pytest.raises((Locked, Forbidden)):
                region.require(asked)


def test_what_binds_the_commune_is_not_for_who_only_types() -> None:
    for command in EVERY:
        if command.__name__ in VALIDATED or command.final:
            assert not Role.ENTRY.may(command.needs), command


def test_an_act_of_many_needs_what_each_of_them_needs(desk: Desk) -> None:
    desk.sit(User("saisie", Role.ENTRY, USER))
    village = AddVillage({"name": "Village témoin"})
    setting = SetPreference("plan.label", "PDESC")
    assert Several((village,), N_("Work")).rights() == {P.EDIT_TERRITORY}
    assert desk.allows(Several((village,), N_("Work")))
    both = Several((village, setting), N_("Work"))
    with pytest.raises(Forbidden):
        desk.do(both)
    with pytest.raises(Forbidden):
        desk.do(Several((both,), N_("Work")))


def test_a_refusal_names_who_may(desk: Desk) -> None:
    desk.do(AddUser("Personne A", Role.ADMINISTRATION))
    desk.do(AddUser("Personne B", Role.VALIDATION))
    desk.sit(User("Personne C", Role.ENTRY, USER))
    with pytest.raises(Forbidden) as refused:
        desk.do(SetPreference("plan.label", "PDESC"))
    facts = dict(refused.value.text.facts)
    assert facts["who"] == "Personne A"
    closing = next(c for c in EVERY if c.__name__ == "VoteBudget")
    with pytest.raises(Forbidden) as refused:
        desk.do(blank(closing, []))
    assert dict(refused.value.text.facts)["who"] == "Personne B, Personne A"
    assert least({P.SEND, P.EDIT_PLAN}) is Role.VALIDATION


def test_who_took_no_part_does_not_take_back(desk: Desk) -> None:
    a = desk.do(AddUser("Personne A", Role.ADMINISTRATION))
    desk.do(AddVillage({"name": "Village témoin"}))
    for role in (Role.READER, Role.ENTRY, Role.VALIDATION):
        desk.sit(User("Personne B", role, USER))
        with pytest.raises(Forbidden):
            desk.undo()
        assert desk.undo_label() is not None
    desk.sit(User("Personne A", Role.READER, a))
    with pytest.raises(Forbidden):
        desk.undo()
    desk.sit(NOBODY)
    with pytest.raises(Locked):
        desk.undo()
    desk.sit(User("Personne A", Role.ENTRY, a))
    desk.undo()
    desk.sit(User("Personne B", Role.ENTRY, USER))
    with pytest.raises(Forbidden):
        desk.redo()
    desk.sit(User("Personne B", Role.ADMINISTRATION, USER))
    desk.redo()
    desk.undo()
    assert desk.undo_label() is None  # people are no step of undo
