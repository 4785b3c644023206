"""Print a document of the catalogue from any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.ports import PDF

if TYPE_CHECKING:
    from commune_desk.ui.context import Context
    from commune_desk.ui.widgets.work_panel import WorkPanel


def show_paper(context: Context, work: WorkPanel, name: str) -> None:
    """Write a document on the worker, then show its pages."""
    documents = context.ports.documents
    if documents is None:
        return
    with context.reading() as session:
        listed = documents(session, context.scope)
    paper = next((each for each in listed if each.name == name), None)
    if paper is None:
        return
    title = context.say(paper.title)
    work.run(
        lambda progress: paper.write(PDF, progress),
        lambda pdf: context.shown.emit(title, pdf),
    )
