"""The file of a region's desk, and its schema on a server."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import parcels
import psycopg
import pytest
from hands import CLERK, take
from server import USER

from commune_desk.domain.errors import InUse, NotOurs, Rejected, StorageTrouble
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.lists import Expected, ListCommunes
from commune_desk.services.region.settings import Region, SetUpRegion, region
from commune_desk.storage.header import parse
from commune_desk.storage.pragmas import REGION_ID
from commune_desk.storage.region import journal
from commune_desk.storage.region.layout import NEWEST
from commune_desk.storage.region.server import without_secret
from commune_desk.storage.region.store import RegionStore
from commune_desk.storage.store import Store
from commune_desk.storage.taken import take as take_early

if TYPE_CHECKING:
    from pathlib import Path

    from server import Server


def made(path: Path) -> Path:
    store = RegionStore(path)
    store.open()
    store.close()
    return path


def test_a_file_is_marked_as_a_regions(tmp_path: Path) -> None:
    path = made(tmp_path / "a.region")
    header = parse(path.read_bytes())
    assert header is not None
    assert (header.application_id, header.layout) == (REGION_ID, NEWEST)
    assert list(tmp_path.iterdir()) == [path]


def test_a_communes_dossier_is_no_regions_desk(tmp_path: Path) -> None:
    path = tmp_path / "a.commune"
    store = Store(path)
    store.open()
    store.close()
    before = path.read_bytes()
    with pytest.raises(NotOurs, match="dossier of a commune"):
        RegionStore(path).open()
    assert path.read_bytes() == before


def test_a_regions_desk_is_no_communes_dossier(tmp_path: Path) -> None:
    path = made(tmp_path / "a.region")
    before = path.read_bytes()
    assert take_early(path) is None
    with pytest.raises(NotOurs, match="region’s desk"):
        Store(path).open()
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_another_file_and_a_newer_one_are_left_as_they_are(tmp_path: Path) -> None:
    other = tmp_path / "photo.region"
    other.write_bytes(b"no desk at all" * 50)
    with pytest.raises(NotOurs, match="not a region"):
        RegionStore(other).open()
    newer = made(tmp_path / "newer.region")
    with closing(sqlite3.connect(newer)) as raw:
        raw.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = newer.read_bytes()
    with pytest.raises(NotOurs, match="newer program"):
        RegionStore(newer).open()
    assert newer.read_bytes() == before


def test_a_file_has_one_holder(tmp_path: Path) -> None:
    store = RegionStore(made(tmp_path / "a.region"))
    store.open()
    with pytest.raises(InUse, match="already open"):
        RegionStore(tmp_path / "a.region").open()
    store.close()


def test_every_act_is_journaled_and_told(desk: RegionDesk) -> None:
    heard: list[set[str]] = []
    desk.listeners.append(lambda changes: heard.append({c.table for c in changes}))
    desk.do(SetUpRegion(Region("Région d’essai")))
    desk.do(SetUpRegion(Region("Région d’essai")))  # the same again is no act
    take(desk, parcels.package(1))
    assert heard[0] == {"settings"}
    assert {"received", "sent_villages", "sum_budget"} <= heard[1]
    assert len(heard) == 2
    with desk.store.reading() as session:
        assert region(session).name == "Région d’essai"
        connection = session.connection()
        assert journal.head(connection).number == 2
        assert journal.first_broken(connection) is None
    assert desk.undo_label() is desk.redo_label() is desk.barrier() is None


def test_an_attempt_keeps_nothing(desk: RegionDesk) -> None:
    desk.attempt(SetUpRegion(Region("Autre")))
    with desk.store.reading() as session:
        assert region(session).name == ""


def test_the_journal_is_only_added_to(desk: RegionDesk) -> None:
    desk.do(SetUpRegion(Region("Région d’essai")))
    for statement in ("DELETE FROM journal", "UPDATE journal SET actor = 'autre'"):
        with (
            pytest.raises(Exception, match="only added to"),
            desk.store.trying() as unit,
        ):
            unit.connection.exec_driver_sql(statement)


def test_what_was_written_is_there_after_the_next_opening(place: str) -> None:
    for _ in range(2):
        store = RegionStore(place)
        store.open()
        RegionDesk(store, CLERK).do(SetUpRegion(Region("Région d’essai")))
        with store.reading() as session:
            assert journal.head(session.connection()).number == 1
        store.close()


def test_a_snapshot_is_a_desk_of_its_own(desk: RegionDesk) -> None:
    desk.do(SetUpRegion(Region("Avant")))
    with desk.store.snapshot() as copy, copy.reading() as session:
        assert region(session).name == "Avant"


def test_what_is_kept_lasts_until_the_next_act(desk: RegionDesk) -> None:
    with desk.store.reading() as session:
        session.info["kept"]()["sum"] = 1
    with desk.store.reading() as session:
        assert session.info["kept"]() == {"sum": 1}
    desk.do(SetUpRegion(Region("Après")))
    with desk.store.reading() as session:
        assert session.info["kept"]() == {}


def test_an_address_is_shown_without_its_password() -> None:
    shown = without_secret("postgresql+psycopg://essai:secret@serveur/region")
    assert "secret" not in shown
    assert "serveur" in shown


def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    store = RegionStore(f"postgresql+psycopg://essai@/region?host={tmp_path}")
    with pytest.raises(StorageTrouble, match="does not answer"):
        store.open()


def test_a_newer_schema_is_left_as_it_is(server: Server) -> None:
    server.clear()
    store = RegionStore(server.url)
    store.open()
    with store.trying() as unit:
        unit.connection.exec_driver_sql(
            f"COMMENT ON SCHEMA commune_desk_region IS '{NEWEST + 1}'"
        )
        unit.session.commit()
    store.close()
    with pytest.raises(NotOurs, match="newer program"):
        RegionStore(server.url).open()


def test_a_user_without_rights_is_told_so(server: Server) -> None:
    server.clear()
    with psycopg.connect(host=str(server.folder), user=USER, autocommit=True) as admin:
        admin.execute("DROP ROLE IF EXISTS lecteur")
        admin.execute("CREATE ROLE lecteur LOGIN")
    place = server.url.replace(f"{USER}@", "lecteur@")
    with pytest.raises(StorageTrouble, match="does not allow"):
        RegionStore(place).open()


def test_a_text_that_is_too_long_is_refused(desk: RegionDesk) -> None:
    with pytest.raises(Rejected, match="characters"):
        desk.do(ListCommunes((Expected("M" * 31, "Commune"),)))
    with pytest.raises(Rejected, match="characters"):
        desk.do(ListCommunes((Expected("ML1", "é" * 201),)))
