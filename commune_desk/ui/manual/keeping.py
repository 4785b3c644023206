"""Tasks of every day: to find, to take back, to copy, to send, to share the desk."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.ui.manual.steps import (
    Carry,
    Cell,
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

FIND = Task(
    "find",
    N_("Find anything"),
    N_("A village, an action, a paper, a place of the program: one box finds all."),
    (
        Press("Ctrl+K", N_("Search everywhere")),
        Type("asaco dembela"),
        See("ASACO de Dembela", picture=True),
        Remark(
            N_("Accents, capitals and small mistakes do not matter. ↑ and ↓ choose.")
        ),
        Press("Return"),
        See("ASACO de Dembela"),
    ),
)

UNDO = Task(
    "undo",
    N_("Take a mistake back"),
    N_("Nothing is lost: what was just done can be taken back, also tomorrow."),
    (
        Go("villages"),
        Cell("villages", "Diakele", "population", "999"),
        See("999"),
        Press("Ctrl+Z", N_("Undo the last act"), picture=True),
        See(N_("Redo")),
        Remark(N_("“Redo”, at the foot, does it again.")),
    ),
)

REFUSED = Task(
    "refused",
    N_("Understand what is refused or signalled"),
    N_("The program says what is wrong and where; it corrects nothing by itself."),
    (
        Go("findings"),
        See(N_("Warnings")),
        Click(N_("Warnings"), picture=True),
        Remark(
            N_(
                "Each sentence names the line concerned: click it to open that line."
                " Once it is put right, the sentence goes by itself."
            )
        ),
    ),
)

EVERY_DAY = Chapter(N_("Every day"), (FIND, UNDO, REFUSED))

COPY = Task(
    "copy",
    N_("Make a copy, and put it back"),
    N_("A copy keeps the dossier as it is at that moment."),
    (
        Go("copies"),
        Click(N_("Copy now"), picture=True),
        See(N_("verified when made")),
        Click(N_("Restore…"), picture=True),
        See(N_("Restore this copy")),
        Click(N_("Restore this copy")),
        See("Dembela"),
        Remark(N_("The dossier of before is kept among the copies.")),
    ),
)

SEND = Task(
    "send",
    N_("Send the year to the region"),
    N_("The program writes one file, which is carried on a key or sent by phone."),
    (
        Go("sendings"),
        Fill(N_("Written reason"), "Envoi du semestre", picture=True),
        Carry(N_("Prepare the file")),
        See(N_("Print the slip"), picture=True),
    ),
)

SHARE = Task(
    "share",
    N_("Let a second person work at the desk"),
    N_("Each has a name, a role and a password; the journal says who did what."),
    (
        Go("settings"),
        Click(N_("People of the desk")),
        Click(N_("Add a person")),
        Fill(N_("Name"), "Personne A"),
        Fill(N_("Password"), "trois mots choisis"),
        Fill(N_("The same again"), "trois mots choisis", picture=True),
        Press("Return", N_("Do it")),
        See("Personne A"),
    ),
)

KEEPING = Chapter(N_("To keep and to share"), (COPY, SEND, SHARE))
