from __future__ import annotations

import pytest
import sample
from sample import FRENCH, Sample

from commune_desk.domain.errors import Rejected
from commune_desk.services.selections import (
    AddSelection,
    RemoveSelections,
    ReviseSelection,
    SaveSelection,
    Selection,
    selection,
    selections,
)

COUNCIL = "Pour le conseil"


def named(made: Sample, name: str) -> Selection:
    with made.store.reading() as session:
        return selection(session, name)


def refusal(made: Sample, command: object) -> str:
    before = sample.content(made.store)
    with pytest.raises(Rejected) as refused:
        made.desk.do(command)  # type: ignore[arg-type]  # any command
    assert sample.content(made.store) == before
    return FRENCH.say(refused.value.text)


def test_a_selection_is_saved_renamed_and_removed(small: Sample) -> None:
    before = sample.content(small.store)
    number = small.desk.do(SaveSelection("Pour la  mission", ("pia", "budget-note")))
    found = named(small, "pour la mission")
    assert (found.id, found.name) == (number, "Pour la mission")
    assert found.papers == ("pia", "budget-note")
    assert found.title == found.name
    small.desk.do(ReviseSelection(number, "name", "Pour le bailleur"))
    assert named(small, "Pour le bailleur").papers == ("pia", "budget-note")
    small.desk.do(RemoveSelections((number,)))
    assert sample.content(small.store) == before


def test_saving_is_undone(small: Sample) -> None:
    before = sample.content(small.store)
    small.desk.do(SaveSelection("Pour la mission", ("pia",)))
    small.desk.undo()
    assert sample.content(small.store) == before


def test_saving_again_replaces_the_papers(small: Sample) -> None:
    first = small.desk.do(SaveSelection("Pour la mission", ("pia",)))
    again = small.desk.do(SaveSelection("pour la MISSION", ("pip", "pia")))
    assert first == again
    assert named(small, "Pour la mission").papers == ("pip", "pia")


def test_one_of_the_program_is_replaced_and_comes_back(small: Sample) -> None:
    ours = named(small, COUNCIL)
    assert ours.id is None
    number = small.desk.do(SaveSelection(COUNCIL, ("pia",)))
    own = named(small, COUNCIL)
    assert (own.id, own.papers) == (number, ("pia",))
    assert (own.title, own.session) == (ours.title, ours.session)
    with small.store.reading() as session:
        names = [each.name for each in selections(session)]
    assert len(names) == len(set(names))
    small.desk.do(RemoveSelections((number,)))
    assert named(small, COUNCIL) == ours


def test_what_cannot_be_a_selection_is_refused(small: Sample) -> None:
    assert "Documents" in refusal(small, SaveSelection("Pour la mission", ()))
    assert "Usage" in refusal(small, SaveSelection("  ", ("pia",)))
    twice = SaveSelection("Pour la mission", ("pia", "pip", "pia"))
    assert "« pia » figure deux fois" in refusal(small, twice).replace("\u00a0", " ")
    wrong = SaveSelection("Pour la mission", ("pia", "Le budget"))
    assert "Le" in refusal(small, wrong)
    small.desk.do(SaveSelection("Pour la mission", ("pia",)))
    like = AddSelection({"name": "pour la mission", "papers": "pip"})
    assert "déjà" in refusal(small, like)


def test_an_unknown_name_is_refused_with_those_there_are(small: Sample) -> None:
    with small.store.reading() as session, pytest.raises(Rejected) as refused:
        selection(session, "Pour personne")
    said = FRENCH.say(refused.value.text)
    assert "Pour personne" in said
    assert COUNCIL in said
