"""Two meetings, a visit filled by keys, its letter printed: in the real window."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument
from sample import FRENCH
from secretary import CONTROL, Hands, Key, click

from commune_desk.services.meetings import meetings
from commune_desk.services.visit_lists import visits
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.committee_life import LightsPage
from commune_desk.ui.pages.visits import VisitPage
from commune_desk.ui.screens import settle

if TYPE_CHECKING:
    from commune_desk.ui.shell import Shell

NAME = "CGS de Mebougou"


def said(shell: Shell) -> list[str]:
    shell.context.review()
    own = (issue for issue in shell.context.findings if issue.code == "PLAN-20")
    told = [FRENCH.say(issue.text) for issue in own]
    return [text for text in told if text.startswith(NAME)]


def meet(hands: Hands, *cells: str) -> None:
    hands.press(Key.Key_N, CONTROL)
    for cell in (NAME, *cells):
        hands.type(cell, Key.Key_Tab)
    hands.press(Key.Key_Return, CONTROL)


def test_two_meetings_then_a_visit_by_keys_and_its_letter(shell: Shell) -> None:
    hands, context = Hands(), shell.context
    assert len(said(shell)) == 1
    hands.go(shell, "Réunions")
    assert shell.place == "committee_meetings"
    meet(hands, "20/10/2026", "bureau", "École", "2", "5", "oui", "non")
    meet(hands, "25/10/2026", "AG bilan", "École", "21", "34", "oui", "oui")
    with context.reading() as session:
        rows = [row for row in meetings(session) if row.committee == NAME]
    assert [row.held_on.day for row in rows[:2]] == [25, 20]
    assert (rows[0].present, rows[0].accounts_shown) == (55, True)
    assert said(shell) == []

    hands.go(shell, "Visite avec la grille")
    page = shell.page()
    assert isinstance(page, VisitPage)
    hands.type(NAME, Key.Key_Tab)
    assert page.lines[5].proposed == 2  # the assembly that was just noted
    hands.press(Key.Key_Tab)
    hands.type("Agent 1 (démonstration)", Key.Key_Return)
    assert page.lines[0].hasFocus()
    hands.type("2222222222" + "1111" + "00" + "2222")
    assert page.fields["remarks"].hasFocus()
    hands.type("Garder une pièce pour chaque dépense.", Key.Key_Return)
    hands.type("31/12/2026")
    assert cut(shell) == []
    hands.press(Key.Key_Return, CONTROL)
    with context.reading() as session:
        (row,) = (r for r in visits(session) if r.made_on == dt.date(2026, 10, 31))
    assert (row.committee, row.total, row.class_title) == (NAME, 32, "très dynamique")
    assert page.visit == row.id

    papers: list[bytes] = []
    context.shown.connect(lambda _title, pdf: papers.append(pdf))
    click(shell, "Lettre")
    settle(shell)
    pdf = PdfDocument(papers[0])
    (text,) = (page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    told = " ".join(text.replace("\u00a0", " ").split())
    for words in (
        f"du comité « {NAME} »",
        "32 points sur 40 : classe « très dynamique »",
        "Comptes montrés à l’assemblée",
        "Garder une pièce pour chaque dépense.",
        "avant le 31 décembre 2026",
    ):
        assert words in told


def test_the_lights_are_narrowed_by_their_colour(shell: Shell) -> None:
    shell.show_place("lights")
    page = shell.page()
    assert isinstance(page, LightsPage)
    whole = page.model.count
    page.choose_way(1)
    assert 0 < page.model.count < whole
    page.choose_way(0)
    assert page.model.count == whole
    settle(shell)
    assert cut(shell) == []


def test_enter_takes_what_the_dossier_proposes(shell: Shell) -> None:
    hands = Hands()
    shell.show_place("visit")
    page = shell.page()
    assert isinstance(page, VisitPage)
    page.keep_focus()
    hands.type("AUEP de Dembela", Key.Key_Tab)
    page.lines[0].setFocus()
    proposed = [line.proposed for line in page.lines]
    hands.press(Key.Key_Return, times=len(page.lines))
    assert [line.points for line in page.lines] == proposed
    assert None in proposed
    page.lines[0].setFocus()
    hands.press(Key.Key_Backspace)
    assert page.lines[0].points is None
