"""A line of a file may refer to another line of the same file, before or after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample
from sample import FRENCH

from commune_desk.domain.roles import Role
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Prepared, Request, Verdict
from commune_desk.exchange.workbook import write_table
from commune_desk.services.desk import Desk, User
from commune_desk.services.plan_lists import sectors
from commune_desk.services.plans import AddSector
from commune_desk.services.scope import Scope
from commune_desk.storage.store import Store
from commune_desk.tables.plan import SECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCOPE = Scope(2024)


@pytest.fixture
def empty() -> Iterator[Desk]:
    store = Store(None)
    store.open()
    yield Desk(store, User("Secrétaire", Role.SECRETARY))
    store.close()


def brought(desk: Desk, path: Path) -> Prepared:
    grid = read_grid(path)
    matching = propose(SECTORS, SCOPE, grid.headings, FRENCH)
    assert len(matching) == len(grid.headings)
    return prepare(
        desk.store, Request(SECTORS, SCOPE, grid, matching, FRENCH, path.name, {})
    )


def parents(desk: Desk) -> dict[str, str]:
    with desk.store.reading() as session:
        return {row.code: row.parent_code for row in sectors(session, SCOPE)}


def written(tmp_path: Path, *lines: str) -> Path:
    title, above = (
        FRENCH.say(SECTORS.column(key, SCOPE).title) for key in ("title", "parent_id")
    )
    path = tmp_path / "secteurs.csv"
    path.write_text("\n".join([f"Code;{title};{above}", *lines]), "utf-8")
    return path


def test_the_exported_sectors_come_into_an_empty_dossier_at_once(
    demonstration: Path, empty: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "secteurs.xlsx"
    store = Store(demonstration)
    store.open()
    with store.reading() as session:
        write_table(session, SECTORS, SCOPE, FRENCH, path)
        there = {row.code: row.parent_code for row in sectors(session, SCOPE)}
    store.close()
    before = sample.content(empty.store)
    prepared = brought(empty, path)
    assert prepared.count(Verdict.NEW) == len(there)
    assert prepared.command is not None
    empty.do(prepared.command)
    assert parents(empty) == there
    assert any(there.values())
    after = sample.content(empty.store)
    empty.undo()
    assert sample.content(empty.store) == before
    empty.redo()
    assert sample.content(empty.store) == after


def test_the_order_of_the_lines_does_not_matter(empty: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, "111;Vaccins;Santé", "11;Santé;", "112;CSCom;11")
    prepared = brought(empty, path)
    assert [line.verdict for line in prepared.lines] == [Verdict.NEW] * 3
    assert prepared.command is not None
    empty.do(prepared.command)
    assert parents(empty) == {"11": "", "111": "11", "112": "11"}


def test_references_hold_where_the_dossier_moved_on_meanwhile(
    empty: Desk, tmp_path: Path
) -> None:
    prepared = brought(empty, written(tmp_path, "111;Vaccins;11", "11;Santé;"))
    assert prepared.command is not None
    empty.do(AddSector({"code": "90", "title": "Autre"}))
    empty.do(prepared.command)
    assert parents(empty) == {"11": "", "111": "11", "90": ""}


def test_a_record_that_is_there_may_be_put_under_a_new_one(
    empty: Desk, tmp_path: Path
) -> None:
    empty.do(AddSector({"code": "111", "title": "Vaccins"}))
    prepared = brought(empty, written(tmp_path, "111;Vaccins;11", "11;Santé;"))
    assert [line.verdict for line in prepared.lines] == [Verdict.CHANGED, Verdict.NEW]
    assert prepared.command is not None
    empty.do(prepared.command)
    assert parents(empty) == {"11": "", "111": "11"}


def test_lines_that_wait_for_each_other_come_back_with_the_reason(
    empty: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, "11;Santé;", "a;Un;b", "b;Deux;a", "c;Trois;inconnu")
    prepared = brought(empty, path)
    assert [line.number for line in prepared.refused] == [3, 4, 5]
    assert all("inconnu" in FRENCH.say(x.issues[0].text) for x in prepared.refused)
    assert prepared.command is not None
    empty.do(prepared.command)
    assert parents(empty) == {"11": ""}
