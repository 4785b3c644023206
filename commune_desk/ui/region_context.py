"""What the screens of a region are given: its desk, its year, its findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from commune_desk.services.memory import read_once
from commune_desk.services.region.queries.findings import findings
from commune_desk.services.region.scope import (
    RegionScope,
    known_years,
    region_scope,
    this_day,
)
from commune_desk.ui.context import Context

if TYPE_CHECKING:
    from typing import Any

    from commune_desk.domain.glance import Glance
    from commune_desk.domain.issues import Issue
    from commune_desk.domain.package.region import Level
    from commune_desk.l10n.words import Words
    from commune_desk.services.region.desk import RegionDesk
    from commune_desk.ui.region_ports import RegionPorts


class RegionContext(Context):
    """The context of a window whose desk is a region’s."""

    ports: RegionPorts
    takes_back = False

    def __init__(
        self, desk: RegionDesk, scope: RegionScope, words: Words, ports: RegionPorts
    ) -> None:
        super().__init__(cast("Any", desk), scope, words, ports)

    @property
    def looked_at(self) -> RegionScope:
        """The year, whose figures, and by which measure."""
        return cast("RegionScope", self.scope)

    def years(self) -> tuple[int, ...]:
        """Give the years to choose from."""
        with self.reading() as session:
            return tuple(sorted({*known_years(session), self.scope.year}))

    def look_at(self, **facts: Any) -> None:
        """Look at other figures of the same year."""
        self.scope = replace(self.looked_at, **facts)
        self.scoped.emit()

    def look_by(self, level: Level) -> None:
        """Add up by commune, by cercle, or for the region."""
        if level is not self.looked_at.level:
            self.look_at(level=level)

    def review(self) -> None:
        """Ask what strikes across the communes."""
        year, day = self.scope.year, this_day()
        with self.reading() as session:

            def read() -> tuple[Issue, ...]:
                return tuple(findings(session, year, day))

            self.findings = read_once(session, ("region findings", year, day), read)
        self.reviewed.emit()

    def glance(self) -> Glance:
        """Fail: the home page of a region asks for itself."""
        raise NotImplementedError

    def _scope_for(self, year: int) -> RegionScope:
        before = self.looked_at
        with self.reading() as session:
            found = region_scope(session, year)
        return replace(found, level=before.level, measure=before.measure)

    def heard_elsewhere(self, changes: tuple[Any, ...]) -> None:
        """Show what long work has written through a desk of its own."""
        self.scope = self._scope_for(self.scope.year)
        self.changed.emit(changes)
        self.review()
