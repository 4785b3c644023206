"""Commands on the people of a desk; passwords come from files or are typed unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, person, read_password, scope_of
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Role
from commune_desk.domain.text import N_
from commune_desk.reports.catalogue import printed
from commune_desk.reports.document import Telling
from commune_desk.reports.recovery_sheet import recovery_paper
from commune_desk.services.jobs import Silence
from commune_desk.services.people.door import recover
from commune_desk.services.people.users import (
    AddUser,
    MakeCode,
    OwnCode,
    OwnPassword,
    ResetPassword,
    ReviseUser,
    people,
)

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk

NEW = "new_password_file"
CODE = "code_file"


def list_people(asked: Namespace, words: Words) -> int:
    """List the people, one a line: name, role, whether a password is asked."""
    with opened(asked.dossier) as desk, desk.store.reading() as session:
        rows = people(session)
    for row in rows:
        role = words.say(NAMES[row.role])
        asks = N_("password") if row.has_password else N_("no password")
        state = "" if row.active else words.say(N_("inactive"))
        print("\t".join([row.name, role, words.say(asks), state]).rstrip())
    return 0


def change(asked: Namespace, words: Words) -> int:
    """Add a person, give a role, set a password, use or print a recovery code."""
    with opened(asked.dossier, asked) as desk:
        DEEDS[asked.deed](desk, asked, words)
    return 0


def _add(desk: Desk, asked: Namespace, words: Words) -> None:
    del words
    password = "" if asked.no_password else read_password(asked, NEW)
    desk.do(AddUser(asked.name, Role(asked.role), password))


def _role(desk: Desk, asked: Namespace, words: Words) -> None:
    del words
    desk.do(ReviseUser(person(desk, asked.name).id, "role", Role(asked.role)))


def _password(desk: Desk, asked: Namespace, words: Words) -> None:
    """Set one’s own password, or that of somebody else."""
    del words
    row = person(desk, asked.name)
    if desk.user.id == row.id:
        before = read_password(asked) if row.has_password else ""
        desk.do(OwnPassword(row.id, read_password(asked, NEW), before))
    else:
        desk.do(ResetPassword(row.id, read_password(asked, NEW)))


def _recover(desk: Desk, asked: Namespace, words: Words) -> None:
    """Sit down by the code of the sealed sheet, with a new password from now on."""
    del words
    row = person(desk, asked.name)
    recover(desk, row.id, read_password(asked, CODE), read_password(asked, NEW))


def _sheet(desk: Desk, asked: Namespace, words: Words) -> None:
    """Draw a code and print its sheet: it stands nowhere else."""
    row = person(desk, asked.name)
    make = OwnCode if desk.user.id == row.id else MakeCode
    scope = scope_of(desk, None)
    sheet = recovery_paper(row.name, desk.do(make(row.id)))
    with desk.store.reading() as session:
        telling = Telling(session, scope, words, Silence())
        asked.output.write_bytes(printed(sheet, telling, ".pdf"))


DEEDS = {
    "add": _add,
    "role": _role,
    "password": _password,
    "recover": _recover,
    "sheet": _sheet,
}
"""What `user` can do, by its first word."""
