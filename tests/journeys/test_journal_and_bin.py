"""From a removal to its return; the journal read and compared, through the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sample
from secretary import let_go
from sqlalchemy import select

from commune_desk.app import opening
from commune_desk.domain.text import N_
from commune_desk.services.command import Several
from commune_desk.services.territory import AddVillage, RemoveVillages
from commune_desk.storage import journal
from commune_desk.storage.models import Village
from commune_desk.ui import screens
from commune_desk.ui.shell import Shell
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context


@pytest.fixture
def shell(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    del qtbot
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "d.commune"
    made = sample.build(path)
    village = made.desk.do(AddVillage({"name": "Essai", "population": 120}))
    made.desk.do(RemoveVillages((village,)))
    made.store.close()
    context = opening.opened(path, sample.FRENCH, 2024)
    shell = Shell(context)
    shell.resize(1366, 768)
    screens.settle(shell)
    yield shell
    shell.close()
    context.close()
    context.desk.store.close()
    let_go()


def _page(shell: Shell, key: str) -> Any:
    shell.show_place(key)
    screens.settle(shell)
    return shell.pages[key]


def test_what_was_removed_comes_back_by_one_press(shell: Shell) -> None:
    context: Context = shell.context
    page = _page(shell, "removed")
    (row,) = page.model.rows()
    page.view.choose(row.id)
    assert page.back.isEnabled()
    page.back.click()
    assert not page.model.rows()
    with context.reading() as session:
        assert "Essai" in session.scalars(select(Village.name)).all()
    context.undo()
    assert [each.id for each in page.model.rows()] == [row.id]


def test_a_long_act_is_told_a_part_at_a_time(shell: Shell) -> None:
    many = [AddVillage({"name": f"Hameau {number}"}) for number in range(70)]
    shell.context.desk.do(Several(many, N_("Work")))
    page = _page(shell, "journal")
    (last, *_) = page.model.rows()
    page.view.choose(last.id)
    for told, left in ((12, 58), (60, 10), (70, 0)):
        words = [each.text() for each in page.findChildren(Label)]
        assert sum("Hameau" in said for said in words) == told
        assert page._more.isVisible() is (left > 0)
        if left:
            assert page._more.text().strip() == f"{left} autres modifications"
            page._more.click()
            screens.settle(shell)


def test_the_journal_is_sifted_told_and_compared_with_a_paper(shell: Shell) -> None:
    page = _page(shell, "journal")
    last, before = page.model.rows()[:2]
    page.view.choose(before.id)
    page.kind.setCurrentIndex(page.kind.findData("final"))
    assert page.model.count == sum(r.deed == "final" for r in page.model.rows())
    page.kind.setCurrentIndex(0)
    page.number.setText(str(last.id))
    page.digits.setText(last.seal[:16].upper())
    page.compare()
    assert page.answer.text() == "Intact."
    page.digits.setText("0" * 16)
    page.compare()
    assert page.answer.text() == "Différent."
    page.view.choose(before.id)
    assert page.lead.isEnabled()
    page.check()
    head = shell.context.desk.store.looking(journal.head)
    assert head.number == last.id
