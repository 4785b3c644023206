"""Commands on copies: make, list, verify, take back, salvage."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from commune_desk.cli.files import require_free
from commune_desk.cli.opened import opened
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.services.copies import keeping
from commune_desk.services.copies.account import (
    journal_lines,
    salvaged,
    summary,
    tables,
)
from commune_desk.services.copies.counter import CopyCounter
from commune_desk.services.copies.examining import examine
from commune_desk.services.copies.outside import bring_outside
from commune_desk.services.copies.phrase import read_phrase
from commune_desk.storage.copies import check_copy, keep_copy
from commune_desk.storage.key_copy import is_key_copy, unlocked
from commune_desk.storage.restoring import restore as put_back
from commune_desk.storage.whole_file import disk_told
from commune_desk.tables.record_names import record_names

if TYPE_CHECKING:
    from argparse import Namespace

    from commune_desk.l10n.words import Words


def verify(asked: Namespace, words: Words) -> int:
    """Read the whole file and the whole journal; exit 1 where one is broken."""
    with opened(asked.dossier) as desk:
        found = examine(desk.store)
    if not found.sound:
        raise StorageTrouble(found.text)
    text = N_(
        "Sound. Journal: {count} entries, head {seal}",
        count=found.head.number,
        seal=found.head.seal[:16].upper(),
    )
    print(words.say(text))
    return 0


def backup(asked: Namespace, words: Words) -> int:
    """Make a verified copy: beside the dossier, at a place, or on a key."""
    with opened(asked.dossier) as desk:
        if asked.key is not None:
            brought = bring_outside(desk.store, asked.key, words)
            text = N_("Copy: {file}, encrypted, read back, SHA-256 {digest}",
                      file=str(brought.path), digest=brought.sha256)  # fmt: skip
            print(words.say(text))
            if brought.before is not None:
                print(words.say(brought.before))
            return 0
        if asked.output is not None:
            require_free(asked.output)
            copy = desk.store.looking(lambda raw: keep_copy(raw, asked.output))
        else:
            made = keeping.keep(desk.store, keeping.ASKED, always=True)
            if made is None:
                raise AssertionError
            copy = made
    text = N_("Copy: {file}, {rows} rows, SHA-256 {digest}", file=str(copy.path),
              rows=copy.rows, digest=copy.sha256)  # fmt: skip
    print(words.say(text))
    return 0


def listed(asked: Namespace, words: Words) -> int:
    """List the copies of a dossier, the newest first, one a line."""
    with opened(asked.dossier) as desk:
        counter = CopyCounter(lambda: desk, asked.dossier, words)
        lines = counter.lines()
    for line in lines:
        sound = N_("verified") if line.kept.sealed else N_("not verified")
        fields = (
            f"{line.kept.at:%Y-%m-%d %H:%M:%S}",
            words.say(line.reason),
            str(line.kept.size),
            "" if line.since is None else str(line.since),
            words.say(N_("spoilt") if line.spoilt else sound),
            str(line.kept.path),
        )
        print("\t".join(fields))
    return 0


def restore(asked: Namespace, words: Words) -> int:
    """Make a dossier out of a copy that still reads as it was sealed."""
    require_free(asked.output)
    copy: Path = asked.backup
    if not copy.is_file():
        raise StorageTrouble(N_("There is no copy “{name}”.", name=copy.name))
    if is_key_copy(copy):
        phrase = read_phrase(_phrase_in(asked.phrase_file))
        # On the disk of the dossier: the plain copy touches no other.
        with tempfile.TemporaryDirectory(dir=asked.output.absolute().parent) as folder:
            put_back(unlocked(copy, phrase, Path(folder)), asked.output)
    else:
        check_copy(copy)
        put_back(copy, asked.output)
    with opened(asked.output) as desk:
        done = desk.undo_label()
    text = N_("Taken back: {file}. Last act: {act}", file=str(asked.output), act=done)
    print(words.say(text))
    return 0


def salvage(asked: Namespace, words: Words) -> int:
    """Make a new dossier of what can be read of a damaged one."""
    require_free(asked.output)
    if not asked.damaged.is_file():
        raise StorageTrouble(
            N_("There is no dossier “{name}”.", name=asked.damaged.name)
        )
    names = record_names()
    report, account = salvaged(asked.damaged, asked.output, words, names)
    for line in (*summary(report), *journal_lines(report)):
        print(words.say(line))
    for line in tables(report, names):
        print(f"  {words.say(line)}")
    print(words.say(N_("The whole account lies in {file}.", file=str(account))))
    return 0


def _phrase_in(file: Path | None) -> str:
    """Read the phrase from a file: typed on a command line, others would see it."""
    if file is None:
        raise StorageTrouble(
            N_("This copy is encrypted: write the phrase in a file: --phrase-file.")
        )
    with disk_told():
        return file.read_text("utf-8")
