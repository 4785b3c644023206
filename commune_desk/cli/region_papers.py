"""What leaves a region's desk for people: its papers, its packs of lists."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened as opened_dossier
from commune_desk.cli.region_opened import opened
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.package.pack import PACK
from commune_desk.domain.text import N_
from commune_desk.exchange.package.keys import signing
from commune_desk.exchange.package.region_pack import Series, pack_of
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.reports.document import Telling
from commune_desk.reports.region.catalogue import REGION_DOCUMENTS, printed
from commune_desk.reports.writing import WRITERS
from commune_desk.services.jobs import Silence
from commune_desk.services.region.scope import region_scope

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from commune_desk.reports.document import Document

FRENCH = "fr"
"""The language of packs, whatever that of the command."""


def print_papers(asked: Namespace, words: Words) -> int:
    """Print one paper of the region, or all of them in every form."""
    output: Path = asked.output
    with opened(asked.region) as desk, desk.store.reading() as session:
        scope = region_scope(session, asked.year)
        telling = Telling(session, scope, words, Silence(), asked.commune)
        if asked.all:
            output.mkdir(parents=True, exist_ok=True)
            for wanted in REGION_DOCUMENTS:
                for suffix in WRITERS:
                    content = printed(wanted, telling, suffix)
                    (output / f"{wanted.name}{suffix}").write_bytes(content)
            return 0
        output.write_bytes(printed(_named(asked.name), telling, output.suffix))
    return 0


def _named(name: str | None) -> Document:
    found = [each for each in REGION_DOCUMENTS if each.name == name]
    if not found:
        text = N_(
            "The region prints no “{name}”; it prints: {names}.",
            name=name or "",
            names=tuple(each.name for each in REGION_DOCUMENTS),
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return found[0]


def pack(asked: Namespace, words: Words) -> int:
    """Make a pack of lists for the communes: those of a model dossier, and codes."""
    series = Series(
        asked.name,
        asked.title or asked.name,
        asked.version,
        dt.datetime.now().astimezone().date(),
        tuple(part.strip() for part in asked.tables.split(",") if part.strip()),
    )
    sign = signing(PACK)[0] if asked.sign else None
    french = Words(FRENCH, TRANSLATIONS)
    with opened(asked.region) as desk, desk.store.reading() as session:
        model = opened_dossier(asked.model) if asked.model else nullcontext()
        with model as dossier:
            if dossier is None:
                name, data = pack_of(session, None, series, french, sign)
            else:
                with dossier.store.reading() as lists:
                    name, data = pack_of(session, lists, series, french, sign)
    asked.output.mkdir(parents=True, exist_ok=True)
    path = asked.output / name
    path.write_bytes(data)
    print(words.say(N_("Made: {file}", file=str(path))))
    return 0
