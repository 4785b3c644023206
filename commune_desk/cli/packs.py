"""Packs of the region: say what one would change, or apply it."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from commune_desk.cli.opened import opened, scope_of
from commune_desk.domain.package.faults import PackageRefused
from commune_desk.domain.text import N_
from commune_desk.exchange.package.members import bytes_of
from commune_desk.exchange.package.pack_preview import preview
from commune_desk.exchange.package.packs import as_rejected, read_pack
from commune_desk.exchange.prepared import Verdict
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.packs import known_keys

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.exchange.package.pack_preview import PackPart, PackPreview


def apply_pack(asked: Namespace, words: Words) -> int:
    """Bring a pack in as one step; `--dry-run` only says what would change."""
    data = bytes_of(asked.file)
    with opened(asked.dossier, asked) as desk:
        with desk.store.reading() as session:
            known = known_keys(session)
        try:
            pack = read_pack(data, known)
        except PackageRefused as refusal:
            raise as_rejected(refusal) from refusal
        today = dt.datetime.now().astimezone().date()
        french = Words("fr", TRANSLATIONS)
        found = preview(desk.store, pack, scope_of(desk, None), french, today)
        _tell(found, words)
        if found.command is not None and not asked.dry_run:
            desk.do(found.command)
    refused = any(part.refused or part.count(Verdict.REFUSED) for part in found.parts)
    return 1 if refused and found.command is None else 0


def _tell(found: PackPreview, words: Words) -> None:
    facts, signed = found.pack.facts, found.pack.signed
    print(f"{facts.title}, {facts.version}, {facts.region}, {signed.fingerprint}")
    for warning in found.warnings:
        print(words.say(warning), file=sys.stderr)
    for part in found.parts:
        _tell_part(part, words)


def _tell_part(part: PackPart, words: Words) -> None:
    text = N_(
        "{table}: new: {new}, changed: {changed}, same: {same}, refused: {refused}",
        table=part.title,
        new=part.count(Verdict.NEW),
        changed=part.count(Verdict.CHANGED),
        same=part.count(Verdict.SAME),
        refused=part.count(Verdict.REFUSED),
    )
    print(words.say(text))
    for why in part.refused:
        print(words.say(why), file=sys.stderr)
    for line in part.lines:
        if line.verdict is Verdict.REFUSED:
            reasons = " ".join(map(words.say, line.why))
            print(f"{line.number}: {line.text}: {reasons}", file=sys.stderr)
