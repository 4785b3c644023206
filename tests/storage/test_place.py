from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.issues import Severity
from commune_desk.storage import cloud, place
from commune_desk.storage.drive import Drive, drive_of, on_linux, on_windows
from commune_desk.storage.place import MEGABYTE, Facts, facts_of, judge, require_room

GOOD = Facts(r"C:\Mairie", free=1000 * MEGABYTE, size=10 * MEGABYTE)
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/sg/CLE\\040USB vfat rw 0 0
//serveur/partage /srv/partage cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        ({"drive": Drive.NETWORK}, "PLACE-01", Severity.WARNING),
        ({"writable": False}, "PLACE-02", Severity.ERROR),
        ({"service": "OneDrive"}, "PLACE-03", Severity.WARNING),
        ({"drive": Drive.REMOVABLE}, "PLACE-04", Severity.WARNING),
        ({"free": 79 * MEGABYTE}, "PLACE-05", Severity.WARNING),
    ],
)
def test_a_bad_place_is_named(change: dict, code: str, severity: Severity) -> None:
    (issue,) = judge(replace(GOOD, **change))
    assert (issue.code, issue.severity) == (code, severity)


@pytest.mark.parametrize("free", [80 * MEGABYTE, 1000 * MEGABYTE])
def test_a_good_place_needs_no_word(free: int) -> None:
    assert not list(judge(replace(GOOD, free=free)))


def test_the_room_that_lacks_is_told_in_figures() -> None:
    (issue,) = judge(replace(GOOD, free=79 * MEGABYTE))
    assert dict(issue.text.facts) == {
        "folder": GOOD.folder,
        "free": 79,
        "needed": 80,
        "missing": 1,
    }


@pytest.mark.parametrize(
    ("folder", "answer", "drive"),
    [
        (r"C:\Mairie", 3, Drive.FIXED),
        (r"E:\Mairie", 2, Drive.REMOVABLE),
        (r"Z:\Mairie", 4, Drive.NETWORK),
        (r"\\serveur\partage", 1, Drive.NETWORK),
        ("//serveur/partage", 3, Drive.NETWORK),
        (r"\\?\UNC\serveur\partage", 3, Drive.NETWORK),
        (r"\\?\C:\Mairie", 3, Drive.FIXED),
        (r"Q:\Mairie", 0, Drive.UNKNOWN),
    ],
)
def test_windows_drives(folder: str, answer: int, drive: Drive) -> None:
    assert on_windows(folder, answer) is drive


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("/home/sg", Drive.FIXED),
        ("/media/sg/CLE USB/copies", Drive.REMOVABLE),
        ("/srv/partage/mairie", Drive.NETWORK),
        ("/srv/partages", Drive.FIXED),
    ],
)
def test_linux_drives(folder: str, drive: Drive) -> None:
    assert on_linux(PurePosixPath(folder), MOUNTS) is drive


def test_a_system_that_lists_no_mounts_leaves_the_drive_unknown() -> None:
    assert on_linux(PurePosixPath("/home"), "") is Drive.UNKNOWN


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\sg\OneDrive\Mairie", "OneDrive"),
        (r"C:\Users\sg\OneDrive - Commune\Mairie", "OneDrive"),
        (r"C:\Users\sg\Dropbox (Mairie)", "Dropbox"),
        (r"G:\Mon Drive\Mairie", "Google Drive"),
        (r"D:\Nuage\Mairie", "OneDrive"),
        (r"C:\Mairie\Dropboxes", ""),
    ],
)
def test_folders_of_cloud_services(folder: str, service: str) -> None:
    roots = {PureWindowsPath(r"D:\Nuage"): "OneDrive"}
    assert cloud.service_of(PureWindowsPath(folder), roots) == service


def test_the_services_of_this_computer_are_asked(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    info = tmp_path / "Dropbox" / "info.json"
    info.write_text(json.dumps({"personal": {"path": str(tmp_path / "D")}}))
    environment = {"OneDrive": str(tmp_path / "O"), "APPDATA": str(tmp_path)}
    assert cloud.folders(environment) == {
        tmp_path / "O": "OneDrive",
        tmp_path / "D": "Dropbox",
    }
    info.write_text("nonsense")
    assert tmp_path / "D" not in cloud.folders(environment)


def test_the_facts_of_a_real_folder(tmp_path: Path) -> None:
    dossier = tmp_path / "a.commune"
    dossier.write_bytes(bytes(1000))
    facts = facts_of(dossier)
    assert facts.size == 1000
    assert facts.writable
    assert facts.free > 0
    assert facts.drive is drive_of(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        facts_of(tmp_path / "none" / "a.commune")


def test_heavy_work_asks_for_room_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = tmp_path / "a.commune"
    require_room(dossier)
    monkeypatch.setattr(place, "SPARE", 1 << 60)
    with pytest.raises(StorageTrouble):
        require_room(dossier)
