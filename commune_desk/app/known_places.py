"""The regions of the country, and the communes where somebody has brought their list.

The list of communes is not ours to hand out: the region has it. It is kept, as it was
read, with what belongs to the computer, so that the next dossier finds it.
"""

from __future__ import annotations

import contextlib
import csv
from io import StringIO
from typing import TYPE_CHECKING

from commune_desk.app.home import folder
from commune_desk.app.later import later
from commune_desk.domain.errors import StorageTrouble, Unreadable
from commune_desk.domain.text import N_
from commune_desk.paths import RESOURCES
from commune_desk.storage.whole_file import write_whole
from commune_desk.ui.pages.start_commune import Gazetteer, KnownCommune

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REGIONS = RESOURCES / "reference" / "regions.csv"
HEADS = ("region", "cercle", "commune", "code")


def gazetteer() -> Gazetteer:
    """Read what is known on this computer."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        regions = [line["Région"] for line in csv.DictReader(file, delimiter=";")]
    return Gazetteer(tuple(regions), tuple(_kept()), take)


def take(path: Path) -> Gazetteer:
    """Read a list of communes and keep it; raises `Unreadable`."""
    headings, lines = later("files").grid_of(path)
    heads = [_plain(head) for head in headings]
    if "commune" not in heads:
        raise Unreadable(
            N_(
                "“{file}” is no list of communes: no column is called “Commune”.",
                file=path.name,
            )
        )
    places = [heads.index(head) if head in heads else -1 for head in HEADS]
    read = [["" if at < 0 else texts[at].strip() for at in places] for texts in lines]
    found = [line for line in read if line[2]]
    text = StringIO(newline="")
    csv.writer(text).writerows([HEADS, *found])
    with contextlib.suppress(OSError, StorageTrouble):  # it is then asked for again
        folder().mkdir(parents=True, exist_ok=True)
        write_whole(_own(), text.getvalue().encode())
    known = gazetteer()
    return Gazetteer(known.regions, tuple(map(_commune, found)), take)


def _own() -> Path:
    return folder() / "communes.csv"


def _kept() -> list[KnownCommune]:
    try:
        with _own().open(encoding="utf-8", newline="") as file:
            lines = [line for line in csv.reader(file) if len(line) == len(HEADS)]
    except (OSError, ValueError, csv.Error):
        return []
    return [_commune(line) for line in lines[1:]]


def _commune(line: Sequence[str]) -> KnownCommune:
    region, cercle, name, code = line
    return KnownCommune(region, cercle, name, code)


def _plain(head: str) -> str:
    """Read a heading without its accents and capitals: “Région” is `region`."""
    return head.strip().casefold().replace("é", "e")
