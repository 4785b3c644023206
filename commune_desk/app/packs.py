"""The packs of the region, as the screens ask for them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import PackageRefused
from commune_desk.domain.text import N_
from commune_desk.exchange.package.members import bytes_of
from commune_desk.exchange.package.pack_preview import preview
from commune_desk.exchange.package.packs import as_rejected, read_pack
from commune_desk.exchange.prepared import Verdict
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.packs import known_keys
from commune_desk.ui.ports import PackLine, PackPlan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.exchange.package.pack_preview import PackPreview
    from commune_desk.services.desk import Desk
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope


def plan(desk: Desk, path: Path, scope: Scope, progress: Progress) -> PackPlan:
    """Read a pack and try it on a copy; raise `DeskError` where it is refused."""
    with desk.store.reading() as session:
        known = known_keys(session)
    try:
        pack = read_pack(bytes_of(path), known)
    except PackageRefused as refusal:
        raise as_rejected(refusal) from refusal
    today = dt.datetime.now().astimezone().date()
    french = Words("fr", TRANSLATIONS)
    found = preview(desk.store, pack, scope, french, today, progress)
    facts = pack.facts
    return PackPlan(
        facts.title,
        facts.version,
        facts.region,
        facts.made,
        facts.note,
        pack.signed,
        tuple(_lines(found)),
        found.command,
        found.warnings,
    )


def _lines(found: PackPreview) -> Iterator[PackLine]:
    for part in found.parts:
        counts = tuple(
            part.count(verdict)
            for verdict in (
                Verdict.NEW,
                Verdict.CHANGED,
                Verdict.SAME,
                Verdict.REFUSED,
            )
        )
        told = [
            N_("{table}, line {number}: {why}", table=part.title, number=n, why=why)
            if (n := line.number)
            else why
            for line in part.lines
            for why in line.why
        ]
        yield PackLine(part.title, counts, (*part.refused, *told))
