"""Tasks of the first days."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.ui.manual.steps import (
    NEW,
    START,
    Chapter,
    Click,
    Fill,
    Go,
    Press,
    Remark,
    See,
    Task,
    Type,
)
from commune_desk.ui.manual.teller import Column

CREATE = Task(
    "create",
    N_("Create the dossier of the commune"),
    N_("To be done once. The whole commune is then kept in one file."),
    (
        Click(N_("Create…")),
        Remark(
            N_(
                "It stands on the line “{line}”.",
                line=N_("Create the dossier of my commune"),
            )
        ),
        Fill(N_("Name of the commune"), "Ourikela", picture=True),
        Fill(N_("First year of the plan"), "2026"),
        Click(N_("Create the dossier"), file="Ourikela.commune"),
        See(N_("First year")),
        Remark(N_("The guide of the first year says what to do next.")),
    ),
    begins=START,
)

VILLAGES = Task(
    "villages",
    N_("Enter the villages"),
    N_("Villages are asked for everywhere: actions, committees, the TDRL."),
    (
        Go("villages"),
        Press("Ctrl+N", N_("Add a village")),
        Fill(Column("villages", "name"), "Ngolobougou", picture=True),
        Press("Ctrl+Return", N_("Keep the new line")),
        See("Ngolobougou"),
        Press("Return"),
        Remark(N_("The cursor goes to the empty line at the foot.")),
        Type("Farakala", "Return"),
        See("Farakala", picture=True),
    ),
    begins=NEW,
)

SHEET = Task(
    "spreadsheet",
    N_("Start from the spreadsheet of last year"),
    N_("What is already typed in Excel is not typed again."),
    (
        Go("actions"),
        Click(N_("Import")),
        Click(N_("Choose a file"), file="PIA 2025.csv"),
        See("Forage de Farakala", picture=True),
        Remark(
            N_(
                "Look at the answer on each line; where a column was not recognised,"
                " choose it at the left."
            )
        ),
        Click(N_("Import the lines")),
        See("Forage de Farakala", picture=True),
    ),
    begins=NEW,
    files=(
        (
            "PIA 2025.csv",
            (
                (N_("Action"), N_("Place"), N_("Sector"), "2026"),
                ("Forage de Farakala", "Farakala", "12", "6000000"),
                ("Trois salles de classe", "Ngolobougou", "11", "13500000"),
            ),
        ),
    ),
)

BEGINNING = Chapter(N_("To begin"), (CREATE, VILLAGES, SHEET))
