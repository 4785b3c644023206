"""Receive files, or a folder of them: each for itself, with an answer for each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.package.faults import PackageRefused
from commune_desk.domain.package.verdict import Answer
from commune_desk.domain.text import N_
from commune_desk.exchange.package.answer import Desk
from commune_desk.exchange.package.members import bytes_of
from commune_desk.exchange.package.sealed import receive as read_any
from commune_desk.services.jobs import Silence, told
from commune_desk.services.region.receiving import Receive, keys_for
from commune_desk.services.region.settings import region

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from commune_desk.domain.package.manifest import Parcel
    from commune_desk.domain.package.region import Receipt
    from commune_desk.domain.package.verdict import Verdict
    from commune_desk.domain.text import Text
    from commune_desk.services.jobs import Progress
    from commune_desk.services.region.desk import RegionDesk

    Opened = Callable[[bytes], Parcel]

SUFFIXES = (".zip", ".zip.age")


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of one file."""

    path: Path
    verdict: Verdict | None = None
    """The answer to the sender; None where the file could not be read."""

    receipt: Receipt | None = None
    """None where it was refused."""

    trouble: Text | None = None
    """Why the file could not be read at all."""

    @property
    def refused(self) -> bool:
        """Whether nothing of it was taken."""
        return self.receipt is None


def files_in(paths: Iterable[Path]) -> list[Path]:
    """List files, and the packages in folders, each once, in order of their names."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.name.endswith(SUFFIXES))
        found |= dict.fromkeys(inside)
    return list(found)


def receive(
    desk: RegionDesk,
    files: Iterable[Path],
    progress: Progress | None = None,
    opened: Opened = read_any,
) -> Iterator[Arrived]:
    """Take in one file after the other; what was taken stays taken.

    `progress` may raise `Cancelled` between two files. `opened` reads a package: who
    has the key of encrypted ones gives a reader that knows it (`sealed.receive`).
    """
    for path in told(files, N_("Receiving packages"), progress or Silence()):
        yield receive_one(desk, path, opened)


def receive_one(desk: RegionDesk, path: Path, opened: Opened = read_any) -> Arrived:
    """Take in one file; a refusal is an answer, not an exception.

    Raises `StorageTrouble` where the region's own disk or server is at fault.
    """
    today = dt.datetime.now().astimezone().date()
    with desk.store.reading() as session:
        own = region(session)
    answers = Desk(own.name, policy=own.signatures)
    try:
        data = bytes_of(path)
    except OSError as error:
        reason = error.strerror or str(error)
        text = N_("{file} cannot be read: {reason}.", file=path.name, reason=reason)
        return Arrived(path, trouble=text)
    try:
        parcel = opened(data)
        with desk.store.reading() as session:
            known = keys_for(session, parcel.manifest)
        answers = Desk(own.name, known, own.signatures)
        verdict = answers.accept(parcel, path.name, today)
        if verdict.answer is Answer.REFUSED:
            return Arrived(path, verdict)
        receipt = desk.do(Receive(parcel, data, desk.user.name))
    except Unreadable as error:
        return Arrived(path, trouble=error.text)
    except PackageRefused as refusal:
        return Arrived(path, answers.refuse(refusal, data, path.name, today))
    return Arrived(path, verdict, receipt)
