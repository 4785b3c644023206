"""What is looked at before a sending, and what is noted after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sample import Sample, build
from sending_hands import WISH, drafted, listed, sent

from commune_desk.cli import main
from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.package.answer import LONGEST, read_answer
from commune_desk.domain.package.level import Level
from commune_desk.domain.package.verdict import Answer
from commune_desk.exchange.package.sending import refuse
from commune_desk.services.sent.levels import codes
from commune_desk.services.sent.sendings import (
    NoteAnswer,
    RecordSending,
    answered,
    short,
)
from commune_desk.services.sent.wish import Wish
from commune_desk.services.territory import AddVillage, ReviseCommune, ReviseVillage

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.services.desk import Desk


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


def test_an_answer_is_noted_after_the_sending(small: Sample, tmp_path: Path) -> None:
    row = sent(small.desk, tmp_path / "o", WISH).record
    with pytest.raises(Rejected, match="comes before"):
        small.desk.do(NoteAnswer(row, Answer.REFUSED, dt.date(2024, 1, 1)))
    with pytest.raises(Rejected, match="which day"):
        small.desk.do(NoteAnswer(row, Answer.REFUSED, None))
    small.desk.do(
        NoteAnswer(row, Answer.REFUSED, dt.date(2025, 1, 9), "budget ligne 6")
    )
    assert found(small.desk, WISH)["SEND-17"] is Level.WARNING
    small.desk.undo()
    assert listed(small.desk)[0].answer is None


@pytest.mark.parametrize(
    ("text", "verdict", "note"),
    [
        (
            "CD ML99010101 2024 s1 REFUSE 2 erreurs: budget ligne 6 montant",
            Answer.REFUSED,
            "2 erreurs: budget ligne 6 montant",
        ),
        ("  CD ML99010101 2024 s1 ACCEPTE\n", Answer.ACCEPTED, ""),
        ("CD ML99010101 2024 s1 ACCEPTE AVEC REMARQUES", Answer.REMARKED, ""),
    ],
)
def test_a_message_is_read(
    small: Sample, tmp_path: Path, text: str, verdict: Answer, note: str
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
