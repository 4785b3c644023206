"""The setup, the update of the program alone, and the portable folder."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from windows import stage
from windows.tools import run

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
NSI = HERE / "setup.nsi"
MARKER = "portable.txt"
FOLDER = "Commune Desk portable"
EPOCH = (2020, 1, 1, 0, 0, 0)
"""One date for all files in the zip: the same stage gives the same bytes."""


def setup(folder: Path, out: Path, *, update: bool = False, fast: bool = False) -> Path:
    """Make the setup of a stage; `fast` packs less tightly, for a trial."""
    kind = "mise-a-jour" if update else "installation"
    made = out / f"commune-desk-{stage.version()}-{kind}.exe"
    facts = {
        "VERSION": stage.version(),
        "STAGE": folder.resolve(),
        "OUT": made.resolve(),
        "RUNTIME_ID": stage.runtime_id(),
        "MEGABYTES": stage.size(folder) // 1_000_000 + 250,
    }
    words = [f"-D{name}={value}" for name, value in facts.items()]
    words += ["-DUPDATE"] if update else []
    words += ["-X" + "SetCompressor /FINAL zlib"] if fast else []
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *words, NSI])
    return made


def portable(folder: Path, out: Path) -> Path:
    """Make the zip of the folder that runs from any place, its data beside it."""
    made = out / f"commune-desk-{stage.version()}-portable.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in _of_portable(folder):
            info = zipfile.ZipInfo(f"{FOLDER}/{name}", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return made


def _of_portable(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield MARKER, b""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def sums(out: Path) -> str:
    """Write the sha256 of what is delivered; give the lines, with sizes."""
    told, lines = [], []
    for path in sorted(out.glob("commune-desk-*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{digest}  {path.name}")
        told.append(f"{path.stat().st_size / 1e6:7.1f} MB  {path.name}")
    (out / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")
    guide = HERE.parent / "LISEZMOI.md"
    if guide.is_file():
        shutil.copyfile(guide, out / "LISEZMOI.txt")
    return "\n".join(told)
