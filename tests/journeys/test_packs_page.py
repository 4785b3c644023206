"""A pack of the region comes in through its page, and leaves by one undo."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from sample import FRENCH

from commune_desk.cli import main
from commune_desk.domain.package.pack import PACK, PackFacts
from commune_desk.exchange.package.packs import build_pack, tables_for_pack
from commune_desk.exchange.package.signature import (
    fingerprint,
    new_key,
    sign_with,
)
from commune_desk.services.legal import own_texts
from commune_desk.services.packs import applied_packs
from commune_desk.ui.cut_check import cut
from commune_desk.ui.pages.packs import PacksPage
from commune_desk.ui.screens import logical, settle
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.ui.context import Context
    from commune_desk.ui.shell import Shell

KEY = new_key()
FACTS = PackFacts(
    str(uuid.UUID(int=9, version=4)), "modeles-essai", "Modèles d’essai", 2,
    dt.date(2026, 11, 27), "Région d’essai",
)  # fmt: skip
TABLES = ("sectors", "required_papers", "committee_types", "type_seats", "legal_texts")


@pytest.fixture
def pack(context: Context, tmp_path: Path) -> Path:
    with context.reading() as session:
        files = tables_for_pack(session, TABLES, context.scope, FRENCH)
    legal, seats = "tables/legal_texts.csv", "tables/type_seats.csv"
    files[legal] = files[legal].replace("inventé".encode(), "imaginé".encode())
    stranger = "Comité inconnu;1;Président;oui;oui;non;non;non;essai\r\n"
    files[seats] += stranger.encode()
    path = tmp_path / FACTS.file_name
    path.write_bytes(build_pack(FACTS, files, "Essai", sign_with(KEY, PACK)))
    return path


def packs_page(shell: Shell) -> PacksPage:
    shell.context.go("packs")
    settle(shell)
    (page,) = shell.findChildren(PacksPage)
    return page


def sources(context: Context) -> set[str]:
    with context.reading() as session:
        return {row.source for row in own_texts(session, context.scope)}


def words(page: PacksPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label))


def test_a_pack_is_looked_at_applied_and_taken_back(shell: Shell, pack: Path) -> None:
    page, context = packs_page(shell), shell.context
    before = sources(context)
    assert not page.do.isEnabled()
    page.read(pack)
    settle(shell)
    assert sources(context) == before
    assert fingerprint(KEY.public_key()) in words(page)
    assert "Postes des types, ligne 118 : " in words(page).replace("\u00a0", " ")
    assert "Comité inconnu" in words(page)
    assert "jamais vue" in words(page)
    assert page.do.isEnabled()
    page.run()
    settle(shell)
    assert sources(context) != before
    assert not page.do.isEnabled()
    assert "Paquets appliqués" in words(page)
    assert "clé connue" in words(page)
    context.undo()
    assert sources(context) == before
    with context.reading() as session:
        assert not applied_packs(session)
    page.run()
    assert sources(context) == before


def test_a_pack_that_was_tampered_with_is_refused(shell: Shell, pack: Path) -> None:
    page = packs_page(shell)
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.write_bytes(bytes(data))
    page.read(pack)
    settle(shell)
    assert page.refusal.isVisible()
    assert not page.do.isEnabled()


@pytest.mark.parametrize(
    ("size", "scale"), [(QSize(1366, 768), 1.0), (QSize(1366, 768), 1.25)]
)
def test_nothing_is_cut(shell: Shell, pack: Path, size: QSize, scale: float) -> None:
    shell.resize(logical(size, scale))
    page = packs_page(shell)
    assert cut(shell) == []
    page.read(pack)
    settle(shell)
    assert cut(shell) == []


def test_the_command_line_applies_a_pack(
    demonstration: Path, pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "autre.commune"
    path.write_bytes(demonstration.read_bytes())
    assert main(["pack", str(path), str(pack), "--dry-run"]) == 0
    first = capsys.readouterr().out
    assert "modifiées : 1" in first.replace("\u00a0", " ")
    assert main(["pack", str(path), str(pack)]) == 0
    capsys.readouterr()
    assert main(["pack", str(path), str(pack)]) == 1
    told = capsys.readouterr()
    assert "a déjà été appliqué" in told.err
    pack.write_bytes(b"rien")
    assert main(["pack", str(path), str(pack)]) == 1
    assert "n’est pas un fichier zip" in capsys.readouterr().err
