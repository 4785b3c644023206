"""Whole days of work without a mouse: keys alone, where the cursor is, all counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QFileDialog
from secretary import CONTROL, Key
from typist import Typist

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from commune_desk.app.program import Program

COST, COMMUNE, STATE = "6000000", "600000", "5400000"


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
