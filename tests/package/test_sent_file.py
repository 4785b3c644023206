"""A sending: the file and its record are both there, or neither is."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyrage
import pytest
from sending_hands import WISH, Opened, desk_on, drafted, listed, ready, sent

from commune_desk.cli import main
from commune_desk.domain.errors import Rejected, Stale, StorageTrouble
from commune_desk.domain.package.manifest import Privacy, Stage, Standing
from commune_desk.exchange.package import sending
from commune_desk.exchange.package.sending import deliver
from commune_desk.services.sent.sendings import (
    SOURCE,
    RecordSending,
)
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import SetPreference, kept
from commune_desk.services.territory import ReviseVillage
from commune_desk.storage import journal

if TYPE_CHECKING:
    from pathlib import Path

    from sample import Sample

    from commune_desk.services.desk import Desk


def test_the_first_gets_a_name_and_the_next_replaces_it(
    small: Sample, tmp_path: Path
) -> None:
    out = tmp_path / "cle"
    first = sent(small.desk, out, WISH)
    small.desk.do(ReviseVillage(small.village, "population", 812))
    second = sent(small.desk, out, WISH)
    one, two = (Opened(each.path.read_bytes()).own for each in (first, second))
    assert (one["sequence"], two["sequence"]) == (1, 2)
    assert one["source_db"] == two["source_db"]
    assert two["supersedes"] == f"urn:uuid:{first.manifest.package}"
    with small.store.reading() as session:
        assert kept(session, SOURCE) == one["source_db"]
    rows = listed(small.desk)
    assert [(r.sequence, r.replaces) for r in rows] == [(2, 1), (1, None)]
    assert rows[0].sha256 == hashlib.sha256(second.path.read_bytes()).hexdigest()
    small.desk.do(SetPreference("situation.date", "31/12/2025"))
    other = sent(small.desk, out, replace(WISH, year=2025))
    assert (other.manifest.sequence, other.manifest.supersedes) == (1, "")


def test_the_head_of_the_journal_is_that_before_the_sending(
    small: Sample, tmp_path: Path
) -> None:
    before = small.store.looking(journal.head)
    own = Opened(sent(small.desk, tmp_path / "o", WISH).path.read_bytes()).own
    assert own["journal_head"] == {"seq": before.number, "sha256": before.seal}
    assert small.store.looking(journal.head).number == before.number + 1
    assert small.store.looking(journal.first_broken) is None
    assert small.desk.barrier() is not None


def test_the_same_draft_gives_the_same_bytes(desk: Desk) -> None:
    wish = Wish(2026, reason="x", map=True, overview=True)
    told = drafted(desk, wish)
    once = sending.packed(told, checked=False).data
    again = drafted(desk, wish)
    same = replace(again, manifest=told.manifest)
    assert sending.packed(same, checked=False).data == once


def test_nothing_is_recorded_where_the_file_cannot_be_written(
    small: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cle"
    folder.mkdir()
    made = ready(small.desk, WISH)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageTrouble, match="could not be written"):
        deliver(small.desk, made, folder)
    assert not listed(small.desk)
    assert not list(folder.iterdir())


def test_no_file_is_left_where_recording_failed(
    small: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cle"
    made = ready(small.desk, WISH)
    do = small.desk.do

    def broken(command: Any) -> Any:
        if isinstance(command, RecordSending):
            raise StorageTrouble(RecordSending.label)
        return do(command)

    monkeypatch.setattr(small.desk, "do", broken)
    with pytest.raises(StorageTrouble):
        deliver(small.desk, made, folder)
    assert not list(folder.iterdir())
    assert not listed(small.desk)


def test_a_dossier_that_moved_on_is_read_again(small: Sample, tmp_path: Path) -> None:
    made = ready(small.desk, WISH)
    small.desk.do(ReviseVillage(small.village, "population", 3))
    folder = tmp_path / "cle"
    with pytest.raises(Stale):
        deliver(small.desk, made, folder)
    assert not folder.exists()


def test_a_stranger_of_the_same_name_is_not_written_over(
    small: Sample, tmp_path: Path
) -> None:
    made = ready(small.desk, WISH)
    (tmp_path / made.file_name).write_bytes(b"autre")
    with pytest.raises(Rejected, match="lies in this folder already"):
        deliver(small.desk, made, tmp_path)
    assert (tmp_path / made.file_name).read_bytes() == b"autre"
    assert not listed(small.desk)


def test_a_chosen_table_makes_a_partial_sending(desk: Desk) -> None:
    wish = Wish(2026, names=("villages", "projets"))
    package = Opened(ready(desk, wish).data)
    assert package.own["partial"] is True
    assert package.own["scope"] == ["projets", "villages"]
    assert {name for name in package.members if name.startswith("data/")} == {
        "data/projets.csv",
        "data/villages.csv",
    }
    with pytest.raises(Rejected, match="no table"):
        ready(desk, Wish(2026, names=("inconnu",)))


def test_what_it_is_proposed_to_be(demonstration: Path, tmp_path: Path) -> None:
    with desk_on(demonstration, tmp_path) as made:
        found = {
            year: (told.manifest.stage, told.manifest.standing)
            for year in (2023, 2025, 2026)
            for told in [drafted(made, Wish(year))]
        }
    assert found == {
        2023: (Stage.PRIMITIVE, Standing.PROVISIONAL),
        2025: (Stage.ACCOUNT, Standing.ADOPTED),
        2026: (Stage.EXECUTION, Standing.PROVISIONAL),
    }
    asked = Wish(2026, stage=Stage.CHANGE, standing=Standing.MAYOR)
    with desk_on(demonstration, tmp_path) as made:
        manifest = drafted(made, asked).manifest
    assert (manifest.stage, manifest.standing) == (Stage.CHANGE, Standing.MAYOR)


def test_telephones_leave_sealed_and_to_a_name_alone(
    desk: Desk, tmp_path: Path
) -> None:
    wish = Wish(2026, privacy=Privacy.PHONES, reason="x")
    with pytest.raises(Rejected, match="recipient"):
        sent(desk, tmp_path, wish)
    named = replace(wish, recipient="ADR")
    with pytest.raises(Rejected, match="age1"):
        sent(desk, tmp_path, named)
    reader = pyrage.x25519.Identity.generate()
    desk.do(SetPreference("sending.key", str(reader.to_public())))
    made = sent(desk, tmp_path, named)
    assert made.path.suffix == ".age"
    data = pyrage.decrypt(made.path.read_bytes(), [reader])
    assert hashlib.sha256(data).hexdigest() == made.digest
    assert Opened(data).own["privacy"] == "P2"


def test_names_need_a_reason(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="why persons"):
        sent(desk, tmp_path, Wish(2026, privacy=Privacy.NAMES))


def test_the_command_line_sends(
    small: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small.store.path
    small.store.close()
    out = tmp_path / "cle"
    arguments = ["export", str(path), "--year", "2024", "--half", "1", "-o", str(out)]
    more = ["--tables", "villages,projets", "--map", "--overview", "--reason", "Essai"]
    assert main(arguments) == 1
    assert "motif" in capsys.readouterr().err
    assert main([*arguments, *more]) == 0
    told = capsys.readouterr().out
    (file,) = out.iterdir()
    assert file.name == "commune-desk_ml99010101_2024_s0001.zip"
    assert file.name in told
    package = Opened(file.read_bytes())
    assert (package.own["periode"], package.own["arrete_au"]) == ("S1", "2024-06-30")
    assert {"carte.geojson", "apercu.xlsx"} <= set(package.members)
    with pytest.raises(SystemExit) as wrong:
        main(["export", str(path), "-o", str(out)])
    assert wrong.value.code == 2


def test_reading_what_goes_changes_nothing(small: Sample) -> None:
    before = small.store.looking(journal.head)
    drafted(small.desk, WISH, look=True)
    assert small.store.looking(journal.head) == before
