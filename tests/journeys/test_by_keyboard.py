"""Whole days of work without a mouse: keys alone, where the cursor is, all counted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
import pytest
from counts import count
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QFileDialog
from sample import FRENCH
from secretary import CONTROL, Key
from typist import SHIFT, Typist, said

from commune_desk.app import home
from commune_desk.app.program import Program
from commune_desk.services.expense_rows import expenses
from commune_desk.services.revenue import operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

COST, COMMUNE, STATE = "6000000", "600000", "5400000"


@pytest.fixture
def used(
    qapp: QApplication,
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    """Start the program where a dossier was in use the day before, in 2026."""
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("commune_desk.ui.crash.watch", lambda *_: None)
    monkeypatch.setattr("commune_desk.app.opening.latest_year", lambda _: 2026)
    path = tmp_path / "Dembela.commune"
    shutil.copyfile(demonstration, path)
    home.remember(path)
    made = Program(qapp, FRENCH)
    made.start()
    yield made
    made.close()


def answer(patch: pytest.MonkeyPatch, question: str, path: Path) -> None:
    """Name a file in the system’s own dialog."""
    patch.setattr(QFileDialog, question, lambda *_: (str(path), ""))


def text_of(pdf: Path) -> str:
    opened = PdfDocument(pdf.read_bytes())
    pages = [page.get_textpage().get_text_range() for page in opened]
    opened.close()
    return " ".join(" ".join(pages).split())


def spaced(amount: str) -> str:
    return f"{int(amount):,}".replace(",", " ")


def test_from_the_first_start_to_the_first_printed_plan(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Typist(program, "first")
    hands.turned("start")
    hands.reach("Créer…")
    hands.press(Key.Key_Return)
    hands.turned("questions")
    hands.type("Dembela")
    answer(monkeypatch, "getSaveFileName", tmp_path / "Dembela.commune")
    hands.reach("Créer le dossier")
    hands.press(Key.Key_Return)
    hands.turned("guide")
    villages(hands)
    costed_action(hands)
    hands.go_to("préparer le pia", "pia-preparation")
    hands.press(Key.Key_Space)
    hands.turned("ticked")
    hands.go_to("plan annuel", "pia")
    hands.column("commune")
    hands.type(COMMUNE, Key.Key_Tab)
    hands.type(STATE, Key.Key_Return)
    hands.turned("paid")
    pdf = tmp_path / "pia.pdf"
    answer(monkeypatch, "getSaveFileName", pdf)
    hands.go_to("plan d’investissement", "documents")
    hands.reach("Tableur", Key.Key_F6, back=True)
    hands.reach("Enregistrer en PDF")
    hands.press(Key.Key_Return)
    hands.turned("saved")
    printed = text_of(pdf)
    for words in ("Forage", "Sirakoro", *map(spaced, (COST, COMMUNE, STATE))):
        assert words in printed
    hands.tell()
    assert hands.minutes < 5


def villages(hands: Typist) -> None:
    """Follow the guide to the villages; the first in the sheet, then line by line."""
    hands.reach("Étape suivante")
    hands.press(Key.Key_Return)
    hands.turned("villages")
    hands.press(Key.Key_Return)
    hands.turned("village-sheet")
    hands.type("Sirakoro")
    hands.press(Key.Key_Return, CONTROL)
    hands.turned("village")
    hands.press(Key.Key_Return)
    hands.type("Tiéoulé", Key.Key_Return)
    hands.turned("next-village")


def costed_action(hands: Typist) -> None:
    """Fill the sheet of an action in: its number gives itself."""
    hands.go_to("programmation", "actions")
    hands.press(Key.Key_Return)
    hands.turned("action-sheet")
    hands.press(Key.Key_Tab)
    hands.type("Forage", Key.Key_Tab)
    hands.type("sira", Key.Key_Return, Key.Key_Tab)
    hands.type(COST)
    hands.reach("Secteur")
    hands.type("11", Key.Key_Return)
    hands.press(Key.Key_Return, CONTROL)
    hands.turned("action")


def test_a_morning(
    used: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Typist(used, "morning")
    hands.turned("start")
    hands.press(Key.Key_Return)  # the dossier of yesterday
    hands.turned("home")
    hands.reach("poste clé vacant")
    hands.press(Key.Key_Return)
    hands.turned("due")
    assert hands.shell.place != "home"
    before = spent(hands)
    two_expenses(hands)
    assert spent(hands) == before + 2
    one_receipt(hands)
    progress_noted(hands)
    hands.go_to("constats", "findings")
    hands.reach("Voir")
    hands.press(Key.Key_Return)
    hands.turned("finding")
    assert hands.shell.place != "findings"
    pdf = tmp_path / "situation.pdf"
    answer(monkeypatch, "getSaveFileName", pdf)
    hands.go_to("situation d’exécution", "documents")
    hands.reach("Tableur", Key.Key_F6, back=True)
    hands.reach("Enregistrer en PDF")
    hands.press(Key.Key_Return)
    hands.turned("saved")
    assert "Situation" in text_of(pdf)
    hands.tell()


def spent(hands: Typist) -> int:
    context = hands.shell.context
    with context.reading() as session:
        return len(expenses(session, context.scope))


def two_expenses(hands: Typist) -> None:
    """Type one voucher after the other, up to their commitment."""
    hands.go_to("saisir une dépense", "expense")
    for words, account, amount, last in (
        ("Achat de gasoil", "6053", "57350", CONTROL | SHIFT),
        ("Rames de papier", "6012", "24000", CONTROL),
    ):
        hands.type(words, Key.Key_Return, Key.Key_Return)
        hands.type(account, Key.Key_Return)
        hands.reach("Montant")
        hands.type(amount)
        hands.press(Key.Key_Return, last)
        hands.turned("expense")


def one_receipt(hands: Typist) -> None:
    """Issue a title that is paid at once."""
    hands.go_to("titres et recettes", "revenue")
    hands.press(Key.Key_N, CONTROL)
    hands.turned("title")
    hands.type("7013", Key.Key_Tab)
    hands.type("Mariages du mois", Key.Key_Tab)
    hands.reach("Montant")
    hands.type("15000")
    hands.reach("Recouvré")
    hands.type("15000", Key.Key_Return)
    hands.turned("title-noted")
    context = hands.shell.context
    with context.reading() as session:
        assert "Mariages du mois" in {
            r.object for r in operations(session, context.scope)
        }


def progress_noted(hands: Typist) -> None:
    """Look an action up, and note how far it is in its sheet."""
    hands.find("salles kessena", "Programmation")
    hands.turned("action")
    assert hands.shell.place == "actions"
    hands.press(Key.Key_F3)
    hands.reach("Fermer la fiche", Key.Key_F6)
    hands.reach("Fiche")
    for _ in range(8):
        if "Suivi" in said(hands.here):
            break
        hands.press(Key.Key_Right)
    hands.reach("Ajouter")
    hands.press(Key.Key_Return)
    hands.turned("progress")
    hands.press(Key.Key_Tab, times=2)  # on the day that is offered
    hands.type("40", Key.Key_Return)
    hands.turned("progress-noted")
    context = hands.shell.context
    label = context.desk.undo_label()
    assert label is not None
    assert "Action 1.3 : suivi" in context.say(label).replace("\xa0", " ")


def test_the_council_is_prepared(
    used: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Typist(used, "council")
    hands.turned("start")
    hands.press(Key.Key_Return)
    hands.turned("home")
    hands.go_to("séances", "council_sessions")
    hands.press(Key.Key_N, CONTROL)
    hands.turned("session-sheet")
    hands.type("15/12/2026", Key.Key_Tab)
    hands.type("Vote du budget 2027")
    hands.press(Key.Key_Return, CONTROL)
    hands.turned("session")
    label = hands.shell.context.desk.undo_label()
    assert label is not None
    assert "15/12/2026" in hands.shell.context.say(label)
    hands.go_to("documents", "documents")
    hands.reach("Sélection de documents", Key.Key_F6)
    hands.press(Key.Key_Down)
    hands.turned("selection")
    assert "Pour le conseil" in said(hands.here)
    booklet = tmp_path / "cahier.pdf"
    answer(monkeypatch, "getSaveFileName", booklet)
    hands.reach("Tout enregistrer")
    hands.in_menu(Key.Key_Up, Key.Key_Return)
    hands.turned("booklet")
    assert "Cahier de la session" in text_of(booklet)
    hands.tell()


BY_ITSELF = "QT_QPA_PLATFORM"


def lacking() -> str:
    """Say what this computer lacks to draw on a real X server."""
    if os.environ.get(BY_ITSELF) == "xcb":
        return "these journeys are on an X server already"
    if shutil.which("xvfb-run") is None:
        return "xvfb-run is not installed"
    plugin = Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
    told = subprocess.run(
        ["ldd", str(plugin)],  # noqa: S607  the system’s own, wherever it lies
        capture_output=True,
        text=True,
        check=False,
    )
    lost = [line.split()[0] for line in told.stdout.splitlines() if "not found" in line]
    return f"Qt lacks {', '.join(sorted(set(lost)))}" if lost else ""


@pytest.mark.skipif(bool(lacking()), reason=lacking())
@pytest.mark.full
def test_on_a_real_x_server() -> None:
    """Work the same journeys where a window system hands the keys out."""
    wanted = count(suite="first_start", full="plan or morning or council")
    done = subprocess.run(
        [  # noqa: S607  found above
            "xvfb-run", "-a", "-s", "-screen 0 1366x768x24",
            sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider",
            __file__, "-k", wanted,
        ],
        env={**os.environ, BY_ITSELF: "xcb"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
