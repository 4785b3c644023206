"""The lights of the committees: of one for its page, of all for the table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commune_desk.domain.committee_lights import LightState, Lit, Pillar, lit
from commune_desk.domain.light_rules import answers, lights_of
from commune_desk.services.committee_facts import facts, limits
from commune_desk.services.memory import read_once
from commune_desk.services.registry import book
from commune_desk.services.today import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.committee_lights import Facts, Light, Limits
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class LightRow:
    """A committee under its lights."""

    id: int
    committee: str
    type: str
    village: str
    lights: tuple[Light, ...]

    def count(self, state: LightState) -> int:
        """Count the lights of one state."""
        return sum(light.state is state for light in self.lights)

    def pillar(self, pillar: Pillar) -> Lit:
        """Tell one column in a sentence."""
        return lit(light for light in self.lights if light.pillar is pillar)

    def light(self, key: str) -> Light | None:
        """Give a light by its key; None where the committee has another instead."""
        return next((light for light in self.lights if light.key == key), None)


def _known(session: Session, day: dt.date) -> tuple[dict[int, Facts], Limits]:
    return read_once(
        session,
        ("committees.facts", day),
        lambda: (facts(session, day), limits(session)),
    )


def _limits_of(session: Session, committee_id: int, common: Limits) -> Limits:
    own = book(session).by_id[committee_id].committee.warning_days
    return replace(common, warning=own)


def lights(session: Session, committee_id: int, day: dt.date) -> tuple[Light, ...]:
    """Give the sixteen lights of a committee; none where it does not exist."""
    known, common = _known(session, day)
    if committee_id not in known:
        return ()
    own = _limits_of(session, committee_id, common)
    return lights_of(known[committee_id], day, own)


def proposals(session: Session, committee_id: int, day: dt.date) -> dict[str, int]:
    """Give the points that the dossier proposes for the grid, by key."""
    known, common = _known(session, day)
    if committee_id not in known:
        return {}
    return answers(known[committee_id], day, _limits_of(session, committee_id, common))


def light_rows(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[LightRow]:
    """List the committees that are not dissolved, each with its lights."""
    day = today(session)
    return [
        LightRow(
            each.id,
            each.committee.name,
            each.type.title,
            each.village,
            lights(session, each.id, day),
        )
        for each in book(session)
        if each.active and (ids is None or each.id in ids)
    ]


def counted(rows: Collection[LightRow]) -> Counter[LightState]:
    """Count the lights of all committees by their state."""
    return Counter(light.state for row in rows for light in row.lights)
