"""A command: one thing a person asks the desk to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from commune_desk.domain.roles import Permission
from commune_desk.domain.text import Text

if TYPE_CHECKING:
    from commune_desk.storage.store import Unit

Result = TypeVar("Result")


class Command(ABC, Generic[Result]):
    """A frozen dataclass that knows its name, its right and its deed.

    Undo, the journal, permissions and the refreshing of screens are the desk's
    business; a command holds none of them.
    """

    label: ClassVar[Text]
    needs: ClassVar[Permission]
    final: ClassVar[bool] = False
    """True for an act, such as a vote, that only another act can reverse."""

    @abstractmethod
    def apply(self, unit: Unit) -> Result:
        """Do it, within a unit of work that the desk opened.

        Raises `Rejected` where the rules refuse; nothing is then kept.
        """

    def describe(self, unit: Unit) -> Text:  # noqa: ARG002  for those who need it
        """Name what was done, once done; the undo menu says it."""
        return self.label


@dataclass(frozen=True, slots=True)
class Several(Command[list[Any]]):
    """Many commands as one step: an import, a paste, a fill down."""

    label: ClassVar[Text] = Text("")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    commands: tuple[Command[Any], ...]
    name: Text

    def apply(self, unit: Unit) -> list[Any]:
        """Do them in order; if one is refused, none is kept."""
        unit.bulk = True
        with unit.session.no_autoflush:
            return [command.apply(unit) for command in self.commands]

    def describe(self, unit: Unit) -> Text:  # noqa: ARG002  its name is given
        """Name the whole step."""
        return self.name
