"""The people of the desk: who sits here, their roles, their passwords."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import GIVEN, ROLE_MEANINGS, Permission, Role
from commune_desk.domain.text import N_, Text
from commune_desk.services.people.users import (
    AddUser,
    MakeCode,
    OwnCode,
    OwnPassword,
    ResetPassword,
    ReviseUser,
    SetActive,
)
from commune_desk.tables.people import roles
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.act_strip import Act
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.layouts import down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.command import Command
    from commune_desk.services.people.users import UserRow

NAME: Column[Any] = Column("name", N_("Name"), lambda _: None, width=20)
ROLE: Column[Any] = Column(
    "role", N_("Role"), lambda _: None, Kind.CHOICE, 14, choices=roles
)
PASSWORD: Column[Any] = Column("password", N_("Password"), lambda _: None, width=18)
AGAIN: Column[Any] = Column("again", N_("The same again"), lambda _: None, width=18)
BEFORE: Column[Any] = Column(
    "before", N_("Password until now"), lambda _: None, width=18
)
HIDDEN = ("password", "again", "before")

HONEST = (
    N_("Roles bring order, but no security: each person sees what is theirs to do."),
    N_(
        "They stop a mistake, a curious colleague, whoever finds the computer left"
        " unattended."
    ),
    N_(
        "They do not stop someone who takes the file away and knows computers: keep"
        " the computer and the USB keys locked up."
    ),
)
"""What roles are worth, said where they are given (`exchange-and-safety.md` 7.1)."""


class PeoplePage(ActPage):
    """Who sits here; the chosen person tells what can be done."""

    def head(self) -> PageHead:
        """Put the adding of a person into the head."""
        say = self.context.say
        actions: list[QWidget] = [*self.outlets.buttons()]
        if self.context.desk.user.role.may(Permission.MANAGE_USERS):
            words = say(N_("Add a person"))
            actions.append(Button(words, "plus", MAIN, self.add_person))
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _build(self) -> None:
        super()._build()
        say = self.context.say
        said = [
            *(
                say(N_("{role}: {what}", role=NAMES[role], what=ROLE_MEANINGS[role]))
                for role in GIVEN
            ),
            *map(say, HONEST),
        ]
        lines = [Label(each, "small", "ink_soft", wrap=True) for each in said]
        self.column.addWidget(flowing(down(*lines, gap=4)))

    def add_person(self) -> None:
        """Ask who, and with which role; the first person may do everything."""
        first = not self.model.whole
        role = Role.ADMINISTRATION if first else Role.ENTRY
        text = N_(
            "An empty password means that the name alone is asked. Eight signs are"
            " enough: three or four words are easily kept in mind."
        )

        def command(values: Mapping[str, Any]) -> Command[Any]:
            chosen = values["role"] or Role.NOBODY
            return AddUser(values["name"] or "", chosen, self._new_password())

        self.ask(
            Act(N_("Add a person"), text, (NAME, ROLE, PASSWORD, AGAIN), command,
                "plus", {"role": role})
        )  # fmt: skip

    def ask(self, act: Act) -> None:
        """Hide what is typed into the fields of passwords."""
        super().ask(act)
        for key in HIDDEN:
            if key in self.strip.fields:
                self.strip.fields[key].setEchoMode(QLineEdit.EchoMode.Password)

    def acts_on(self, row: UserRow) -> Sequence[Act]:
        """Offer what this user may do for the person."""
        user = self.context.desk.user
        if user.role.may(Permission.MANAGE_USERS):
            return (
                self._role(row), self._password(row), *self._code(row), self._seat(row)
            )  # fmt: skip
        if user.id == row.id:
            return (self._own(row), *self._code(row))
        return ()

    def why_none(self, row: UserRow) -> Text:
        """Say who may."""
        role = NAMES[Role.ADMINISTRATION]
        return N_("{name}: the role “{role}” is needed.", name=row.name, role=role)

    def _typed(self, key: str) -> str:
        """Give what was typed, sign for sign: a password is no text to be tidied."""
        return self.strip.fields[key].text()

    def _new_password(self) -> str:
        """Give the new password, typed twice; raise `Rejected` where they differ."""
        password = self._typed("password")
        if self._typed("again") != password:
            text = N_("The two passwords are not the same: type them again.")
            raise Rejected([Issue(Severity.ERROR, text, field="again")])
        return password

    def _role(self, row: UserRow) -> Act:
        return Act(
            N_("Change the role"),
            N_("It holds at once, for all that is done from now on."),
            (ROLE,),
            lambda values: ReviseUser(row.id, "role", values["role"]),
            "users-group",
            {"role": row.role},
        )

    def _password(self, row: UserRow) -> Act:
        text = N_(
            "The password of {name} until now is worth nothing any more; empty: none is"
            " asked.",
            name=row.name,
        )
        return Act(
            N_("Set the password"), text, (PASSWORD, AGAIN),
            lambda _: ResetPassword(row.id, self._new_password()), "lock",
        )  # fmt: skip

    def _own(self, row: UserRow) -> Act:
        fields: tuple[Column[Any], ...] = (PASSWORD, AGAIN)
        if row.has_password:
            fields = (BEFORE, *fields)

        def command(_: Mapping[str, Any]) -> Command[Any]:
            before = self._typed("before") if row.has_password else ""
            return OwnPassword(row.id, self._new_password(), before)

        text = N_(
            "Eight signs are enough: three or four words are easily kept in mind."
        )
        return Act(N_("Change my password"), text, fields, command, "lock")

    def _code(self, row: UserRow) -> Sequence[Act]:
        if not row.has_password or not row.active:
            return ()
        own = self.context.desk.user.id == row.id
        make = OwnCode if own else MakeCode
        text = N_(
            "A new code is drawn and shown this once: print the sheet, fold it, close"
            " it with the stamp, and lock it away. A code before it is worth nothing"
            " any more."
        )

        def command(_: Mapping[str, Any]) -> Command[Any]:
            self._of = row.name
            return make(row.id)

        return (Act(N_("Recovery sheet"), text, (), command, "printer"),)

    def _seat(self, row: UserRow) -> Act:
        if row.active:
            return Act(
                N_("Deactivate"),
                N_(
                    "{name} no longer sits here; what was done keeps the name.",
                    name=row.name,
                ),
                (), lambda _: SetActive(row.id, active=False), "x",
            )  # fmt: skip
        return Act(
            N_("Reactivate"),
            N_("{name} may sit here again.", name=row.name),
            (), lambda _: SetActive(row.id, active=True), "check",
        )  # fmt: skip

    def _settle(self, result: object = None) -> None:
        """Show the sheet of a code that was just drawn: it is shown this once."""
        super()._settle()
        paper = self.context.ports.recovery_sheet
        if isinstance(result, str) and paper is not None:
            title = self.context.say(N_("Recovery sheet of {name}", name=self._of))
            show = partial(self.context.shown.emit, title)
            name, scope = self._of, self.context.scope
            self.outlets.work.run(
                lambda progress: paper(name, result, scope, progress), show
            )
