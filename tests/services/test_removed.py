"""The bin: what was removed comes back whole, or says what stands in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.services.actions import RemoveActions
from commune_desk.services.removed import PutBack, removed
from commune_desk.services.territory import AddVillage, RemoveVillages
from commune_desk.storage import journal

if TYPE_CHECKING:
    from sample import Sample

    from commune_desk.services.removed import RemovedRow


def _bin(small: Sample) -> list[RemovedRow]:
    with small.store.reading() as session:
        return removed(session, small.scope)


def test_an_action_comes_back_with_its_costs_places_and_money(small: Sample) -> None:
    before = sample.content(small.store)
    small.desk.do(RemoveActions((small.action,)))
    assert sample.content(small.store) != before
    (row,) = _bin(small)
    assert row.actor == "Secrétaire"
    assert sample.FRENCH.say(row.records[0]).startswith("action")
    assert row.count > 3
    small.desk.do(PutBack(row.id))
    assert sample.content(small.store) == before
    assert not _bin(small)
    small.desk.undo()
    assert [each.id for each in _bin(small)] == [row.id]
    small.desk.redo()
    assert sample.content(small.store) == before
    assert small.store.looking(journal.first_broken) is None


def test_what_undo_took_away_is_in_the_bin_too(small: Sample) -> None:
    small.desk.do(AddVillage({"name": "Essai"}))
    small.desk.undo()
    small.desk.do(AddVillage({"name": "Autre"}))
    (row,) = _bin(small)
    small.desk.do(PutBack(row.id))
    names = [each[1] for each in sample.content(small.store)["villages"]]
    assert {"Essai", "Autre"} <= set(names)
    assert not _bin(small)


def test_a_number_that_was_given_again_keeps_its_holder(small: Sample) -> None:
    village = small.desk.do(AddVillage({"name": "Essai"}))
    small.desk.do(RemoveVillages((village,)))
    other = small.desk.do(AddVillage({"name": "Autre"}))
    assert other == village
    (row,) = _bin(small)
    small.desk.do(PutBack(row.id))
    rows = sample.content(small.store)["villages"]
    assert {each[0]: each[1] for each in rows}[other] == "Autre"
    assert "Essai" in {each[1] for each in rows}


def test_what_stands_in_its_place_is_named(small: Sample) -> None:
    village = small.desk.do(AddVillage({"name": "Essai"}))
    small.desk.do(RemoveVillages((village,)))
    small.desk.do(AddVillage({"name": "Essai"}))
    (row,) = _bin(small)
    before = sample.content(small.store)
    with pytest.raises(Rejected) as refusal:
        small.desk.do(PutBack(row.id))
    assert "Essai" in sample.FRENCH.say(refusal.value.text)
    assert sample.content(small.store) == before


def test_what_is_not_in_the_bin_does_not_come_back(small: Sample) -> None:
    with pytest.raises(Stale):
        small.desk.do(PutBack(999))
    with pytest.raises(Stale):
        small.desk.do(PutBack(1))
