from __future__ import annotations

import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from counts import count
from pypdfium2 import PdfDocument
from sample import DATA

from commune_desk.cli import main
from commune_desk.reports.catalogue import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

PLAN = DATA / "commune_v_pia_2016_sante.csv"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "commune-v.commune"
    asked = ["new", str(path), "--commune", "Commune V", "--code", "5"]
    assert main([*asked, "--first-year", "2016"]) == 0
    return path


def bring_in(dossier: Path, file: Path = PLAN, *more: str) -> int:
    asked = ["import", str(dossier), "pia", str(file), "--year", "2016"]
    return main([*asked, "--set", "sector_id=11", *more])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments]) == 1
    err = capsys.readouterr().err
    assert err.startswith("commune-desk: ")
    assert err.count("\n") == 1
    return err


def test_a_plan_is_imported_checked_and_printed(
    dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(dossier) == 0
    capsys.readouterr()
    assert main(["check", str(dossier), "--year", "2016", "--json"]) == 0
    codes = {issue["code"] for issue in json.loads(capsys.readouterr().out)}
    assert {"PLAN-26", "PLAN-27", "PLAN-05"} <= codes
    for suffix in ("pdf", "docx", "xlsx"):
        paper = tmp_path / f"pia.{suffix}"
        asked = ["print", str(dossier), "pia", "--year", "2016", "-o", str(paper)]
        assert main(asked) == 0
        assert paper.stat().st_size > 5_000


def test_a_dry_run_changes_nothing(dossier: Path) -> None:
    before = dossier.read_bytes()
    assert bring_in(dossier, PLAN, "--dry-run") == 0
    assert dossier.read_bytes() == before


def test_refused_lines_are_handed_back(dossier: Path, tmp_path: Path) -> None:
    wrong, back = tmp_path / "wrong.csv", tmp_path / "back.xlsx"
    wrong.write_text(PLAN.read_text("utf-8").replace("13 000 000", "treize"), "utf-8")
    assert bring_in(dossier, wrong, "--rejects", str(back)) == 0
    assert back.exists()


def test_tables_and_documents_are_listed(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for what, name in (("tables", "villages\t"), ("documents", "pia\t")):
        capsys.readouterr()
        assert main([what, str(dossier)]) == 0
        assert name in capsys.readouterr().out


def test_a_table_leaves_as_a_spreadsheet(dossier: Path, tmp_path: Path) -> None:
    out = tmp_path / "sectors.csv"
    assert main(["table", str(dossier), "sectors", "-o", str(out)]) == 0
    assert "Éducation" in out.read_text("utf-8-sig")


def test_a_copy_is_taken_back_as_a_dossier(dossier: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.commune", tmp_path / "again.commune"
    assert main(["backup", str(dossier), "-o", str(copy)]) == 0
    assert main(["restore", str(copy), "-o", str(again)]) == 0
    assert main(["verify", str(again)]) == 0


def test_what_cannot_be_done_is_said_in_one_line(
    dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, out = str(dossier), str(tmp_path / "x.pdf")
    assert "autre" in refused(capsys, "print", here, "autre", "-o", out)
    assert ".odt" not in refused(capsys, "print", here, "pia", "-o", out + ".odt")
    assert "absent" in refused(capsys, "check", str(tmp_path / "absent.commune"))
    refused(capsys, "new", here, "--commune", "X", "--code", "1")
    refused(capsys, "import", here, "pia", str(tmp_path / "absent.csv"))
    (tmp_path / "photo.commune").write_bytes(b"not a dossier at all" * 50)
    refused(capsys, "verify", str(tmp_path / "photo.commune"))


def test_a_journal_that_was_rewritten_does_not_pass(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = sqlite3.connect(dossier)
    raw.execute("DROP TRIGGER journal_keeps_its_entries")
    raw.execute("UPDATE journal SET actor = 'autre' WHERE id = 2")
    raw.commit()
    raw.close()
    assert "2" in refused(capsys, "verify", str(dossier))


@pytest.mark.parametrize("asked", [["print"], ["new", "x"], ["screens"], ["--wrong"]])
def test_wrong_usage_ends_with_2(asked: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(asked)
    assert ended.value.code == 2


PAPERS = count(suite=9, full=len(DOCUMENTS))
"""Each paper is printed by its own tests already."""

BUILT = count(suite=False, full=True)
"""Whether the dossier is built here too, as every worker of the suite does once."""


@pytest.mark.full
def test_the_demonstration_is_built_twice_in_the_same_place(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    if not BUILT:
        monkeypatch.setattr(
            "commune_desk.cli.files.demonstrate",
            lambda path, *_: shutil.copyfile(demonstration, path),
        )
    for some in (DOCUMENTS[:3], DOCUMENTS[:PAPERS]):
        monkeypatch.setattr("commune_desk.cli.papers.DOCUMENTS", some)
        assert main(["demo", str(out)]) == 0
    assert (out / "demonstration.commune").is_file()
    assert len(list((out / "documents").iterdir())) == 3 * PAPERS


def test_who_loses_water_and_who_owes_is_one_line_each(
    demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "copy.commune"
    shutil.copyfile(demonstration, path)

    def told(*asked: str) -> list[list[str]]:
        capsys.readouterr()
        assert main(["committees", str(path), *asked]) == 0
        out = capsys.readouterr().out
        return [line.split("\t") for line in out.splitlines()]

    assert [row[0] for row in told("--losses")] == ["AUEP de Korola"]
    assert [row[0] for row in told("--losses", "20")] == ["AUEP de Korola"]
    both = ["AUEP de Korola", "AUEP de Dembela"]
    assert [row[0] for row in told("--losses", "5")] == both
    first, *others = told("--owing")
    assert first[0] == "AUEP de Korola"
    assert first[3].replace("\u202f", " ") == "100 000"
    assert first[5] == "30/06/2025"
    assert len(others) == 3


def test_a_selection_is_printed_with_its_choices(
    dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["selections", str(dossier)]) == 0
    assert "Pour le préfet\t" in capsys.readouterr().out
    whole, some = tmp_path / "whole.pdf", tmp_path / "some.pdf"
    asked = ["print", str(dossier), "--selection", "pour le préfet", "--year", "2016"]
    assert main([*asked, "-o", str(whole)]) == 0
    choices = ["--no-letterhead", "--sober", "--large", "--blank", "--size", "A5"]
    more = ["--pages", "1-2", "--on", "31/12/2016", "--language", "en"]
    assert main([*asked, *choices, *more, "-o", str(some)]) == 0
    with PdfDocument(whole) as file:
        assert len(file) > 8
        assert "Sommaire" in file[1].get_textpage().get_text_range()
    with PdfDocument(some) as file:
        assert len(file) == 2
        assert "Table of contents" in file[1].get_textpage().get_text_range()
        assert round(min(file[1].get_size()) * 25.4 / 72) == 148


def test_what_cannot_be_printed_is_refused_and_nothing_is_written(
    dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf, word = str(tmp_path / "paper.pdf"), str(tmp_path / "paper.docx")

    def printing(*asked: str) -> str:
        return refused(capsys, "print", str(dossier), *asked, "--year", "2016")

    assert "personne" in printing("--selection", "Pour personne", "-o", pdf)
    assert "PDF" in printing("--selection", "Pour le préfet", "-o", word)
    assert "PDF" in printing("pia", "--pages", "1-2", "-o", word)
    assert "99" in printing("pia", "--pages", "99-", "-o", pdf)
    assert "hier" in printing("pia", "--on", "hier", "-o", pdf)
    assert "--all" in printing("pia", "--selection", "x", "-o", pdf)
    assert "--all" in printing("-o", pdf)
    assert not list(tmp_path.glob("paper.*"))
