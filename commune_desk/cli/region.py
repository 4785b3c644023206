"""The commands of a region's desk.

Exit 0: done; 1: something was refused, one line each on standard error.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from functools import partial
from typing import TYPE_CHECKING

from commune_desk.cli.region_opened import opened
from commune_desk.cli.region_papers import pack, print_papers
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.package.region import Level
from commune_desk.domain.package.trust import Policy
from commune_desk.domain.text import N_
from commune_desk.exchange.package.again import present
from commune_desk.exchange.package.answer import report, short
from commune_desk.exchange.package.keys import draw_opening, opening
from commune_desk.exchange.package.receive import files_in, receive
from commune_desk.exchange.package.sealed import is_sealed
from commune_desk.exchange.package.sealed import receive as read_any
from commune_desk.exchange.region_lists import communes_in, shipped
from commune_desk.exchange.region_sheets import SHEETS, head, rows, write_sheets
from commune_desk.reports.region.verdict import verdict_pdf
from commune_desk.services.region.lists import ChooseSource, ListCommunes
from commune_desk.services.region.queries.board import board as board_of
from commune_desk.services.region.queries.board import packages
from commune_desk.services.region.queries.communes import years
from commune_desk.services.region.queries.findings import findings
from commune_desk.services.region.queries.lines import every_archived
from commune_desk.services.region.settings import Region, SetUpRegion
from commune_desk.storage.region import journal
from commune_desk.storage.region.layout import check_layout

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from commune_desk.domain.package.manifest import Parcel
    from commune_desk.exchange.package.receive import Arrived
    from commune_desk.l10n.words import Words
    from commune_desk.services.region.queries.board import BoardRow


def run(asked: Namespace, words: Words) -> int:
    """Do what was asked for at a region's desk."""
    deeds = {
        "init": init,
        "receive": take,
        "board": board,
        "totals": totals,
        "choose": choose,
        "export": export,
        "check": check,
        "key": key,
        "print": print_papers,
        "pack": pack,
    }
    return deeds[asked.deed](asked, words)


def init(asked: Namespace, words: Words) -> int:  # noqa: ARG001  as every command
    """Make a desk; on a server, give its empty tables their region."""
    listed = communes_in(asked.communes) if asked.communes else ()
    policy = Policy(asked.signatures) if asked.signatures else Policy.WARN
    with opened(asked.region, new=True) as desk:
        desk.do(SetUpRegion(Region(asked.name, asked.demonstration, policy)))
        desk.do(shipped())
        if listed:
            desk.do(ListCommunes(listed))
    return 0


def take(asked: Namespace, words: Words) -> int:
    """Receive files; say of each what became of it, and write its answer."""
    refused = 0
    with opened(asked.region) as desk:
        for arrived in receive(desk, files_in(asked.files), opened=_reader(asked)):
            refused += arrived.refused
            _tell(arrived, words)
            if asked.reports:
                _report(arrived, asked.reports, words)
    return 1 if refused else 0


def _reader(asked: Namespace) -> Callable[[bytes], Parcel]:
    """Read packages; those that are encrypted, with the region's key."""
    key = opening(asked.key)
    return partial(read_any, identities=(key,) if key else ())


def key(asked: Namespace, words: Words) -> int:  # noqa: ARG001  as every command
    """Say with which key communes seal what holds persons; draw it at first."""
    print(draw_opening(asked.key))
    return 0


def _tell(arrived: Arrived, words: Words) -> None:
    name, receipt, verdict = arrived.path.name, arrived.receipt, arrived.verdict
    if receipt is not None:
        outcome = words.say(receipt.outcome)
        day = dt.datetime.fromisoformat(receipt.received_at).astimezone().date()
        said = f"{name}\t{outcome}\t{words.say(day)}"
        if receipt.gap:
            said += "\t" + words.say(N_("the package before it never came"))
        if receipt.unknown:
            said += "\t" + words.say(N_("this commune is not in the region’s list"))
        print(said)
        return
    if arrived.trouble is not None:
        print(words.say(arrived.trouble), file=sys.stderr)
    elif verdict is not None:
        print(f"{name}\t{short(verdict)}", file=sys.stderr)


def _report(arrived: Arrived, folder: Path, words: Words) -> None:
    """Write the answer to the sender: as a page to print, and for programs."""
    if arrived.verdict is not None:
        stem = arrived.path.name.split(".")[0]
        answer = arrived.verdict
        _write(folder / f"{stem}-rapport.json", report(answer, words))
        _write(folder / f"{stem}-rapport.pdf", verdict_pdf(answer, words))


def board(asked: Namespace, words: Words) -> int:
    """Say who has sent, one commune a line, or all as JSON."""
    with opened(asked.region) as desk, desk.store.reading() as session:
        found = board_of(session, _year(session, asked.year), _today())
    if asked.json:
        print(json.dumps([_as_json(row) for row in found], ensure_ascii=False))
        return 0
    for row in found:
        dues = (f"{due.sending.title} : {words.say(due.state)}" for due in row.dues)
        print("\t".join((row.place.code, row.place.name, row.place.cercle, *dues)))
    return 0


def _as_json(row: BoardRow) -> dict[str, object]:
    last = row.last
    return {
        "commune_code": row.place.code,
        "commune_nom": row.place.name,
        "cercle": row.place.cercle,
        "dans_la_liste": row.place.listed,
        "envois": {
            due.sending.title: {
                "etat": due.state.name,
                "echeance": due.sending.deadline.isoformat(),
                "recu_le": due.came.received_at.isoformat() if due.came else None,
            }
            for due in row.dues
        },
        "dernier": None if last is None else {
            "sequence": last.sequence,
            "etape": last.stage.value,
            "periode": last.period.value,
            "arrete_au": last.until.isoformat(),
            "statut": last.standing.value,
        },
        "recus": row.packages,
        "de_cote": row.aside,
        "manquants": row.gaps,
    }  # fmt: skip


def totals(asked: Namespace, words: Words) -> int:  # noqa: ARG001  as every command
    """Add up: every roll-up, its heads first, or all as JSON."""
    level = Level(asked.by)
    with opened(asked.region) as desk, desk.store.reading() as session:
        year = (_year(session, asked.year),)
        found = {each: rows(session, each, year, level) for each in SHEETS}
    if asked.json:
        told = {
            sheet.name: [dict(zip(head(sheet), line, strict=True)) for line in lines]
            for sheet, lines in found.items()
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for sheet, lines in found.items():
        print(f"# {sheet.name}")
        print("\t".join(head(sheet)))
        for line in lines:
            print("\t".join(map(str, line)))
    return 0


def choose(asked: Namespace, words: Words) -> int:  # noqa: ARG001  as every command
    """Say which of two databases is the commune's for a year."""
    with opened(asked.region) as desk:
        desk.do(
            ChooseSource(
                asked.code, asked.year, asked.source, desk.user.name, asked.reason
            )
        )
    return 0


def export(asked: Namespace, words: Words) -> int:  # noqa: ARG001  as every command
    """Write roll-ups; and what each commune's year is, and what came, where asked."""
    folder: Path = asked.output
    with opened(asked.region) as desk, desk.store.reading() as session:
        chosen = (asked.year,) if asked.year else tuple(sorted(years(session)))
        write_sheets(session, chosen, folder)
        if asked.packages:
            _write_packages(session, chosen, folder / "communes")
        if asked.received:
            for code, digest, data in every_archived(session):
                suffix = ".zip.age" if is_sealed(data) else ".zip"
                _write(folder / "recus" / code / f"{digest}{suffix}", data)
    return 0


def _write_packages(session: Session, chosen: tuple[int, ...], folder: Path) -> None:
    for year in chosen:
        told = {
            package.commune_code
            for package in packages(session, year)
            if package.is_current
        }
        for code in sorted(told):
            name, data = present(session, code, year)
            _write(folder / name, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def check(asked: Namespace, words: Words) -> int:
    """Check the tables and the journal, then say what strikes in what came."""
    with opened(asked.region) as desk:
        if not desk.store.server:
            desk.store.looking(check_layout)
        with desk.store.reading() as session:
            broken = journal.first_broken(session.connection())
            found = findings(session, _year(session, asked.year), _today())
    if broken is not None:
        raise StorageTrouble(
            N_("The journal does not hold from entry {number} on.", number=broken)
        )
    if asked.json:
        told = [
            {
                "code": issue.code,
                "severity": issue.severity.value,
                "text": words.say(issue.text),
            }
            for issue in found
        ]
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for issue in found:
        print(f"{issue.code}\t{words.say(issue.severity)}\t{words.say(issue.text)}")
    return 0


def _year(session: Session, year: int | None) -> int:
    """Take the year that is said, else the last of which something came."""
    known = years(session)
    return year or (known[0] if known else _today().year)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
