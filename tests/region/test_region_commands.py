"""`commune-desk region …`, on both engines."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING

import parcels
import pytest
from hands import members
from openpyxl import load_workbook

from commune_desk.cli import main
from commune_desk.exchange.package.sealed import new_identity, seal

if TYPE_CHECKING:
    from pathlib import Path

LIST = """Code;Nom;Cercle;Arrondissement;Liste de codes;Depuis
ML99000001;Commune Une;Cercle A;;essai-2026;2020-01-01
ML99000002;Commune Deux;Cercle B;;essai-2026;
ML99000003;Commune Trois;Cercle B;;essai-2026;
"""


@pytest.fixture
def region(place: str, tmp_path: Path) -> str:
    communes = tmp_path / "communes.csv"
    communes.write_text(LIST, "utf-8")
    given = ["--name", "Région d’essai", "--communes", str(communes)]
    assert main(["region", "init", place, *given]) == 0
    return place


def told(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    capsys.readouterr()
    assert main(["region", *typed]) == 0
    return capsys.readouterr().out


def test_from_the_list_to_the_sheets(
    region: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "usb").mkdir(parents=True)
    one, two = (parcels.package(seed, until=dt.date(2026, 12, 31)) for seed in (1, 2))
    (inbox / "1.zip").write_bytes(one)
    (inbox / "usb" / "2.zip").write_bytes(two)
    (inbox / "photo.jpg").write_bytes(b"no package")
    said = told(capsys, "receive", region, str(inbox)).splitlines()
    assert [line.split("\t")[:2] for line in said] == [
        ["1.zip", "envoi reçu"],
        ["2.zip", "envoi reçu"],
    ]
    again = told(capsys, "receive", region, str(inbox / "1.zip"))
    assert again.startswith("1.zip\tdéjà reçu\t")

    board = json.loads(told(capsys, "board", region, "--year", "2026", "--json"))
    sent = {row["commune_code"]: row["recus"] for row in board}
    assert sent == {"ML99000001": 1, "ML99000002": 1, "ML99000003": 0}
    assert "Commune Trois" in told(capsys, "board", region)

    totals = json.loads(told(capsys, "totals", region, "--by", "commune", "--json"))
    credit = sum(
        row[-1]
        for row in parcels.tables(1)["budget_lignes"]
        if row[2:4] == ("INV", "D")
    )
    found = [
        row["credit_fcfa"]
        for row in totals["budget"]
        if (row["commune_code"], row["section"], row["sens"])
        == ("ML99000001", "INV", "D")
    ]
    assert found == [credit]
    assert "# comites" in told(capsys, "totals", region)

    out = tmp_path / "out"
    told(capsys, "export", region, "-o", str(out), "--packages", "--received")
    with (out / "budget-region.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    assert {line["communes"] for line in lines} == {"2"}
    sheet = load_workbook(out / "budget-communes.xlsx").worksheets[0]
    assert sheet.max_row == 1 + 2 * 4
    assert sheet["K2"].data_type == "n"
    received = sorted(path.read_bytes() for path in (out / "recus").rglob("*.zip"))
    assert received == sorted((one, two))
    current = [members(p.read_bytes()) for p in sorted((out / "communes").iterdir())]
    assert current == [members(one), members(two)]

    findings = json.loads(told(capsys, "check", region, "--json"))
    assert {"REG-01"} <= {issue["code"] for issue in findings}
    assert not any("{" in issue["text"] for issue in findings)


def test_each_refusal_is_an_answer_and_the_others_are_taken(
    region: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox, reports = tmp_path / "inbox", tmp_path / "reports"
    inbox.mkdir()
    (inbox / "a.zip").write_bytes(b"PK no zip")
    (inbox / "b.zip").write_bytes(parcels.package(1, demonstration=True))
    (inbox / "c.zip").write_bytes(parcels.package(2))
    capsys.readouterr()
    typed = ["region", "receive", region, str(inbox), "--reports", str(reports)]
    assert main(typed) == 1
    said = capsys.readouterr()
    assert [line.split("\t")[0] for line in said.out.splitlines()] == ["c.zip"]
    assert [line.split("\t")[0] for line in said.err.splitlines()] == ["a.zip", "b.zip"]
    answers = {
        path.name: json.loads(path.read_bytes())
        for path in sorted(reports.glob("*.json"))
    }
    pages = [path.read_bytes()[:5] for path in reports.glob("*.pdf")]
    assert pages == [b"%PDF-"] * 3
    verdicts = [answer["verdict"] for answer in answers.values()]
    assert verdicts[:2] == ["REFUSE", "REFUSE"]
    assert answers["b-rapport.json"]["erreurs"][0]["code"] == "DEMONSTRATION"


def test_what_came_encrypted_is_read_with_the_key_and_kept_as_it_came(
    region: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, public = new_identity()
    (tmp_path / "region.key").write_text(key + "\n", "utf-8")
    came = seal(parcels.package(1), [public])
    (tmp_path / "1.zip.age").write_bytes(came)
    typed = ["region", "receive", region, str(tmp_path / "1.zip.age")]
    assert main(typed) == 1
    assert main([*typed, "--key", str(tmp_path / "region.key")]) == 0
    out = tmp_path / "out"
    told(capsys, "export", region, "-o", str(out), "--received")
    assert [path.read_bytes() for path in out.rglob("*.zip.age")] == [came]


def test_two_databases_are_settled_by_a_choice(
    region: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, source in (("1.zip", "b3b1f7c2"), ("2.zip", "c0ffee00")):
        data = parcels.package(1, source=source)
        (tmp_path / name).write_bytes(data)
    typed = [str(tmp_path / name) for name in ("1.zip", "2.zip")]
    assert "autre base" in told(capsys, "receive", region, *typed)
    told(capsys, "choose", region, "ML99000001", "c0ffee00", "--year", "2026")
    board = json.loads(told(capsys, "board", region, "--json"))
    assert board[0]["de_cote"] == 1


def refused(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    capsys.readouterr()
    assert main(["region", *typed]) == 1
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    return error


def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = str(tmp_path / "absent.region")
    assert "absent.region" in refused(capsys, "board", absent)
    assert not (tmp_path / "absent.region").exists()
    here = str(tmp_path / "a.region")
    assert main(["region", "init", here, "--name", "Essai"]) == 0
    assert "a.region" in refused(capsys, "init", here, "--name", "Essai")
    twice = tmp_path / "twice.csv"
    twice.write_text("Code;Nom\nML1;A\nML1;B\n", "utf-8")
    new = str(tmp_path / "b.region")
    wrong = ("init", new, "--name", "Essai", "--communes", str(twice))
    assert "ML1" in refused(capsys, *wrong)
    assert not (tmp_path / "b.region").exists()
    twice.write_text("Code;Nom;Depuis\nML1;A;hier\n", "utf-8")
    assert "hier" in refused(capsys, *wrong)
    twice.write_text("Nom\nA\n", "utf-8")
    assert "Code" in refused(capsys, *wrong)


@pytest.mark.parametrize("typed", [[], ["init", "x"], ["receive", "x"], ["dance", "x"]])
def test_wrong_usage_ends_with_2(typed: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["region", *typed])
    assert ended.value.code == 2
