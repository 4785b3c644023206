"""The region’s acts and remarks, as its tables list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.services.region.queries.acts import Act, Remarked, acts, remarks_of
from commune_desk.services.region.queries.communes import places

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

LATEST = 2_000
"""Entries of the journal that a screen lists."""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark, with the name of the commune that it is on."""

    id: int
    commune: str
    remark: Remarked


def entries(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[Act]:
    """List what was done, the latest first."""
    found = acts(session, most=LATEST)
    return found if ids is None else [act for act in found if act.id in ids]


def last_act(session: Session) -> Act | None:
    """Give the last act; None at a desk where nothing was done yet."""
    return next(iter(acts(session, most=1)), None)


def remarks(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RemarkRow]:
    """List the remarks on a year, the open ones first."""
    known = places(session)
    found = [
        RemarkRow(each.id, _name(known.get(each.commune_code), each), each)
        for each in remarks_of(session)
        if each.year == scope.year and (ids is None or each.id in ids)
    ]
    return sorted(found, key=lambda row: (row.remark.settled, row.commune, row.id))


def _name(place: object, remark: Remarked) -> str:
    return str(getattr(place, "name", remark.commune_code))
