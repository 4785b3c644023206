"""What the region says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.package.trust import Policy
from commune_desk.domain.text import N_, Text
from commune_desk.services.region.command import RegionCommand
from commune_desk.storage.region.own import SETTINGS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.region.unit import RegionUnit

NAME, DEMONSTRATION, SIGNATURES = "name", "demonstration", "signatures"


@dataclass(frozen=True, slots=True)
class Region:
    """The settings of a region's desk."""

    name: str = ""
    demonstration: bool = False
    """Whether nothing in it is real: only then are packages of demonstrations taken."""

    signatures: Policy = Policy.WARN


def region(session: Session) -> Region:
    """Read the settings."""
    kept = _kept(session)
    return Region(
        kept.get(NAME, ""),
        kept.get(DEMONSTRATION) == "1",
        Policy(kept.get(SIGNATURES, Policy.WARN.value)),
    )


def _kept(session: Session) -> dict[str, str]:
    rows = session.execute(select(SETTINGS.c.name, SETTINGS.c.value))
    return {row.name: row.value for row in rows}


@dataclass(frozen=True)
class SetUpRegion(RegionCommand[None]):
    """Say which region it is, and what it asks of signatures."""

    label: ClassVar[Text] = N_("Set up the region’s desk")

    region: Region

    def enact(self, unit: RegionUnit) -> None:
        """Write what differs."""
        present = _kept(unit.session)
        wanted = {
            NAME: self.region.name,
            DEMONSTRATION: str(int(self.region.demonstration)),
            SIGNATURES: self.region.signatures.value,
        }
        for name, value in wanted.items():
            if name not in present:
                unit.add(SETTINGS, {"name": name, "value": value})
            else:
                unit.revise(SETTINGS, {"name": name}, {"value": value})
