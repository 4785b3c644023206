"""The chosen paper: what it is for, its true pages, what is missing in it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from commune_desk.domain.errors import DeskError
from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_, P_
from commune_desk.l10n import reading
from commune_desk.reports.options import Options
from commune_desk.services.paper_texts import AddPaperText, record_of
from commune_desk.ui.pages.paper_missing import PaperMissing
from commune_desk.ui.pages.paper_options import PaperOptions
from commune_desk.ui.pages.paper_typing import PaperTyping
from commune_desk.ui.pages.paper_words import due_words, print_words
from commune_desk.ui.ports import PDF, Wish
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_search import PageSearch
from commune_desk.ui.widgets.pdf_view import PdfView
from commune_desk.ui.widgets.text import Headline, Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.services.jobs import Progress
    from commune_desk.ui.context import Context
    from commune_desk.ui.ports import Printable

NUMBER, RANGE = 44, 72
LEAST = 320


class PaperView(QFrame):
    """A card with the paper under the cursor of the list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.context = context
        self.paper: Printable | None = None
        self.pdf = b""
        """The pages as they are shown; empty while they are being written."""

        self._only = ""
        self._marked: Text | str = ""
        say = context.say
        self._title = Headline("")
        self.record = QComboBox()
        self.record.setAccessibleName(say(N_("Which one")))
        self.record.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.record.setMinimumContentsLength(12)
        self.record.activated.connect(self._choose_record)
        self.record.hide()
        self._purpose = Label("", "small", "ink_soft", wrap=True)
        self.facts = Label("", "small", "ink_soft", wrap=True)
        self.view = PdfView()
        self.view.turned.connect(self._turned)
        self.search = PageSearch(context, self.view)
        self.options = PaperOptions(context)
        self.options.changed.connect(self._write)
        self.missing = PaperMissing(context)
        self.missing.marked.connect(self._write)
        self.typing = PaperTyping(context)
        self.work = WorkPanel(context, N_("Preparing the page"))
        head = across(self._title, self.record, grow=self._title)
        column = down(
            head, self._purpose, self.facts, self._tools(), self.search,
            self.typing, self.work, gap=6, margins=(16, 10, 16, 10),
        )  # fmt: skip
        column.addWidget(self.view, 1)
        column.addWidget(self.missing)
        self.setLayout(column)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.ask)

    def minimumSizeHint(self) -> QSize:
        """Ask for little height: sentences wrap, and the pages roll."""
        return QSize(super().minimumSizeHint().width(), LEAST)

    def _tools(self) -> QHBoxLayout:
        say = self.context.say
        self.number = QLineEdit()
        self.number.setFixedWidth(NUMBER)
        self.number.setValidator(QIntValidator(1, 9999, self.number))
        self.number.setAccessibleName(say(N_("Go to page")))
        self.number.setToolTip(self.number.accessibleName())
        self.number.returnPressed.connect(self._go_to_page)
        self._count = Label("", "small", "ink_soft")
        self.range = QLineEdit()
        self.range.setFixedWidth(RANGE)
        self.range.setPlaceholderText(say(N_("p. 3-7")))
        self.range.setAccessibleName(say(N_("Pages to print, such as 3-7")))
        self.range.setToolTip(self.range.accessibleName())
        self.range.editingFinished.connect(self._check_range)
        words = N_("Write a text into this paper")
        self.own_text = self._small("edit", words, self._open_own_text)
        self.more = Button("", "settings", PLAIN, self._offer_options)
        return across(
            self.number,
            self._count,
            self._small("zoom-out", N_("Smaller"), self.view.farther),
            self._small("zoom-in", N_("Larger"), self.view.nearer),
            self._small("file-text", N_("Whole page"), self._fit),
            self.own_text,
            self._small("search", N_("Find in the pages (Ctrl+F)"), self._ask),
            None,
            self.range,
            self.more,
            gap=6,
        )

    def _small(self, picture: str, words: Text, deed: object) -> Button:
        button = Button("", picture, PLAIN, deed if callable(deed) else None)
        button.setFixedWidth(36)
        button.setToolTip(self.context.say(words))
        button.setAccessibleName(button.toolTip())
        return button

    def _open_own_text(self) -> None:
        """Open the commune’s own text of this paper; begin it where there is none."""
        if self.paper is None:
            return
        name, year = self.paper.name, self.context.scope.year
        with self.context.reading() as session:
            found = record_of(session, name, year)
        made: list[int] = [] if found is None else [found]
        if found is None:
            begun = AddPaperText({"paper": name, "year": year})
            if self.context.do(begun, made.append) is not None:
                return
        self.context.go_to_record(Record("paper_texts", made[0]))

    def _ask(self) -> None:
        self.search.ask()

    def _fit(self) -> None:
        """See the whole page, or its whole width, in turn."""
        if self.view.whole:
            self.view.fit_width()
        else:
            self.view.fit_page()

    def show_paper(
        self, paper: Printable, issues: Sequence[Issue], only: str = ""
    ) -> None:
        """Show a paper, at one of its records."""
        self._only = only
        if self.paper is None or paper.name != self.paper.name:
            self.range.clear()
            self.options.show_paper(paper)
        self.show_facts(paper, issues)
        self._offer_records(paper)
        self._write()

    def refresh(self, paper: Printable, issues: Sequence[Issue]) -> None:
        """Say what is known by now; pages are written anew where their mark changes."""
        self.show_facts(paper, issues)
        if self.missing.mark() != self._marked:
            self._write()

    def show_facts(self, paper: Printable, issues: Sequence[Issue]) -> None:
        """Say what is known of the paper; its pages stay as they are."""
        say = self.context.say
        self.paper = paper
        self._title.setText(say(paper.title))
        self._purpose.setText(say(paper.purpose))
        facts = []
        if paper.due is not None:
            facts.append(say(due_words(paper.due)))
        if paper.printed is not None:
            facts.append(say(print_words(paper.printed, paper.changed)))
        self.facts.setText(" ".join(facts))
        self.facts.setVisible(bool(facts))
        self.missing.show_issues(paper.name, issues)
        self._tell_options()

    def wish(self) -> Wish:
        """Give all that is chosen for this print, but for its pages."""
        wish = replace(self.options.wish(), only=self._only)
        options = wish.options or Options()
        return replace(wish, options=replace(options, marked=self.missing.mark()))

    def pages(self) -> tuple[int, int] | None:
        """Give the first and the last page wanted; None where it cannot be read."""
        try:
            return reading.page_range(self.range.text(), self.view.count)
        except DeskError as refused:
            self.context.refused.emit(refused)
            return None

    def _check_range(self) -> None:
        if self.range.isModified():
            self.range.setModified(False)
            self.pages()

    def _offer_records(self, paper: Printable) -> None:
        """Offer to print one record alone, where the paper has several."""
        self.record.clear()
        found: Sequence[tuple[str, Text | str]] = ()
        if paper.choices is not None:
            with self.context.reading() as session:
                found = paper.choices(session)
        self.record.addItem(self.context.say(N_("All")), "")
        for key, title in found:
            self.record.addItem(self.context.say(title), key)
        self._only = self._only if self.record.findData(self._only) >= 0 else ""
        self.record.setCurrentIndex(self.record.findData(self._only))
        self.record.setVisible(bool(found))

    def _choose_record(self, _place: int) -> None:
        self._only = str(self.record.currentData() or "")
        self._write()

    def _write(self) -> None:
        paper = self.paper
        if paper is not None:
            self._tell_options()
            self.pdf, self._marked = b"", self.missing.mark()
            self.work.run(partial(_written, paper, self.wish()), self._show)

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.view.show_pdf(pdf)
        self.search.again()

    def _turned(self, page: int, count: int) -> None:
        if not self.number.hasFocus():
            self.number.setText(str(page))
        words = P_("of {count} page", "of {count} pages", count=count)
        self._count.setText(self.context.say(words))

    def _go_to_page(self) -> None:
        self.view.show_page(min(int(self.number.text() or 1), self.view.count))
        self.view.setFocus()

    def _offer_options(self) -> None:
        """Show the choices under their button, over the page that they change."""
        self.options.offer(self.more)

    def _tell_options(self) -> None:
        """Say on the button how many choices differ from the usual paper."""
        name = self.paper.name if self.paper is not None else ""
        pencilled = self.options.ticks["blank"].isChecked()
        self.typing.show_paper(name, pencilled=pencilled)
        others = self.options.others()
        words = N_("Options")
        said = self.context.say(words)
        self.more.setText(f"\u2009{said} ({others})" if others else f"\u2009{said}")


def _written(paper: Printable, wish: Wish, progress: Progress) -> bytes:
    return paper.write(PDF, progress, wish)
