"""Lists of accountability: restitutions, recommendations, sessions of bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.accountability import SETTLED
from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_, Text
from commune_desk.services.recommendations import recommendations
from commune_desk.ui.pages.committee_life import NarrowPage, add_papers
from commune_desk.ui.pages.restitution_page import recommendation_line
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Linked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.services.bodies import BodySessionRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf
    from commune_desk.ui.widgets.page_head import PageHead


class RestitutionsPage(NarrowPage):
    """The restitutions; each is opened on a page of its own."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Questions without answer"), lambda row: row.answered < row.questions),
        (N_("Still to be held"), lambda row: row.to_come),
    )

    def head(self) -> PageHead:
        """Add the way to the page of the chosen restitution, and its kit."""
        head = super().head()
        layout: Any = head.layout()
        words = self.context.say(N_("Open its page"))
        layout.addWidget(Button(words, "presentation", PLAIN, self.open_page))
        add_papers(self, head, ("restitution-kit", N_("Kit")))
        return head

    def open_page(self) -> None:
        """Show the page of the chosen restitution."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            self.context.go("restitution", Record("public_sessions", row.id))


class RecommendationsPage(NarrowPage):
    """What was asked of the commune: what is late stands first."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Late"), lambda row: row.late > 0),
        (N_("To be done"), lambda row: row.state not in SETTLED),
        (N_("Carried out"), lambda row: row.done_on is not None),
    )


class BodySessionsPage(TablePage):
    """Sessions of bodies, with what each asked for in the panel."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the recommendations."""
        return (UrgedLeaf(self.context),)


class UrgedLeaf:
    """What a session of a body asked for."""

    title = N_("Recommendations")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: BodySessionRow) -> bool:
        """List the recommendations of a session."""
        clear(self._lines)
        with self._context.reading() as session:
            own = [r for r in recommendations(session) if r.body_session_id == row.id]
        for each in sorted(own, key=lambda one: one.number):
            self._lines.addLayout(recommendation_line(self._context, each))
        go = Linked(self._context.say(N_("Note a recommendation")))
        go.followed.connect(lambda: self._context.go("recommendations"))
        self._lines.addLayout(across(go, None))
        self._lines.addStretch(1)
        return True
