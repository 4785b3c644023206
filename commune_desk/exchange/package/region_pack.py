"""A reference pack, as a region makes it: lists of a model dossier, its own codes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.pack import CODES as CODE_LIST
from commune_desk.domain.package.pack import PACK_TABLES, PackFacts
from commune_desk.domain.text import N_
from commune_desk.exchange.package.packs import build_pack, tables_for_pack
from commune_desk.exchange.package.territory_codes import (
    COMMUNE,
    CodeLine,
    code_list_bytes,
)
from commune_desk.services.plans import latest_year, scope_for
from commune_desk.services.region.queries.communes import places
from commune_desk.services.region.queries.mapping import mappings
from commune_desk.services.region.settings import region

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from commune_desk.exchange.package.build import Sign
    from commune_desk.l10n.words import Words


@dataclass(frozen=True, slots=True)
class Series:
    """Which pack it is."""

    name: str
    """`modeles-sikasso`: what its versions share."""

    title: str
    version: int
    made: dt.date
    names: tuple[str, ...] = ()
    """The lists that it holds; empty for all that a pack may hold."""

    note: str = ""


def pack_of(
    at_region: Session,
    model: Session | None,
    series: Series,
    words: Words,
    sign: Sign | None = None,
) -> tuple[str, bytes]:
    """Give name and bytes of a pack; `model` is the dossier whose lists it takes.

    `words` are French. Raises `Rejected` for a list that no pack may hold.
    """
    own = region(at_region).name
    facts = PackFacts(
        str(uuid.uuid5(uuid.NAMESPACE_OID, f"{own}/{series.name}/{series.version}")),
        series.name,
        series.title,
        series.version,
        series.made,
        own,
        series.note,
    )
    files: dict[str, bytes] = {}
    if model is not None:
        scope = scope_for(model, latest_year(model))
        files |= tables_for_pack(model, series.names or PACK_TABLES, scope, words)
    if lines := _codes(at_region, own):
        files[CODE_LIST] = code_list_bytes(lines)
    readme = N_(
        "Pack of lists and texts of the region {region}: {title}, version {version},"
        " {day}. Open it in Commune Desk: Templates, Packs of the region.",
        region=own,
        title=series.title,
        version=series.version,
        day=series.made,
    )
    return facts.file_name, build_pack(facts, files, f"{words.say(readme)}\r\n", sign)


def _codes(at_region: Session, own: str) -> list[CodeLine]:
    known = places(at_region)
    found = []
    for number, each in enumerate(mappings(at_region), 1):
        place = known.get(each.new_code)
        name = each.new_code if place is None else place.name
        cercle = "" if place is None else place.cercle
        line = CodeLine(
            number,
            each.old_code,
            each.new_code,
            COMMUNE,
            name,
            "",
            cercle,
            cercle,
            own,
            each.since,
            each.new_list,
        )
        found.append(line)
    return found
