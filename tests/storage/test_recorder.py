from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from commune_desk.domain.errors import DeskError
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
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
from commune_desk.services.territory import AddVillage, ReviseVillage
from commune_desk.storage import journal
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.services.command import Command

YEARS = st.integers(2024, 2028)
AMOUNTS = st.none() | st.integers(0, 9_000_000).map(Money)
CLASSES = st.sampled_from(list(FunderClass))
COMMANDS = st.one_of(
    st.builds(lambda y, a: lambda s: CostAction(s.action, y, a), YEARS, AMOUNTS),
    st.builds(
        lambda y, c, a: lambda s: FundAction(s.action, y, c, a), YEARS, CLASSES, AMOUNTS
    ),
    st.builds(
        lambda y, n: lambda s: NamePartners(s.action, y, n),
        YEARS,
        st.sampled_from(["", "CSRéf", "ABS"]),
    ),
    st.builds(
        lambda whole: lambda s: PlaceAction(s.action, Places((), whole, "CSRéf")),
        st.booleans(),
    ),
    st.builds(
        lambda t: lambda s: ReviseAction(s.action, "title", t), st.text(min_size=1)
    ),
    st.builds(lambda t: lambda s: ReviseVillage(s.village, "note", t), st.text()),
    st.builds(lambda t: lambda _: AddVillage({"name": t}), st.text(min_size=1)),
    st.just(lambda s: DuplicateAction(s.action)),
    st.just(lambda s: RemoveActions((s.action + 1,))),
    st.just(lambda s: AddAction(s.plan, {"title": "x", "sector_id": s.sector})),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(COMMANDS, max_size=12))
def test_whatever_was_done_is_undone_and_redone(
    history: list[Callable[[sample.Sample], Command[Any]]],
) -> None:
    made = sample.build()
    states = [sample.content(made.store)]
    for command in history:
        count = len(made.desk.done)
        with suppress(DeskError):
            made.desk.do(command(made))
        if len(made.desk.done) > count:
            states.append(sample.content(made.store))
    for state in reversed(states[:-1]):
        made.desk.undo()
        assert sample.content(made.store) == state
    for state in states[1:]:
        made.desk.redo()
        assert sample.content(made.store) == state
    assert made.store.looking(journal.first_broken) is None
    made.store.close()


def test_a_write_beside_the_objects_is_recorded_too() -> None:
    made = sample.build()
    with made.store.writing("test") as unit:
        connection = unit.session.connection()
        connection.exec_driver_sql("UPDATE villages SET note = 'vu'")
    assert [c.table for c in unit.changes] == ["villages"]
    assert unit.changes[0].after is not None
    assert unit.changes[0].after["note"] == "vu"
    made.store.close()


@pytest.mark.parametrize("field", ["actor", "label", "changes", "at", "seal", "deed"])
@pytest.mark.parametrize("entry", [1, 3, 7])
def test_an_altered_entry_of_the_journal_is_found(
    tmp_path: Any, entry: int, field: str
) -> None:
    made = sample.build(tmp_path / "a.commune")
    made.store.close()
    raw = sqlite3.connect(tmp_path / "a.commune")
    raw.execute("DROP TRIGGER journal_keeps_its_entries")
    raw.execute(f"UPDATE journal SET {field} = {field} || 'x' WHERE id = ?", (entry,))
    raw.commit()
    assert journal.first_broken(raw) == entry
    raw.close()


def test_a_lost_entry_of_the_journal_is_found(tmp_path: Any) -> None:
    made = sample.build(tmp_path / "a.commune")
    made.store.close()
    raw = sqlite3.connect(tmp_path / "a.commune")
    raw.execute("DROP TRIGGER journal_loses_nothing")
    raw.execute("DELETE FROM journal WHERE id = 3")
    raw.commit()
    assert journal.first_broken(raw) == 4
    raw.close()


def test_the_journal_refuses_to_be_changed(small: sample.Sample) -> None:
    for deed in ("UPDATE journal SET actor = 'x'", "DELETE FROM journal"):
        with pytest.raises(sqlite3.IntegrityError):
            small.store._connection.execute(deed)  # type: ignore[union-attr]  # it is open


def test_long_work_reads_a_copy_while_the_desk_goes_on(small: sample.Sample) -> None:
    with small.store.snapshot() as copy:
        before = sample.content(copy)
        small.desk.do(AddVillage({"name": "Oueto"}))
        assert sample.content(copy) == before
    assert sample.content(small.store) != before


def test_a_store_that_is_closed_says_so() -> None:
    store = Store()
    with pytest.raises(RuntimeError), store.reading():
        pass
