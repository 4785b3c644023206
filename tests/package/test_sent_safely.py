"""What leaves holds no person, no formula and needs no network; it stays small."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import parcels
import pytest
from sample import FRENCH
from sending_hands import Opened, desk_on, drafted, ready, sent

from commune_desk.cli import main
from commune_desk.domain.package.format import MANIFEST, OVERVIEW, PROJECTS
from commune_desk.domain.package.limits import LIMITS
from commune_desk.domain.package.manifest import Privacy
from commune_desk.exchange.package.overview import overview
from commune_desk.exchange.workbook import write_lines, write_table
from commune_desk.services.plans import scope_for
from commune_desk.services.sent.wish import Wish
from commune_desk.storage.models import Base
from commune_desk.tables import TABLES
from commune_desk.ui.crash import describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.desk import Desk

NAME, PHONE = "ZZNOM", "77 00 00 01"
MARKS = (NAME.encode(), PHONE.encode(), PHONE.replace(" ", "").encode())
PERSONAL = {
    "phone", "email", "contact", "contact_post", "complainant", "payer", "chair",
    "scribe", "guests", "delegates", "facilitator", "responsible", "holder", "agent",
    "provider", "by", "tax_number", "trade_number", "address", "bank_account", "agents",
}  # fmt: skip
"""Columns in which a person may be named, whatever their table."""

PEOPLE = {("persons", "name"), ("parties", "name"), ("receipts", "note")}
FREE = {("complaints", "subject"), ("complaints", "answer"), ("complaints", "note")}
WHOLE = Wish(2026, reason="Essai", map=True, overview=True)


def personal() -> set[tuple[str, str]]:
    found = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name in PERSONAL
    }
    return found | PEOPLE | FREE


@pytest.fixture
def marked(demonstration: Path, tmp_path: Path) -> Path:
    """The demonstration with a marker in every place that keeps a person."""
    with desk_on(demonstration, tmp_path):
        path = tmp_path / "copie.commune"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for table, column in sorted(personal()):
            unique = f"'{NAME} ' || id || ' {PHONE}'"
            raw.execute(f"UPDATE {table} SET {column} = {unique}")
        raw.commit()
    return path


def test_many_places_keep_persons() -> None:
    assert len(personal()) > 20


def test_no_person_is_in_a_package_of_the_first_level(
    marked: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "ici"
    folder.mkdir()
    with desk_on(marked, folder) as desk, caplog.at_level(0):
        made = sent(desk, tmp_path / "cle", WHOLE)
    package = Opened(made.path.read_bytes())
    assert OVERVIEW in package.members
    for name, data in package.members.items():
        held = [data]
        if name == OVERVIEW:
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                held += [book.read(each) for each in book.namelist()]
        assert not any(mark in each for mark in MARKS for each in held), name
    assert NAME not in caplog.text
    assert PHONE not in caplog.text


def test_the_markers_are_seen_where_they_may_be(marked: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ici"
    folder.mkdir()
    with desk_on(marked, folder) as desk:
        names = Opened(ready(desk, Wish(2026, privacy=Privacy.NAMES, reason="x")).data)
        phones = Opened(
            ready(desk, Wish(2026, privacy=Privacy.PHONES, reason="x")).data
        )
    assert MARKS[0] in names.members["data/responsables.csv"]
    holders = phones.table("responsables")
    assert any(PHONE in row["telephone"] for row in holders)
    assert not any(row["telephone"] for row in names.table("responsables"))


def test_a_bug_while_sending_leaves_no_person_in_its_report(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*facts: Any) -> Any:
        raise ValueError(str(facts))

    monkeypatch.setattr("commune_desk.exchange.package.sending.build", broken)
    folder = tmp_path / "ici"
    folder.mkdir()
    with desk_on(marked, folder) as desk, pytest.raises(ValueError) as bug:  # noqa: PT011  the bug itself
        ready(desk, Wish(2026, privacy=Privacy.PHONES, reason="x"))
    report = describe(bug.value)
    assert NAME in str(bug.value)
    assert NAME not in report
    assert "77" not in re.sub(r":\d+", "", report)


PAYLOADS = (
    "=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+1+1", "-1+1",
    "@SUM(1)", "=SUM(A1:A9)", "=A1", "==1", "= 1", "\t=1+1", "=1+1\t", "=DDE(1)",
    '=WEBSERVICE("http://x")', "=IMPORTXML(1)", "=1;2", "{=1+1}", "=NOW()", "=\n1",
    "+A1", "-A1", "@A1", "=@A1", "=-1", "=+1", "http://exemple.org", "mailto:a@b.org",
    "https://exemple.org/?q=1", "=TRUE", "=1/0",
)  # fmt: skip


def no_formula(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            text = book.read(name)
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in text
                assert b"<f " not in text
                assert b"<hyperlink" not in text.lower()
            if name.endswith(".rels"):
                assert b"relationships/hyperlink" not in text.lower()


def test_there_are_thirty_payloads() -> None:
    assert len(set(PAYLOADS)) == 30


def test_no_text_becomes_a_formula_in_the_overview() -> None:
    rows = parcels.tables(1)
    at = PROJECTS.at["secteur"]
    projects = [
        (*row[:at], payload, *row[at + 1 :])
        for payload, row in zip(PAYLOADS, rows["projets"] * 2, strict=False)
    ]
    manifest = parcels.manifest(commune=PAYLOADS[1])
    for start in range(0, len(projects), 10):
        told = {**rows, "projets": projects[start : start + 10]}
        no_formula(overview(manifest, told, FRENCH))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_no_text_becomes_a_formula_in_a_table(
    payloads: Desk, tmp_path: Path, table: Any
) -> None:
    with payloads.store.reading() as session:
        scope = scope_for(session, 2026)
        path = tmp_path / "t.xlsx"
        write_table(session, table, scope, FRENCH, path)
        no_formula(path.read_bytes())
        path = tmp_path / "t.csv"
        write_table(session, table, scope, FRENCH, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file, delimiter=";"):
            for cell in line:
                assert not cell.startswith(("=", "@", "\t", "\r")), cell


TYPED = ("note", "title", "subject", "object", "comment", "place", "source", "answer")


@pytest.fixture(scope="module")
def payloads(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The demonstration with a formula in every text that somebody types freely."""
    folder = tmp_path_factory.mktemp("payloads")
    with desk_on(demonstration, folder):
        path = folder / "copie.commune"
    with closing(sqlite3.connect(path)) as raw:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                free = table.name != "sendings" and str(column.type) == "TEXT"
                if column.name in TYPED and free:
                    _fill(raw, table.name, column.name)
        raw.commit()
    folder = tmp_path_factory.mktemp("opened")
    with desk_on(path, folder) as made:
        yield made


def _fill(raw: sqlite3.Connection, table: str, column: str) -> None:
    """Put a payload into each line; books that are closed keep what they hold."""
    for number, payload in enumerate(PAYLOADS):
        chosen = f"id % {len(PAYLOADS)} = {number}"
        sql = f"UPDATE {table} SET {column} = ? || ' ' || id WHERE {chosen}"
        try:
            raw.execute(sql, (payload,))
        except sqlite3.IntegrityError as kept:
            assert "clos" in str(kept), kept  # noqa: PT017  a trigger of the file


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_text_becomes_a_formula_in_what_an_import_hands_back(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"rejets{suffix}"
    write_lines(path, ["A"], [[payload] for payload in PAYLOADS])
    if suffix == ".xlsx":
        no_formula(path.read_bytes())
    else:
        text = path.read_text("utf-8-sig")
        assert not re.search(r'^"?[=@\t]', text, re.MULTILINE)


def test_a_sending_asks_for_no_network(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")  # noqa: TRY003, EM101  the finding

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    with desk_on(demonstration, tmp_path):
        path = tmp_path / "copie.commune"
    out = tmp_path / "cle"
    told = ["export", str(path), "--year", "2026", "--reason", "x", "--overview"]
    assert main([*told, "--map", "-o", str(out)]) == 0


def judged(data: bytes, folder: Path) -> list[str]:
    """Ask the independent validator about an unpacked package."""
    frictionless = pytest.importorskip("frictionless")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read(name))
    report = frictionless.validate(str(folder / MANIFEST))
    return [str(error.message) for task in report.tasks for error in task.errors] + [
        str(error) for error in report.errors
    ]


@pytest.mark.parametrize(
    "wish", [WHOLE, Wish(2025, reason="x"), Wish(2024, reason="x")]
)
def test_it_finds_that_of_the_demonstration_sound(
    demonstration: Path, tmp_path: Path, wish: Wish
) -> None:
    with desk_on(demonstration, tmp_path) as desk:
        data = ready(desk, wish).data
    folder = tmp_path / "ouvert"
    folder.mkdir()
    assert judged(data, folder) == []


def test_packages_stay_small(demonstration: Path, tmp_path: Path) -> None:
    assert len(parcels.package(1, parcels.FULL)) <= 150_000
    assert len(parcels.package(1, parcels.Size(430, 50, 10, 10))) <= 25_000
    with desk_on(demonstration, tmp_path) as desk:
        bare = ready(desk, Wish(2026, reason="x"))
        told = drafted(desk, WHOLE)
        assert sum(map(len, told.tables.values())) > 500
        assert len(bare.data) <= 25_000
        book = overview(told.manifest, told.tables, FRENCH)
    assert len(book) <= LIMITS.overview
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        charts = [n for n in opened.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 3


def test_the_map_is_one_of_points(demonstration: Path, tmp_path: Path) -> None:
    with desk_on(demonstration, tmp_path) as desk:
        package = Opened(ready(desk, WHOLE).data)
    whole = json.loads(package.members["carte.geojson"])
    assert whole["type"] == "FeatureCollection"
    for feature in whole["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -13 < longitude < 5
        assert 10 < latitude < 25
        assert feature["properties"]["projet_id"].startswith("P-")


def test_the_note_says_in_french_how_to_open_it(
    demonstration: Path, tmp_path: Path
) -> None:
    with desk_on(demonstration, tmp_path) as desk:
        text = Opened(ready(desk, WHOLE).data).members["LISEZMOI.txt"].decode()
    lines = text.splitlines()
    assert len(lines) == 10
    assert text.endswith("\r\n")
    assert "Dembela" in lines[0]
    assert "double-clic" in text
    assert "francs" in lines[5]
