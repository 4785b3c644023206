from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample
from sample import FRENCH, Sample

from commune_desk.domain.errors import Forbidden, Rejected, Stale
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.services.actions import CostAction, FundAction, ReviseAction
from commune_desk.services.command import Several
from commune_desk.services.desk import Desk, User
from commune_desk.services.plans import AddPlan, RemoveSectors
from commune_desk.services.settings import Found
from commune_desk.services.territory import AddVillage, RemoveVillages

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.services.command import Command


def head(made: Sample) -> object:
    return made.store.looking(
        lambda raw: raw.execute("SELECT count(*), max(seal) FROM journal").fetchone()
    )


def test_undo_and_redo_restore_every_row(small: Sample) -> None:
    before = sample.content(small.store)
    small.desk.do(CostAction(small.action, 2024, Money(7_000_000)))
    after = sample.content(small.store)
    small.desk.undo()
    assert sample.content(small.store) == before
    small.desk.redo()
    assert sample.content(small.store) == after != before


def test_undo_survives_the_closing_of_the_program(tmp_path: Path) -> None:
    made = sample.build(tmp_path / "a.commune")
    before = sample.content(made.store)
    made.desk.do(ReviseAction(made.action, "title", "Trois classes"))
    made.store.close()
    made.store.open()
    desk = Desk(made.store, made.desk.user)
    label = desk.undo_label()
    assert label is not None
    assert FRENCH.say(label) == "Action, action 1.1"
    desk.undo()
    assert sample.content(made.store) == before
    made.store.close()


def test_an_undone_step_is_still_to_be_redone_after_closing(tmp_path: Path) -> None:
    made = sample.build(tmp_path / "a.commune")
    made.desk.do(ReviseAction(made.action, "title", "Trois classes"))
    after = sample.content(made.store)
    made.desk.undo()
    made.store.close()
    made.store.open()
    desk = Desk(made.store, made.desk.user)
    desk.redo()
    assert sample.content(made.store) == after
    made.store.close()


def test_a_bulk_act_is_one_step(small: Sample) -> None:
    before, steps = sample.content(small.store), len(small.desk.done)
    commands = tuple(AddVillage({"name": f"Village {n}"}) for n in range(5))
    small.desk.do(Several(commands, N_("Import")))
    assert len(small.desk.done) == steps + 1
    small.desk.undo()
    assert sample.content(small.store) == before


def test_a_bulk_act_that_is_refused_keeps_none_of_it(small: Sample) -> None:
    before, journal = sample.content(small.store), head(small)
    commands = (AddVillage({"name": "Oueto"}), AddVillage({"name": "tiobougou"}))
    with pytest.raises(Rejected):
        small.desk.do(Several(commands, N_("Import")))
    assert (sample.content(small.store), head(small)) == (before, journal)


def test_contributions_above_the_cost_are_refused_with_the_sum(small: Sample) -> None:
    command = FundAction(small.action, 2025, FunderClass.STATE, Money(9_500_000))
    before, journal = sample.content(small.store), head(small)
    with pytest.raises(Rejected) as refusal:
        small.desk.do(command)
    said = FRENCH.say(refusal.value.text).replace("\u202f", " ").replace("\u00a0", " ")
    assert "10 100 000 − coût 10 000 000 = 100 000 F de trop" in said
    assert (sample.content(small.store), head(small)) == (before, journal)


@pytest.mark.parametrize(
    "command",
    [
        CostAction(1, 2031, Money(5)),
        AddVillage({"name": "N'tiobougou"}),
        AddVillage({"name": "Oueto", "latitude": 48.8}),
        AddVillage({"name": ""}),
        AddPlan({"title": "PDSEC 2026-2030", "first_year": 2026}),
        RemoveVillages((1,)),
        RemoveSectors((1,)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_refused_command_leaves_no_trace(
    small: Sample, command: Command[object]
) -> None:
    before, journal = sample.content(small.store), head(small)
    with pytest.raises(Rejected) as refusal:
        small.desk.do(command)
    assert FRENCH.say(refusal.value.text)
    assert (sample.content(small.store), head(small)) == (before, journal)


def test_a_reader_changes_nothing(small: Sample) -> None:
    desk = Desk(small.store, User("Élu", Role.READER))
    before = sample.content(small.store)
    with pytest.raises(Forbidden):
        desk.do(AddVillage({"name": "Oueto"}))
    assert sample.content(small.store) == before


def test_a_final_act_is_not_undone(small: Sample) -> None:
    small.desk.do(Found())
    assert small.desk.undo_label() is None
    assert Desk(small.store, small.desk.user).undo_label() is None


def test_undo_refuses_rows_that_have_moved_on(small: Sample) -> None:
    small.desk.do(ReviseAction(small.action, "title", "Trois classes"))
    small.store.looking(lambda raw: raw.execute("UPDATE actions SET title = 'autre'"))
    with pytest.raises(Stale):
        small.desk.undo()


def test_a_village_is_found_again_by_its_other_spelling(small: Sample) -> None:
    with pytest.raises(Rejected):
        small.desk.do(AddVillage({"name": "TIOBOUGOU"}))


def test_the_screens_hear_which_rows_changed(small: Sample) -> None:
    heard: list[tuple[str, int]] = []
    small.desk.listeners.append(lambda cs: heard.extend((c.table, c.key) for c in cs))
    small.desk.do(ReviseAction(small.action, "title", "Trois classes"))
    assert heard == [("actions", small.action)]
