"""Tasks of the plan."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.ui.manual.steps import (
    Cell,
    Chapter,
    Click,
    Fill,
    Go,
    Press,
    Remark,
    Row,
    See,
    Task,
)
from commune_desk.ui.manual.teller import Column

BOREHOLE, ROOMS = "Forage neuf du grand puits", "Construction de trois salles de classe"

ACTION = Task(
    "action",
    N_("Enter an action and its cost"),
    N_("An action is entered once; it then appears in each document of the plan."),
    (
        Go("actions"),
        Press("Ctrl+N", N_("Add an action")),
        Fill(Column("actions", "title"), BOREHOLE),
        Fill(Column("actions", "places"), "Diakele", picture=True),
        Fill(Column("actions", "sector_id"), "12"),
        Press("Ctrl+Return", N_("Keep the new line")),
        See(BOREHOLE),
        Cell("actions", BOREHOLE, "2026", "6000000"),
        See("6 000 000", picture=True),
    ),
)

PAYS = Task(
    "pays",
    N_("Say who pays for an action"),
    N_("The commune, the State, partners: each part stands in its column."),
    (
        Go("pia"),
        Cell("pia", ROOMS, "commune", "1420000"),
        See("1 420 000"),
        Cell("pia", ROOMS, "state", "480000"),
        See("480 000", picture=True),
        Remark(
            N_("What is still missing stands in the column of the money to be found.")
        ),
    ),
)

PIA = Task(
    "pia",
    N_("Prepare and print the PIA"),
    N_("Choose the actions of the year, then print the annual investment plan."),
    (
        Go("pia-preparation"),
        Row(ROOMS),
        Press("Space", N_("Take the action into the year, or out of it"), picture=True),
        Go("documents"),
        Fill(N_("Find a document"), "PIA"),
        Row(N_("Annual investment plan (PIA)"), picture=True),
        Click(N_("Save as PDF"), file="PIA 2026.pdf"),
        See("PIA 2026.pdf"),
        Remark(N_("“Print” sends the same pages to the printer.")),
    ),
)

PLANNING = Chapter(N_("The plan"), (ACTION, PAYS, PIA))
