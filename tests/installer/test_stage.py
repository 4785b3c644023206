"""What is delivered for Windows: all of it is accounted for, and nothing else."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from built import BUILT, needs_build
from environment import LOCKS, Trouble
from windows import licences, packing, runtime, stage, wheels
from windows.pe import ENDINGS, imports, is_64_bits, of_windows
from windows.trim import RULES

from commune_desk import VERSION
from commune_desk.paths import ROOT
from commune_desk.storage.header import read_header
from commune_desk.storage.layout import NEWEST

if TYPE_CHECKING:
    from pathlib import Path

STAGE = BUILT / "stage"
INSTALLED, SETUP = 150_000_000, 45_000_000
LONGEST = 150
"""Signs of a path under the folder of the program; Windows takes 260 in all."""

UNWANTED = {".pyi", ".lib", ".po", ".c", ".h", ".orig", ".log", ".key", ".pem"}


def files() -> list[Path]:
    return sorted(path for path in STAGE.rglob("*") if path.is_file())


# What holds without a build


def test_the_version_is_that_of_the_program() -> None:
    assert stage.version() == VERSION


def test_the_lock_of_windows_is_the_one_of_the_program() -> None:
    names = set(re.findall(r"(?m)^([\w.-]+)==", wheels.wanted()))
    whole = set(re.findall(r"(?m)^([\w.-]+)==", LOCKS["run"].read_text("utf-8")))
    assert names == whole - wheels.NOT_NEEDED
    assert wheels.wanted().count("--hash=sha256:") > len(names)


def test_each_file_of_the_runtime_has_its_digest() -> None:
    told = runtime.expected()
    assert {"python.exe", f"python{runtime.TAG}.dll", "sqlite3.dll"} <= told.keys()
    assert not told.keys() & runtime.LEFT_OUT
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in told.values())


def test_another_file_than_expected_is_refused(tmp_path: Path) -> None:
    for name in runtime.expected():
        (tmp_path / name).write_bytes(b"MZ")
    with pytest.raises(Trouble, match=f"python{runtime.TAG}.dll"):
        runtime.compare(tmp_path)
    own = tmp_path / "own.zip"
    own.write_bytes(b"PK")
    with pytest.raises(Trouble, match=r"own\.zip"):
        runtime.lay(tmp_path / "laid", own, "0" * 64)


def test_every_module_of_qt_in_use_is_delivered() -> None:
    """What the trim leaves out is missed by a user, not by who writes the program."""
    used = set()
    makers = ROOT / stage.MAKERS
    for path in (ROOT / "commune_desk").rglob("*.py"):
        if not path.is_relative_to(makers):
            used |= set(re.findall(r"PySide6\.(Qt\w+)", path.read_text("utf-8")))
    assert used <= set(RULES["qt"]["modules"])


def test_what_makes_the_manual_is_not_delivered(tmp_path: Path) -> None:
    stage.lay_program(tmp_path)
    assert (tmp_path / "commune_desk" / "app" / "program.py").is_file()
    assert not (tmp_path / stage.MAKERS).exists()
    told = subprocess.run(
        [sys.executable, "-m", "commune_desk", "manual", str(tmp_path / "manual.pdf")],
        cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    assert "F1" in told.stderr
    assert not (tmp_path / "manual.pdf").exists()


def test_dlls_are_those_of_windows_or_not() -> None:
    assert of_windows("KERNEL32.dll")
    assert of_windows("api-ms-win-crt-runtime-l1-1-0.dll")
    assert of_windows("WINSPOOL.DRV")
    assert not of_windows("Qt6Core.dll")
    assert not of_windows("icu.dll")


def test_a_part_without_a_licence_is_not_delivered(tmp_path: Path) -> None:
    info = tmp_path / "packages" / "thing-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Name: thing\nVersion: 1.0\nLicense: MIT\n")
    there = tmp_path / "runtime"
    there.mkdir()
    (there / "LICENSE.txt").write_text("PSF")
    with pytest.raises(Trouble, match="thing"):
        licences.gather(info.parent, there, tmp_path / "first")
    (info / "COPYING").write_text("MIT")
    licences.gather(info.parent, there, tmp_path / "second")
    told = (tmp_path / "second" / "LISEZMOI.txt").read_text("utf-8")
    assert "thing 1.0 : MIT" in told
    assert (tmp_path / "second" / "thing-1.0" / "COPYING.txt").is_file()


def test_the_script_of_the_setup_says_what_is_asked() -> None:
    told = packing.NSI.read_text("utf-8")
    assert "RequestExecutionLevel user" in told
    assert "!define OLDEST 17763" in told
    assert {".commune", ".region"} <= set(re.findall(r'ASSOCIATE "(\.\w+)"', told))
    removed = set(re.findall(r'(?:RMDir /r|Delete) "\$INSTDIR\\([^"$]+)"', told))
    removed |= {stage.EXE, stage.ICON}  # by their names in the script
    laid = {*stage.PARTS, "VERSION", "RUNTIME-ID", stage.EXE, stage.ICON}
    assert laid <= removed


# What was built


@needs_build
def test_every_program_is_for_64_bits_and_finds_its_dlls() -> None:
    programs = [path for path in files() if path.suffix.lower() in ENDINGS]
    ours = {path.name.lower() for path in programs}
    assert len(programs) > 50
    for path in programs:
        assert is_64_bits(path), path
        lacking = {n for n in imports(path) - ours if not of_windows(n)}
        assert not lacking, f"{path.name} asks for {lacking}"


@needs_build
def test_nothing_of_windows_itself_is_delivered() -> None:
    names = {path.name.lower() for path in files()}
    assert not names & {"icuuc.dll", "icu.dll", "icuin.dll", "ucrtbase.dll"}
    assert not any(name.startswith("api-ms-win") for name in names)


@needs_build
def test_no_stray_file_is_delivered() -> None:
    for path in files():
        name = path.relative_to(STAGE)
        assert path.suffix not in UNWANTED, name
        assert not {"tests", "test", ".git"} & set(name.parts[:-1]), name
        assert len(str(name)) <= LONGEST, name
    top = {path.name for path in STAGE.iterdir()}
    laid = {*stage.PARTS, "VERSION", "RUNTIME-ID", stage.EXE, stage.ICON}
    assert top == laid


@needs_build
def test_the_program_is_whole_and_compiled() -> None:
    for source in (ROOT / "commune_desk").rglob("*.py"):
        name = source.relative_to(ROOT)
        if name.as_posix().startswith(stage.MAKERS):
            continue
        there = STAGE / "app" / name
        assert there.read_bytes() == source.read_bytes(), name
    for language in (ROOT / "translations").glob("*/LC_MESSAGES"):
        assert list((STAGE / "app" / language.relative_to(ROOT)).glob("*.mo"))
    compiled = (
        list((STAGE / "app").rglob("*.pyc")),
        list((STAGE / "lib").rglob("*.pyc")),
    )
    assert all(len(found) > 500 for found in compiled)
    runtime.compare(STAGE / "runtime")


@needs_build
def test_the_demonstration_comes_built() -> None:
    assert read_header(STAGE / "app" / "demonstration.commune", NEWEST) == NEWEST


@needs_build
def test_no_file_of_ours_names_the_machine_that_built_it() -> None:
    here = str(ROOT).encode()
    for path in files():
        assert here not in path.read_bytes(), path


@needs_build
def test_every_part_has_its_licence() -> None:
    folder = STAGE / "licences"
    told = (folder / "LISEZMOI.txt").read_text("utf-8").lower()
    for info in (STAGE / "lib").glob("*.dist-info"):
        name = info.name.partition("-")[0].replace("_", "-")
        assert name.lower() in told.replace("_", "-"), name
    for text in (folder / "GPL-3.txt", *folder.glob("PySide6*/*LGPL-3*")):
        assert text.stat().st_size > 1000, text
    assert list(folder.glob("PySide6*/*LGPL-3*"))
    assert "?" not in told.split()


@needs_build
def test_sizes_are_within_what_was_promised() -> None:
    installed = stage.size(STAGE)
    (setup,) = BUILT.glob("*-installation.exe")
    assert installed <= INSTALLED, f"{installed} bytes"
    assert setup.stat().st_size <= SETUP, f"{setup.stat().st_size} bytes"


@needs_build
def test_the_portable_folder_is_the_stage_and_its_marker() -> None:
    (path,) = BUILT.glob("*-portable.zip")
    with zipfile.ZipFile(path) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
        assert archive.testzip() is None
    staged = {path.relative_to(STAGE).as_posix() for path in files()}
    assert names == staged | {packing.MARKER}


@needs_build
@pytest.mark.skipif(shutil.which("7z") is None, reason="7z is not there")
def test_the_setup_holds_the_stage() -> None:
    (setup,) = BUILT.glob("*-installation.exe")
    listing = subprocess.run(
        ["7z", "l", "-ba", "-slt", setup],  # noqa: S607  Debian’s, wherever it lies
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    # the new version is laid beside the old one before it takes its place
    inside = set(re.findall(r"(?m)^Path = (?:version-nouvelle/)?(.+)$", listing))
    lacking = {
        path.relative_to(STAGE).as_posix()
        for path in files()
        if path.relative_to(STAGE).as_posix() not in inside
    }
    assert not lacking


@needs_build
def test_the_sums_are_those_of_the_files() -> None:
    lines = (BUILT / "SHA256SUMS").read_text("utf-8").split()
    for digest, name in zip(lines[::2], lines[1::2], strict=True):
        assert hashlib.sha256((BUILT / name).read_bytes()).hexdigest() == digest
    assert (BUILT / "LISEZMOI.txt").is_file()
