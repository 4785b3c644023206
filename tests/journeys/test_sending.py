"""A secretary sends the year, mends what came back, and sends again."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from secretary import click

from commune_desk.domain.package.verdict import Answer
from commune_desk.services.sent.sendings import sendings
from commune_desk.services.territory import ReviseVillage
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.send import SendPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.ui.shell import Shell


@pytest.fixture
def page(shell: Shell) -> SendPage:
    shell.context.go("sendings")
    settle(shell)
    (made,) = shell.findChildren(SendPage)
    return made


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as file:
        whole: dict[str, Any] = json.loads(file.read("datapackage.json"))
    return {**whole["commune-desk"], "id": whole["id"]}


def rows(page: SendPage) -> list[Any]:
    with page.context.reading() as session:
        return sendings(session)


def send(page: SendPage, shell: Shell) -> None:
    click(page, "Préparer le fichier")
    settle(shell)


def test_sent_corrected_and_sent_again(
    page: SendPage, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "cle"
    key.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(key))
    before = len(rows(page))
    page.form.reason.setText("Essai")
    send(page, shell)
    (first,) = key.iterdir()
    said = [label.text() for label in page.result.findChildren(Label)]
    assert any(first.name in text for text in said)
    assert len(rows(page)) == before + 1
    assert cut(shell) == []

    answer = tmp_path / "reponse.txt"
    own = manifest(first)
    answer.write_text(
        f"CD {own['commune_code']} 2026 s{own['sequence']} REFUSE 1 erreur: villages",
        "utf-8",
    )
    page.read_answer_of(answer)
    settle(shell)
    assert rows(page)[0].answer is Answer.REFUSED

    assert shell.context.do(ReviseVillage(1, "code", "31007999")) is None
    settle(shell)
    send(page, shell)
    _, second = sorted(key.iterdir())
    again = manifest(second)
    assert again["sequence"] == own["sequence"] + 1
    assert again["supersedes"] == own["id"]
    assert rows(page)[0].replaces == own["sequence"]

    click(page.result, "Copier le texte court")
    message = QGuiApplication.clipboard().text()
    assert message.startswith(f"CD 31007000 2026 s{again['sequence']} ENVOYE")
    shown: list[bytes] = []
    shell.context.shown.connect(lambda _title, pdf: shown.append(pdf))
    click(page.result, "Imprimer le bordereau")
    settle(shell)
    assert shown
    assert shown[0].startswith(b"%PDF")


def test_persons_are_asked_a_reason_beside_the_form(
    page: SendPage, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_a, **_k: asked.append(1) or ""
    )
    page.form.privacy.setCurrentIndex(1)
    send(page, shell)
    assert not asked
    assert page.refusal.isVisible()
    assert "aucun motif" in page.refusal.words()


def test_a_finding_leads_to_its_record(page: SendPage, shell: Shell) -> None:
    gone: list[Any] = []
    shell.context.gone.connect(gone.append)
    draft = page._draft
    assert draft is not None
    link = next(
        each for each in page.checks.findChildren(Linked) if each.accessibleName()
    )
    link.followed.emit()
    settle(shell)
    assert gone
    assert gone[0].record is not None


@pytest.mark.parametrize(
    ("size", "scale"), [(QSize(1366, 768), 1.0), (QSize(1280, 720), 1.25)]
)
def test_nothing_is_cut(
    page: SendPage, shell: Shell, size: QSize, scale: float
) -> None:
    shell.resize(logical(size, scale))
    settle(shell)
    assert cut(shell) == []
    area = page.form.parentWidget().parentWidget()
    assert area is not None
    assert page.form.width() <= area.width()
    for act in page.acts_on(rows(page)[0]):
        page.ask(act)
        settle(shell)
        assert cut(shell) == []
