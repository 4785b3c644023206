"""The support file and the self-test: much about the program, nothing of a commune."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import sample

from commune_desk.app.support import bundle
from commune_desk.cli import main
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.services.actions import AddAction
from commune_desk.services.territory import AddVillage
from commune_desk.ui import crash

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MARKERS = ("ZZNOM", "ZZVALEUR", "987654321987", "Dembela", "Secrétaire", "Tiobougou")


def test_nothing_of_the_commune_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "ZZNOM-home"
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(home))
    made = sample.build(tmp_path / "ZZNOM.commune")
    made.desk.do(AddVillage({"name": "ZZNOM", "note": "ZZVALEUR"}))
    values = {"title": "ZZNOM", "sector_id": made.sector}
    costs = {2025: Money(987_654_321_987)}
    made.desk.do(AddAction(made.plan, values, Places((made.village,)), costs, ()))
    made.store.looking(
        lambda raw: raw.execute(
            "INSERT INTO settings (name, value) VALUES ('ZZNOM ZZNOM', '\"ZZVALEUR\"'),"
            " ('plan.label', '\"ZZVALEUR\"')"
        )
    )
    (home / "crash").mkdir(parents=True)
    told = crash.describe(ValueError(*MARKERS))
    (home / "crash" / "crash-20260101-000000.txt").write_text(told, "utf-8")
    target = tmp_path / "aide.zip"
    bundle(made.store, target)
    made.store.close()
    with zipfile.ZipFile(target) as archive:
        content = {name: archive.read(name).decode() for name in archive.namelist()}
    assert len(content) == 3
    for name, text in content.items():
        for marker in MARKERS:
            assert marker not in text, name
            assert marker not in name
    facts = json.loads(content["dossier.json"])
    assert facts["sound"]
    assert facts["rows"]["villages"] == 2
    assert "plan.label" in facts["settings"]
    assert facts["other_settings"] == 1
    assert facts["journal"]["broken_at"] is None


def test_it_is_written_by_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = sample.build(tmp_path / "d.commune")
    made.store.close()
    target = tmp_path / "aide.zip"
    asked = ["support", str(tmp_path / "d.commune"), "-o", str(target)]
    assert main(asked) == 0
    assert "aide.zip" in capsys.readouterr().out
    before = target.read_bytes()
    assert main(asked) == 1
    assert target.read_bytes() == before
