"""The doubled line of a published budget is told as the cause of its gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import DATA, FRENCH

from commune_desk.app.files import FileImporter
from commune_desk.cli import main
from commune_desk.domain.roles import Role
from commune_desk.exchange.nomenclature_file import nomenclature_from
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.desk import Desk, User
from commune_desk.services.scope import Scope
from commune_desk.storage.store import Store
from commune_desk.tables.budget import BUDGET
from commune_desk.ui.ports import Matched

if TYPE_CHECKING:
    from pathlib import Path

FILE = DATA / "budget-exemple-ci-epn.csv"
SCOPE = Scope(2026)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "exemple.commune"
    store = Store(path)
    store.open()
    desk = Desk(store, User("Secrétaire", Role.SECRETARY))
    desk.do(nomenclature_from(DATA / "nomenclature_epn.csv", FRENCH, "EPN"))
    store.close()
    return path


def bring_in(dossier: Path, file: Path, *more: str) -> int:
    asked = ["import", str(dossier), "budget", str(file), "--year", "2026"]
    return main([*asked, "--set", "nomenclature=EPN", *more])


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_line_2411_is_found_as_the_cause_of_the_gap_of_2026(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(dossier, FILE) == 0
    told = capsys.readouterr()
    assert "refusées : 1" in plain(told.out)
    assert plain(told.err).startswith("ligne 4 : 2411")
    (said,) = [line for line in plain(told.out).splitlines() if "écart" in line]
    assert "2411" in said
    assert "lignes 3, 4" in said
    for figure in ("5 632 596 195", "5 682 596 195", "50 000 000"):
        assert figure in said
    assert "donnent" not in told.out  # no title is compared with another account’s
    store = Store(dossier)
    store.open()
    with store.reading() as session:
        rows = [r for r in budget_lines(session, SCOPE) if r.proposed is not None]
    store.close()
    sums = {
        side: sum(r.proposed.francs for r in rows if r.proposed and r.side is side)
        for side in {row.side for row in rows}
    }
    assert set(sums.values()) == {5_632_596_195}


def test_the_same_file_again_changes_nothing(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(dossier, FILE)
    capsys.readouterr()
    bring_in(dossier, FILE)
    assert "identiques : 32" in plain(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Fonds spéciaux,413600000,423600000,460600000",
          "Fonds spéciaux,413600000,423600000,460600001"),
         "aucune ligne du fichier"),
        (("100000000\nemploi,623,6239", "50000000\nemploi,623,6239"), ""),
        (("Autres charges exceptionnelles,0,2000000,4000000",
          "Autres charges exceptionnelles,0,2000000,50000000"),
         "aucune ligne du fichier"),
    ],
)  # fmt: skip
def test_another_file_has_another_explanation_or_none(
    dossier: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str],
    said: str,
) -> None:
    text = FILE.read_text("utf-8")
    assert change[0] in text
    other = tmp_path / "autre.csv"
    other.write_text(text.replace(*change), "utf-8")
    bring_in(dossier, other)
    told = [x for x in capsys.readouterr().out.splitlines() if "écart" in x]
    assert len(told) == 1
    assert said in told[0]


def test_the_import_page_is_given_the_same_sentence(dossier: Path) -> None:
    store = Store(dossier)
    store.open()
    importer = FileImporter(Desk(store, User("x", Role.SECRETARY)), FRENCH)
    sheet = importer.open(FILE, BUDGET, SCOPE)
    matched = Matched(sheet.matched, {"nomenclature": "EPN"})
    plan = importer.plan(FILE, BUDGET, SCOPE, matched)
    store.close()
    (text,) = plan.findings
    assert "2411" in FRENCH.say(text)
