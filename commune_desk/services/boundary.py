"""Give the commune its boundary, or take it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.boundary import read_boundary
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.storage.models import Commune

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class SetBoundary(Command[None]):
    """Keep the boundary that a GeoJSON file draws; None takes it away."""

    label: ClassVar[Text] = N_("Boundary of the commune")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY

    content: bytes | None

    def apply(self, unit: Unit) -> None:
        """Keep the polygon; raise `DeskError` where the file holds none."""
        commune = unit.session.scalars(select(Commune).where(Commune.is_own)).first()
        if commune is None:
            text = N_("The commune of the dossier is not described.")
            raise Rejected([Issue(Severity.ERROR, text)])
        content = self.content
        commune.boundary = "" if content is None else read_boundary(content)
