"""The setup under Wine: installed, tried, updated, removed; dossiers stay.

One history, in the order of the file: what a user does with the program over the years.
"""

from __future__ import annotations

import re
import shutil
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from built import BUILT, HERE, WHY
from environment import Trouble
from windows import packing, stage, wheels
from windows.tools import run
from windows.wine import Wine, as_windows_says, takes_names

from commune_desk.paths import ROOT

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

NO_WINE = "Wine is not installed: apt-get install wine wine64 gcc-mingw-w64-x86-64"
pytestmark = [
    pytest.mark.skipif(not HERE, reason=WHY),
    pytest.mark.skipif(shutil.which("wine") is None, reason=NO_WINE),
]
no_screen = pytest.mark.skipif(
    shutil.which("xvfb-run") is None, reason="Xvfb is not there"
)
OPEN, OLD_WINDOWS, NEWER_THERE, NO_BASE, NOT_OURS, NOT_WRITTEN = 5, 3, 6, 7, 8, 9
USER = "Secrétaire générale"
ACCENTS = "Données de Traoré/Mairie de Kéniéba ɓɛ"
KEY = "Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Uninstall\\\\Commune Desk"
SYSTEM = ("Software\\\\Wine", "Console")
"""Starts of keys that the system itself makes, whatever runs."""

PARENTS = {
    "Software\\\\Classes",
    "Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Uninstall",
}
"""Keys that every Windows has; a new Wine makes them with the first below them."""

SUBSET = ("tests/*.py", "tests/data", "tests/domain")
RUNNER = r"""
import os, sys
sys.path[:0] = [r"C:\trying", r"C:\suite\tests"]
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from hypothesis import settings
settings.register_profile("few", max_examples=5, database=None, deadline=None)
settings.load_profile("few")
import pytest
with open(r"C:\suite.txt", "w", encoding="utf-8") as told:
    sys.stdout = sys.stderr = told
    done = pytest.main(["-q", "-s", "-p", "no:cacheprovider", "-p", "no:faulthandler",
        "--rootdir", r"C:\suite", r"C:\suite\tests\domain"])
    told.flush()
    os._exit(done)
"""
"""The rules of the plan and the budget: no Qt, no file, a few tries each."""


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    user = USER if takes_names() else ""
    made = Wine(tmp_path_factory.mktemp("wine"), user).make()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def home(wine: Wine) -> Path:
    """Where the setup puts the program."""
    return wine.local / "Programs" / "Commune Desk"


@pytest.fixture(scope="module")
def keys_before(wine: Wine) -> set[str]:
    return keys(wine)


def keys(wine: Wine) -> set[str]:
    return set(re.findall(r"(?m)^\[(.+?)\]", wine.registry()))


def whole(home: Path) -> bool:
    """Tell whether each file of the stage is there as it was built."""
    for path in (BUILT / "stage").rglob("*"):
        there = home / path.relative_to(BUILT / "stage")
        if path.is_file() and there.read_bytes() != path.read_bytes():
            return False
    return {path.name for path in home.iterdir()} == {
        "desinstaller.exe", *(path.name for path in (BUILT / "stage").iterdir())
    }  # fmt: skip


def setup(kind: str = "installation") -> Path:
    (found,) = BUILT.glob(f"*-{kind}.exe")
    return found


def linked(wine: Wine, path: Path) -> Path:
    """Give a file a place on drive C."""
    place = wine.path(path.name)
    place.unlink(missing_ok=True)
    place.symlink_to(path)
    return place


def self_test(wine: Wine, program: Path, name: str) -> str:
    report = wine.path(name)
    exe = as_windows_says(program / stage.EXE, wine.drive)
    code = wine.run(exe, "--self-test", f"C:\\{name}")
    told = report.read_text("utf-8") if report.is_file() else "no report"
    print(f"\n{told}")  # noqa: T201  for who looks on
    assert code == 0, told
    return told


def appeared(running: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until the program has taken its lock and shown its window."""
    for _ in range(240):
        time.sleep(0.5)
        if (data / "program.lock").exists():
            time.sleep(5)
            return running.poll() is None
        if running.poll() is not None:
            return False
    return False


def removed(wine: Wine, program: Path) -> None:
    gone = as_windows_says(program / "desinstaller.exe", wine.drive)
    assert wine.run(gone, "/S") == 0
    for _ in range(120):  # it goes on as a copy of itself
        if not program.exists():
            break
        time.sleep(0.5)
    wine.wait()
    assert not program.exists()


def test_an_older_windows_is_refused(wine: Wine, home: Path) -> None:
    wine.become("win81")
    assert wine.run(setup(), "/S") == OLD_WINDOWS
    assert not home.exists()
    wine.become("win10")


def test_an_update_without_what_it_updates_is_refused(wine: Wine, home: Path) -> None:
    assert wine.run(setup("mise-a-jour"), "/S") == NO_BASE
    assert not home.exists()


def test_a_folder_with_other_things_in_it_is_left_alone(wine: Wine) -> None:
    theirs = wine.path("Travail", "lib", "note.txt")
    theirs.parent.mkdir(parents=True)
    theirs.write_text("ours")
    assert wine.run(setup(), "/S", "/D=C:\\Travail") == NOT_OURS
    assert [path.name for path in wine.path("Travail").rglob("*.*")] == ["note.txt"]


def test_a_first_setup_that_was_broken_off_goes_on(wine: Wine) -> None:
    """Some parts had taken their places, the program itself had not."""
    place = wine.path("Reprise")
    (place / "app").mkdir(parents=True)
    (place / "app" / "half.py").write_text("")
    (place / "version-precedente").mkdir()
    assert wine.run(setup(), "/S", "/D=C:\\Reprise") == 0
    assert whole(place)
    removed(wine, place)


def test_the_user_has_a_name_with_accents(home: Path) -> None:
    if not takes_names():
        pytest.skip("no user of another name can be had here")
    assert USER in home.parts


def test_it_installs_without_a_question(
    wine: Wine, home: Path, keys_before: set[str]
) -> None:
    assert not any("CommuneDesk" in key for key in keys_before)
    assert wine.run(setup(), "/S") == 0
    assert whole(home)
    registry = wine.registry()
    assert KEY in registry
    assert "CommuneDesk.Dossier" in registry
    assert "CommuneDesk.Region" in registry
    links = list((wine.drive / "users").rglob("Commune Desk.lnk"))
    assert links or list(wine.home.rglob("Commune Desk.lnk"))


def test_everything_works_from_the_trimmed_folder(wine: Wine, home: Path) -> None:
    told = self_test(wine, home, "o.txt")
    assert told.splitlines()[-1] == "OK"
    assert "screens" in told


@no_screen
def test_nothing_is_changed_while_it_is_open(wine: Wine, home: Path) -> None:
    running = wine.start(as_windows_says(home / stage.EXE, wine.drive), screen=True)
    try:
        assert appeared(running, wine.local / "Commune Desk")
        assert wine.run(setup(), "/S") == OPEN
        wine.run(as_windows_says(home / "desinstaller.exe", wine.drive), "/S")
        time.sleep(3)
        assert (home / stage.EXE).is_file()
    finally:
        wine.stop()
        running.wait(60)


def test_the_suite_passes_on_the_python_that_is_delivered(
    wine: Wine, home: Path, tmp_path: Path
) -> None:
    try:
        wheels.lay(wine.path("trying"), tmp_path, wheels.for_trying())
    except Trouble as trouble:
        pytest.skip(f"the packages that run tests are not to be had: {trouble}")
    for name in run(["git", "-C", ROOT, "ls-files", "-z", *SUBSET]).split("\0"):
        if name:
            place = wine.path("suite", name)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place)
    wine.path("suite", "pytest.ini").write_text("[pytest]\n")
    wine.path("suite.py").write_text(RUNNER, "utf-8")
    python = as_windows_says(home / "runtime" / "python.exe", wine.drive)
    code = wine.run(python, "C:\\suite.py")
    told = wine.path("suite.txt").read_text("utf-8")
    print(f"\n{told[-2000:]}")  # noqa: T201  for who looks on
    assert code == 0, told


def test_a_setup_that_is_broken_off_leaves_what_was_there(
    wine: Wine, home: Path
) -> None:
    """As a power cut does: the new version is laid beside the old one."""
    running = wine.start(as_windows_says(linked(wine, setup()), wine.drive), "/S")
    for _ in range(2400):
        if (home / "version-nouvelle" / "lib").exists() or running.poll() is not None:
            break
        time.sleep(0.05)
    wine.stop()
    running.wait(60)
    assert (home / "version-nouvelle" / "lib").exists(), "it was through already"
    shutil.rmtree(home / "version-nouvelle")
    assert whole(home)
    (home / "version-nouvelle").write_text("something that cannot be written over")
    (home / "app" / "mark.txt").write_text("of the version before")
    assert wine.run(setup("mise-a-jour"), "/S") == NOT_WRITTEN
    assert (home / "app" / "mark.txt").exists()
    (home / "version-nouvelle").unlink()
    assert wine.run(setup(), "/S") == 0
    assert whole(home)


def test_it_installs_over_itself_and_takes_an_update(wine: Wine, home: Path) -> None:
    stray = home / "app" / "commune_desk" / "of_an_older_version.py"
    stray.write_text("")
    dossier = wine.local / "Commune Desk" / "dossiers" / "Kéniéba.commune"
    dossier.parent.mkdir(parents=True)
    dossier.write_bytes(b"a dossier")
    assert wine.run(setup(), "/S") == 0
    assert not stray.exists()
    stray.write_text("")
    assert wine.run(setup("mise-a-jour"), "/S") == 0
    assert not stray.exists()
    (home / "RUNTIME-ID").write_text("another runtime ")
    assert wine.run(setup("mise-a-jour"), "/S") == NO_BASE
    assert dossier.read_bytes() == b"a dossier"


def test_an_older_version_does_not_take_the_place_of_a_newer(wine: Wine) -> None:
    key = KEY.replace("\\\\", "\\")
    for version, code in (("99.0.0", NEWER_THERE), ("0.0.1", 0)):
        command = ["reg", "add", f"HKCU\\{key}", "/v", "DisplayVersion"]
        assert wine.run(*command, "/d", version, "/f") == 0
        wine.wait()
        assert wine.run(setup(), "/S") == code


def test_it_goes_and_leaves_the_dossiers(
    wine: Wine, home: Path, keys_before: set[str]
) -> None:
    removed(wine, home)
    more = {key for key in keys(wine) - keys_before if not key.startswith(SYSTEM)}
    assert not more - PARENTS
    registry = wine.registry()
    for trace in (KEY, "CommuneDesk", "Software\\\\Commune Desk"):
        assert trace not in registry
    assert not list((wine.drive / "users").rglob("Commune Desk.lnk"))
    assert not list(wine.home.rglob("Commune Desk.lnk"))
    dossier = wine.local / "Commune Desk" / "dossiers" / "Kéniéba.commune"
    assert dossier.read_bytes() == b"a dossier"


def test_the_portable_folder_runs_from_a_place_with_accents(wine: Wine) -> None:
    place = wine.path(*ACCENTS.split("/"))
    (archive,) = BUILT.glob("*-portable.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place)  # ours, made a moment ago
    program = place / packing.FOLDER
    told = self_test(wine, program, "p.txt")
    assert told.splitlines()[-1] == "OK"


@no_screen
def test_the_window_appears_on_a_screen(wine: Wine) -> None:
    program = wine.path(*ACCENTS.split("/")) / packing.FOLDER
    exe = as_windows_says(program / stage.EXE, wine.drive)
    running = wine.start(exe, screen=True)
    data = program / "donnees"
    try:
        assert appeared(running, data), "its data do not lie beside it"
        assert not list(data.rglob("crash*/*")), "it met a fault"
    finally:
        wine.stop()
        running.wait(60)
