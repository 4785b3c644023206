"""A restitution from its attendance to its kit, and a file for the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument
from secretary import CONTROL, Hands, Key, click

from commune_desk.domain.issues import Record
from commune_desk.services.attachments import of_record
from commune_desk.services.missing_papers import missing_papers
from commune_desk.services.public_lists import presences, public_sessions, questions
from commune_desk.services.recommendations import recommendations
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.archive import ArchivePage, MissingPage
from commune_desk.ui.pages.complaint_page import ComplaintPage
from commune_desk.ui.pages.restitution_page import RestitutionPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.ui.shell import Shell


def test_attendance_by_keys_a_question_and_the_kit(shell: Shell) -> None:
    hands, context = Hands(), shell.context
    hands.go(shell, "Page d’une restitution")
    page = shell.page()
    assert isinstance(page, RestitutionPage)
    line = next(n for n in page.attendance.lines if not n.fields[0].text())
    line.fields[0].setFocus()
    hands.type("7", Key.Key_Return)
    hands.type("5", Key.Key_Return)
    hands.type("20")
    hands.press(Key.Key_Return, CONTROL)
    assert page.attendance.refusal.isVisible()  # more young people than people
    with context.reading() as session:
        before = len(presences(session))
    hands.press(Key.Key_Backspace)
    hands.press(Key.Key_Return, CONTROL)
    assert not page.attendance.refusal.isVisible()
    with context.reading() as session:
        assert len(presences(session)) == before + 1
        own = next(r for r in public_sessions(session) if r.id == page.record)
    assert (own.women, own.men, own.villages) == (129 + 7, 159 + 5, 11)

    page.question.fields["question"].setFocus()
    hands.type("Quand vient le médecin ?", Key.Key_Return)
    page.recommended.fields["title"].setFocus()
    hands.type("Lire le compte à Konona", Key.Key_Return)
    with context.reading() as session:
        asked = [q for q in questions(session) if q.session_id == page.record]
        urged = {r.title: r.public_session_id for r in recommendations(session)}
    assert (asked[-1].number, asked[-1].question) == (6, "Quand vient le médecin ?")
    assert urged["Lire le compte à Konona"] == page.record
    settle(shell)
    assert cut(shell) == []

    papers: list[bytes] = []
    context.shown.connect(lambda _title, pdf: papers.append(pdf))
    click(shell, "Kit")
    settle(shell)
    opened = PdfDocument(papers[0])
    text = opened[0].get_textpage().get_text_range()
    opened.close()
    assert "L’argent de la commune en 2025" in text


def test_a_step_and_an_answer_close_the_waiting(shell: Shell) -> None:
    hands = Hands()
    hands.go(shell, "Page d’une plainte")
    page = shell.page()
    assert isinstance(page, ComplaintPage)
    hands.type("Directeur entendu", Key.Key_Return)
    assert page.row is not None
    assert page.row.state.value == "complaint_in_hand"
    page.answer.fields["answer"].setFocus()
    hands.type("Le maître est revenu.", Key.Key_Return)
    assert page.row.state.value == "complaint_answered"
    settle(shell)
    assert cut(shell) == []


def test_a_file_is_asked_where_it_belongs_and_no_longer_missing(
    shell: Shell, tmp_path: Path
) -> None:
    hands, context = Hands(), shell.context
    hands.go(shell, "Ce qui manque")
    page = shell.page()
    assert isinstance(page, MissingPage)
    with context.reading() as session:
        whole = len(missing_papers(session))
        (held, *_) = public_sessions(session)
        wanted = next(
            row
            for row in missing_papers(session)
            if (row.table, row.record_id) == ("public_sessions", held.id)
        )
    page.view.choose(wanted.id)
    click(shell, "Aller joindre la pièce")
    settle(shell)
    assert isinstance(shell.page(), RestitutionPage)

    path = tmp_path / "annonce.txt"
    path.write_text("Restitution le 16 mai", encoding="utf-8")
    program = tmp_path / "jeu.pdf"
    program.write_bytes(b"MZ\x90\x00" + b"\x00" * 400)
    shell.show_place("attachments")
    settle(shell)
    archive = shell.page()
    assert isinstance(archive, ArchivePage)
    archive.attach([program, path])
    assert (
        "annonce.txt" in archive.strip.form.findChildren(type(archive._count))[0].text()
    )
    hands.type(f"restitution : {held.year}", Key.Key_Tab)
    archive.strip.fields["place"].setText(
        next(t for t in archive.strip._options["place"].titles
             if t.startswith("restitution") and "16/05/2026" in t)
    )  # fmt: skip
    archive.strip.fields["kind"].setText("avis, convocation")
    archive.strip.do()
    with context.reading() as session:
        (row,) = of_record(session, "public_sessions", held.id)
        assert len(missing_papers(session)) == whole - 1
    assert row.name == "annonce.txt"
    archive.filter.setText("ANNONCE")
    archive.model.search("ANNONCE")
    assert [r.id for r in archive.model.rows() if r.name == path.name] == [row.id]
    assert archive.model.count == 1
    context.go("", Record("attachments", row.id))
