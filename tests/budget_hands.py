"""Hands that prepare a budget in the real window, act after act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample import content

from commune_desk.services.budget_documents import budget_documents, primitive_row
from commune_desk.services.budget_lines import budget_lines
from commune_desk.ui.pages.budget import BudgetPage
from commune_desk.ui.pages.budget_changes import ChangesPage

if TYPE_CHECKING:
    from commune_desk.domain.budget import DocumentKind
    from commune_desk.services.budget_documents import DocumentRow
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.act_strip import ActStrip
    from commune_desk.ui.pages.table_page import TablePage
    from commune_desk.ui.shell import Shell


def budget(shell: Shell) -> BudgetPage:
    shell.show_place("budget")
    page = shell.page()
    assert isinstance(page, BudgetPage)
    return page


def changes(shell: Shell) -> ChangesPage:
    shell.show_place("budget_documents")
    page = shell.page()
    assert isinstance(page, ChangesPage)
    return page


def write(strip: ActStrip, **texts: str) -> None:
    """Type into the strip and press its button."""
    assert not strip.isHidden()
    for key, text in texts.items():
        strip.fields[key].setText(text)
    strip.button.click()


def fill(strip: ActStrip, *, final: bool = False, **texts: str) -> str:
    """Type into the strip, do what it asks for, and see it go.

    Returns what was asked before an act with legal effect.
    """
    write(strip, **texts)
    assert strip.asking is final, strip.refusal.words()
    asked = ""
    if final:
        asked = strip.question.words()
        strip.question.sure.click()
    assert strip.isHidden(), strip.refusal.words()
    return asked


def act(page: BudgetPage, *, final: bool = False, **texts: str) -> str:
    """Press the main button of the page and do what it asks."""
    assert page.main is not None
    page.main.click()
    return fill(page.strip, final=final, **texts)


def act_on(page: ChangesPage, row: DocumentRow, **texts: str) -> str:
    """Choose a document and do the next act with it."""
    assert page.view.choose(row.id)
    next(iter(page.acts.values())).click()
    return fill(page.strip, final=True, **texts)


def document(context: Context) -> DocumentRow:
    with context.reading() as session:
        found = primitive_row(session, context.scope)
    assert found is not None
    return found


def latest(context: Context, kind: DocumentKind) -> DocumentRow:
    with context.reading() as session:
        rows = budget_documents(session, context.scope)
    return [row for row in rows if row.kind is kind][-1]


def lines(context: Context) -> list[BudgetRow]:
    with context.reading() as session:
        return budget_lines(session, context.scope)


def type_in(page: TablePage, row_id: int, key: str, text: str) -> None:
    index = page.model.find(row_id, key)
    assert index.isValid()
    assert page.model.enter(index, text) is None


class Back:
    """Takes all back to the last act with legal effect, and does it again."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.context = shell, shell.context
        self.sealed = content(self.context.desk.store)

    def act_done(self, *words: str) -> None:
        """See that undo stops at the act that was just done, and says what to do."""
        assert self.context.desk.undo_label() is None
        assert self.context.desk.redo_label() is None
        self.sealed = content(self.context.desk.store)
        self._stopped(*words)

    def _stopped(self, *words: str) -> None:
        assert self.shell.top.undo.isEnabled()
        self.shell.top.undo.click()
        said = self.shell.bar.words()
        assert "effet légal" in said
        for word in words:
            assert word in said, said
        assert content(self.context.desk.store) == self.sealed

    def and_forth(self, least: int, *words: str) -> None:
        """Undo step by step down to the last act, then do all of it again."""
        desk = self.context.desk
        whole, steps = content(desk.store), 0
        while desk.undo_label() is not None:
            self.shell.top.undo.click()
            steps += 1
        assert steps >= least
        assert content(desk.store) == self.sealed
        if words:
            self._stopped(*words)
        for _ in range(steps):
            self.shell.top.redo.click()
        assert desk.redo_label() is None
        assert content(desk.store) == whole
