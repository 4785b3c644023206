"""The health plan of Commune V of Bamako for 2016, as it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sample
from sample import DATA, FRENCH

from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Prepared, Request, Verdict
from commune_desk.exchange.rejects import write_rejects
from commune_desk.services.plans import AddPlan, scope_for
from commune_desk.services.review import findings
from commune_desk.tables.actions import ANNUAL

if TYPE_CHECKING:
    from pathlib import Path

FILE = DATA / "commune_v_pia_2016_sante.csv"


def brought(made: sample.Sample, path: Path = FILE) -> Prepared:
    with made.store.reading() as session:
        scope = scope_for(session, 2016)
    grid = read_grid(path)
    matching = propose(ANNUAL, scope, grid.headings, FRENCH)
    fixed = {"sector_id": "10"}
    return prepare(
        made.store, Request(ANNUAL, scope, grid, matching, FRENCH, path.name, fixed)
    )


@pytest.fixture
def commune(small: sample.Sample) -> sample.Sample:
    small.desk.do(AddPlan({"title": "PDESC 2016-2020", "first_year": 2016}))
    return small


def said(prepared: Prepared) -> list[str]:
    issues = [issue for line in prepared.lines for issue in line.issues]
    return [FRENCH.say(issue.text).replace("\u00a0", " ") for issue in issues]


def test_its_eight_lines_come_in_and_its_empty_shares_are_told(
    commune: sample.Sample,
) -> None:
    prepared = brought(commune)
    assert prepared.count(Verdict.NEW) == 8
    assert said(prepared) == [
        "Commune % : le fichier dit 0,00 %, sans montant.",
        "État % : le fichier dit 0,00 %, sans montant.",
    ]


def test_a_partner_without_amount_is_found_and_not_repaired(
    commune: sample.Sample,
) -> None:
    prepared = brought(commune)
    assert prepared.command is not None
    commune.desk.do(prepared.command)
    with commune.store.reading() as session:
        found = findings(session, scope_for(session, 2016))
    (issue,) = [issue for issue in found if issue.code == "PLAN-27"]
    assert "CSRéf" in FRENCH.say(issue.text)


def test_import_undo_and_redo_give_the_same_dossier_each_way(
    commune: sample.Sample,
) -> None:
    before = sample.content(commune.store)
    prepared = brought(commune)
    assert prepared.command is not None
    commune.desk.do(prepared.command)
    after = sample.content(commune.store)
    commune.desk.undo()
    assert sample.content(commune.store) == before
    commune.desk.redo()
    assert sample.content(commune.store) == after != before


def test_the_same_file_again_changes_nothing(commune: sample.Sample) -> None:
    first = brought(commune)
    assert first.command is not None
    commune.desk.do(first.command)
    again = brought(commune)
    assert (again.command, again.count(Verdict.SAME)) == (None, 8)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_encoding_and_delimiter_do_not_matter(
    commune: sample.Sample, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "plan.csv"
    text = FILE.read_text("utf-8").replace(";", delimiter)
    path.write_bytes(text.encode(encoding))
    assert brought(commune, path).count(Verdict.NEW) == 8


def test_refused_lines_come_back_with_their_reason_and_go_in_once_mended(
    commune: sample.Sample, tmp_path: Path
) -> None:
    path, back = tmp_path / "plan.csv", tmp_path / "refus.csv"
    text = FILE.read_text("utf-8").replace(";2 000 000;", ";3 000 0000;")
    path.write_text(text, "utf-8")
    prepared = brought(commune, path)
    assert (prepared.count(Verdict.NEW), len(prepared.refused)) == (7, 1)
    assert write_rejects(back, prepared, FRENCH) == 1
    content = back.read_text("utf-8-sig")
    assert "n’est pas groupé par trois" in content
    back.write_text(content.replace("3 000 0000", "2 000 000"), "utf-8")
    assert brought(commune, back).count(Verdict.NEW) == 1
