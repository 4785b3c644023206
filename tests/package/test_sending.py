"""A sending: the file and its record are both there, or neither is."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyrage
import pytest
from sample import Sample, build
from sending_hands import Opened, desk_on, drafted, ready, sent

from commune_desk.cli import main
from commune_desk.domain.errors import DeskError, Rejected, Stale, StorageTrouble
from commune_desk.domain.package.answer import LONGEST, Verdict, read_answer
from commune_desk.domain.package.level import Level
from commune_desk.domain.package.manifest import Privacy, Stage, Standing
from commune_desk.exchange.package import sending
from commune_desk.exchange.package.sending import deliver, refuse
from commune_desk.services.sent.levels import codes
from commune_desk.services.sent.sendings import (
    SOURCE,
    NoteAnswer,
    RecordSending,
    answered,
    sendings,
    short,
)
from commune_desk.services.sent.wish import Wish
from commune_desk.services.settings import SetPreference, kept
from commune_desk.services.territory import AddVillage, ReviseCommune, ReviseVillage
from commune_desk.storage import journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.desk import Desk


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Sample]:
    made = build(tmp_path / "petit.commune")
    made.desk.do(ReviseCommune(1, "code", "ML99010101"))
    made.desk.do(ReviseCommune(1, "code_list", "essai-2026"))
    made.desk.do(SetPreference("situation.date", "31/12/2024"))
    yield made
    made.store.close()


@pytest.fixture
def desk(demonstration: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on(demonstration, tmp_path) as made:
        yield made


WISH = Wish(2024, reason="Essai")


def listed(desk: Desk) -> list[Any]:
    with desk.store.reading() as session:
        return sendings(session)


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


# --- findings ----------------------------------------------------------------


def found(desk: Desk, wish: Wish) -> dict[str, Level]:
    told = drafted(desk, wish, look=True)
    return {check.issue.code: check.level for check in told.checks}


def test_a_commune_without_a_code_sends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sans.commune"
    made = build(path)
    made.desk.do(ReviseCommune(1, "code", ""))
    assert found(made.desk, WISH)["SEND-02"] is Level.CRITICAL
    made.store.close()
    out = tmp_path / "out"
    arguments = ["export", str(path), "--year", "2024", "-o", str(out)]
    assert main([*arguments, "--reason", "x"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "code" in line
    assert not out.exists()


def test_findings_of_the_second_level_need_a_reason(small: Sample) -> None:
    told = drafted(small.desk, Wish(2024), look=True)
    assert told.issues(Level.ERROR)
    with pytest.raises(Rejected) as refused:
        refuse(told)
    assert refused.value.issues[0].field == "reason"
    refuse(drafted(small.desk, Wish(2024, reason="Pas encore de budget"), look=True))


def test_two_villages_of_one_code_and_a_village_nowhere(small: Sample) -> None:
    small.desk.do(ReviseVillage(small.village, "code", "7"))
    other = small.desk.do(AddVillage({"name": "Korola", "code": "7"}))
    told = drafted(small.desk, WISH, look=True)
    (same,) = (c for c in told.checks if c.issue.code == "SEND-11")
    assert same.level is Level.ERROR
    assert same.issue.record is not None
    assert same.issue.record.id in {other, small.village}
    assert sum(c.issue.code == "SEND-10" for c in told.checks) == 2


def test_a_rule_counts_only_for_what_is_sent(small: Sample) -> None:
    partial = found(small.desk, replace(WISH, names=("restitutions",)))
    assert "SEND-10" not in partial
    assert "SEND-06" not in partial
    assert {"SEND-10", "SEND-06"} <= set(found(small.desk, WISH))


def test_a_day_to_come_or_of_another_year_is_refused(small: Sample) -> None:
    late = dt.datetime.now().astimezone().date() + dt.timedelta(days=40)
    for day in (dt.date(2023, 5, 1), dt.date(2025, 7, 1)):
        assert found(small.desk, replace(WISH, until=day))["SEND-08"] is Level.CRITICAL
    wish = replace(WISH, year=late.year, until=late)
    assert found(small.desk, wish)["SEND-08"] is Level.CRITICAL


def test_an_unbalanced_voted_budget_stays(desk: Desk) -> None:
    assert "SEND-05" not in found(desk, Wish(2026))
    with desk.store.writing("test") as unit:
        raw = unit.session.connection()
        raw.exec_driver_sql(
            "UPDATE line_amounts SET proposed = proposed + 1, voted = voted + 1,"
            " approved = approved + 1 WHERE id = (SELECT min(a.id) FROM line_amounts a"
            " JOIN budget_documents d ON d.id = a.document_id JOIN fiscal_years y"
            " ON y.id = d.fiscal_year_id WHERE y.year = 2026 AND a.approved > 0)"
        )
        unit.label = RecordSending.label
    assert found(desk, Wish(2026))["SEND-05"] is Level.CRITICAL


def test_entries_after_the_day_are_told(desk: Desk) -> None:
    assert found(desk, Wish(2025, until=dt.date(2025, 9, 30)))["SEND-07"]


def test_a_broken_journal_sends_nothing(desk: Desk) -> None:
    def tamper(raw: Any) -> None:
        raw.execute("DROP TRIGGER journal_keeps_its_entries")
        raw.execute("UPDATE journal SET actor = 'x' WHERE id = 5")
        raw.commit()

    desk.store.looking(tamper)
    assert found(desk, Wish(2026))["SEND-14"] is Level.CRITICAL


def test_the_account_of_a_closed_year_is_what_is_sent(desk: Desk) -> None:
    assert "SEND-13" not in found(desk, Wish(2025))


def test_every_rule_of_the_list_has_a_level_of_the_program() -> None:
    assert {"SEND-01", "SEND-14", "PLAN-05"} <= codes()


# --- what comes back -----------------------------------------------------------


def test_an_answer_is_noted_after_the_sending(small: Sample, tmp_path: Path) -> None:
    row = sent(small.desk, tmp_path / "o", WISH).record
    with pytest.raises(Rejected, match="comes before"):
        small.desk.do(NoteAnswer(row, Verdict.REFUSED, dt.date(2024, 1, 1)))
    with pytest.raises(Rejected, match="which day"):
        small.desk.do(NoteAnswer(row, Verdict.REFUSED, None))
    small.desk.do(
        NoteAnswer(row, Verdict.REFUSED, dt.date(2025, 1, 9), "budget ligne 6")
    )
    assert found(small.desk, WISH)["SEND-17"] is Level.WARNING
    small.desk.undo()
    assert listed(small.desk)[0].answer is None


@pytest.mark.parametrize(
    ("text", "verdict", "note"),
    [
        (
            "CD ML99010101 2024 s1 REFUSE 2 erreurs: budget ligne 6 montant",
            Verdict.REFUSED,
            "2 erreurs: budget ligne 6 montant",
        ),
        ("  CD ML99010101 2024 s1 ACCEPTE\n", Verdict.ACCEPTED, ""),
        ("CD ML99010101 2024 s1 ACCEPTE AVEC REMARQUES", Verdict.REMARKS, ""),
    ],
)
def test_a_message_is_read(
    small: Sample, tmp_path: Path, text: str, verdict: Verdict, note: str
) -> None:
    row = sent(small.desk, tmp_path / "o", WISH).record
    answer = read_answer(text)
    assert (answer.verdict, answer.note) == (verdict, note)
    with small.store.reading() as session:
        assert answered(session, answer).id == row


@pytest.mark.parametrize(
    "text", ["", "bonjour", "CD X 2024 s1 PEUTETRE", "{", "[1]", '{"verdict": 3}', "{}"]
)
def test_what_is_no_answer_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DeskError):
        read_answer(text)


def test_an_answer_to_another_is_refused(small: Sample) -> None:
    with small.store.reading() as session, pytest.raises(Rejected):
        answered(session, read_answer("CD AUTRE 2020 s9 ACCEPTE"))


def test_the_short_text_fits_a_message(desk: Desk) -> None:
    rows = listed(desk)
    assert rows
    with desk.store.reading() as session:
        for row in rows:
            text = short(session, row)
            assert len(text) <= LONGEST
            assert text.isascii()
            assert text.startswith(f"CD 31007000 {row.year} s{row.sequence} ")


# --- privacy -------------------------------------------------------------------


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


# --- the command line ----------------------------------------------------------


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
