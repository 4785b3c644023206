"""The folder that is delivered: program, Python, packages, licences."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from environment import LOCKS, ROOT

from windows import icon, licences, runtime, trim, wheels
from windows.tools import run

HERE = Path(__file__).parent
EXE = "Commune Desk.exe"
ICON = "commune-desk.ico"
PARTS = ("runtime", "lib", "app", "licences")
OURS = ("commune_desk", "resources", "translations")
MAKERS = "commune_desk/app/manual/"
"""What writes the manual, here; it needs QtTest, which is not delivered."""

UNUSED = {".po", ".pot"}
"""Endings of files of ours that serve who writes the program."""


@dataclass(frozen=True)
class Sources:
    """Where the runtime comes from: the locked package, or a zip of the maintainer."""

    zip: Path | None = None
    digest: str = ""


def version() -> str:
    """Read the version of the program."""
    told = (ROOT / "commune_desk" / "__init__.py").read_text("utf-8")
    return told.partition('VERSION = "')[2].partition('"')[0]


def build(folder: Path, scratch: Path, sources: Sources) -> None:
    """Lay the whole stage out in a folder that is not there yet."""
    packages = scratch / "packages"
    if not packages.is_dir():
        wheels.lay(packages, scratch)
    runtime.lay(folder / "runtime", sources.zip, sources.digest)
    trim.trim(packages, folder / "lib")
    lay_program(folder / "app")
    licences.gather(packages, folder / "runtime", folder / "licences")
    icon.draw(folder / ICON)
    make_launcher(folder, scratch)
    (folder / "VERSION").write_text(f"{version()}\n", "utf-8")
    (folder / "RUNTIME-ID").write_text(f"{runtime_id()}\n", "utf-8")


def runtime_id() -> str:
    """Name what an update of the program alone leaves as it is."""
    digest = hashlib.sha256()
    for path in (runtime.EXPECTED, LOCKS["run"], HERE / "trim.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def lay_program(target: Path) -> None:
    """Copy what git knows of the program, and the compiled sentences."""
    names = run(["git", "-C", ROOT, "ls-files", "-z", *OURS]).split("\0")
    compiled = [
        p.relative_to(ROOT).as_posix() for p in ROOT.glob("translations/**/*.mo")
    ]
    for name in filter(None, (*names, *compiled)):
        path = ROOT / name
        delivered = path.suffix not in UNUSED and not name.startswith(MAKERS)
        if delivered and path.is_file():
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def make_launcher(folder: Path, scratch: Path) -> None:
    """Compile the program that starts Python."""
    numbers = ",".join([*version().split(".")[:3], "0"])
    place = scratch / "launcher"
    place.mkdir(exist_ok=True)
    for name in ("launcher.c", "launcher.rc", "launcher.manifest"):
        shutil.copyfile(HERE / name, place / name)
    shutil.copyfile(folder / ICON, place / ICON)
    told = [f"-DNUMBERS={numbers}", f'-DVERSION=\\"{version()}\\"']
    run(
        [
            "x86_64-w64-mingw32-windres",
            *told,
            "launcher.rc",
            "-O",
            "coff",
            "-o",
            "rc.o",
        ],
        where=place,
    )
    safe = "-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp"
    dll = f'-DPYTHON_DLL=L"python{runtime.TAG}.dll"'
    run(
        ["x86_64-w64-mingw32-gcc", "-municode", "-mwindows", "-O2", "-s", dll, safe,
         "launcher.c", "rc.o", "-o", folder / EXE],
        where=place,
    )  # fmt: skip


def drop_sources(folder: Path) -> None:
    """Leave of the packages what is compiled: their sources serve no user.

    Those of the program stay: who is given it may read it and change it.
    """
    for path in (folder / "lib").rglob("*.py"):
        compiled = (
            path.parent / "__pycache__" / f"{path.stem}.cpython-{runtime.TAG}.pyc"
        )
        if compiled.is_file():
            compiled.replace(path.with_suffix(".pyc"))
            path.unlink()


def size(folder: Path) -> int:
    """Add up the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
