"""The journal in sentences: each field has a name, each value is as people write it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import sample

from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_, Text
from commune_desk.services import entities
from commune_desk.services.actions import RemoveActions
from commune_desk.services.command import Several
from commune_desk.services.copies.locking import SetLock
from commune_desk.services.history import changes_of, days_of, entries, of_period
from commune_desk.services.people.users import AddUser
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.services.record_words import FIELDS, KINDS
from commune_desk.services.settings import RememberMatching
from commune_desk.services.territory import AddVillage, ReviseVillage
from commune_desk.storage.key_copy import Lock
from commune_desk.storage.models import Base
from commune_desk.storage.recorder import UNRECORDED, Change
from commune_desk.storage.store import Store
from commune_desk.tables.told_changes import UNSAID, field_name, told
from commune_desk.tables.told_settings import setting_value

if TYPE_CHECKING:
    from pathlib import Path

    from sample import Sample

NAMELESS = "A field"


def test_every_column_and_every_row_has_a_name(small: Sample) -> None:
    for table in Base.metadata.sorted_tables:
        if table.name in UNRECORDED:
            continue
        assert table.name in KINDS or entities.entity_of(table.name), table.name
        for column in table.columns:
            if column.name not in UNSAID:
                name = field_name(small.scope, table.name, column.name)
                bare = isinstance(name, Text) and name.sentence == NAMELESS
                assert not bare, (table.name, column.name)


def test_no_name_is_kept_for_what_is_gone() -> None:
    names = {column.name for t in Base.metadata.sorted_tables for column in t.columns}
    assert set(FIELDS) <= names
    assert set(KINDS) | set(entities.WHERE) <= set(Base.metadata.tables)


def test_a_correction_tells_before_and_after(small: Sample) -> None:
    small.desk.do(ReviseVillage(small.village, "population", 1250))
    small.desk.do(ReviseVillage(small.village, "population", 1300))
    with small.store.reading() as session:
        (last, *_) = entries(session, small.scope)
        texts = told(session, small.scope, changes_of(session, last.id))
        (sentence,) = map(sample.FRENCH.say, texts)
    assert "N’Tiobougou" in sentence
    assert "1250 avant, 1300 après" in sentence


def test_an_undo_tells_what_it_took_back(small: Sample) -> None:
    small.desk.do(RemoveActions((small.action,)))
    small.desk.undo()
    with small.store.reading() as session:
        (last, before, *_) = entries(session, small.scope)
        back = changes_of(session, last.id)
        gone = changes_of(session, before.id)
        said = [sample.FRENCH.say(t) for t in told(session, small.scope, back)]
        assert len(of_period(session, days_of(session)[-1], days_of(session)[0])) == 9
    assert len(back) == len(gone)
    assert all(sentence.startswith("Ajout") for sentence in said)
    assert any("6 000 000" in sentence.replace("\u202f", " ") for sentence in said)


def test_some_changes_of_an_act_are_those_of_all_of_them(small: Sample) -> None:
    many = [AddVillage({"name": f"V{number}"}) for number in range(7)]
    small.desk.do(Several(many, N_("Work")))
    small.desk.undo()
    small.desk.redo()
    with small.store.reading() as session:
        for entry in entries(session, small.scope)[:3]:
            every = changes_of(session, entry.id)
            assert len(every) == len(many)
            for start, most in ((0, 3), (3, 3), (6, 3), (7, 3), (0, 90), (4, None)):
                stop = None if most is None else start + most
                part = changes_of(session, entry.id, start, most)
                assert part == every[start:stop], (entry.deed, start, most)


def test_what_opens_something_is_never_told(small: Sample) -> None:
    small.desk.do(AddUser("A", Role.ADMINISTRATION, "quatre mots de passe"))
    small.desk.do(SetLock(Lock("age1ouvre", "AGE-FERMEE"), dt.date(2026, 11, 2)))
    small.desk.do(SetLock(Lock("age1autre", "AGE-AUTRE"), dt.date(2026, 11, 3)))
    with small.store.reading() as session:
        changes = [
            each
            for entry in entries(session, small.scope)
            for each in changes_of(session, entry.id)
        ]
        said = "\n".join(map(sample.FRENCH.say, told(session, small.scope, changes)))
    assert "copies.lock" in said
    for secret in ("age1", "AGE-", "argon2", "quatre mots"):
        assert secret not in said


@pytest.mark.parametrize(
    ("kept", "told_as"),
    [
        ('"2026"', "« 2026 »"),
        ("1850000", "1\u202f850\u202f000"),
        ('""', "rien"),
        ("{}", "rien"),
        ('["a", "b"]', "« a », « b »"),
        (
            '{"serie": {"title": "Kayes", "version": 3}}',
            "serie : title : « Kayes », version : 3",
        ),
        ("no JSON", "« no JSON »"),
    ],
)
def test_no_value_of_a_setting_is_quoted_as_the_file_keeps_it(
    kept: str, told_as: str
) -> None:
    said = sample.FRENCH.say(setting_value("x", kept))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == told_as


def test_what_an_import_remembers_and_cents_read_as_people_write(small: Sample) -> None:
    small.desk.do(RememberMatching("villages", {"Nom du village": "name"}))
    with small.store.reading() as session:
        (last, *_) = entries(session, small.scope)
        texts = told(session, small.scope, changes_of(session, last.id))
        (sentence,) = map(sample.FRENCH.say, texts)
        assert "Nom du village" in sentence
        assert not set('{}"') & set(sentence)
        cents = '{"id": 1, "amount_cents": 123456789}'
        change = Change("agreement_fundings", 1, None, cents)
        (sentence,) = map(sample.FRENCH.say, told(session, small.scope, [change]))
    assert "1\u202f234\u202f567,89" in sentence


def test_the_whole_demonstration_can_be_told(
    demonstration: Path, tmp_path: Path
) -> None:
    path = tmp_path / "d.commune"
    path.write_bytes(demonstration.read_bytes())
    store = Store(path)
    store.open()
    try:
        with store.reading() as session:
            scope = scope_for(session, latest_year(session))
            for entry in entries(session, scope):
                changes = changes_of(session, entry.id)
                for sentence in told(session, scope, changes[:40]):
                    said = sample.FRENCH.say(sentence)
                    assert "{" not in said
    finally:
        store.close()
