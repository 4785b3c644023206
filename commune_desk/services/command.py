"""A command: one thing a person asks the desk to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from commune_desk.domain.roles import Permission
from commune_desk.domain.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from commune_desk.storage.unit import Unit

Result = TypeVar("Result")
T = TypeVar("T")


class Command(ABC, Generic[Result]):
    """A frozen dataclass that knows its name, its right and its deed.

    Undo, the journal, permissions and the refreshing of screens are the desk's
    business; a command holds none of them.
    """

    label: ClassVar[Text]
    needs: ClassVar[Permission]
    final: ClassVar[bool] = False
    """True for an act, such as a vote, that only another act can reverse."""

    aside: ClassVar[bool] = False
    """True for what concerns who sits here: undo neither sees it nor stops at it."""

    @abstractmethod
    def apply(self, unit: Unit) -> Result:
        """Do it, within a unit of work that the desk opened.

        Raises `Rejected` where the rules refuse; nothing is then kept.
        """

    def copied_first(self) -> str:
        """Name the copy that is kept before this act (`avant-…`); empty for none."""
        return ""

    def describe(self, unit: Unit) -> Text:  # noqa: ARG002  for those who need it
        """Name what was done, once done; the undo menu says it."""
        return self.label

    def rights(self) -> frozenset[Permission]:
        """Name all rights that it needs: its own, and those of commands it holds."""
        return frozenset({self.needs}).union(*(c.rights() for c in held_by(self)))

    def only_by(self) -> int | None:
        """Name the one person who may do it; None for everyone with the rights."""
        return None


def held_by(command: Command[Any]) -> Iterator[Command[Any]]:
    """Find the commands that a command holds, to do them within its own deed."""
    for each in fields(command):  # type: ignore[arg-type]  # commands are dataclasses
        value = getattr(command, each.name)
        if isinstance(value, Command):
            yield value
        elif isinstance(value, tuple) and value and isinstance(value[0], Command):
            yield from value


@dataclass(frozen=True, slots=True)
class Several(Command[list[Any]]):
    """Many commands as one step: an import, a paste, a fill down."""

    label: ClassVar[Text] = Text("")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    commands: tuple[Command[Any], ...]
    name: Text
    joined: bool = False
    """Whether some commands refer to records that earlier ones make (`Made`)."""

    copy: str = ""
    """The copy to keep before; empty for none."""

    def copied_first(self) -> str:
        """Name the copy that is kept before."""
        return self.copy

    def apply(self, unit: Unit) -> list[Any]:
        """Do them in order; if one is refused, none is kept."""
        unit.bulk = True
        done: list[Any] = []
        written = 0
        with unit.session.no_autoflush:
            for command in self.commands:
                ready, last = self._bound(command, done)
                if last >= written:
                    unit.settle()  # what is referred to must be in the file before
                    written = len(done)
                done.append(ready.apply(unit))
        return done

    def rights(self) -> frozenset[Permission]:
        """Name the rights that its parts need; on its own it needs none."""
        return frozenset[Permission]().union(*(c.rights() for c in self.commands))

    def _bound(
        self, command: Command[Any], done: Sequence[Any]
    ) -> tuple[Command[Any], int]:
        """Give a command the ids that are made by now; and the place of the last."""
        last = -1
        if not self.joined:
            return command, last

        def find(made: Made) -> int:
            nonlocal last
            last = max(last, made.by)
            return int(done[made.by])

        ready = settled(command, find)
        return ready, last

    def describe(self, unit: Unit) -> Text:  # noqa: ARG002  its name is given
        """Name the whole step."""
        return self.name


class Made(int):
    """The id of a record that another command of the same bulk act makes.

    As a number it is the id that the record had where the act was tried; what it has
    in the dossier is known once the other command is done.
    """

    by: int
    """Place of the other command in the act."""

    def __new__(cls, tried: int, by: int) -> Self:
        """Remember who makes it."""
        made = super().__new__(cls, tried)
        made.by = by
        return made


def settled(command: T, find: Callable[[Made], int]) -> T:
    """Put another number in the place of each `Made` that a command holds."""
    if not is_dataclass(command) or isinstance(command, type):
        return command
    held = ((each.name, getattr(command, each.name)) for each in fields(command))
    changed = {
        name: new for name, old in held if (new := _replaced(old, find)) is not old
    }
    return replace(command, **changed) if changed else command


def _replaced(value: Any, find: Callable[[Made], int]) -> Any:
    match value:
        case Made():
            return find(value)
        case Mapping() if any(isinstance(each, Made) for each in value.values()):
            return {key: _replaced(each, find) for key, each in value.items()}
        case tuple() if value and is_dataclass(value[0]):
            new = tuple(settled(each, find) for each in value)
            kept = all(a is b for a, b in zip(new, value, strict=True))
            return value if kept else new
    return value
