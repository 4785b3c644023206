"""Home says one sentence a rule; its link shows what the rule found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from commune_desk.ui.pages.findings import FindingsPage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.widgets.findings_list import FindingsList
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context


def sentences(found: FindingsList) -> list[str]:
    return [str(link.property("words")) for link in found.findChildren(Linked)]


def test_home_says_each_rule_once_and_leads_to_its_findings(
    context: Context, qtbot: QtBot
) -> None:
    shell = Shell(context)
    qtbot.addWidget(shell)
    shell.resize(QSize(1366, 768))
    context.review()
    settle(shell)
    rules = {(issue.code, issue.severity) for issue in context.findings}
    due = shell.page().findChildren(FindingsList)[0]
    assert len(sentences(due)) == len(rules) > 1
    repeated = next(
        issue.code
        for issue in context.findings
        if sum(other.code == issue.code for other in context.findings) > 1
    )
    context.go("findings", search=repeated)
    settle(shell)
    page = shell.page()
    assert isinstance(page, FindingsPage)
    assert page.rules.currentData() == repeated
    told = [label.text() for label in page.list.findChildren(Label)]
    for issue in context.findings:
        assert (context.say(issue.text) in told) == (issue.code == repeated)


def test_a_rule_with_many_findings_shows_some_and_leads_to_all(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commune_desk.ui.pages.findings.MOST_OF_EACH", 1)
    context.review()
    page = FindingsPage(context)
    qtbot.addWidget(page)
    page.show()
    more = next(x for x in page.list.findChildren(Linked) if "autre" in x.text())
    more.followed.emit()
    assert page.rules.currentData()
