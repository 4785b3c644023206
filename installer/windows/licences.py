"""The licences of all that is delivered, gathered from the parts themselves."""

from __future__ import annotations

import shutil
from email.parser import HeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from environment import ROOT, Trouble

from windows.runtime import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

COMMON = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts that many programs share."""

BY_TEXT = {"PySide6_Essentials": ("LGPL-3", "GPL-3"), "shiboken6": ("LGPL-3", "GPL-3")}
"""Parts whose packages name these licences and carry no text of them."""

NAMES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


def gather(packages: Path, runtime: Path, target: Path) -> None:
    """Write a folder for each part, and the list of all; raise `Trouble` for a gap."""
    target.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", target / "GPL-3.txt")
    shutil.copyfile(runtime / "LICENSE.txt", target / f"Python-{VERSION}.txt")
    lines = [
        "Commune Desk : GPL-3 (GPL-3.txt)",
        f"Python {VERSION} : PSF-2.0 (Python-{VERSION}.txt)",
    ]
    for own in ("fonts/LICENCES.md", "icons/LICENSE"):
        place = target / own.replace("/", "-")
        shutil.copyfile(ROOT / "resources" / own, place)
        lines.append(f"{own.partition('/')[0]} : {place.name}")
    for info in sorted(packages.glob("*.dist-info"), key=lambda p: p.name.lower()):
        told = HeaderParser().parsestr((info / "METADATA").read_text("utf-8"))
        folder = target / f"{told['Name']}-{told['Version']}"
        texts = list(_texts(info, told["Name"]))
        if not texts or len(texts) < len(BY_TEXT.get(told["Name"], ())):
            message = f"{told['Name']}: no text of its licence is to be found."
            raise Trouble(message)
        folder.mkdir()
        for text in texts:
            shutil.copyfile(text, folder / f"{text.name.removesuffix('.txt')}.txt")
        lines.append(f"{told['Name']} {told['Version']} : {_named(told, texts[0])}")
    text = "Ce programme et ses parties, avec leurs licences\n\n" + "\n".join(lines)
    (target / "LISEZMOI.txt").write_text(text + "\n", "utf-8")


def _texts(info: Path, name: str) -> Iterator[Path]:
    found = [
        path
        for path in sorted(info.rglob("*"))
        if path.is_file()
        and any(part.upper().startswith(NAMES) for part in path.relative_to(info).parts)
    ]
    yield from found
    for text in BY_TEXT.get(name, ()):
        if (COMMON / text).is_file():
            yield COMMON / text


def _named(told: Message, text: Path) -> str:
    """Name the licence as the part names it, or as its text begins."""
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    short = (told["License"] or text.read_text("utf-8")).strip().splitlines()
    return told["License-Expression"] or "; ".join(classified) or short[0]
