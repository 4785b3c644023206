"""Tasks of committees and of the council."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.ui.manual.steps import (
    Chapter,
    Click,
    Fill,
    Go,
    Menu,
    Pick,
    Press,
    Remark,
    See,
    Task,
)
from commune_desk.ui.manual.teller import Column

COMMITTEE = Task(
    "committee",
    N_("Register a committee and who sits in it"),
    N_("The program then warns before a mandate ends."),
    (
        Go("committees"),
        Press("Ctrl+N", N_("Add a committee")),
        Fill(Column("committees", "name"), "CGS de Tietimbougou"),
        Fill(Column("committees", "type_id"), "CGS", "Tab"),
        Fill(Column("committees", "village_id"), "Tietimbougou", "Tab"),
        Fill(Column("committees", "created_on"), "18/10/2026", picture=True),
        Press("Ctrl+Return", N_("Keep the new line")),
        Click(N_("Open its page")),
        See("CGS de Tietimbougou"),
        Click(N_("{act} {post}", act=N_("Fill"), post="Commissaire aux comptes")),
        Fill(N_("Name and first name"), "Personne 1 (essai)"),
        Fill(N_("Sex"), "F"),
        Fill(N_("From which day"), "25/10/2026", picture=True),
        Click(N_("Note it")),
        See("Personne 1 (essai)", picture=True),
        Remark(
            N_(
                "After an election of the whole bureau, “Renew the bureau” takes all"
                " names at once."
            )
        ),
    ),
)

SESSION = Task(
    "session",
    N_("Print the papers of a council session"),
    N_("The papers that the councillors need, bound or one by one."),
    (
        Go("documents"),
        Pick(N_("Selection of papers"), "Pour le conseil", picture=True),
        Remark(N_("The papers of the session are ticked in the list.")),
        Menu(N_("Save all"), N_("As one booklet (PDF)"), file="Session.pdf"),
        See("Session.pdf", picture=True),
        Remark(N_("“Print all” sends them to the printer, one after the other.")),
    ),
)

PEOPLE = Chapter(N_("Committees and council"), (COMMITTEE, SESSION))
