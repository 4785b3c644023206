"""A table on paper, looked at before it is printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from commune_desk.domain.text import N_
from commune_desk.storage.whole_file import write_whole
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pdf_pages import print_pages
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.pdf_view import PdfView

if TYPE_CHECKING:
    from commune_desk.ui.context import Context


class PreviewPage(Page):
    """The true page, as wide as the window."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        self.pdf = b""
        self.acts = [
            Button(say(N_("Save as PDF")), "device-floppy", PLAIN, self.save),
            Button(say(N_("Print")), "printer", MAIN, self.print),
        ]
        for act in self.acts:
            act.setEnabled(False)
        purpose = say(N_("The page as it will be printed."))
        self.head = PageHead("", purpose, self.acts)
        self.view = PdfView()
        self.column.addWidget(self.head)
        self.column.addWidget(self.view, 1)

    def show_pdf(self, title: str, pdf: bytes) -> None:
        """Show a paper."""
        self.pdf = pdf
        self.head.title.setText(title)
        self.view.show_pdf(pdf)
        for act in self.acts:
            act.setEnabled(bool(pdf))

    def print(self) -> None:
        """Send the page to the printer."""
        print_pages(self.pdf, self.head.title.text(), self)

    def save(self) -> None:
        """Keep the page as a file."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.context.say(N_("Save the document")), "", "*.pdf"
        )
        if name:
            path, pdf = Path(name), self.pdf
            if not self.context.attempt(lambda: write_whole(path, pdf)):
                return
            saved = N_("The document is saved: {file}.", file=Path(name).name)
            self.context.tell(saved)
