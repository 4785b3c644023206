"""A command of a region's desk."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from commune_desk.domain.roles import Permission
from commune_desk.services.command import Command

if TYPE_CHECKING:
    from commune_desk.domain.text import Text
    from commune_desk.storage.region.unit import RegionUnit
    from commune_desk.storage.unit import Unit

Result = TypeVar("Result")


class RegionCommand(Command[Result]):
    """A frozen dataclass, as a commune's command; its unit of work is a region's.

    It is never taken back: what came has come, and a correction is another act.
    """

    needs: ClassVar[Permission] = Permission.RECEIVE

    @abstractmethod
    def enact(self, unit: RegionUnit) -> Result:
        """Do it, within a unit of work that the region's desk opened."""

    def name(self, unit: RegionUnit) -> Text:  # noqa: ARG002  for those who need it
        """Name what was done, once done; the journal says it."""
        return self.label

    def apply(self, unit: Unit) -> Result:
        """Do it: only a region's desk runs it, with a unit of its own."""
        return self.enact(cast("Any", unit))

    def describe(self, unit: Unit) -> Text:
        """Name what was done."""
        return self.name(cast("Any", unit))
